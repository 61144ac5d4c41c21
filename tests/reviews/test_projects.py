from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.utils import timezone

from portal.accounts.organisations import MemberRole, OrganisationKind
from portal.lifecycle import hooks, lineage
from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing, RoleIsMissing
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase, PhaseState
from portal.lifecycle.services import open_phase
from reviews.errors import (
    DatesAreReversed,
    IndicatorsAreMissing,
    NotTheOwner,
    OnlyADepartmentTakesOn,
    OwnerIsMissing,
    ProjectHasAnOwner,
    ProjectStateForbids,
    TextIsMissing,
)
from reviews.measures import Level
from reviews.models import Project, ProjectStateChange
from reviews.services import (
    add_indicator,
    add_milestone,
    create_projects,
    edit_indicator,
    finish_project,
    plan_project,
    reach_milestone,
    record_money,
    record_reading,
    start_project,
    stop_project,
    take_on_project,
)
from reviews.states import (
    MONEY_DEEDS,
    PROJECT_BECOMES,
    PROJECT_DEEDS,
    MoneyKind,
    MoneySource,
    ProjectDeed,
    ProjectState,
)
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import ProposalFactory, ScreeningFactory
from tests.factories.reviews import (
    IndicatorFactory,
    MilestoneFactory,
    MoneyLineFactory,
    ProjectFactory,
    approved_option,
    officer_of,
    owner_of,
    promised_project,
)
from tests.reviews.promises import promise

pytestmark = pytest.mark.django_db

REASON = "年度末に3基すべてを建て終えました。"


def kinds_of(item):
    return list(Event.objects.filter(item=item).order_by("id").values_list("kind", flat=True))


# --- becoming a project --------------------------------------------------------------------


def test_every_approved_option_becomes_a_project_when_execute_opens():
    cycle = cycle_in(Phase.BUDGET)
    option = approved_option(cycle, cost=700_000, title="街灯を建てる")

    open_phase(cycle=cycle, phase=Phase.EXECUTE, actor=None)

    project = Project.objects.get()
    assert project.option_id == option.pk
    assert project.item.title == "街灯を建てる"
    assert lineage.neighbours_of(project.item).before == [option.item]
    line = project.money_lines.get()
    assert (line.kind, line.source, line.amount) == (
        MoneyKind.PLANNED,
        MoneySource.BUDGET,
        Decimal(700_000),
    )
    assert kinds_of(project.item) == ["reviews.project_created"]


def test_the_hook_is_registered_once():
    assert hooks._on_enter[Phase.EXECUTE].count(create_projects) == 1


def test_making_projects_twice_makes_them_once():
    cycle = cycle_in(Phase.EXECUTE)
    approved_option(cycle)

    create_projects(cycle)
    approved_option(cycle)
    create_projects(cycle)

    assert Project.objects.count() == 2
    assert Event.objects.filter(kind="reviews.project_created").count() == 2


def test_what_another_cycle_approved_is_left_alone():
    approved_option(cycle_in(Phase.EXECUTE))

    create_projects(cycle_in(Phase.EXECUTE))

    assert not Project.objects.exists()


def test_the_department_that_screened_the_proposal_answers_for_the_project():
    cycle = cycle_in(Phase.EXECUTE)
    screening = ScreeningFactory(proposal=ProposalFactory(cycle=cycle, summary="明るくします。"))
    approved_option(cycle, proposal=screening.proposal)

    create_projects(cycle)

    project = Project.objects.get()
    assert project.owner == screening.department
    assert project.area == screening.proposal.area
    assert project.summary == "明るくします。"


def test_what_nobody_screened_waits_for_a_department():
    cycle = cycle_in(Phase.EXECUTE)
    approved_option(cycle)

    create_projects(cycle)

    assert Project.objects.get().owner is None


def test_making_projects_asks_the_same_of_the_database_however_many_there_are(
    django_assert_num_queries,
):
    cycle = cycle_in(Phase.EXECUTE)
    approved_option(cycle)
    create_projects(cycle)

    # What was approved, what was made, and the savepoint around both.
    with django_assert_num_queries(4):
        create_projects(cycle)


def test_a_department_takes_on_a_project_without_an_owner():
    project = ProjectFactory(owner=None)
    department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)

    take_on_project(actor=officer_of(department), project=project, department=department)

    project.refresh_from_db()
    assert project.owner == department
    assert kinds_of(project.item) == ["reviews.project_taken_on"]


def test_nobody_takes_a_project_from_its_owner():
    project = ProjectFactory()
    department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)

    with pytest.raises(ProjectHasAnOwner, match=project.owner.name):
        take_on_project(actor=officer_of(department), project=project, department=department)


def test_only_a_department_takes_on_a_project():
    npo = OrganisationFactory()

    with pytest.raises(OnlyADepartmentTakesOn):
        take_on_project(actor=officer_of(npo), project=ProjectFactory(owner=None), department=npo)


def test_nobody_takes_on_a_project_for_a_department_not_theirs():
    ours, theirs = (OrganisationFactory(kind=OrganisationKind.DEPARTMENT) for _ in range(2))

    with pytest.raises(NotTheOwner):
        take_on_project(
            actor=officer_of(ours), project=ProjectFactory(owner=None), department=theirs
        )


# --- who, when, in which state -------------------------------------------------------------


def deeds_on(project):
    """Each deed of a project as one call, by whoever is given."""
    today = timezone.localdate()
    indicator = IndicatorFactory(project=project)
    milestone = MilestoneFactory(project=project)

    def record(kind):
        return lambda actor: record_money(
            actor=actor,
            project=project,
            kind=kind,
            source=MoneySource.BUDGET,
            amount=Decimal(100),
            on=today,
        )

    return {
        ProjectDeed.TAKE_ON: lambda actor: take_on_project(
            actor=actor, project=project, department=project.owner
        ),
        ProjectDeed.PLAN: lambda actor: plan_project(
            actor=actor,
            project=project,
            summary="街灯を建てます。",
            starts_on=None,
            ends_on=None,
            language="ja",
        ),
        ProjectDeed.ADD_MILESTONE: lambda actor: add_milestone(
            actor=actor, project=project, title="着工", planned_on=today, language="ja"
        ),
        ProjectDeed.REACH_MILESTONE: lambda actor: reach_milestone(
            actor=actor, milestone=milestone, reached_on=today
        ),
        **{deed: record(kind) for kind, deed in MONEY_DEEDS.items()},
        ProjectDeed.ADD_INDICATOR: lambda actor: add_indicator(
            actor=actor, project=project, promise=promise()
        ),
        ProjectDeed.EDIT_INDICATOR: lambda actor: edit_indicator(
            actor=actor, indicator=indicator, promise=promise()
        ),
        ProjectDeed.RECORD_READING: lambda actor: record_reading(
            actor=actor, indicator=indicator, value=Decimal(120), on=date(2026, 7, 1)
        ),
        ProjectDeed.START: lambda actor: start_project(actor=actor, project=project),
        ProjectDeed.FINISH: lambda actor: finish_project(
            actor=actor, project=project, reason=REASON, language="ja"
        ),
        ProjectDeed.STOP: lambda actor: stop_project(
            actor=actor, project=project, reason=REASON, language="ja"
        ),
    }


def test_every_deed_of_the_table_has_a_service():
    assert set(deeds_on(ProjectFactory())) == set(ProjectDeed)


@pytest.mark.parametrize(("deed", "state"), list(product(ProjectDeed, ProjectState)))
def test_a_service_does_its_deed_in_the_states_that_allow_it_and_in_no_other(deed, state):
    project = promised_project(state=state)
    officer = owner_of(project)
    act = deeds_on(project)[deed]

    if state not in PROJECT_DEEDS[deed]:
        with pytest.raises(ProjectStateForbids):
            act(officer)
    elif deed == ProjectDeed.TAKE_ON:
        with pytest.raises(ProjectHasAnOwner):
            act(officer)
    else:
        act(officer)
    expected = PROJECT_BECOMES.get(deed, state) if state in PROJECT_DEEDS[deed] else state
    project.refresh_from_db()
    assert project.state == expected


OWNERS_DEEDS = sorted(set(ProjectDeed) - {ProjectDeed.TAKE_ON})


@pytest.mark.parametrize("deed", OWNERS_DEEDS)
def test_an_officer_of_another_department_is_refused(deed):
    project = promised_project(state=next(iter(PROJECT_DEEDS[deed])))
    other = officer_of(OrganisationFactory(kind=OrganisationKind.DEPARTMENT))

    with pytest.raises(NotTheOwner):
        deeds_on(project)[deed](other)


@pytest.mark.parametrize("deed", ProjectDeed)
def test_a_resident_is_refused(deed):
    project = promised_project()

    with pytest.raises(RoleIsMissing):
        deeds_on(project)[deed](UserFactory())


@pytest.mark.parametrize("deed", OWNERS_DEEDS)
def test_a_viewer_of_the_owner_is_refused(deed):
    project = promised_project(state=next(iter(PROJECT_DEEDS[deed])))
    viewer = MembershipFactory(organisation=project.owner, role=MemberRole.VIEWER).user

    with pytest.raises(RoleIsMissing):
        deeds_on(project)[deed](viewer)


@pytest.mark.parametrize("deed", ProjectDeed)
def test_nothing_happens_outside_its_phase(deed):
    project = promised_project()
    project.item.cycle.phases.update(state=PhaseState.CLOSED)

    with pytest.raises(PhaseIsNotOpen):
        deeds_on(project)[deed](owner_of(project))


# --- starting and ending -------------------------------------------------------------------


@pytest.mark.parametrize("missing", Level)
def test_a_project_does_not_start_without_an_indicator_of_each_level(missing):
    project = ProjectFactory()
    for level in set(Level) - {missing}:
        IndicatorFactory(project=project, level=level)

    with pytest.raises(IndicatorsAreMissing) as refusal:
        start_project(actor=owner_of(project), project=project)

    assert refusal.value.missing == [missing]


@pytest.mark.parametrize(
    "gap", ["baseline", "baseline_on", "target", "target_on", "source", "frequency"]
)
def test_a_project_does_not_start_while_a_promise_is_open(gap):
    project = promised_project()
    value = "" if gap in {"source", "frequency"} else None
    open_one = IndicatorFactory(project=project, name="安心感", **{gap: value})

    with pytest.raises(IndicatorsAreMissing) as refusal:
        start_project(actor=owner_of(project), project=project)

    assert refusal.value.incomplete == {open_one.name: [gap]}
    assert "安心感" in str(refusal.value)


def test_a_project_without_an_owner_does_not_start():
    project = promised_project(owner=None)

    with pytest.raises(OwnerIsMissing):
        start_project(actor=UserFactory(), project=project)


def test_starting_is_logged_and_told():
    project = promised_project()
    officer = owner_of(project)

    start_project(actor=officer, project=project)

    change = ProjectStateChange.objects.get(project=project)
    assert (change.from_state, change.to_state, change.by) == ("planned", "under_way", officer)
    assert kinds_of(project.item) == ["reviews.project_started"]


@pytest.mark.parametrize("end", [finish_project, stop_project])
def test_an_end_needs_a_reason_of_real_length(end):
    project = ProjectFactory(state=ProjectState.UNDER_WAY)

    with pytest.raises(ReasonIsMissing):
        end(actor=owner_of(project), project=project, reason="完了", language="ja")

    project.refresh_from_db()
    assert project.state == ProjectState.UNDER_WAY


def test_the_reason_of_a_stop_is_kept_in_public():
    project = ProjectFactory(state=ProjectState.UNDER_WAY)

    stop_project(actor=owner_of(project), project=project, reason=f"  {REASON} ", language="ja")

    assert project.state_changes.get().reason == REASON
    assert kinds_of(project.item) == ["reviews.project_stopped"]


# --- the plan ------------------------------------------------------------------------------


def plan(project, **fields):
    given = {"summary": "概要", "starts_on": None, "ends_on": None, "language": "ja", **fields}
    return plan_project(actor=owner_of(project), project=project, **given)


def test_a_plan_does_not_end_before_it_starts():
    with pytest.raises(DatesAreReversed):
        plan(ProjectFactory(), starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1))


def test_a_plan_says_something():
    with pytest.raises(TextIsMissing):
        plan(ProjectFactory(), summary="  ")


def test_earlier_plans_stay_in_the_history_with_their_editor():
    project = ProjectFactory(summary="はじめの計画")
    officer = owner_of(project)

    plan_project(
        actor=officer,
        project=project,
        summary="新しい計画",
        starts_on=date(2026, 5, 1),
        ends_on=date(2027, 3, 31),
        language="ja",
    )

    newest, first = project.history.all()
    assert (newest.summary, newest.history_user) == ("新しい計画", officer)
    assert first.summary == "はじめの計画"


# --- reading lists -------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 20])
def test_a_list_of_projects_takes_one_query(count, django_assert_num_queries):
    for _ in range(count):
        project = ProjectFactory()
        MilestoneFactory(project=project)
        for kind in MoneyKind:
            MoneyLineFactory(project=project, kind=kind)

    with django_assert_num_queries(1):
        shown = [
            (p.item.title, p.item.cycle.name, p.owner.name, p.area.name, p.planned, p.spent)
            for p in Project.objects.listed()
        ]

    assert len(shown) == count


def test_the_sums_of_a_list_do_not_multiply_each_other():
    project = ProjectFactory()
    MilestoneFactory.create_batch(3, project=project)
    MilestoneFactory(project=project, planned_on=date(2026, 5, 1))
    MoneyLineFactory.create_batch(2, project=project, amount=100)
    MoneyLineFactory(project=project, kind=MoneyKind.SPENT, amount=30)

    found = Project.objects.listed().get()

    assert (found.planned, found.committed, found.spent) == (200, 0, 30)
    assert found.next_milestone_on == date(2026, 5, 1)
