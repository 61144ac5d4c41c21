"""Dates as people read them, in Asia/Tokyo. In Python: the date filter of templates is slow."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

WEEKDAYS_JA = "月火水木金土日"
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

Moment = date | datetime

MINUTE, HOUR, DAY, WEEK = 60, 3_600, 86_400, 7 * 86_400


def local_day(moment: Moment) -> date:
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date()
    return moment


def day(moment: Moment) -> str:
    """2026年11月22日, or 22 November 2026."""
    d = local_day(moment)
    if get_language() == "en":
        return f"{d.day} {MONTHS_EN[d.month - 1]} {d.year}"
    return f"{d.year}年{d.month}月{d.day}日"


def day_with_weekday(moment: Moment) -> str:
    """2026年11月22日（日）, or Sunday 22 November 2026."""
    d = local_day(moment)
    if get_language() == "en":
        return f"{d:%A} {day(d)}"
    return f"{day(d)}（{WEEKDAYS_JA[d.weekday()]}）"


def day_short(moment: Moment, *, today: date | None = None) -> str:
    """11月22日 or 22 Nov in this calendar year, else 2025/11/22 or 22 Nov 2025."""
    d = local_day(moment)
    this_year = d.year == (today or timezone.localdate()).year
    if get_language() == "en":
        short = f"{d.day} {MONTHS_EN[d.month - 1][:3]}"
        return short if this_year else f"{short} {d.year}"
    return f"{d.month}月{d.day}日" if this_year else f"{d.year}/{d.month}/{d.day}"


def moment_of(moment: datetime) -> str:
    """2026年11月22日 14:05, or 22 November 2026, 14:05."""
    local = timezone.localtime(moment)
    joint = ", " if get_language() == "en" else " "
    return f"{day(local)}{joint}{local:%H:%M}"


def ago(moment: datetime, *, now: datetime | None = None) -> str:
    """3分前, 2時間前, 5日前; the date itself once a week has gone by, or when it is to come."""
    seconds = int(((now or timezone.now()) - moment).total_seconds())
    if seconds < 0 or seconds >= WEEK:
        return day(moment)
    if seconds < MINUTE:
        return _("たった今")
    if seconds < HOUR:
        count = seconds // MINUTE
        return ngettext("%(count)d分前", "%(count)d分前", count) % {"count": count}
    if seconds < DAY:
        count = seconds // HOUR
        return ngettext("%(count)d時間前", "%(count)d時間前", count) % {"count": count}
    count = seconds // DAY
    return ngettext("%(count)d日前", "%(count)d日前", count) % {"count": count}
