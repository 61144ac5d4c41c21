"""Projects and sessions in the states that a test names, with people who act for their owners."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.accounts.organisations import OrganisationKind
from portal.accounts.roles import Role
from portal.lifecycle import lineage
from portal.lifecycle.phases import Phase
from reviews.deadlines import Frequency
from reviews.measures import Direction, Level, Nature
from reviews.models import (
    Commitment,
    Indicator,
    Milestone,
    MoneyLine,
    Project,
    Question,
    Reading,
    ReviewSession,
    SessionNote,
    Verdict,
)
from reviews.services import SeriesPlan
from reviews.states import (
    MoneyKind,
    MoneySource,
    NoteKind,
    ProjectState,
    SeatSide,
    SessionState,
    VerdictKind,
)
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.factories.lifecycle import cycle_in
from tests.factories.registers import AreaFactory
from tests.factories.voting import DecisionFactory, ElectionFactory, OptionFactory

OPEN = (Phase.EXECUTE, Phase.VERIFY, Phase.IMPROVE)


class ProjectFactory(DjangoModelFactory[Project]):
    """A planned project of an approved option, in a cycle where phases 8 to 10 are open."""

    class Meta:
        model = Project
        exclude = ["cycle", "title"]

    cycle = factory.LazyFunction(lambda: cycle_in(*OPEN))
    title = factory.Sequence(lambda n: f"通学路の街灯{n}")
    option = factory.LazyAttribute(
        lambda o: OptionFactory(
            election=ElectionFactory(cycle=o.cycle), title=o.title, cost=1_200_000
        )
    )
    item = factory.LazyAttribute(lambda o: lineage.place("project", cycle=o.cycle, title=o.title))
    owner = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.DEPARTMENT)
    area = factory.SubFactory(AreaFactory)
    summary = "通学路の3か所に街灯を建てます。"
    state = ProjectState.PLANNED


class IndicatorFactory(DjangoModelFactory[Indicator]):
    """An outcome promised whole."""

    class Meta:
        model = Indicator

    project = factory.SubFactory(ProjectFactory, state=ProjectState.UNDER_WAY)
    name = factory.Sequence(lambda n: f"夜の通行者{n}")
    item = factory.LazyAttribute(
        lambda o: lineage.place("indicator", cycle=o.project.item.cycle, title=o.name)
    )
    level = Level.OUTCOME
    nature = Nature.OBJECTIVE
    unit = "人／日"
    direction = Direction.MORE
    baseline = Decimal(100)
    baseline_on = date(2026, 4, 1)
    target = Decimal(200)
    target_on = date(2027, 4, 1)
    source = "歩行者の計測"
    frequency = Frequency.QUARTERLY


class ReadingFactory(DjangoModelFactory[Reading]):
    class Meta:
        model = Reading

    indicator = factory.SubFactory(IndicatorFactory)
    value = Decimal(150)
    on = date(2026, 7, 1)
    source = "歩行者の計測"
    by = factory.SubFactory(UserFactory)


class MilestoneFactory(DjangoModelFactory[Milestone]):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory, state=ProjectState.UNDER_WAY)
    title = "設計が終わる"
    planned_on = date(2026, 6, 30)


class MoneyLineFactory(DjangoModelFactory[MoneyLine]):
    class Meta:
        model = MoneyLine

    project = factory.SubFactory(ProjectFactory, state=ProjectState.UNDER_WAY)
    kind = MoneyKind.PLANNED
    source = MoneySource.BUDGET
    amount = Decimal(1_200_000)
    on = date(2026, 4, 1)


class ReviewSessionFactory(DjangoModelFactory[ReviewSession]):
    """A session in a week; `reviewing` names its projects."""

    class Meta:
        model = ReviewSession
        skip_postgeneration_save = True

    cycle = factory.LazyFunction(lambda: cycle_in(*OPEN))
    title = factory.Sequence(lambda n: f"第{n}回 検証会議")
    scheduled_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    state = SessionState.SCHEDULED
    scheduled_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def reviewing(self, create, extracted, **kwargs):
        self.projects.set(extracted or [])


class QuestionFactory(DjangoModelFactory[Question]):
    class Meta:
        model = Question

    author = factory.SubFactory(UserFactory)
    text = "いつから明るくなりますか。"


class CommitmentFactory(DjangoModelFactory[Commitment]):
    class Meta:
        model = Commitment

    project = factory.SubFactory(ProjectFactory, state=ProjectState.UNDER_WAY)
    session = factory.LazyAttribute(lambda o: held_session(o.project))
    text = factory.Sequence(lambda n: f"残りの1基を年内に建てる{n}")
    item = factory.LazyAttribute(
        lambda o: lineage.place("commitment", cycle=o.project.item.cycle, title=o.text)
    )
    owner = factory.SelfAttribute("project.owner")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    made_by = factory.SubFactory(UserFactory)


class VerdictFactory(DjangoModelFactory[Verdict]):
    class Meta:
        model = Verdict

    project = factory.SubFactory(ProjectFactory, state=ProjectState.UNDER_WAY)
    session = factory.LazyAttribute(lambda o: held_session(o.project))
    kind = VerdictKind.CONTINUE
    reason = "目標に向けて進んでいるため、このまま続けます。"
    evidence = "夜の通行者の計測（2026年7月）"
    by = factory.SubFactory(UserFactory)


def promised_project(**fields):
    """A planned project with an output and an outcome, ready to start."""
    project = ProjectFactory(**fields)
    IndicatorFactory(project=project)
    IndicatorFactory(project=project, level=Level.OUTPUT, name="街灯の数", unit="基")
    return project


def approved_option(cycle, **fields):
    """An option of the cycle's budget election that the assembly approved."""
    option = OptionFactory(election=ElectionFactory(cycle=cycle), **fields)
    return DecisionFactory(option=option).option


def held_session(*projects, state=SessionState.HELD, **fields):
    """A session on these projects that was held an hour ago, its memo in time."""
    began = timezone.now() - timedelta(hours=1)
    return ReviewSessionFactory(
        cycle=projects[0].item.cycle,
        scheduled_at=began,
        memo="夜の通行者は100人から150人に増えました。",
        memo_out_at=began - timedelta(hours=50),
        held_at=began,
        state=state,
        reviewing=projects,
        **fields,
    )


def add_minutes(session):
    """Both kinds of line, by a panel member, and a question that two want to know."""
    writer = holder_of(Role.PANEL_MEMBER)
    for kind, text in (
        (NoteKind.NOTE, "2基が立ちました。"),
        (NoteKind.DECISION, "3基目も建てる。"),
    ):
        SessionNote.objects.create(session=session, kind=kind, text=text, author=writer)
    question = QuestionFactory(session=session, project=session.projects.first())
    for _ in range(2):
        question.supports.create(user=UserFactory())


def plan_of(*projects, **fields):
    """A year of sessions every two weeks, with seats on both sides."""
    first = timezone.now() + timedelta(days=3)
    given = {
        "title": "道と公園の検証会議",
        "seats": [(SeatSide.CITY, "財政課長"), (SeatSide.RESIDENT, "公募の住民")],
        "projects": projects,
        "first_at": first,
        "until": first + timedelta(days=363),
    }
    return SeriesPlan(**{**given, **fields})


def measured_both_ways(project):
    """What people feel came half the way to the target, what was counted all of it."""
    felt = IndicatorFactory(
        project=project, nature=Nature.SUBJECTIVE, name="夜道が安心な人", unit="%"
    )
    counted = IndicatorFactory(project=project)
    ReadingFactory(indicator=felt, value=150)
    ReadingFactory(indicator=counted, value=200)
    return project


def officer_of(organisation):
    """Somebody who writes for the organisation."""
    return MembershipFactory(organisation=organisation).user


def owner_of(project):
    return officer_of(project.owner)


def holder_of(role=Role.FACILITATOR):
    return RoleGrantFactory(role=role).user


def bike_share_trial():
    """千葉市のシェアサイクル実証実験 2018年3月〜2020年1月 (requirements, A18).

    From 2,856 rides a month to 48,380, 16.9 times; 243 stations; rolled out in February 2020.
    The targets, the values between and the money are invented.
    """
    trial = ProjectFactory(
        title="シェアサイクルの実証実験",
        state=ProjectState.FINISHED,
        starts_on=date(2018, 3, 1),
        ends_on=date(2020, 1, 31),
    )
    promise = {
        "project": trial,
        "baseline_on": date(2018, 3, 31),
        "target_on": date(2020, 1, 31),
        "source": "運営会社の集計",
        "frequency": Frequency.HALF_YEARLY,
    }
    rides = IndicatorFactory(
        name="1か月の利用回数", unit="回", baseline=2_856, target=30_000, **promise
    )
    stations = IndicatorFactory(
        name="貸出場所の数",
        unit="か所",
        level=Level.OUTPUT,
        baseline=20,
        target=200,
        **promise,
    )
    for value, on in (
        (9_120, date(2018, 9, 30)),
        (18_400, date(2019, 3, 31)),
        (33_100, date(2019, 9, 30)),
        (48_380, date(2020, 1, 31)),
    ):
        ReadingFactory(indicator=rides, value=value, on=on)
    ReadingFactory(indicator=stations, value=243, on=date(2020, 1, 31))
    VerdictFactory(
        project=trial,
        kind=VerdictKind.ROLL_OUT,
        reason="実証実験で一定の成果が得られたため、本格実施とします。",
        evidence="1か月の利用回数（2018年3月 2,856回、2020年1月 48,380回）",
    )
    return trial
