import pytest

from portal.accounts.roles import Role
from portal.lifecycle import kinds, lineage
from portal.lifecycle.errors import PhaseIsNotOpen, RoleIsMissing
from portal.lifecycle.events import sentence
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase, PhaseState
from portal.lifecycle.services import open_child_cycle
from proposals.models import Proposal, Report
from reviews.errors import NotTheNextCycle
from reviews.services import carry_over
from reviews.states import CommitmentState, ProjectState, VerdictKind
from tests.factories.accounts import UserFactory
from tests.factories.lifecycle import CycleFactory, cycle_in
from tests.factories.proposals import ProposalFactory
from tests.factories.reviews import (
    OPEN,
    CommitmentFactory,
    ProjectFactory,
    VerdictFactory,
    holder_of,
)
from tests.factories.voting import ElectionFactory, OptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return cycle_in(*OPEN)


@pytest.fixture
def panel():
    return holder_of(Role.PANEL_MEMBER)


@pytest.fixture
def child(cycle, panel):
    return open_child_cycle(
        parent=cycle, actor=panel, slug="next", name_ja="次の年", name_en="Next", budget=0
    )


def project_in(cycle, state=ProjectState.UNDER_WAY, **fields):
    """A project with its path from a proposal on."""
    proposal = ProposalFactory(cycle=cycle, **fields)
    option = OptionFactory(
        election=ElectionFactory(cycle=cycle), proposal=proposal, title=proposal.title
    )
    project = ProjectFactory(cycle=cycle, option=option, title=proposal.title, state=state)
    lineage.link(proposal.item, option.item)
    lineage.link(option.item, project.item)
    return project


def test_an_unmet_commitment_comes_back_as_a_report(cycle, child, panel):
    commitment = CommitmentFactory(project=project_in(cycle), text="残りの1基を建てる")

    [item] = carry_over(actor=panel, cycle=cycle, child=child)

    report = Report.objects.get(pk=item.pk)
    assert (report.title, report.item.cycle) == ("残りの1基を建てる", child)
    assert commitment.text in report.text
    assert lineage.neighbours_of(item).before == [commitment.item]


@pytest.mark.parametrize("state", [CommitmentState.DONE, CommitmentState.RENEGOTIATED])
def test_a_closed_commitment_is_left_behind(cycle, child, panel, state):
    done = {"evidence": "工事完了検査の記録", "settled_at": cycle.created_at}
    CommitmentFactory(
        project=project_in(cycle),
        state=state,
        **(done if state == CommitmentState.DONE else {}),
    )

    assert carry_over(actor=panel, cycle=cycle, child=child) == []


@pytest.mark.parametrize("state", [ProjectState.PLANNED, ProjectState.STOPPED])
def test_what_was_never_done_comes_back_as_a_report(cycle, child, panel, state):
    project = project_in(cycle, state)

    [item] = carry_over(actor=panel, cycle=cycle, child=child)

    assert (item.kind, item.title) == ("report", project.item.title)
    assert lineage.neighbours_of(item).before == [project.item]


def test_what_is_to_be_rolled_out_comes_back_as_a_draft_of_who_proposed_it(cycle, child, panel):
    project = project_in(cycle, ProjectState.FINISHED)
    VerdictFactory(project=project, kind=VerdictKind.ROLL_OUT)

    [item] = carry_over(actor=panel, cycle=cycle, child=child)

    draft, first = Proposal.objects.get(pk=item.pk), project.option.proposal
    assert (draft.author, draft.theme, draft.aim) == (first.author, first.theme, first.aim)
    assert not item.is_public


def test_the_last_verdict_decides(cycle, child, panel):
    project = project_in(cycle)
    VerdictFactory(project=project, kind=VerdictKind.ROLL_OUT)
    VerdictFactory(project=project, kind=VerdictKind.END)

    assert carry_over(actor=panel, cycle=cycle, child=child) == []


def test_a_closed_account_is_given_no_draft(cycle, child, panel):
    project = project_in(cycle, author=UserFactory(is_active=False))
    VerdictFactory(project=project, kind=VerdictKind.ROLL_OUT)

    [item] = carry_over(actor=panel, cycle=cycle, child=child)

    assert Proposal.objects.get(pk=item.pk).author == panel


def test_a_need_without_a_theme_comes_back_as_a_draft(cycle, child, panel):
    project_in(cycle, ProjectState.STOPPED, theme=None)

    [item] = carry_over(actor=panel, cycle=cycle, child=child)

    assert item.kind == "proposal"


def test_carrying_over_twice_carries_once(cycle, child, panel):
    CommitmentFactory(project=project_in(cycle))
    carry_over(actor=panel, cycle=cycle, child=child)

    assert carry_over(actor=panel, cycle=cycle, child=child) == []
    assert Report.objects.filter(item__cycle=child).count() == 1


def test_the_first_reporters_and_supporters_are_told_along_the_path(cycle, child, panel):
    project = project_in(cycle, ProjectState.STOPPED)

    carry_over(actor=panel, cycle=cycle, child=child)

    event = Event.objects.get(kind="reviews.carried_over")
    assert event.item == project.item
    assert (
        sentence(event) == f"「{project.item.title}」は次のサイクル「次の年」に引き継がれました。"
    )
    assert kinds.event_kind(event.kind).along_the_path
    assert project.option.proposal.pk in lineage.ancestors_of({project.pk})


def test_things_are_carried_into_the_next_cycle_only(cycle, panel):
    with pytest.raises(NotTheNextCycle):
        carry_over(actor=panel, cycle=cycle, child=CycleFactory())


def test_a_resident_carries_nothing_over(cycle, child):
    with pytest.raises(RoleIsMissing):
        carry_over(actor=UserFactory(), cycle=cycle, child=child)


def test_things_are_carried_over_in_phase_ten_only(cycle, child, panel):
    cycle.phases.filter(phase=Phase.IMPROVE).update(state=PhaseState.AHEAD)

    with pytest.raises(PhaseIsNotOpen):
        carry_over(actor=panel, cycle=cycle, child=child)


def test_carrying_over_leaves_things_said_in_their_own_language(cycle, child, panel):
    project = project_in(cycle, ProjectState.STOPPED)
    project.item.language = "en"
    project.item.save()

    [item] = carry_over(actor=panel, cycle=cycle, child=child)

    assert Report.objects.get(pk=item.pk).language == "en"
