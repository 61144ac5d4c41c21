"""What a person may do with an election now: for showing, not for deciding."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import Person, roles_of
from portal.lifecycle.errors import PhaseIsNotOpen, RoleIsMissing
from portal.lifecycle.models import Cycle, CyclePhase
from portal.lifecycle.phases import WHO_MAY, Action, Phase, PhaseState, phases_opening
from portal.lifecycle.selectors import is_open
from voting.models import Election
from voting.states import ElectionKind, ElectionState

Text = Promise | str


@dataclass(frozen=True)
class Deed:
    """Something that waits to be done; `posts` where it is done by a button at once."""

    label: Text
    url: str
    posts: bool = False


def may_act(person: Person, cycle: Cycle, action: Action) -> bool:
    """Whether an open phase and a person's role allow the action. Three queries at most."""
    return (
        isinstance(person, User)
        and is_open(cycle, action)
        and bool(WHO_MAY[action] & roles_of(person, cycle.area))
    )


def require_may_act(person: Person, cycle: Cycle, action: Action) -> None:
    """Refuse the page of a deed that its service would refuse.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as lifecycle.services.admit, which decides.
    """
    if not WHO_MAY[action] & roles_of(person, cycle.area):
        raise RoleIsMissing(action)
    phases = list(cycle.phases.filter(phase__in=phases_opening(action)))
    if all(phase.state != PhaseState.OPEN for phase in phases):
        raise PhaseIsNotOpen(action, phases)


RUNNING: dict[ElectionKind, Action] = {
    ElectionKind.PRIORITY: Action.PREPARE_PRIORITY_ELECTION,
    ElectionKind.BUDGET: Action.PREPARE_BUDGET_ELECTION,
}


def deed_on(person: Person, election: Election) -> Deed | None:
    """The next step of an election, if it is this person's to take."""
    kind, state = ElectionKind(election.kind), ElectionState(election.state)
    if hasattr(election, "held") and state != ElectionState.CERTIFIED:
        return None
    steps: dict[ElectionState, tuple[Action, Deed]] = {
        ElectionState.PREPARED: (
            RUNNING[kind],
            Deed(_("票を取り込む"), reverse("voting:ballots", args=[election.pk])),
        ),
        ElectionState.OPENED: (
            RUNNING[kind],
            Deed(_("集計する"), reverse("voting:count", args=[election.pk]), posts=True),
        ),
    }
    if kind == ElectionKind.PRIORITY:
        answer = Deed(_("優先順位に回答する"), reverse("voting:answer", args=[election.pk]))
        steps[ElectionState.CERTIFIED] = (Action.ANSWER_PRIORITIES, answer)
    if state not in steps:
        return None
    action, deed = steps[state]
    return deed if may_act(person, election.cycle, action) else None


def may_run(person: Person, election: Election) -> bool:
    """Whether the person runs votes of this kind and area, in whatever phase. One query."""
    allowed = WHO_MAY[RUNNING[ElectionKind(election.kind)]]
    return bool(allowed & roles_of(person, election.cycle.area))


def require_may_run(person: Person, election: Election) -> None:
    """Raises RoleIsMissing unless the person runs votes of this kind and area."""
    if not may_run(person, election):
        raise RoleIsMissing(RUNNING[ElectionKind(election.kind)])


def may_hold(person: Person, election: Election) -> bool:
    """Whether the person may say that a prepared election is held here."""
    prepared = election.state == ElectionState.PREPARED and not hasattr(election, "held")
    return prepared and may_act(person, election.cycle, RUNNING[ElectionKind(election.kind)])


def may_withdraw(person: Person, election: Election) -> bool:
    """Whether the person may say that a vote will not be held. One query for who is signed in."""
    return election.state == ElectionState.PREPARED and may_run(person, election)


def may_prepare_somewhere(person: Person) -> bool:
    """Whether the person runs votes of any area. Two queries."""
    return bool(
        roles_of(person) & frozenset().union(*(WHO_MAY[action] for action in RUNNING.values()))
    )


def preparable(person: Person) -> list[tuple[Cycle, ElectionKind]]:
    """The cycles and kinds for which the person may prepare an election now."""
    kinds = {phase: kind for kind, action in RUNNING.items() for phase in phases_opening(action)}
    opening = CyclePhase.objects.open().filter(phase__in=kinds)
    roles: dict[int, frozenset[Role]] = {}
    found = []
    for phase in opening.select_related("cycle__area"):
        kind, area = kinds[Phase(phase.phase)], phase.cycle.area
        if area.pk not in roles:
            roles[area.pk] = roles_of(person, area)
        if WHO_MAY[RUNNING[kind]] & roles[area.pk]:
            found.append((phase.cycle, kind))
    return found
