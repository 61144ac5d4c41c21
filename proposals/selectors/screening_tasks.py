"""What waits for a person in the course of screenings."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.accounts.roles import Role
from portal.notices.waiting import Waiting
from proposals.models import Appeal, DepartmentOpinion, Proposal, Screening, ScreeningQuestion
from proposals.models.proposals import written_by
from proposals.states import ProposalState

# Of each row that is asked for: what is to be done, the proposal, its title, by when.
Rows = QuerySet[Any, tuple[str, int, str, date | None]]
Departments = QuerySet[Organisation]
_TEXTS = {
    "question": _("提案「%(title)s」の審査の質問に答える"),
    "answer": _("提案「%(title)s」の審査の結論を書く"),
    "opinion": _("提案「%(title)s」に、関係する課として意見を出す"),
    "appeal": _("提案「%(title)s」への不服の申出に答える"),
}


def tasks_of_screening(user: User, roles: frozenset[Role]) -> list[Waiting]:
    """Answers that a department owes, opinions it was asked for, appeals; questions to authors.

    One query.
    """
    rows = _questions_to(user)
    if Role.DEPARTMENT_OFFICER in roles:
        mine = Organisation.objects.departments().acted_for_by(user)
        rows = rows.union(_answers_owed(mine), _opinions(mine), _appeals(mine), all=True)
    return [
        Waiting(
            text=_TEXTS[task] % {"title": title},
            url=reverse("proposals:screening", args=[proposal]),
            due=_end_of(due_on) if due_on else None,
        )
        for task, proposal, title, due_on in rows
    ]


def _questions_to(user: User) -> Rows:
    written = Proposal.objects.filter(written_by(user), state=ProposalState.IN_SCREENING)
    rows = ScreeningQuestion.objects.filter(answered_at=None, proposal__in=written.values("pk"))
    return _rows("question", rows)


def _answers_owed(departments: Departments) -> Rows:
    rows = Screening.objects.filter(
        department__in=departments.values("pk"), proposal__state=ProposalState.IN_SCREENING
    )
    return _rows("answer", rows)


def _opinions(departments: Departments) -> Rows:
    rows = DepartmentOpinion.objects.filter(
        at=None,
        department__in=departments.values("pk"),
        screening__proposal__state=ProposalState.IN_SCREENING,
    )
    return _rows("opinion", rows, about="screening__proposal")


def _appeals(departments: Departments) -> Rows:
    """Those that somebody of another department has to decide."""
    rows = Appeal.objects.filter(decided_at=None).exclude(
        proposal__screening__department__in=departments.values("pk")
    )
    return _rows("appeal", rows)


def _rows(task: str, rows: QuerySet[Any], about: str = "proposal") -> Rows:
    found: Rows = (
        rows.order_by()
        .annotate(task=Value(task))
        .values_list("task", f"{about}__pk", f"{about}__title", "due_on")
    )
    return found


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, timezone.get_current_timezone())
