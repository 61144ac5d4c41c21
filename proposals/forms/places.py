"""Where it is: a ward, words, and perhaps a point (from the map or typed)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TitleField
from portal.lifecycle.models import Cycle
from portal.registers.models import Area, AreaKind
from proposals.errors import (
    AreaIsMissing,
    AreaIsOutsideTheCycle,
    PointIsOutsideTheCity,
    PointIsOutsideTheWard,
)


class _Degrees(forms.DecimalField):
    """The database keeps six decimals, a tenth of a metre; a map gives more."""

    def clean(self, value: Any) -> Decimal | None:
        degrees: Decimal | None = super().clean(value)
        return None if degrees is None else round(degrees, 6)


class AreaField(forms.ModelChoiceField):  # type: ignore[type-arg] # not subscriptable
    def label_from_instance(self, obj: Area) -> str:
        if obj.kind == AreaKind.WARD:
            return obj.name
        return gettext("%(city)s全体") % {"city": obj.name}


class CycleField(forms.ModelChoiceField):  # type: ignore[type-arg] # not subscriptable
    def label_from_instance(self, obj: Cycle) -> str:
        return obj.name


class PlaceForm(RefusableForm):
    """The fields of a place; a form that has one names them among its own."""

    area = AreaField(
        queryset=Area.objects.none(),
        label=_("区"),
        required=False,
        empty_label=_("選んでください"),
    )
    place = TitleField(
        label=_("場所の説明"),
        max_length=200,
        required=False,
        help_text=_("目印になる建物や交差点、道路の名前など"),
    )
    latitude = _Degrees(label=_("緯度"), min_value=-90, max_value=90, required=False)
    longitude = _Degrees(label=_("経度"), min_value=-180, max_value=180, required=False)

    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        AreaIsMissing: "area",
        AreaIsOutsideTheCycle: "area",
        PointIsOutsideTheWard: "area",
        PointIsOutsideTheCity: "latitude",
    }

    def _offer_areas(self, areas: Sequence[Area], cycles: Sequence[Cycle]) -> None:
        """The areas that one of the cycles is about."""
        covered = {cycle.area_id for cycle in cycles}
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Area.objects.filter(
            pk__in=[area.pk for area in areas if covered & {area.pk, area.parent_id}]
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = [cleaned.get(name) is not None for name in ("latitude", "longitude")]
        if any(given) and not all(given) and not self.errors:
            raise ValidationError(_("緯度と経度は、両方とも入れるか、両方とも空にしてください。"))
        return cleaned


class CycleForm(forms.Form):
    """Into which cycle; asked only where several are open."""

    cycle = CycleField(queryset=Cycle.objects.none(), label=_("サイクル"), empty_label=None)

    def _offer_cycles(self, cycles: Sequence[Cycle]) -> None:
        field = self.fields["cycle"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Cycle.objects.filter(pk__in=[cycle.pk for cycle in cycles])
        field.initial = cycles[0]
        if len(cycles) == 1:
            del self.fields["cycle"]

    def chosen_cycle(self, cycles: Sequence[Cycle]) -> Cycle:
        cycle: Cycle = self.cleaned_data.get("cycle") or cycles[0]
        return cycle
