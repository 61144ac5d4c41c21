"""The demo city: enough of everything, and numbers that add up."""

import csv
from collections import defaultdict
from decimal import Decimal

import pytest
from django.db.models import F, Max, Min, Sum
from django.utils import timezone

from deliberation.models import Contribution
from portal.accounts.models import Organisation, User
from portal.accounts.organisations import OrganisationKind
from portal.accounts.roles import EXCLUSIVE, GRANTABLE, Role
from portal.demo.people import MAIL_DOMAIN
from portal.demo.texts import DATA, read
from portal.evidence.models import DataSet
from portal.lifecycle.models import Cycle, Event, Item, ItemPhase, Link, PhaseChange
from portal.lifecycle.phases import TRANSITIONS, Phase, PhaseState
from portal.notices.models import Notice
from portal.registers.models import Area, Theme
from proposals.models import Proposal, Report
from proposals.states import ProposalState, ReportState
from reviews.models import Commitment, Indicator, Project, ReviewSession, Verdict
from reviews.states import MoneyKind, MoneySource, ProjectState, SessionState, VerdictKind
from voting.counting import read_pabulib
from voting.selectors import approved_options, result_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("city"),
    pytest.mark.xdist_group("demo city"),
]

# The seven people named in the sources are nobody here.
NAMED_IN_THE_SOURCES = ("芳賀", "川島", "里見", "庄司", "関", "沼尾", "村上")


CYCLE_OF_KEY = {"city-past": "past", "city-now": "now", "ward-now": "ward"}


def cycle(name):
    slug = {"past": "city-", "ward": "hanamigawa-"}.get(name, "city-")
    found = Cycle.objects.of_this_city().filter(slug__startswith=slug).order_by("created_at")
    return found.last() if name == "now" else found.first()


def test_there_is_enough_of_everything():
    ours = Item.objects.filter(cycle__source="")
    assert ours.filter(kind="report").count() >= 60
    assert ours.filter(kind="proposal").count() >= 24
    assert Contribution.objects.filter(hidden_at=None).count() >= 200
    assert DataSet.objects.count() >= 12
    assert Cycle.objects.of_this_city().count() == 4


def test_every_ward_theme_and_state_has_a_report():
    wards = set(Area.objects.wards().values_list("pk", flat=True))
    assert set(Report.objects.values_list("area", flat=True)) >= wards
    assert set(Report.objects.values_list("theme", flat=True)) == set(
        Theme.objects.values_list("pk", flat=True)
    )
    assert set(Report.objects.values_list("state", flat=True)) == set(ReportState)


def test_proposals_stand_in_many_states_and_say_it_in_short():
    states = set(Proposal.objects.filter(item__cycle__source="").values_list("state", flat=True))
    assert states >= {
        ProposalState.DRAFT,
        ProposalState.CONSENTED,
        ProposalState.SUBMITTED,
        ProposalState.RETURNED,
        ProposalState.DECLINED,
        ProposalState.COSTED,
    }
    for proposal in Proposal.objects.filter(item__cycle__source=""):
        assert 0 < len(proposal.summary) <= 200
        assert all([proposal.aim, proposal.situation, proposal.gap, proposal.means])


def test_nobody_says_the_same_twice():
    texts = list(Contribution.objects.values_list("text", flat=True))
    assert len(set(texts)) == len(texts)


def test_nobody_has_a_password_and_everybody_is_invented():
    people = list(User.objects.all())
    assert len(people) >= 50
    for person in people:
        assert not person.has_usable_password()
        assert person.email.endswith(f"@{MAIL_DOMAIN}")
        assert not person.display_name.startswith(NAMED_IN_THE_SOURCES)


def test_every_kind_of_organisation_is_there_and_one_area_committee_of_two_is_established():
    kinds = set(Organisation.objects.values_list("kind", flat=True))
    assert kinds == set(OrganisationKind)
    committees = Organisation.objects.filter(kind=OrganisationKind.AREA_COMMITTEE)
    assert sorted(committee.seats.count() for committee in committees) == [2, 5]
    assert Organisation.objects.filter(verified_at=None).exists()


def test_the_past_cycle_is_over_and_has_a_child_in_design_beside_a_ward_in_budget():
    past, now, ward = cycle("past"), cycle("now"), cycle("ward")
    assert set(past.phases.values_list("state", flat=True)) == {PhaseState.CLOSED}
    assert now.parent == past
    assert now.phases.get(phase=Phase.DESIGN).state == PhaseState.OPEN
    assert ward.phases.get(phase=Phase.BUDGET).state == PhaseState.OPEN
    assert ward.phases.get(phase=Phase.ORGANISE).state == PhaseState.LEFT_OUT
    assert ward.area.name_ja == "花見川区"


def test_what_the_past_cycle_left_open_goes_on_in_its_child():
    carried = Link.objects.filter(source__cycle=cycle("past"), target__cycle=cycle("now"))
    sources = set(carried.values_list("source__kind", flat=True))
    assert sources == {"project", "commitment"}
    assert set(carried.values_list("target__kind", flat=True)) == {"proposal", "report"}


def test_the_ledger_of_each_cycle_can_be_read_as_it_happened(city):
    for one in Cycle.objects.of_this_city():
        states = defaultdict(lambda: PhaseState.AHEAD)
        last = one.created_at
        for line in PhaseChange.objects.filter(cycle=one):
            assert line.from_state == states[line.phase]
            assert line.to_state in TRANSITIONS[PhaseState(line.from_state)]
            assert last <= line.at < timezone.now()
            states[line.phase], last = line.to_state, line.at
        assert states == {row.phase: row.state for row in one.phases.all() if row.phase in states}


def test_the_story_ends_before_the_day_it_is_told(city):
    for times in (
        Event.objects.filter(cycle__source="").aggregate(Min("at"), Max("at")),
        Contribution.objects.aggregate(Min("created_at"), Max("created_at")),
        ItemPhase.objects.filter(item__cycle__source="").aggregate(Min("at"), Max("at")),
    ):
        first, last = sorted(times.values())
        assert timezone.localtime(last).date() < city
        assert (city - timezone.localtime(first).date()).days > 700


def test_ids_follow_time():
    moments = list(
        Event.objects.filter(cycle__source="").order_by("id").values_list("at", flat=True)
    )
    assert moments == sorted(moments)


def votes_of(name):
    return read_pabulib(DATA / "votes" / name, keep_voter_rows=False)


@pytest.mark.parametrize("key", list(read("elections.json")))
def test_an_election_counts_every_ballot_of_its_file(key):
    row = read("elections.json")[key]
    election = cycle(CYCLE_OF_KEY[row["cycle"]]).elections.get(kind=row["kind"])
    file = votes_of(row["file"])
    assert election.ballot_count == file.electorates[0].votes.number_of_voters
    assert sum(group.count for group in election.ballot_groups.all()) == election.ballot_count
    for option in election.options.all():
        project = file.projects[file.index[option.external_id]]
        assert project.name == option.item.title
        assert int(project.columns["votes"]) == result_of(option.pk).votes


def test_the_money_decided_is_the_budget_of_the_cycle():
    past = cycle("past")
    assert sum(option.amount for option in approved_options(past)) == past.budget


def test_the_decision_that_differs_from_the_vote_says_why():
    differing = [
        option
        for option in approved_options(cycle("past"))
        if not result_of(option.option_id).funded
    ]
    assert len(differing) == 1
    assert len(differing[0].reason) > 50


def money(project, kind, **only):
    return project.money_lines.filter(kind=kind, **only).aggregate(sum=Sum("amount"))["sum"] or 0


def test_each_project_spends_what_it_committed_within_what_was_planned():
    projects = list(Project.objects.all())
    assert {project.state for project in projects} == {ProjectState.FINISHED}
    for project in projects:
        planned, committed, spent = (money(project, kind) for kind in MoneyKind)
        assert 0 < spent <= committed <= planned
    from_budget = sum(
        money(project, MoneyKind.PLANNED, source=MoneySource.BUDGET) for project in projects
    )
    assert from_budget == cycle("past").budget


def test_each_project_has_milestones_and_measured_output_and_outcome():
    for project in Project.objects.all():
        assert project.milestones.filter(reached_on__isnull=False).count() >= 4
        levels = set(project.indicators.values_list("level", flat=True))
        assert levels == {"output", "outcome"}
        for indicator in project.indicators.all():
            assert indicator.readings.filter(on__gt=F("indicator__baseline_on")).exists()


def test_not_everything_went_well():
    missed = [
        indicator
        for indicator in Indicator.objects.all()
        if (indicator.readings.last().value < indicator.target)
        == (indicator.target > indicator.baseline)
    ]
    assert missed
    assert Commitment.objects.overdue(timezone.localdate()).exists()
    assert ReviewSession.objects.filter(state=SessionState.CANCELLED).exists()


def test_every_project_has_one_verdict_with_its_reason():
    verdicts = list(Verdict.objects.all())
    assert {verdict.project_id for verdict in verdicts} == set(
        Project.objects.values_list("pk", flat=True)
    )
    assert {verdict.kind for verdict in verdicts} >= {
        VerdictKind.CONTINUE,
        VerdictKind.IMPROVE,
        VerdictKind.END,
        VerdictKind.ROLL_OUT,
    }
    assert all(len(verdict.reason) > 40 for verdict in verdicts)


def test_a_review_session_was_held_with_memo_questions_commitments_and_follow_up():
    held = ReviewSession.objects.filter(state=SessionState.FOLLOW_UP_OUT)
    assert held.count() == 2
    for session in held:
        assert session.memo
        assert session.follow_up
        assert session.questions.exclude(answer="").count() >= 3
        assert session.commitments.count() >= 2


def test_roles_that_exclude_one_another_are_held_by_different_people():
    for person in User.objects.all():
        held = set(person.role_grants.values_list("role", flat=True))
        assert len(held & EXCLUSIVE) <= 1
        assert held <= GRANTABLE
    granted = set(User.objects.values_list("role_grants__role", flat=True))
    assert granted >= {
        Role.ADMINISTRATOR, Role.MAYORS_OFFICE, Role.WARD_OFFICER, Role.FACILITATOR,
        Role.ANALYST, Role.PANEL_MEMBER, Role.MODERATOR, Role.AUDITOR,
    }  # fmt: skip


def test_the_public_figures_are_those_of_the_sources():
    def column(name, number):
        with (DATA / "evidence" / name).open(encoding="utf-8") as file:
            return [row[number] for row in list(csv.reader(file))[1:]]

    def total(name, number):
        return sum(map(Decimal, column(name, number)))

    assert total("population.csv", 2) == 980_219
    assert (total("expenditure.csv", 2), total("expenditure.csv", 3)) == (4510, 5025)
    assert total("revenue.csv", 2) == 5063
    kinds = column("smart_city_indicators.csv", 4)
    assert (kinds.count("主観"), kinds.count("客観")) == (5, 9)


def test_people_were_told_and_have_something_new_to_read():
    assert not Event.objects.undelivered().exists()
    assert Notice.objects.unread().exists()
    assert Notice.objects.exclude(read_at=None).exists()
