"""Writing a proposal, and asking organisations to write it together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField, TitleField
from portal.common.written import language_of
from portal.lifecycle.models import Cycle
from portal.registers.models import Area, Theme
from proposals.errors import OrganisationIsListed, OrganisationIsNotVerified, ReportsAreMissing
from proposals.forms.places import CycleForm, PlaceForm
from proposals.models import Proposal, Report
from proposals.names import DELIVERY_NAMES, FIELD_NAMES
from proposals.selectors import may_invite
from proposals.services import ProposalText
from proposals.states import Delivery

TEXTS = ("summary", "aim", "situation", "gap", "means")


class ReportChoiceForm(forms.Form):
    """From which reports: asked by links, so that the address says it."""

    report = forms.ModelMultipleChoiceField(
        queryset=Report.objects.select_related("item__cycle", "area"), required=False
    )


class ProposalForm(PlaceForm, CycleForm):
    """The template ありたい姿 → 現状 → 差 → 手段. Only title and area are needed for a draft."""

    title = TitleField(label=FIELD_NAMES["title"], max_length=80)
    summary = TextField(
        label=FIELD_NAMES["summary"],
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("だれにでもわかる言葉で、200文字までにまとめてください。"),
    )
    aim = TextField(
        label=FIELD_NAMES["aim"],
        max_length=2000,
        required=False,
        help_text=_("実現したら、地域はどうなっていますか。"),
    )
    situation = TextField(
        label=FIELD_NAMES["situation"],
        max_length=2000,
        required=False,
        help_text=_("いまはどうですか。数字や資料があれば書いてください。"),
    )
    gap = TextField(
        label=FIELD_NAMES["gap"],
        max_length=2000,
        required=False,
        help_text=_("ありたい姿に届かないのは、何が足りないからですか。"),
    )
    means = TextField(
        label=FIELD_NAMES["means"],
        max_length=4000,
        required=False,
        help_text=_("差を埋めるために、だれが、何をしますか。"),
    )
    theme = forms.ModelChoiceField(
        queryset=Theme.objects.all(),
        label=FIELD_NAMES["theme"],
        required=False,
        empty_label=_("選んでください"),
    )
    delivery = forms.ChoiceField(
        label=_("だれが行いますか（実施主体区分）"),
        choices=[(delivery.value, name) for delivery, name in DELIVERY_NAMES.items()],
        widget=forms.RadioSelect,
        initial=Delivery.SHARED.value,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    report = forms.ModelMultipleChoiceField(
        queryset=Report.objects.all(), widget=forms.MultipleHiddenInput, required=False
    )
    field_order = ["cycle", "title", *TEXTS, "theme", "delivery", "area", "place"]
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        **PlaceForm.field_of,
        ReportsAreMissing: "report",
    }

    def __init__(
        self, *args: Any, cycles: Sequence[Cycle], areas: Sequence[Area], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer_cycles(cycles)
        self._offer_areas(areas, cycles)

    def proposal_text(self) -> ProposalText:
        said = self.cleaned_data
        written = "\n".join([said["title"], *(said[name] for name in TEXTS)])
        return ProposalText(
            title=said["title"],
            area=said["area"],
            theme=said["theme"],
            delivery=Delivery(said["delivery"]),
            place=said["place"],
            latitude=said["latitude"],
            longitude=said["longitude"],
            language=language_of(written),
            **{name: said[name] for name in TEXTS},
        )


WRITTEN = ("title", *TEXTS, "theme", "delivery", "area", "place", "latitude", "longitude")


def initial_of(proposal: Proposal) -> dict[str, Any]:
    """What the form shows of a proposal as it stands."""
    shown = {name: getattr(proposal, name) for name in WRITTEN}
    return {**shown, "based_on": proposal.revision}


@dataclass(frozen=True)
class Merged:
    """Two edits of one text, as far as they do not meet; `both` names the fields in which they do.

    There the person's own words stand, for them to look at what the other wrote.
    """

    initial: dict[str, Any]
    both: list[str]


def merged(base: Any, current: Proposal, mine: ProposalText) -> Merged:
    """The person's changes upon the newer text, field by field. `base` is where they began."""
    initial, both = initial_of(current), []
    for name in WRITTEN:
        old, new, own = (getattr(row, name) for row in (base, current, mine))
        if own == old:
            continue
        initial[name] = own
        if new not in {old, own}:
            both.append(str(FIELD_NAMES.get(name, FIELD_NAMES["point"])))
    return Merged(initial, both)


class InviteForm(RefusableForm):
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=_("招く団体・担当課"),
        empty_label=_("選んでください"),
        help_text=_("区役所の確認を受けた団体と、市の担当課から選べます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        OrganisationIsListed: "organisation",
        OrganisationIsNotVerified: "organisation",
    }

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = may_invite(proposal)
