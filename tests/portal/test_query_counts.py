"""How many queries a page asks, of a visitor and of a resident: as many for much as for little.

Session and account are two of them.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from deliberation.models import Contribution, Statement, Thread
from deliberation.services import add_statement, decide, flag
from deliberation.states import Ground, ModerationDeed
from deliberation.subjects import find_subject
from portal.accounts.organisations import OrganisationKind
from portal.accounts.roles import Role
from portal.lifecycle.kinds import all_item_kinds
from portal.lifecycle.lineage import link
from portal.lifecycle.models import Item
from portal.lifecycle.phases import Phase
from portal.notices.models import Follow
from portal.notices.services import tell
from proposals.states import ProposalState
from reviews.states import ProjectState, SessionState
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.factories.clusters import cluster_of
from tests.factories.deliberation import contribute
from tests.factories.evidence import DataSetFactory, EvidenceRequestFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.opinions import answered_by, map_with
from tests.factories.proposals import (
    CoAuthorFactory,
    DepartmentOpinionFactory,
    ProposalFactory,
    ProposalSupportFactory,
    ReportFactory,
    ReportSupportFactory,
    ScorecardFactory,
    ScreeningFactory,
    ScreeningQuestionFactory,
)
from tests.factories.registers import AreaFactory
from tests.factories.reviews import (
    CommitmentFactory,
    IndicatorFactory,
    MilestoneFactory,
    MoneyLineFactory,
    ProjectFactory,
    QuestionFactory,
    ReadingFactory,
    VerdictFactory,
    held_session,
)
from tests.factories.voting import DecisionFactory, counted_election

pytestmark = pytest.mark.django_db

MOST = 8
# What has more lists to show than that, one query each: the most that an officer's page asks. On
# 'my page' stands all that the rooms register for a person.
MOST_OF_MANY_PARTS = {
    "proposals:report": 10,
    "proposals:screening": 12,
    "proposals:cluster": 12,
    "proposals:sorting": 12,
    "reviews:sessions": 11,
    "reviews:session": 12,
    "reviews:project": 16,
    "reviews:indicator": 9,
    "reviews:commitment": 9,
    "notices:record": 11,
    "notices:my_page": 30,
}
LISTS = (
    "home",
    "lifecycle:cycles",
    "proposals:reports",
    "proposals:clusters",
    "proposals:proposals",
    "proposals:screenings",
    "voting:elections",
    "evidence:library",
    "evidence:requests",
    "reviews:projects",
    "reviews:silent",
    "reviews:annual_list",
    "reviews:sessions",
    "reviews:improvements",
    "deliberation:threads",
    "deliberation:opinion_maps",
    "deliberation:moderation",
    "deliberation:moderation_log",
    "deliberation:rules",
    "accounts:organisations",
)
OWN = ("notices:my_page", "notices:inbox", "notices:following", "notices:record")


class City:
    """A cycle with one item of each kind, which `grow` fills."""

    def __init__(self):
        self.cycle = cycle_in(*(phase for phase in Phase if phase != Phase.ESTIMATE))
        department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
        self.report = ReportFactory(cycle=self.cycle, latitude=35.6, longitude=140.1)
        self.cluster = cluster_of(2, cycle=self.cycle)
        self.proposal = ProposalFactory(cycle=self.cycle, state=ProposalState.COSTED)
        ScreeningFactory(proposal=self.proposal)
        ballots = {(0, 1): 4, (2,): 2}
        self.election = counted_election(ballots, cycle=self.cycle)
        self.option = self.election.options.first()
        DecisionFactory(option=self.option)
        self.evidence = DataSetFactory(cycle=self.cycle)
        self.asked = EvidenceRequestFactory(cycle=self.cycle)
        self.project = ProjectFactory(
            cycle=self.cycle, state=ProjectState.UNDER_WAY, owner=department
        )
        self.indicator = IndicatorFactory(project=self.project)
        self.session = held_session(self.project, state=SessionState.HELD)
        VerdictFactory(project=self.project, session=self.session)
        self.commitment = self._commit()
        self.map = map_with(1, cycle=self.cycle)
        self.items = list(Item.objects.filter(cycle=self.cycle))
        for item in self.items:
            if item != self.report.item:
                link(self.report.item, item)

    def grow(self, times):
        for _ in range(5 * times):
            CoAuthorFactory(proposal=self.proposal)
            DepartmentOpinionFactory(screening=self.proposal.screening)
            ScreeningQuestionFactory(proposal=self.proposal)
            ScorecardFactory(proposal=self.proposal)
            ReportSupportFactory(report=self.report)
            ProposalSupportFactory(proposal=self.proposal)
            indicator = IndicatorFactory(project=self.project)
            self._measure(indicator, 12)
        self._measure(self.indicator, 12 * times)
        for _ in range(10 * times):
            MilestoneFactory(project=self.project)
            QuestionFactory(session=self.session, project=self.project)
            self._commit()
            for _ in range(3):
                MoneyLineFactory(project=self.project)
            link(self.report.item, ProposalFactory(cycle=self.cycle).item)
            cluster_of(1, cycle=self.cycle)
            self._think()
            self._moderate()
        for item in self.items:
            self._discuss(item, 20 * times)

    def officer(self):
        """Who has much of their own: of the department that owns the project, with an office."""
        person = MembershipFactory(organisation=self.project.owner).user
        RoleGrantFactory(user=person, role=Role.ANALYST)
        for item in self.items:
            Follow.objects.create(user=person, item=item)
            tell([person], "deliberation.contributed", item=item)
        return person

    def _commit(self):
        return CommitmentFactory(project=self.project, session=self.session)

    def _think(self):
        number = Statement.objects.count() + 1
        add_statement(
            actor=self.map.opened_by, opinion_map=self.map, text=f"{number}番目の考えに賛成です。"
        )
        answered_by(self.map, "a", 2)

    def _moderate(self):
        moderator = RoleGrantFactory(role=Role.MODERATOR).user
        said = find_subject("contribution", contribute(self.report.item).pk)
        flag(actor=UserFactory(), subject=said, ground=Ground.OTHER)
        decide(
            actor=moderator,
            subject=said,
            deed=ModerationDeed.HIDE,
            reason="同じ宣伝のくり返しのため",
        )

    def _measure(self, indicator, times):
        ReadingFactory.create_batch(times, indicator=indicator)

    def _discuss(self, item, times):
        said = contribute(item)
        Contribution.objects.bulk_create(
            Contribution(
                thread=said.thread,
                sequence=said.sequence + number,
                change=said.change + number,
                author=said.author,
                text=said.text,
                language=said.language,
            )
            for number in range(1, times + 1)
        )
        last = said.sequence + times
        Thread.objects.filter(pk=item.pk).update(
            last_sequence=last, last_change=said.change + times
        )

    def pages(self):
        yield from (reverse(name) for name in LISTS)
        yield from (item.get_absolute_url() for item in self.items)
        yield from (page.get_absolute_url() for page in (self.cycle, self.election, self.session))
        yield reverse("proposals:similar", args=[self.report.pk])
        yield reverse("proposals:sorting", args=[self.cycle.slug])
        yield reverse("proposals:screening", args=[self.proposal.pk])
        yield reverse("voting:result", args=[self.election.pk])


def measured(city, reader):
    """The most queries of each kind of page."""
    client, addresses = Client(), list(city.pages())
    if reader:
        client.force_login(reader)
        addresses += [reverse(name) for name in OWN]
    counts = {}
    for address in addresses:
        client.get(address)  # What is read once in the life of a process.
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        page = resolve(address).view_name
        counts[page] = max(counts.get(page, 0), len(queries))
    return counts


@pytest.fixture
def city(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    AreaFactory()
    return City()


def test_the_city_has_an_item_of_every_kind(city):
    assert {item.kind for item in city.items} == {kind.name for kind in all_item_kinds()}


@pytest.mark.parametrize("who", ["a visitor", "a resident", "an officer"])
def test_a_page_asks_few_queries_and_as_many_of_ten_times_as_much(city, who):
    readers = {"a resident": UserFactory, "an officer": city.officer}
    reader = readers[who]() if who in readers else None
    city.grow(1)
    some = measured(city, reader)
    city.grow(9)

    allowed = {page: MOST_OF_MANY_PARTS.get(page, MOST) for page in some}
    assert {page: count for page, count in some.items() if count > allowed[page]} == {}
    assert measured(city, reader) == some
