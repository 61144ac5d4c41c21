"""What of a vote waits for an office: ballots, the count, answers, decisions."""

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.lifecycle.models import CyclePhase
from portal.lifecycle.phases import Action, Phase
from portal.notices.waiting import Waiting
from voting.models import Election
from voting.selectors.deeds import deed_on, may_act
from voting.states import ElectionKind, ElectionState

OFFICES = frozenset({Role.ADMINISTRATOR, Role.MAYORS_OFFICE})


def waiting_for(user: User, roles: frozenset[Role]) -> list[Waiting]:
    """The next step of each vote that is the user's to take; nothing for who has no office."""
    if not roles & OFFICES:
        return []
    opening = CyclePhase.objects.open().filter(phase__in=[Phase.CHOOSE, Phase.BUDGET])
    elections = (
        Election.objects.filter(cycle__in=opening.values("cycle"))
        .select_related("cycle__area", "held")
        .prefetch_related("cycle__phases")
        .annotate(
            undecided=Count("options", filter=Q(options__decision=None)),
            unanswered=Count("options", filter=Q(options__priority_answer=None)),
        )
    )
    return [waiting for election in elections if (waiting := _waiting(user, election))]


def _waiting(user: User, election: Election) -> Waiting | None:
    is_budget = election.kind == ElectionKind.BUDGET
    left: int = getattr(election, "undecided" if is_budget else "unanswered")
    if election.state == ElectionState.CERTIFIED and left == 0:
        return None
    if is_budget and election.state == ElectionState.CERTIFIED:
        if not may_act(user, election.cycle, Action.RECORD_DECISION):
            return None
        said = _("「%(name)s」：議会の決定を記録する（あと%(count)d件）")
        url = reverse("voting:result", args=[election.pk])
        return Waiting(said % {"name": election.name, "count": left}, url, _due(election))
    deed = deed_on(user, election)
    if deed is None:
        return None
    said = _("「%(name)s」：%(deed)s") % {"name": election.name, "deed": deed.label}
    return Waiting(said, election.get_absolute_url() if deed.posts else deed.url, _due(election))


def _due(election: Election) -> datetime | None:
    """When the phase ends in which it can be done."""
    counted = election.state == ElectionState.CERTIFIED
    priority = election.kind == ElectionKind.PRIORITY
    wanted = Phase.CHOOSE if priority and not counted else Phase.BUDGET
    return next(row.closes_at for row in election.cycle.phases.all() if row.phase == wanted)
