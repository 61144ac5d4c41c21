from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle import lineage
from portal.lifecycle.errors import ReasonIsMissing, RoleIsMissing
from portal.lifecycle.models import Event
from reviews.errors import (
    CommitmentsAreUnassigned,
    CommitmentStateForbids,
    DueDateHasPassed,
    DueDateIsTheSame,
    EvidenceIsMissing,
    NotTheOwner,
    ProjectIsElsewhere,
    TextIsMissing,
)
from reviews.models import Commitment
from reviews.services import (
    assign_commitment,
    make_commitment,
    renegotiate_commitment,
    settle_commitment,
)
from reviews.states import (
    COMMITMENT_BECOMES,
    COMMITMENT_DEEDS,
    CommitmentDeed,
    CommitmentState,
    ProjectState,
)
from tests.factories.accounts import UserFactory
from tests.factories.reviews import (
    CommitmentFactory,
    ProjectFactory,
    held_session,
    holder_of,
    officer_of,
    owner_of,
)

pytestmark = pytest.mark.django_db

EVIDENCE = "工事完了検査の記録（2026年11月20日）"
REASON = "部品の納入が2か月遅れたため"


def today():
    return timezone.localdate()


def in_days(days):
    return today() + timedelta(days=days)


def commitment_in(state, **fields):
    """A commitment that is in the state today."""
    days = -1 if state == CommitmentState.OVERDUE else 10
    stored = CommitmentState.OPEN if state == CommitmentState.OVERDUE else state
    done = {"evidence": EVIDENCE, "settled_at": timezone.now()}
    return CommitmentFactory(
        state=stored,
        due_on=in_days(days),
        **(done if state == CommitmentState.DONE else {}),
        **fields,
    )


def deeds_on(commitment):
    return {
        CommitmentDeed.ASSIGN: lambda: assign_commitment(
            actor=holder_of(),
            commitment=commitment,
            owner=commitment.project.owner,
            due_on=in_days(5),
        ),
        CommitmentDeed.SETTLE: lambda: settle_commitment(
            actor=owner_of(commitment.project), commitment=commitment, evidence=EVIDENCE
        ),
        CommitmentDeed.RENEGOTIATE: lambda: renegotiate_commitment(
            actor=holder_of(), commitment=commitment, due_on=in_days(60), reason=REASON
        ),
    }


@pytest.mark.parametrize(("deed", "state"), list(product(CommitmentDeed, CommitmentState)))
def test_a_commitment_allows_its_deeds_in_their_states_and_in_no_other(deed, state):
    commitment = commitment_in(state)
    assert commitment.current_state == state
    act = deeds_on(commitment)[deed]

    if state in COMMITMENT_DEEDS[deed]:
        act()
        expected = COMMITMENT_BECOMES.get(deed, state)
    else:
        with pytest.raises(CommitmentStateForbids):
            act()
        expected = state
    commitment.refresh_from_db()
    assert commitment.current_state == expected


def test_every_deed_of_the_table_has_a_service():
    assert set(deeds_on(CommitmentFactory())) == set(CommitmentDeed)


def test_no_row_says_that_it_is_overdue():
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentFactory(state=CommitmentState.OVERDUE)


# --- making --------------------------------------------------------------------------------


def make(project=None, session=None, **fields):
    project = project or ProjectFactory(state=ProjectState.UNDER_WAY)
    return make_commitment(
        actor=fields.pop("actor", None) or holder_of(),
        session=session or held_session(project),
        project=project,
        **{"text": "年内に残りの1基を建てる", **fields},
    )


def test_a_commitment_stands_on_the_path_of_its_project():
    commitment = make()

    assert lineage.neighbours_of(commitment.item).before == [commitment.project.item]
    assert Event.objects.get(kind="reviews.commitment_made").item == commitment.item


def test_nothing_is_promised_for_yesterday():
    with pytest.raises(DueDateHasPassed):
        make(due_on=in_days(-1))


def test_something_may_be_promised_for_today():
    assert make(due_on=today()).due_on == today()


def test_a_commitment_is_about_a_project_of_the_session():
    with pytest.raises(ProjectIsElsewhere):
        make(session=held_session(ProjectFactory()))


def test_a_commitment_says_something():
    with pytest.raises(TextIsMissing):
        make(text=" ")


def test_a_panel_member_notes_no_commitment():
    with pytest.raises(RoleIsMissing):
        make(actor=holder_of(Role.PANEL_MEMBER))


def test_nobody_is_assigned_a_day_that_has_passed():
    with pytest.raises(DueDateHasPassed):
        assign_commitment(
            actor=holder_of(),
            commitment=CommitmentFactory(due_on=None),
            owner=ProjectFactory().owner,
            due_on=in_days(-1),
        )


# --- keeping -------------------------------------------------------------------------------


def test_only_who_promised_says_that_it_is_done():
    with pytest.raises(NotTheOwner):
        settle_commitment(
            actor=officer_of(ProjectFactory().owner),
            commitment=CommitmentFactory(),
            evidence=EVIDENCE,
        )


def test_who_promised_names_evidence():
    commitment = CommitmentFactory()

    with pytest.raises(EvidenceIsMissing):
        settle_commitment(
            actor=owner_of(commitment.project), commitment=commitment, evidence="済み"
        )


def test_a_resident_settles_nothing():
    with pytest.raises(RoleIsMissing):
        settle_commitment(actor=UserFactory(), commitment=CommitmentFactory(), evidence=EVIDENCE)


@pytest.mark.parametrize(("due", "kept"), [(0, True), (10, True), (-1, False)])
def test_what_is_done_by_its_day_was_kept(due, kept):
    commitment = CommitmentFactory(due_on=in_days(due))

    settled = settle_commitment(
        actor=owner_of(commitment.project), commitment=commitment, evidence=EVIDENCE
    )

    assert settled.was_kept == kept


# --- promising anew ------------------------------------------------------------------------


def renegotiate(commitment, **fields):
    given = {"due_on": in_days(60), "reason": REASON, **fields}
    return renegotiate_commitment(actor=holder_of(), commitment=commitment, **given)


def test_a_renegotiated_commitment_leaves_the_first_date_to_be_seen():
    first = CommitmentFactory(due_on=in_days(3))

    renewed = renegotiate(first)

    first.refresh_from_db()
    assert (first.current_state, first.due_on) == (CommitmentState.RENEGOTIATED, in_days(3))
    assert not first.was_kept
    assert (renewed.replaces, renewed.due_on, renewed.reason) == (first, in_days(60), REASON)
    assert renewed.owner == first.owner
    assert lineage.neighbours_of(renewed.item).before == [first.item]


def test_the_owner_does_not_move_its_own_date():
    commitment = CommitmentFactory()

    with pytest.raises(RoleIsMissing):
        renegotiate_commitment(
            actor=owner_of(commitment.project),
            commitment=commitment,
            due_on=in_days(60),
            reason=REASON,
        )


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"reason": "遅れ"}, ReasonIsMissing),
        ({"due_on": in_days(-1)}, DueDateHasPassed),
        ({"due_on": in_days(30)}, DueDateIsTheSame),
    ],
)
def test_a_new_date_is_a_later_one_with_a_reason(fields, refusal):
    commitment = CommitmentFactory(due_on=in_days(30))

    with pytest.raises(refusal):
        renegotiate(commitment, **fields)

    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("gap", ["owner", "due_on"])
def test_a_date_that_nobody_promised_is_not_renegotiated(gap):
    with pytest.raises(CommitmentsAreUnassigned):
        renegotiate(CommitmentFactory(**{gap: None}))
