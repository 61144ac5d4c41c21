"""What waits for a person in the course of screenings."""

from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation, User
from portal.accounts.roles import Role
from portal.notices.waiting import Waiting
from proposals.models import Appeal, DepartmentOpinion, Proposal, Screening, ScreeningQuestion
from proposals.models.proposals import written_by
from proposals.states import ProposalState

Departments = QuerySet[Organisation]


def tasks_of_screening(user: User, roles: frozenset[Role]) -> list[Waiting]:
    """Answers that a department owes, opinions it was asked for, appeals; questions to authors.

    One query; for officers three more.
    """
    if Role.DEPARTMENT_OFFICER not in roles:
        return _questions_to(user)
    mine = Organisation.objects.departments().acted_for_by(user)
    return [*_questions_to(user), *_answers_owed(mine), *_opinions(mine), *_appeals(mine)]


def _questions_to(user: User) -> list[Waiting]:
    written = Proposal.objects.filter(written_by(user), state=ProposalState.IN_SCREENING)
    rows = ScreeningQuestion.objects.filter(
        answered_at=None, proposal__in=written.values("pk")
    ).select_related("proposal")
    text = _("提案「%(title)s」の審査の質問に答える")
    return [_task(text, each.proposal, each.due_on) for each in rows]


def _answers_owed(departments: Departments) -> list[Waiting]:
    rows = Screening.objects.filter(
        department__in=departments, proposal__state=ProposalState.IN_SCREENING
    ).select_related("proposal")
    text = _("提案「%(title)s」の審査の結論を書く")
    return [_task(text, each.proposal, each.due_on) for each in rows]


def _opinions(departments: Departments) -> list[Waiting]:
    rows = DepartmentOpinion.objects.filter(
        at=None,
        department__in=departments,
        screening__proposal__state=ProposalState.IN_SCREENING,
    ).select_related("screening__proposal")
    text = _("提案「%(title)s」に、関係する課として意見を出す")
    return [_task(text, each.screening.proposal, each.due_on) for each in rows]


def _appeals(departments: Departments) -> list[Waiting]:
    """Those that somebody of another department has to decide."""
    rows = (
        Appeal.objects.filter(decided_at=None)
        .exclude(proposal__screening__department__in=departments)
        .select_related("proposal")
    )
    text = _("提案「%(title)s」への不服の申出に答える")
    return [_task(text, each.proposal, each.due_on) for each in rows]


def _task(text: str, proposal: Proposal, due_on: date | None) -> Waiting:
    return Waiting(
        text=text % {"title": proposal.title},
        url=reverse("proposals:screening", args=[proposal.pk]),
        due=_end_of(due_on) if due_on else None,
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, timezone.get_current_timezone())
