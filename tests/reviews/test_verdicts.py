from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing, RoleIsMissing
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase, PhaseState
from portal.notices.models import Follow
from reviews.errors import (
    DueDateHasPassed,
    EvidenceIsMissing,
    ImprovementIsIncomplete,
    ImprovementIsMissing,
    NothingToEndorse,
    OutcomeIsNotMeasured,
    ProjectIsElsewhere,
    VerdictIsGiven,
)
from reviews.measures import Level
from reviews.models import Endorsement
from reviews.services import Improvement, endorse_improvement, give_verdict
from reviews.states import ProjectState, VerdictKind
from tests.factories.accounts import UserFactory
from tests.factories.reviews import (
    IndicatorFactory,
    ProjectFactory,
    ReadingFactory,
    VerdictFactory,
    held_session,
    holder_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(state=ProjectState.UNDER_WAY)


def improvement(project, **fields):
    given = {
        "text": "消灯の時刻を2時間遅くする",
        "measured_by": IndicatorFactory(project=project),
        "measured_on": timezone.localdate() + timedelta(days=180),
        **fields,
    }
    return Improvement(**given)


def give(project, kind=VerdictKind.CONTINUE, **fields):
    given = {
        "actor": holder_of(Role.PANEL_MEMBER),
        "session": held_session(project),
        "project": project,
        "reason": "目標に向けて進んでいるため",
        "evidence": "2026年7月の通行者の計測",
        **fields,
    }
    return give_verdict(kind=kind, **given)


def test_a_verdict_brings_the_project_into_improve_and_is_told_along_the_path(project):
    give(project)

    project.item.refresh_from_db()
    assert project.item.phase == Phase.IMPROVE
    assert Event.objects.get(kind="reviews.verdict_given").item == project.item


@pytest.mark.parametrize("role", [Role.ANALYST, Role.FACILITATOR, Role.MAYORS_OFFICE])
def test_only_the_panel_gives_a_verdict(project, role):
    with pytest.raises(RoleIsMissing):
        give(project, actor=holder_of(role))


def test_a_session_concludes_once_about_a_project(project):
    session = held_session(project)
    give(project, session=session)

    with pytest.raises(VerdictIsGiven):
        give(project, session=session)


def test_a_session_concludes_about_its_own_projects_only(project):
    with pytest.raises(ProjectIsElsewhere):
        give(project, session=held_session(ProjectFactory()))


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"reason": "よい"}, ReasonIsMissing), ({"evidence": "計測"}, EvidenceIsMissing)],
)
def test_a_verdict_gives_reasons_and_names_its_evidence(project, fields, refusal):
    with pytest.raises(refusal):
        give(project, **fields)


def test_to_improve_is_to_say_what(project):
    with pytest.raises(ImprovementIsMissing):
        give(project, VerdictKind.IMPROVE)


@pytest.mark.parametrize("gap", ["text", "measured_by", "measured_on"])
@pytest.mark.parametrize("kind", [VerdictKind.IMPROVE, VerdictKind.SHRINK])
def test_an_improvement_says_how_it_shows_and_when(project, kind, gap):
    broken = improvement(project, **{gap: "" if gap == "text" else None})

    with pytest.raises(ImprovementIsIncomplete):
        give(project, kind, improvement=broken)


def test_an_improvement_shows_in_an_indicator_of_its_own_project(project):
    with pytest.raises(ProjectIsElsewhere):
        give(
            project,
            VerdictKind.IMPROVE,
            improvement=improvement(project, measured_by=IndicatorFactory()),
        )


def test_an_improvement_is_measured_in_days_to_come(project):
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(DueDateHasPassed):
        give(
            project,
            VerdictKind.IMPROVE,
            improvement=improvement(project, measured_on=yesterday),
        )


def test_nothing_is_rolled_out_before_an_outcome_was_measured(project):
    ReadingFactory(indicator=IndicatorFactory(project=project, level=Level.OUTPUT))

    with pytest.raises(OutcomeIsNotMeasured, match="本格実施"):
        give(project, VerdictKind.ROLL_OUT)


def test_what_is_measured_may_be_rolled_out(project):
    ReadingFactory(indicator=IndicatorFactory(project=project))

    assert give(project, VerdictKind.ROLL_OUT).kind == VerdictKind.ROLL_OUT


# --- endorsing -----------------------------------------------------------------------------


@pytest.fixture
def to_improve(project):
    indicator = IndicatorFactory(project=project)
    return VerdictFactory(
        project=project,
        kind=VerdictKind.IMPROVE,
        improvement="消灯の時刻を2時間遅くする",
        measured_by=indicator,
        measured_on=timezone.localdate(),
    )


def test_a_resident_endorses_an_improvement_once_and_follows_it(to_improve):
    resident = UserFactory()

    endorse_improvement(actor=resident, verdict=to_improve)
    endorse_improvement(actor=resident, verdict=to_improve)

    assert Endorsement.objects.filter(verdict=to_improve).count() == 1
    assert Follow.objects.filter(user=resident, item=to_improve.project.item).exists()


def test_an_improvement_is_endorsed_in_its_phase_only(to_improve):
    phases = to_improve.project.item.cycle.phases
    phases.filter(phase=Phase.IMPROVE).update(state=PhaseState.AHEAD)

    with pytest.raises(PhaseIsNotOpen):
        endorse_improvement(actor=UserFactory(), verdict=to_improve)


def test_there_is_nothing_to_endorse_in_a_verdict_that_changes_nothing():
    with pytest.raises(NothingToEndorse):
        endorse_improvement(actor=UserFactory(), verdict=VerdictFactory())
