"""A city with a row in every public table, whose people have what must never be told."""

from deliberation.services import hide_contribution, summarise, take_chair
from portal.accounts.organisations import OrganisationKind
from portal.accounts.roles import Role
from portal.budget.models import BudgetLine, BudgetYear, ServiceCost, Simulator, SimulatorLine
from portal.lifecycle.lineage import link
from portal.lifecycle.models import PhaseChange
from portal.lifecycle.phases import Phase, PhaseState
from proposals.services import answer_report
from proposals.services.reporting import ReportAnswer
from proposals.states import ProposalState, ReportState
from reviews.states import ProjectState, SessionState
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.factories.clusters import in_a_cluster
from tests.factories.deliberation import contribute
from tests.factories.evidence import DataSetFactory, EvidenceRequestFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import (
    DraftFactory,
    ProposalFactory,
    ReportFactory,
    ReportSupportFactory,
    ScreeningFactory,
)
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

PLANTED = {
    "email": "hanako.ueda@planted.example",
    "name": "植田はなこ",
    "telephone": "043-245-9876",
    "mobile": "０９０-1234-5678",
    "address": "千葉港9丁目8番7号",
}
WITH_CONTACTS = (
    f"くわしくは {PLANTED['email']} か、{PLANTED['telephone']}、{PLANTED['mobile']} まで。"
)


class OpenCity:
    def __init__(self):
        self.person = UserFactory(email=PLANTED["email"], display_name=PLANTED["name"])
        said = {"author": self.person}
        self.cycle = cycle_in(*(phase for phase in Phase if phase != Phase.ESTIMATE))
        phase = {"cycle": self.cycle, "phase": Phase.DISCOVER}
        states = {"from_state": PhaseState.AHEAD, "to_state": PhaseState.OPEN}
        PhaseChange.objects.create(actor=self.person, reason=WITH_CONTACTS, **phase, **states)
        department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT, verified=True)
        self.report = in_a_cluster(ReportFactory(cycle=self.cycle, text=WITH_CONTACTS, **said))
        ReportSupportFactory(report=self.report, user=self.person)
        answer_report(
            actor=MembershipFactory(organisation=department, user=self.person).user,
            report_id=self.report.pk,
            answer=ReportAnswer(ReportState.LOOKED_AT, WITH_CONTACTS),
        )
        self.proposal = ProposalFactory(
            cycle=self.cycle, state=ProposalState.COSTED, means=WITH_CONTACTS, **said
        )
        self.draft = DraftFactory(cycle=self.cycle, title="だれにも見えない下書き", **said)
        ScreeningFactory(proposal=self.proposal, department=department, officer=self.person)
        self.election = counted_election({(0, 1): 4, (2,): 2}, cycle=self.cycle)
        option = self.election.options.first()
        DecisionFactory(option=option, recorded_by=self.person)
        DataSetFactory(cycle=self.cycle, added_by=self.person, about=WITH_CONTACTS)
        EvidenceRequestFactory(cycle=self.cycle, by=self.person, why=WITH_CONTACTS)
        project = ProjectFactory(cycle=self.cycle, state=ProjectState.UNDER_WAY, owner=department)
        ReadingFactory(indicator=IndicatorFactory(project=project), by=self.person)
        MilestoneFactory(project=project)
        MoneyLineFactory(project=project)
        session = held_session(project, state=SessionState.HELD)
        QuestionFactory(session=session, project=project, author=self.person, text=WITH_CONTACTS)
        VerdictFactory(project=project, session=session, by=self.person)
        CommitmentFactory(project=project, session=session)
        contribute(self.report.item, WITH_CONTACTS, actor=self.person)
        link(self.report.item, self.proposal.item)
        self._budget()
        self._moderate()

    def _moderate(self):
        RoleGrantFactory(user=self.person, role=Role.MODERATOR)
        other = contribute(self.report.item)
        hide_contribution(contribution=other, actor=self.person, reason=WITH_CONTACTS)
        facilitator = RoleGrantFactory(role=Role.FACILITATOR).user
        take_chair(actor=facilitator, item=self.report.item)
        summarise(actor=facilitator, item=self.report.item, text=WITH_CONTACTS, rests_on=[1])

    def _budget(self):
        source = {"source_ja": "予算書", "source_en": "Budget"}
        year = BudgetYear.objects.create(year=2023, state="settled", **source)
        BudgetLine.objects.create(
            budget=year,
            side="expenditure",
            code="all",
            name_ja="全体",
            name_en="All",
            position=0,
            amount=5,
        )
        simulator = Simulator.objects.create(
            name_ja="予算を組む", name_en="Make it", gap=0, state="closed", made_by=self.person
        )
        SimulatorLine.objects.create(
            simulator=simulator,
            side="expenditure",
            position=0,
            name_ja="道路",
            name_en="Roads",
            base=9,
            step=1,
            least=-1,
            most=1,
        )
        ServiceCost.objects.create(
            name_ja="図書",
            name_en="Book",
            unit_ja="1冊",
            unit_en="a book",
            cost=9,
            paid_by_user=0,
            **source,
        )
