"""What deliberation puts into the tables that apps fill: what is moderated, how long it is kept."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from deliberation.models import Flag
from deliberation.selectors.subjects import (
    ASKED,
    SAID,
    contributions_found,
    statements_found,
)
from deliberation.services.sight import hide_asked, hide_said, show_asked, show_said
from deliberation.states import IN_QUEUE
from deliberation.subjects import SubjectKind, register_subjects
from portal.accounts.retention import Retention, register_retention

FLAG_DAYS = 180


def register_what_is_moderated() -> None:
    register_subjects(
        SubjectKind(SAID, _("意見"), contributions_found, hide_said, show_said),
        SubjectKind(ASKED, _("短い意見"), statements_found, hide_asked, show_asked),
    )


def register_retention_rows() -> None:
    register_retention(
        Retention(
            name="flags",
            what=_("ほかの人の投稿を投稿管理者に知らせた人と、書き添えた説明"),
            why=_("投稿管理者が確認し、結果を知らせるため"),
            until=_("知らせてから%(days)s日後まで。確認が終わっていないものは、終わるまで。"),
            days=FLAG_DAYS,
            remove=forget_who_reported,
        )
    )


def forget_who_reported(now: datetime) -> int:
    """The count of reports stays; who reported, and what they noted, goes."""
    due = Flag.objects.filter(at__lt=now - timedelta(days=FLAG_DAYS))
    named = due.exclude(case__state__in=sorted(IN_QUEUE)).exclude(person=None)
    return named.update(person=None, note="")
