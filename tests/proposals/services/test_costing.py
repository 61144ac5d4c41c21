from dataclasses import replace
from decimal import Decimal

import pytest

from proposals.errors import (
    CostIsMissing,
    DeedIsNotOpen,
    NotTheDepartment,
    RangeIsOutOfOrder,
)
from proposals.models import CostLine, DeliveryOption
from proposals.selectors.options import chart_of, comparison_of
from proposals.services import Cost, Time, Way, drop_option, estimate_option
from proposals.states import Delivery, ProposalState, Risk
from tests.factories.proposals import ProposalFactory, ScreeningFactory
from tests.proposals.people import department, editor_of

pytestmark = pytest.mark.django_db

POSTS = Cost(
    "街灯",
    Decimal(400_000),
    Decimal(3),
    "前年度の実績",
    low=Decimal(1_000_000),
    high=Decimal(1_500_000),
)
POWER = Cost("電気代", Decimal(6_000), Decimal(3), "電力会社の料金表", is_yearly=True)
WALK = Time("帰り道の回り道", Decimal(12), Decimal(4), 3_000, Decimal(1_200), "住民の調査")
CITY = Way(
    delivery=Delivery.CITY,
    summary="市が建てて管理する。",
    satisfaction_low=60,
    satisfaction_high=80,
    satisfaction_basis="昨年度のアンケート",
    risk=Risk.LOW,
    risk_reason="市の土地に建てる。",
    costs=[POSTS, POWER],
    times=[WALK],
)


@pytest.fixture
def proposal():
    found = ProposalFactory(state=ProposalState.IN_SCREENING)
    ScreeningFactory(proposal=found, department=department(), verdict="", at=None, cost=None)
    return found


@pytest.fixture
def officer(proposal):
    return editor_of(proposal.screening.department)


def estimate(officer, proposal, way=CITY):
    return estimate_option(actor=officer, proposal_id=proposal.pk, way=way)


def test_totals_are_worked_out_from_the_lines(officer, proposal):
    option = estimate(officer, proposal)

    assert (option.once.low, option.once.figure, option.once.high) == (
        1_000_000,
        1_200_000,
        1_500_000,
    )
    assert (option.yearly.figure, option.first_year.figure) == (18_000, 1_218_000)
    # 8 minutes x 3,000 = 400 hours, at 1,200 yen.
    assert (option.returned_hours, option.returned_yen) == (400, 480_000)
    CostLine.objects.filter(name="電気代").update(unit_price=7_000)
    assert DeliveryOption.objects.get().first_year.figure == 1_221_000


def test_said_anew_it_replaces_what_was_said(officer, proposal):
    estimate(officer, proposal)
    estimate(officer, proposal, replace(CITY, costs=[POWER], times=[]))

    option = DeliveryOption.objects.get()
    assert [line.name for line in option.costs.all()] == ["電気代"]
    assert option.history.count() == 2


def test_a_way_has_a_cost_and_its_figures_lie_in_their_ranges(officer, proposal):
    with pytest.raises(CostIsMissing):
        estimate(officer, proposal, replace(CITY, costs=[]))
    for wrong in (replace(POSTS, high=Decimal(1_100_000)), replace(POSTS, low=Decimal(1_300_000))):
        with pytest.raises(RangeIsOutOfOrder, match="街灯"):
            estimate(officer, proposal, replace(CITY, costs=[wrong]))
    with pytest.raises(RangeIsOutOfOrder):
        estimate(officer, proposal, replace(CITY, satisfaction_low=90))
    assert not DeliveryOption.objects.exists()


def test_only_the_lead_estimates_and_only_before_its_answer(officer, proposal):
    with pytest.raises(NotTheDepartment):
        estimate(editor_of(department()), proposal)
    option = estimate(officer, proposal)
    proposal.state = ProposalState.COSTED
    proposal.save()

    with pytest.raises(DeedIsNotOpen):
        drop_option(actor=officer, proposal_id=proposal.pk, option_id=option.pk)


def test_a_way_can_be_dropped(officer, proposal):
    option = estimate(officer, proposal)
    drop_option(actor=officer, proposal_id=proposal.pk, option_id=option.pk)

    assert not proposal.options_of_delivery.exists()


def test_the_table_and_the_chart_say_the_same(officer, proposal):
    estimate(officer, proposal)
    estimate(officer, proposal, replace(CITY, delivery=Delivery.PRIVATE, times=[]))
    compared = comparison_of(proposal)

    rows = dict(compared.rows)
    assert rows["初年度の費用"][0] == "1,218,000円（1,018,000円 から 1,518,000円）"
    assert rows["返す時間の価値（1年）"] == ["480,000円", "0円"]
    assert rows["費用1円あたりの価値"][0] == "0.39 (0.32–0.47)"
    shown = [bar.text for bar in chart_of(compared).bars]
    assert shown[0::2] == rows["初年度の費用"]
    assert shown[1::2] == rows["返す時間の価値（1年）"]
