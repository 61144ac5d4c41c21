"""Where projects, indicators and commitments belong; sessions and deadlines of the calendar."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.notices.dates_of import Dated
from portal.notices.grouping import Belongs
from reviews.models import Commitment, Indicator, Project, ReviewSession
from reviews.states import SessionState


def projects_belong(items: Collection[int]) -> Mapping[int, Belongs]:
    """Under the theme of the proposal that they came of."""
    fields = ("pk", "area_id", "option__proposal__theme_id", "owner_id")
    rows = Project.objects.filter(pk__in=items).values_list(*fields)
    return {pk: _belongs(area, theme, owner) for pk, area, theme, owner in rows}


def indicators_belong(items: Collection[int]) -> Mapping[int, Belongs]:
    found = dict(Indicator.objects.filter(pk__in=items).values_list("pk", "project_id"))
    projects = projects_belong(set(found.values()))
    return {pk: projects[project] for pk, project in found.items()}


def commitments_belong(items: Collection[int]) -> Mapping[int, Belongs]:
    found = dict(Commitment.objects.filter(pk__in=items).values_list("pk", "project_id"))
    projects = projects_belong(set(found.values()))
    return {pk: projects[project] for pk, project in found.items()}


def _belongs(area: int, theme: int | None, owner: int | None) -> Belongs:
    return Belongs(area, theme, (owner,) if owner else ())


def sessions_and_deadlines(after: datetime) -> Iterable[Dated]:
    held = ReviewSession.objects.exclude(state=SessionState.CANCELLED)
    for session in held.filter(scheduled_at__gte=after):
        path = session.get_absolute_url()
        yield Dated(f"session-{session.pk}", session.title, session.scheduled_at, path)
    due = Commitment.objects.unmet().filter(
        due_on__gte=timezone.localtime(after).date(), item__is_public=True
    )
    for commitment in due.select_related("item"):
        assert commitment.due_on
        title = _("約束の期限：%(text)s") % {"text": commitment.text}
        path = commitment.get_absolute_url()
        yield Dated(f"commitment-{commitment.pk}", title, commitment.due_on, path)
