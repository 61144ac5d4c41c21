"""Names in two languages, as registers and cycles carry them."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.common.written import language_of


class NamedInBoth(models.Model):
    """Something with a name in Japanese and in English; `name` is the one of the reader."""

    name_ja = models.CharField(_("名称"), max_length=200)
    name_en = models.CharField(_("名称（英語）"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_ja

    @property
    def name_language(self) -> str:
        """The reader's; of what was never translated, the one in which it is written."""
        if self.name_ja != self.name_en:
            return "en" if get_language() == "en" else "ja"
        return language_of(self.name_ja)
