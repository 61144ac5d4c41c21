"""The lead department compares ways of delivery: what each costs, risks, and gives back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from proposals.effects import Range
from proposals.errors import CostIsMissing, RangeIsOutOfOrder
from proposals.models import CostLine, DeliveryOption, OnlyWay, Proposal, Screening, TimeLine
from proposals.services.deeds import hold_proposal, require_judge, state_after
from proposals.states import Delivery, ProposalDeed, Risk


@dataclass(frozen=True)
class Cost:
    """One line. Where no range is given, the figure is certain."""

    name: str
    unit_price: Decimal
    quantity: Decimal
    source: str
    low: Decimal | None = None
    high: Decimal | None = None
    is_yearly: bool = False

    @property
    def range(self) -> Range:
        figure = self.unit_price * self.quantity
        return Range(
            figure if self.low is None else self.low,
            figure,
            figure if self.high is None else self.high,
        )


@dataclass(frozen=True)
class Time:
    name: str
    minutes_before: Decimal
    minutes_after: Decimal
    cases: int
    yen_per_hour: Decimal
    source: str


@dataclass(frozen=True)
class Way:
    """One way of delivery, whole: it replaces what was said of this way before."""

    delivery: Delivery
    summary: str
    satisfaction_low: int
    satisfaction_high: int
    satisfaction_basis: str
    risk: Risk
    risk_reason: str
    costs: Sequence[Cost]
    times: Sequence[Time] = ()
    language: str = "ja"


@transaction.atomic
def estimate_option(*, actor: User, proposal_id: int, way: Way) -> DeliveryOption:
    """Say what one way of delivery costs, risks and gives back; saying it anew replaces it.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open ESTIMATE_COST to the actor.
        DeedIsNotOpen: the proposal is not being screened.
        NotTheDepartment, OwnProposal: as for the verdict.
        CostIsMissing: a way without a cost line compares with nothing.
        RangeIsOutOfOrder: a figure lies outside its own range.
    """
    proposal = _hold(actor, proposal_id)
    if not way.costs:
        raise CostIsMissing
    _require_order(way)
    said = {
        name: getattr(way, name)
        for name in (
            *("summary", "satisfaction_low", "satisfaction_high", "satisfaction_basis"),
            *("risk", "risk_reason", "language"),
        )
    }
    option, _ = DeliveryOption.objects.update_or_create(
        proposal=proposal,
        delivery=way.delivery,
        defaults={**said, "officer": actor, "at": timezone.now()},
    )
    option.costs.all().delete()
    option.times.all().delete()
    CostLine.objects.bulk_create(
        CostLine(option=option, **asdict(cost) | {"low": cost.range.low, "high": cost.range.high})
        for cost in way.costs
    )
    TimeLine.objects.bulk_create(TimeLine(option=option, **asdict(time)) for time in way.times)
    return option


@transaction.atomic
def drop_option(*, actor: User, proposal_id: int, option_id: int) -> None:
    """Take a way of delivery out of the comparison, before the answer is given.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, DeedIsNotOpen, NotTheDepartment, OwnProposal.
    """
    proposal = _hold(actor, proposal_id)
    DeliveryOption.objects.filter(proposal=proposal, pk=option_id).delete()


@transaction.atomic
def explain_only_way(
    *, actor: User, proposal_id: int, reason: str, language: str = "ja"
) -> OnlyWay:
    """Say why there is no second way to compare with.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, DeedIsNotOpen, NotTheDepartment, OwnProposal.
        ReasonIsMissing: the reason is too short to explain anything.
    """
    proposal = _hold(actor, proposal_id)
    if len(reason.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    said = {"reason": reason, "language": language, "officer": actor, "at": timezone.now()}
    only, _ = OnlyWay.objects.update_or_create(proposal=proposal, defaults=said)
    return only


def _hold(actor: User, proposal_id: int) -> Proposal:
    proposal = hold_proposal(proposal_id)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.ESTIMATE_COST)
    state_after(proposal, ProposalDeed.COST)
    screening = Screening.objects.select_related("department").get(proposal=proposal)
    require_judge(actor, proposal, screening.department)
    return proposal


def _require_order(way: Way) -> None:
    ranges = [(cost.name, cost.range) for cost in way.costs]
    satisfaction = Range(
        Decimal(way.satisfaction_low),
        Decimal(way.satisfaction_low),
        Decimal(way.satisfaction_high),
    )
    ranges.append(("", satisfaction))
    for name, each in ranges:
        if not each.is_in_order:
            raise RangeIsOutOfOrder(name)
