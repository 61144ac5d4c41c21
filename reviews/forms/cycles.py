"""Opening the next cycle, into which the open things of this one go."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import TitleField
from portal.lifecycle.models import Cycle
from reviews.forms.fields import DeedForm


class NextCycleForm(DeedForm):
    name_ja = TitleField(label=_("次のサイクルの名前"), max_length=200)
    name_en = TitleField(label=_("次のサイクルの名前（英語）"), max_length=200)
    slug = forms.SlugField(
        label=_("アドレスに使う名前"),
        max_length=80,
        help_text=_("半角の英数字とハイフンで書きます。"),
    )
    budget = forms.DecimalField(
        label=_("サイクルの予算額（円）"), max_digits=16, decimal_places=0, min_value=0
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if Cycle.objects.filter(slug=slug).exists():
            raise ValidationError(_("この名前は、ほかのサイクルで使われています。"))
        return slug
