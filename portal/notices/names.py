"""What the frequencies, and the reasons of a notice, are called."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.notices.frequencies import Frequency

FREQUENCY_NAMES: dict[Frequency, Promise] = {
    Frequency.NEVER: _("受け取らない"),
    Frequency.AT_ONCE: _("そのつど"),
    Frequency.DAILY: _("1日1回（朝8時）"),
    Frequency.WEEKLY: _("週1回（月曜の朝8時）"),
}


class Why(models.IntegerChoices):
    """Why somebody was told: it stands beside each notice."""

    ITEM = 1, _("これをフォローしているため")
    PATH = 2, _("この道すじの前の項目（報告や提案など）をフォローしているため")
    CYCLE = 3, _("このサイクルの項目をフォローしているため")
    AREA = 4, _("この区をフォローしているため")
    THEME = 5, _("このテーマをフォローしているため")
    ORGANISATION = 6, _("この団体をフォローしているため")
    CONCERNED = 7, _("あなたに関わるため")
