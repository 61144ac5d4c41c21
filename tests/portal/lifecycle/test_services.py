from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.lifecycle import hooks
from portal.lifecycle.errors import (
    PhaseCannotChange,
    PhaseIsNotOpen,
    ReasonIsMissing,
    RoleIsMissing,
)
from portal.lifecycle.models import CyclePhase, Event, PhaseChange
from portal.lifecycle.phases import TRANSITIONS, Action, Phase, PhaseState
from portal.lifecycle.services import (
    admit,
    change_due_phases,
    close_phase,
    leave_phase_out,
    open_child_cycle,
    open_phase,
    plan_phase,
    reopen_phase,
    take_phase_in,
)
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.lifecycle import CycleFactory, cycle_in
from tests.factories.registers import AreaFactory

pytestmark = pytest.mark.django_db
REASON = "会場の都合で期間を延ばすため"


@pytest.fixture
def administrator():
    return RoleGrantFactory(role=Role.ADMINISTRATOR).user


def state_of(cycle, phase):
    return CyclePhase.objects.get(cycle=cycle, phase=phase).state


def test_opening_a_phase_leaves_a_line_in_the_ledger_and_an_event(administrator):
    cycle = CycleFactory()

    open_phase(cycle=cycle, phase=Phase.DESIGN, actor=administrator)

    line = PhaseChange.objects.get(cycle=cycle)
    assert (line.phase, line.from_state, line.to_state) == (Phase.DESIGN, "ahead", "open")
    assert line.actor == administrator
    assert Event.objects.get(cycle=cycle).kind == "lifecycle.phase_opened"


def test_a_resident_cannot_open_a_phase():
    cycle = CycleFactory()

    with pytest.raises(RoleIsMissing):
        open_phase(cycle=cycle, phase=Phase.DESIGN, actor=UserFactory())

    assert state_of(cycle, Phase.DESIGN) == PhaseState.AHEAD


CHANGES = {
    (PhaseState.AHEAD, PhaseState.OPEN): lambda **k: open_phase(**k),
    (PhaseState.OPEN, PhaseState.CLOSED): lambda **k: close_phase(**k),
    (PhaseState.CLOSED, PhaseState.OPEN): lambda **k: reopen_phase(
        **k, reason=REASON, closes_at=None
    ),
    (PhaseState.AHEAD, PhaseState.LEFT_OUT): lambda **k: leave_phase_out(**k, reason=REASON),
    (PhaseState.LEFT_OUT, PhaseState.AHEAD): lambda **k: take_phase_in(**k, reason=REASON),
}


def test_every_transition_of_the_table_has_a_service():
    assert set(CHANGES) == {(a, b) for a, after in TRANSITIONS.items() for b in after}


@pytest.mark.parametrize("current", PhaseState)
@pytest.mark.parametrize("change", CHANGES, ids=lambda c: f"{c[0]}-{c[1]}")
def test_a_service_changes_only_the_state_it_starts_from(administrator, current, change):
    cycle = CycleFactory()
    cycle.phases.filter(phase=Phase.CHOOSE).update(state=current)
    starts_from, ends_in = change

    if current == starts_from:
        CHANGES[change](cycle=cycle, phase=Phase.CHOOSE, actor=administrator)
        assert state_of(cycle, Phase.CHOOSE) == ends_in
    else:
        with pytest.raises(PhaseCannotChange):
            CHANGES[change](cycle=cycle, phase=Phase.CHOOSE, actor=administrator)
        assert state_of(cycle, Phase.CHOOSE) == current
        assert not PhaseChange.objects.filter(cycle=cycle).exists()


def test_leaving_a_phase_out_needs_a_reason_of_real_length(administrator):
    with pytest.raises(ReasonIsMissing):
        leave_phase_out(
            cycle=CycleFactory(), phase=Phase.CHOOSE, actor=administrator, reason="都合"
        )


@pytest.mark.parametrize("deed", ["change", "remove"])
def test_the_database_itself_refuses_to_alter_the_ledger(administrator, deed):
    cycle = CycleFactory()
    open_phase(cycle=cycle, phase=Phase.DESIGN, actor=administrator)
    lines = PhaseChange.objects.filter(cycle=cycle)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        lines.update(reason="後から書き換え") if deed == "change" else lines.delete()

    assert lines.get().reason == ""


def test_an_action_outside_its_phase_is_refused_with_the_opening_date():
    cycle = CycleFactory()
    opening = timezone.now().replace(year=2027, month=4, day=1, hour=3, minute=0)
    cycle.phases.filter(phase=Phase.DESIGN).update(opens_at=opening)

    with pytest.raises(PhaseIsNotOpen) as refusal:
        admit(actor=UserFactory(), cycle=cycle, action=Action.DRAFT_PROPOSAL)

    # 03:00 UTC is noon in Tokyo.
    assert "対応策検討" in str(refusal.value)
    assert "2027年4月1日12:00" in str(refusal.value)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (PhaseState.AHEAD, "日程はまだ決まっていません"),
        (PhaseState.CLOSED, "終了しました"),
        (PhaseState.LEFT_OUT, "このサイクルでは行いません"),
    ],
)
def test_a_refusal_says_why_the_phase_is_not_open(state, says):
    cycle = CycleFactory()
    cycle.phases.filter(phase=Phase.DESIGN).update(state=state)

    with pytest.raises(PhaseIsNotOpen, match=says):
        admit(actor=UserFactory(), cycle=cycle, action=Action.DRAFT_PROPOSAL)


def test_a_resident_is_admitted_to_what_an_open_phase_opens():
    cycle = cycle_in(Phase.DISCOVER)

    assert admit(actor=UserFactory(), cycle=cycle, action=Action.REPORT_ISSUE) == Phase.DISCOVER


def test_the_phase_of_the_item_is_held_when_several_are_open():
    cycle = cycle_in(Phase.DISCOVER, Phase.BUDGET)

    held = admit(actor=UserFactory(), cycle=cycle, action=Action.COMMENT, prefer=Phase.BUDGET)

    assert held == Phase.BUDGET


def test_a_resident_is_not_admitted_to_what_belongs_to_an_office():
    with pytest.raises(RoleIsMissing):
        admit(actor=UserFactory(), cycle=cycle_in(Phase.ESTIMATE), action=Action.SCREEN_PROPOSAL)


def test_a_closed_account_is_admitted_to_nothing():
    with pytest.raises(RoleIsMissing):
        admit(
            actor=UserFactory(is_active=False),
            cycle=cycle_in(Phase.DISCOVER),
            action=Action.COMMENT,
        )


def test_a_role_granted_for_one_ward_does_not_reach_another():
    chuo, midori = AreaFactory(), AreaFactory(code="12105", name_ja="緑区")
    officer = RoleGrantFactory(role=Role.WARD_OFFICER, area=chuo).user

    assert Role.WARD_OFFICER in roles_of(officer, chuo)
    assert Role.WARD_OFFICER not in roles_of(officer, midori)


def test_someone_without_an_account_is_a_visitor():
    assert roles_of(AnonymousUser()) == {Role.VISITOR}


def test_phases_open_and_close_by_the_calendar():
    now = timezone.now()
    cycle = cycle_in(Phase.DISCOVER)
    cycle.phases.filter(phase=Phase.DISCOVER).update(closes_at=now)
    cycle.phases.filter(phase=Phase.DESIGN).update(opens_at=now)
    cycle.phases.filter(phase=Phase.CHOOSE).update(opens_at=now + timedelta(seconds=1))

    changes = change_due_phases(now=now)

    assert [(c.phase, c.to_state) for c in changes] == [
        (Phase.DISCOVER, PhaseState.CLOSED),
        (Phase.DESIGN, PhaseState.OPEN),
    ]
    assert change_due_phases(now=now) == []


def test_a_window_that_passed_while_nothing_ran_is_still_opened_and_closed():
    now = timezone.now()
    cycle = CycleFactory()
    cycle.phases.filter(phase=Phase.KNOW).update(
        opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1)
    )

    change_due_phases(now=now)

    assert [line.to_state for line in PhaseChange.objects.filter(cycle=cycle)] == [
        PhaseState.OPEN,
        PhaseState.CLOSED,
    ]


def test_a_reopened_phase_does_not_close_again_by_its_old_date(administrator):
    now = timezone.now()
    cycle = cycle_in(closed=[Phase.DISCOVER])
    cycle.phases.filter(phase=Phase.DISCOVER).update(closes_at=now - timedelta(days=1))

    reopen_phase(
        cycle=cycle, phase=Phase.DISCOVER, actor=administrator, reason=REASON, closes_at=None
    )

    assert change_due_phases(now=now) == []


def test_planning_a_phase_is_for_administrators(administrator):
    cycle, when = CycleFactory(), timezone.now()

    plan_phase(cycle=cycle, phase=Phase.KNOW, actor=administrator, opens_at=when, closes_at=None)

    assert cycle.phases.get(phase=Phase.KNOW).opens_at == when
    with pytest.raises(RoleIsMissing):
        plan_phase(
            cycle=cycle, phase=Phase.KNOW, actor=UserFactory(), opens_at=None, closes_at=None
        )


def test_what_a_stage_hooked_runs_when_its_phase_opens(administrator, monkeypatch):
    entered = []
    monkeypatch.setitem(hooks._on_enter, Phase.EXECUTE, [])
    hooks.on_enter(Phase.EXECUTE, entered.append)
    hooks.on_enter(Phase.EXECUTE, entered.append)
    cycle = CycleFactory()

    open_phase(cycle=cycle, phase=Phase.EXECUTE, actor=administrator)

    assert entered == [cycle]


def test_a_failing_hook_leaves_the_phase_as_it_was(administrator, monkeypatch):
    def fail(cycle):
        raise ZeroDivisionError

    monkeypatch.setitem(hooks._on_enter, Phase.EXECUTE, [fail])
    cycle = CycleFactory()

    with pytest.raises(ZeroDivisionError):
        open_phase(cycle=cycle, phase=Phase.EXECUTE, actor=administrator)

    assert state_of(cycle, Phase.EXECUTE) == PhaseState.AHEAD
    assert not PhaseChange.objects.filter(cycle=cycle).exists()


def test_the_next_cycle_opens_from_phase_ten_of_its_parent():
    panel = RoleGrantFactory(role=Role.PANEL_MEMBER).user
    names = {"name_ja": "次の年", "name_en": "Next year", "budget": 0}

    child = open_child_cycle(parent=cycle_in(Phase.IMPROVE), actor=panel, slug="next", **names)

    assert child.parent is not None
    assert child.phases.count() == len(Phase)
    with pytest.raises(PhaseIsNotOpen):
        open_child_cycle(parent=cycle_in(Phase.VERIFY), actor=panel, slug="early", **names)
