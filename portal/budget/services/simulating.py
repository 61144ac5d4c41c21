"""Deeds of the simulator: setting it up, opening and closing it; saving and sending one's own."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.accounts.services.audit import record
from portal.budget.balance import StepIsUnfit, checked, missing
from portal.budget.errors import OnlyTheMayorsOffice
from portal.budget.models import Simulator, SimulatorLine, SimulatorStep, Submission
from portal.budget.services.simulator_reading import ReadSimulatorLine, read_simulator
from portal.budget.simulator_errors import (
    BudgetIsNotBalanced,
    OnlyStaffEnter,
    SimulatorCannotChange,
    SimulatorHasNoLine,
    SimulatorIsNotOpen,
    StepIsRefused,
)
from portal.budget.simulator_selectors import lines_of, own_submission, pure
from portal.budget.states import Channel, SimulatorState
from portal.registers.models import Area

STAFF = frozenset(
    {Role.DEPARTMENT_OFFICER, Role.WARD_OFFICER, Role.COUNTER_CLERK, Role.MAYORS_OFFICE}
)


@dataclass(frozen=True)
class About:
    name_ja: str
    name_en: str
    about_ja: str
    about_en: str
    gap: int


@transaction.atomic
def set_up_simulator(*, actor: User, about: About, content: bytes) -> Simulator:
    """A new simulator, as a draft that its makers look at first.

    Raises:
        OnlyTheMayorsOffice, FileIsUnfit.
        SimulatorHasNoLine: with all its lines it could not be balanced.
    """
    _require_mayors_office(actor)
    lines = read_simulator(content)
    made = Simulator.objects.create(
        name_ja=about.name_ja,
        name_en=about.name_en,
        about_ja=about.about_ja,
        about_en=about.about_en,
        gap=about.gap,
        made_by=actor,
    )
    for position, line in enumerate(lines):
        _add_line(made, position, line)
    best = {line.key: line.lowest if line.sign > 0 else line.most for line in pure(lines_of(made))}
    if missing(about.gap, pure(lines_of(made)), best) > 0:
        raise SimulatorHasNoLine
    record("set_up_simulator", actor=actor, subject=made, lines=len(lines))
    return made


def _add_line(simulator: Simulator, position: int, read: ReadSimulatorLine) -> None:
    line = SimulatorLine.objects.create(
        simulator=simulator,
        position=position,
        **{name: getattr(read, name) for name in ("side", "name_ja", "name_en", "base", "step")},
        **{name: getattr(read, name) for name in ("least", "most", "floor")},
        floor_reason_ja=read.floor_reason_ja,
        floor_reason_en=read.floor_reason_en,
    )
    SimulatorStep.objects.bulk_create(
        SimulatorStep(line=line, number=number, consequence_ja=ja, consequence_en=en, source=source)
        for number, (ja, en, source) in read.texts.items()
    )


@transaction.atomic
def open_simulator(*, actor: User, simulator: Simulator) -> None:
    """Let everyone answer; from now on its lines stand. Raises SimulatorCannotChange."""
    _move(actor, simulator, SimulatorState.DRAFT, SimulatorState.OPEN, "opened_at")


@transaction.atomic
def close_simulator(*, actor: User, simulator: Simulator) -> None:
    """Take no more answers, and show the results. Raises SimulatorCannotChange."""
    _move(actor, simulator, SimulatorState.OPEN, SimulatorState.CLOSED, "closed_at")


def _move(
    actor: User, simulator: Simulator, of: SimulatorState, to: SimulatorState, moment: str
) -> None:
    _require_mayors_office(actor)
    changes = {"state": to, moment: timezone.now()}
    if not Simulator.objects.filter(pk=simulator.pk, state=of).update(**changes):
        raise SimulatorCannotChange
    record(f"{to}_simulator", actor=actor, subject=simulator)


def _require_mayors_office(actor: User) -> None:
    if Role.MAYORS_OFFICE not in roles_of(actor):
        raise OnlyTheMayorsOffice


@dataclass(frozen=True)
class Answer:
    """The steps by the numbers of their lines, and what may be said beside them."""

    steps: Mapping[str, object]
    comment: str = ""
    age: str = ""
    area: Area | None = None


def hash_of_device(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


@transaction.atomic
def save_answer(
    *, simulator: Simulator, answer: Answer, user: User | None, device: str, sends: bool
) -> Submission:
    """Keep one's own, to go on later, or send it; one that was sent before is replaced.

    Saving what is not balanced takes nothing back that was sent: it is refused then.

    Raises:
        SimulatorIsNotOpen, StepIsRefused, BudgetIsNotBalanced.
    """
    steps = _steps(simulator, answer)
    device_hash = "" if user else hash_of_device(device)
    held = own_submission(simulator, user, device_hash)
    if sends or (held and held.sent_at):
        _require_balance(simulator, steps)
    held = held or Submission(simulator=simulator, user=user, device_hash=device_hash)
    return _keep(held, answer, steps, Channel.WEB, sends=sends)


@transaction.atomic
def enter_answer(*, actor: User, simulator: Simulator, answer: Answer) -> Submission:
    """Enter what somebody chose at an event: staff alone, each a submission of its own.

    Raises:
        OnlyStaffEnter, SimulatorIsNotOpen, StepIsRefused, BudgetIsNotBalanced.
    """
    if not roles_of(actor) & STAFF:
        raise OnlyStaffEnter
    steps = _steps(simulator, answer)
    _require_balance(simulator, steps)
    entered = Submission(simulator=simulator, entered_by=actor)
    return _keep(entered, answer, steps, Channel.OUTREACH, sends=True)


def _steps(simulator: Simulator, answer: Answer) -> dict[str, int]:
    held = Simulator.objects.select_for_update().get(pk=simulator.pk)
    if not held.is_open:
        raise SimulatorIsNotOpen
    lines = lines_of(held)
    try:
        return checked(pure(lines), answer.steps)
    except StepIsUnfit as unfit:
        names = {str(line.pk): line.name for line in lines}
        raise StepIsRefused(names.get(unfit.key, unfit.key[:40])) from None


def _require_balance(simulator: Simulator, steps: Mapping[str, int]) -> None:
    left = missing(simulator.gap, pure(lines_of(simulator)), steps)
    if left > 0:
        raise BudgetIsNotBalanced(left)


def _keep(
    held: Submission, answer: Answer, steps: dict[str, int], channel: Channel, *, sends: bool
) -> Submission:
    held.steps, held.comment = steps, answer.comment
    held.age, held.area, held.channel = answer.age, answer.area, channel
    held.saved_at = timezone.now()
    if sends:
        held.sent_at = held.saved_at
    held.save()
    return held
