"""What is typed on an opinion map."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deliberation.errors import NothingIsSaid, StatementIsThere, TextIsTooLong
from deliberation.models import STATEMENT_LIMIT, Contribution
from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField, TitleField
from portal.lifecycle.models import Cycle, Item

_PLACE = re.compile(r"discussions/(\d{1,15})/(\d{1,9})/?(?:[?#].*)?$")
MOST_OFFERED = 30


class MapForm(RefusableForm):
    question = TitleField(label=gettext_lazy("問い"), max_length=120)
    about = TextField(
        label=gettext_lazy("説明"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("何のために聞くのか、結果を何に使うのか。"),
    )
    concerns = forms.ModelMultipleChoiceField(
        queryset=Item.objects.none(),
        label=gettext_lazy("関係する提案"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("選んだ提案の「道すじ」に、この地図が並びます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {NothingIsSaid: "question"}

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = Item.objects.public().filter(cycle=cycle, kind="proposal").order_by("-id")
        offered = [item.pk for item in newest[:MOST_OFFERED]]
        field: Any = self.fields["concerns"]
        field.queryset = Item.objects.filter(pk__in=offered).order_by("-id")
        if not offered:
            del self.fields["concerns"]


class StatementForm(RefusableForm):
    text = TitleField(
        label=gettext_lazy("短い意見"),
        max_length=STATEMENT_LIMIT,
        help_text=gettext_lazy(
            "一つの考えだけを、賛成・反対で答えられる文で書いてください。140文字まで。"
        ),
    )
    argument = TitleField(
        label=gettext_lazy("もとになった意見のアドレス"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("話し合いで読んだ意見を短くしたときは、そのページのアドレス。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        NothingIsSaid: "text",
        TextIsTooLong: "text",
        StatementIsThere: "text",
    }

    def clean_argument(self) -> Contribution | None:
        written = self.cleaned_data["argument"]
        if not written:
            return None
        place = _PLACE.search(written)
        said = Contribution.objects.on_public_items().in_sight()
        found = place and said.filter(thread=int(place[1]), sequence=int(place[2])).first()
        if not found:
            raise forms.ValidationError(_("意見が見つかりません。アドレスを確かめてください。"))
        return found


class RefusalForm(RefusableForm):
    reason = TextField(
        label=gettext_lazy("載せない理由"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("書いた人に伝わります。"),
    )
