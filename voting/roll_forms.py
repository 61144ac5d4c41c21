"""What clerks, registrar and administrators fill in about roll, registration and paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.fields import RefusableForm, TitleField
from voting.models import Election, Electorate
from voting.names import DESK_KIND_NAMES
from voting.states import DeskKind

MOST_MEGABYTES = 2


class DeskForm(RefusableForm):
    """Where one votes on paper."""

    kind = forms.ChoiceField(
        label=_("種類"), choices=[(k.value, n) for k, n in DESK_KIND_NAMES.items()]
    )
    name_ja = TitleField(label=_("場所の名前"), max_length=100)
    name_en = TitleField(label=_("場所の名前（英語）"), max_length=100)
    held_on = forms.DateField(
        label=_("開く日（出張投票所のとき）"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_kind(self) -> DeskKind:
        return DeskKind(self.cleaned_data["kind"])


class LookUpForm(RefusableForm):
    voter_no = TitleField(
        label=_("名簿の番号"),
        help_text=_("はがきの右下にある番号です。"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class CardForm(RefusableForm):
    """What the browser made of a card: the public key, never the code."""

    credential = forms.RegexField("^[0-9a-f]{64}$", widget=forms.HiddenInput)


class BatchForm(RefusableForm):
    size = forms.IntegerField(label=_("票の数"), min_value=1, max_value=10_000)
    electorate = forms.ModelChoiceField(
        label=_("投票する人の区分"), queryset=Electorate.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["electorate"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = election.electorates.all()


class BallotForm(RefusableForm):
    """One paper ballot, typed."""

    number = forms.IntegerField(label=_("票の番号"), min_value=1)
    typed = forms.CharField(
        label=_("票の内容"),
        max_length=2_000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class AuditForm(BallotForm):
    """One ballot of the sample, as the auditor reads it."""

    batch = forms.IntegerField(label=_("束の番号"), min_value=1)
    field_order = ("batch", "number", "typed")


class TotalsForm(RefusableForm):
    """A file of totals; once it was shown its text comes back in its place."""

    file = forms.FileField(
        label=_("合計のファイル（CSV）"),
        help_text=_(
            "列「project_id」に選択肢の番号、列「total」に合計を書きます。選択肢ごとに1行です。"
        ),
        required=False,
    )
    text = forms.CharField(required=False, max_length=200_000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        upload = said.get("file")
        if upload is not None and upload.size > MOST_MEGABYTES * 1024 * 1024:
            message = _("ファイルが大きすぎます。%(most)dMBまでにしてください。")
            self.add_error("file", message % {"most": MOST_MEGABYTES})
        elif upload is None and not said.get("text"):
            self.add_error("file", _("ファイルを選んでください。"))
        return said

    def encoded(self) -> bytes:
        """The bytes of the file, read once."""
        if not hasattr(self, "_encoded"):
            upload = self.cleaned_data.get("file")
            text: str = self.cleaned_data["text"]
            self._encoded: bytes = upload.read() if upload else text.encode()
        return self._encoded


class RegistrarFileForm(RefusableForm):
    """A file of the registrar's tool; `place` tells two of them on one page apart."""

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.auto_id = place, f"{place}_%s"

    file = forms.FileField(label=_("名簿管理者の道具が書いたファイル"))

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("ファイルが大きすぎます。%(most)dMBまでにしてください。"),
                params={"most": MOST_MEGABYTES},
            )
        octets: bytes = upload.read()
        return octets


class RegistrationForm(RefusableForm):
    """When people may register online, and for which registrar."""

    key = forms.RegexField(
        "^[0-9a-f]{64}$",
        label=_("名簿管理者の、オンライン登録用の公開鍵"),
        help_text=_("名簿管理者の道具の「new」が表示した64文字です。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    opens_at = forms.DateTimeField(
        label=_("受付の開始"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    closes_at = forms.DateTimeField(
        label=_("受付の終了"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
