"""What a person types in a discussion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.models import QUOTE_LIMIT, TEXT_LIMIT
from deliberation.names import KIND_NAMES
from deliberation.states import OPENING, Kind, ReactionKind
from portal.accounts.models import Organisation, User


class ContributionForm(forms.Form):
    """What to say, of which kind, and, for those who write for organisations, in whose name."""

    kind = forms.ChoiceField(
        label=_("意見の種類"),
        choices=[(kind.value, KIND_NAMES[kind]) for kind in OPENING],
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("意見"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("意見を書いてください。")},
    )
    organisation = forms.ChoiceField(label=_("発言する立場"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "contribution-%s"
        # Only a form that offered the choice sends it: most posts ask nothing of the database.
        offered = not self.is_bound or "organisation" in self.data
        found = Organisation.objects.acted_for_by(user) if offered else ()
        self.organisations = {str(organisation.pk): organisation for organisation in found}
        if self.organisations or (self.is_bound and offered):
            field = self.fields["organisation"]
            assert isinstance(field, forms.ChoiceField)
            names = [(key, each.shown_name) for key, each in self.organisations.items()]
            field.choices = [("", _("個人として")), *names]
        else:
            del self.fields["organisation"]

    @property
    def said_kind(self) -> Kind:
        return Kind(self.cleaned_data.get("kind", ""))

    @property
    def speaks_for(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data.get("organisation", ""))


class ReplyForm(ContributionForm):
    """A reply to what another said, with a part of it where that helps."""

    kind = None  # type: ignore[assignment]
    quote = forms.CharField(
        label=_("引用"),
        help_text=_("もとの意見から、そのまま写してください。"),
        max_length=QUOTE_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("quote", "text", "organisation")


class ReactionForm(forms.Form):
    """Which reaction to which contribution of a thread, as a button names them."""

    reaction = forms.RegexField(rf"^[0-9]{{1,9}}:({'|'.join(ReactionKind)})$")

    @property
    def named(self) -> tuple[int, ReactionKind]:
        sequence, kind = self.cleaned_data["reaction"].split(":")
        return int(sequence), ReactionKind(kind)


class TextForm(forms.Form):
    """A text mended."""

    text = ContributionForm.base_fields["text"]
