"""Reports and proposals, each placed on the path as the services place them."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.lifecycle import lineage
from portal.lifecycle.phases import Phase
from proposals.models import (
    Appeal,
    CoAuthor,
    CostLine,
    DeliveryOption,
    DepartmentOpinion,
    Proposal,
    ProposalSupport,
    Report,
    ReportSupport,
    Scorecard,
    Screening,
    ScreeningQuestion,
)
from proposals.services.finding import let_proposal_be_found, let_report_be_found
from proposals.states import Delivery, ProposalState, ReportState, ScreeningVerdict
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.registers import AreaFactory, ThemeFactory


class ReportFactory(DjangoModelFactory[Report]):
    """A report in a cycle that is open for reports, unless another is given as `cycle`."""

    class Meta:
        model = Report
        exclude = ["cycle"]
        skip_postgeneration_save = True

    cycle = factory.LazyFunction(lambda: cycle_in(Phase.DISCOVER, Phase.DESIGN))
    title = factory.Sequence(lambda n: f"暗い道{n}")
    item = factory.LazyAttribute(lambda o: lineage.place("report", cycle=o.cycle, title=o.title))
    author = factory.SubFactory(UserFactory)
    text = "街灯が切れていて、夜は足もとが見えません。"
    theme = factory.SubFactory(ThemeFactory)
    area = factory.SubFactory(AreaFactory)
    state = ReportState.RECEIVED

    @factory.post_generation
    def found(self, create, *_, **__):
        let_report_be_found(self)


class ReportSupportFactory(DjangoModelFactory[ReportSupport]):
    class Meta:
        model = ReportSupport

    report = factory.SubFactory(ReportFactory)
    user = factory.SubFactory(UserFactory)


class ProposalFactory(DjangoModelFactory[Proposal]):
    """A submitted proposal; DraftFactory makes one that only its authors see."""

    class Meta:
        model = Proposal
        exclude = ["cycle", "is_public"]
        skip_postgeneration_save = True

    cycle = factory.LazyFunction(lambda: cycle_in(Phase.DESIGN, Phase.ESTIMATE))
    is_public = True
    title = factory.Sequence(lambda n: f"通学路の街灯{n}")
    item = factory.LazyAttribute(
        lambda o: lineage.place("proposal", cycle=o.cycle, title=o.title, is_public=o.is_public)
    )
    author = factory.SubFactory(UserFactory)
    summary = "通学路に街灯を増やし、夜も安心して歩けるようにします。"
    aim = "だれもが夜も安心して歩けるまち"
    situation = "街灯の間隔が60メートルあり、途中が暗い。"
    gap = "明るさが足りない区間が3か所ある。"
    means = "3か所に街灯を建てる。電気代は市が持つ。"
    theme = factory.SubFactory(ThemeFactory)
    area = factory.SubFactory(AreaFactory)
    delivery = Delivery.SHARED
    state = ProposalState.SUBMITTED
    submitted_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def found(self, create, *_, **__):
        let_proposal_be_found(self)


class DraftFactory(ProposalFactory):
    is_public = False
    state = ProposalState.DRAFT
    submitted_at = factory.LazyFunction(lambda: None)


class CoAuthorFactory(DjangoModelFactory[CoAuthor]):
    """An organisation that was asked and has not answered."""

    class Meta:
        model = CoAuthor

    proposal = factory.SubFactory(DraftFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    invited_by = factory.SelfAttribute("proposal.author")


class ProposalSupportFactory(DjangoModelFactory[ProposalSupport]):
    class Meta:
        model = ProposalSupport

    proposal = factory.SubFactory(ProposalFactory)
    user = factory.SubFactory(UserFactory)


class ScreeningFactory(DjangoModelFactory[Screening]):
    """A finished screening of a costed proposal."""

    class Meta:
        model = Screening

    proposal = factory.SubFactory(ProposalFactory, state=ProposalState.COSTED)
    department = factory.SubFactory(OrganisationFactory, kind="department")
    officer = factory.SubFactory(UserFactory)
    law = "道路法の占用許可で足りる。"
    cost_finding = "1基40万円、3基で120万円。"
    duplication = "重なる事業はない。"
    feasibility = "年度内に建てられる。"
    verdict = ScreeningVerdict.COSTED
    answer = "提案のとおり3か所に建てることができます。"
    cost = 1_200_000
    cost_basis = "前年度の実績による。"
    at = factory.LazyFunction(timezone.now)


class DepartmentOpinionFactory(DjangoModelFactory[DepartmentOpinion]):
    """A concerned department that was asked and has not answered."""

    class Meta:
        model = DepartmentOpinion

    screening = factory.SubFactory(ScreeningFactory)
    department = factory.SubFactory(OrganisationFactory, kind="department")
    asked_by = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(timezone.localdate)


class ScreeningQuestionFactory(DjangoModelFactory[ScreeningQuestion]):
    """A question that the authors have not answered."""

    class Meta:
        model = ScreeningQuestion

    proposal = factory.SubFactory(ProposalFactory, state=ProposalState.IN_SCREENING)
    department = factory.SubFactory(OrganisationFactory, kind="department")
    asked_by = factory.SubFactory(UserFactory)
    text = "街灯を建てる場所の持ち主は、承知していますか。"
    due_on = factory.LazyFunction(timezone.localdate)


class ScorecardFactory(DjangoModelFactory[Scorecard]):
    """The points of a reviewer without an interest."""

    class Meta:
        model = Scorecard

    proposal = factory.SubFactory(ProposalFactory)
    reviewer = factory.SubFactory(UserFactory)
    has_conflict = False
    public_benefit = 4
    feasibility = 3
    effect = 4
    cooperation = 5
    reason = "通学路の安全は多くの人に役立つ。"
    scored_at = factory.LazyFunction(timezone.now)


class AppealFactory(DjangoModelFactory[Appeal]):
    """An appeal that nobody has decided."""

    class Meta:
        model = Appeal

    proposal = factory.SubFactory(ProposalFactory, state=ProposalState.APPEALED)
    appellant = factory.SelfAttribute("proposal.author")
    reason = "費用の見積もりに、もう使わない街灯が入っています。"
    due_on = factory.LazyFunction(timezone.localdate)


class DeliveryOptionFactory(DjangoModelFactory[DeliveryOption]):
    """A way of delivery with one cost line of 1,200,000 yen, unless another `price` is given."""

    class Meta:
        model = DeliveryOption
        skip_postgeneration_save = True

    proposal = factory.SubFactory(ProposalFactory)
    delivery = Delivery.SHARED
    summary = "市が街灯を建て、町内会が点検する。"
    satisfaction_low = 60
    satisfaction_high = 80
    satisfaction_basis = "昨年度のアンケートによる。"
    risk = "low"
    risk_reason = "建てる場所は市の土地である。"
    officer = factory.SubFactory(UserFactory)

    @factory.post_generation
    def price(self, create, price, **_):
        price = 1_200_000 if price is None else price
        CostLine.objects.create(
            option=self,
            name="街灯3基",
            unit_price=price,
            quantity=1,
            low=price,
            high=price,
            source="前年度の実績",
        )
