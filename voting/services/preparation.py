"""Putting proposals, or issues, on the ballot of an election."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.common.errors import RuleViolation
from portal.lifecycle.events import write_event
from portal.lifecycle.lineage import link, place, reach
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Phase
from portal.lifecycle.services import admit
from proposals.models import Cluster, Proposal
from proposals.services.clustering import settle_clusters
from proposals.states import ClusterState, ProposalState
from voting.counting import Ranking, Rule, VoteType, rule_to_json
from voting.errors import (
    BudgetDoesNotFit,
    ClusterCannotBeListed,
    ClusterIsListedTwice,
    DatesDoNotFit,
    OptionsAreTooFew,
    PicksDoNotFit,
    ProposalCannotBeListed,
    ProposalIsListedTwice,
    ProposalIsNotCosted,
    RuleIsOfTheOtherKind,
    RuleNeedsOtherBallots,
)
from voting.models import Election, Option
from voting.names import RULES
from voting.selectors.deeds import RUNNING
from voting.selectors.listable import LISTABLE
from voting.states import ElectionKind

Listed = TypeVar("Listed", Proposal, Cluster)


@dataclass(frozen=True, kw_only=True)
class ElectionPlan:
    """What is fixed of an election before anyone votes.

    `budget` is for budget elections (the cycle's whole budget unless told); `rule` is what the
    election is counted by, the first of `voting.names.RULES` for its kind unless told.
    """

    kind: ElectionKind
    name_ja: str
    name_en: str
    ballot_type: VoteType = VoteType.APPROVAL
    min_picks: int | None = None
    max_picks: int | None = None
    budget: Decimal | None = None
    rule: Rule | Ranking | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@transaction.atomic
def prepare_election(
    *,
    actor: User,
    cycle: Cycle,
    plan: ElectionPlan,
    proposals: Sequence[Proposal] = (),
    clusters: Sequence[Cluster] = (),
) -> Election:
    """Prepare an election whose options are these issues, then these proposals, in this order.

    An issue that stands on a ballot is not split, merged or renamed any more.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: CHOOSE opens priorities, BUDGET budgets, to administrators.
        OptionsAreTooFew: there is nothing to choose between.
        ProposalIsListedTwice: here, or in another election of this kind of the cycle.
        ProposalCannotBeListed: not public, of another cycle, or answered with no.
        ProposalIsNotCosted: in a budget election, each has a cost.
        ClusterIsListedTwice, ClusterCannotBeListed: the same of issues; they have no costs.
        BudgetDoesNotFit, DatesDoNotFit, PicksDoNotFit: the plan does not fit cycle or options.
        RuleIsOfTheOtherKind, RuleNeedsOtherBallots: the rule does not fit the rest of the plan.
    """
    phase = admit(actor=actor, cycle=cycle, action=RUNNING[plan.kind])
    if len(proposals) + len(clusters) < OptionsAreTooFew.MINIMUM:
        raise OptionsAreTooFew
    rows = Cluster.objects.select_for_update(of=("self",)).select_related("item")
    issues = _locked(rows, clusters, ClusterIsListedTwice)
    _check_clusters(cycle, plan.kind, issues)
    drafts = Proposal.objects.select_for_update(of=("self",)).select_related("item", "screening")
    listed = _locked(drafts, proposals, ProposalIsListedTwice)
    _check_proposals(cycle, plan.kind, listed)
    _check_plan(cycle, phase, plan, len(issues) + len(listed))
    election = _create_election(cycle, plan)
    sources: list[Proposal | Cluster] = [*issues, *listed]
    for position, source in enumerate(sources):
        _list_option(election, phase, position, source)
    settle_clusters(issues)
    record("prepare_election", actor=actor, subject=election, options=len(issues) + len(listed))
    return election


def _locked(
    rows: QuerySet[Listed], given: Sequence[Listed], listed_twice: Callable[[str], RuleViolation]
) -> list[Listed]:
    """What is given, in its order, kept from changing or being listed elsewhere meanwhile."""
    numbers = [source.pk for source in given]
    found = {source.pk: source for source in rows.filter(pk__in=numbers)}
    again = [number for number, times in Counter(numbers).items() if times > 1]
    if again:
        raise listed_twice(found[again[0]].title)
    return [found[number] for number in numbers]


def _check_proposals(cycle: Cycle, kind: ElectionKind, proposals: list[Proposal]) -> None:
    listed = Option.objects.standing().filter(
        proposal__in=proposals, election__cycle=cycle, election__kind=kind
    )
    if first := listed.select_related("item").first():
        raise ProposalIsListedTwice(first.item.title)
    for proposal in proposals:
        if (
            proposal.item.cycle_id != cycle.pk
            or proposal.state not in LISTABLE[ElectionKind.PRIORITY]
        ):
            raise ProposalCannotBeListed(proposal.title)
        if kind == ElectionKind.BUDGET and not _cost(proposal):
            raise ProposalIsNotCosted(proposal.title)


def _check_clusters(cycle: Cycle, kind: ElectionKind, clusters: list[Cluster]) -> None:
    listed = Option.objects.standing().filter(
        cluster__in=clusters, election__cycle=cycle, election__kind=kind
    )
    if first := listed.select_related("item").first():
        raise ClusterIsListedTwice(first.item.title)
    for cluster in clusters:
        if (
            kind != ElectionKind.PRIORITY
            or cluster.item.cycle_id != cycle.pk
            or cluster.state != ClusterState.CONFIRMED
        ):
            raise ClusterCannotBeListed(cluster.title)


def _cost(proposal: Proposal) -> Decimal | None:
    """What its screening found that it costs; None until it is costed."""
    screening = getattr(proposal, "screening", None)
    return screening.cost if screening and proposal.state == ProposalState.COSTED else None


def _check_plan(cycle: Cycle, phase: Phase, plan: ElectionPlan, options: int) -> None:
    if plan.kind == ElectionKind.BUDGET and not 0 < _budget(cycle, plan) <= cycle.budget:
        raise BudgetDoesNotFit
    fewest, most = plan.min_picks or 0, plan.max_picks
    if (most is not None and not max(fewest, 1) <= most <= options) or fewest > options:
        raise PicksDoNotFit
    _check_rule(plan)
    window = cycle.phases.get(phase=phase)
    opens, closes = plan.opens_at, plan.closes_at
    fits = [
        not (opens and closes) or opens < closes,
        not (opens and window.opens_at) or opens >= window.opens_at,
        not (closes and window.closes_at) or closes <= window.closes_at,
    ]
    if not all(fits):
        raise DatesDoNotFit


def _rule(plan: ElectionPlan) -> Rule | Ranking:
    return plan.rule or RULES[plan.kind][0]


def _check_rule(plan: ElectionPlan) -> None:
    rule = _rule(plan)
    if isinstance(rule, Ranking) != (plan.kind == ElectionKind.PRIORITY):
        raise RuleIsOfTheOtherKind(rule)
    if isinstance(rule, Ranking) and plan.ballot_type not in rule.accepts:
        raise RuleNeedsOtherBallots(rule)


def _budget(cycle: Cycle, plan: ElectionPlan) -> Decimal:
    return cycle.budget if plan.budget is None else plan.budget


def _create_election(cycle: Cycle, plan: ElectionPlan) -> Election:
    is_budget = plan.kind == ElectionKind.BUDGET
    return Election.objects.create(
        cycle=cycle,
        kind=plan.kind,
        name_ja=plan.name_ja,
        name_en=plan.name_en,
        budget=_budget(cycle, plan) if is_budget else None,
        ballot_type=plan.ballot_type,
        min_picks=plan.min_picks,
        max_picks=plan.max_picks,
        rule=rule_to_json(_rule(plan)),
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
    )


def _list_option(
    election: Election, phase: Phase, position: int, source: Proposal | Cluster
) -> None:
    item = place(
        "option",
        cycle=election.cycle,
        title=source.title,
        language=source.language,
        phase=phase,
    )
    proposal = source if isinstance(source, Proposal) else None
    Option.objects.create(
        item=item,
        election=election,
        proposal=proposal,
        cluster=source if isinstance(source, Cluster) else None,
        position=position,
        external_id=str(position + 1),
        cost=_cost(proposal) if proposal and election.budget is not None else None,
    )
    link(source.item, item)
    if source.item.phase < phase:
        reach(source.item, phase)
    write_event("voting.option_listed", item=item)
