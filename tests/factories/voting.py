"""Elections, from prepared to counted, whose ballots a test names."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.lifecycle import lineage
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from tests.factories.accounts import UserFactory
from tests.factories.lifecycle import cycle_in
from voting.counting import VoteType, rule_to_json
from voting.explained import explained_to_json
from voting.models import (
    BallotGroup,
    Decision,
    Election,
    Electorate,
    HeldVote,
    Option,
    Result,
    ResultExplanation,
)
from voting.names import RULES
from voting.services.results import count_ballots, store_count
from voting.states import ElectionKind, ElectionState


class ElectionFactory(DjangoModelFactory[Election]):
    """A prepared budget election in a cycle whose BUDGET phase is open; it has no options yet."""

    class Meta:
        model = Election

    cycle = factory.LazyFunction(lambda: cycle_in(Phase.BUDGET))
    kind = ElectionKind.BUDGET
    state = ElectionState.PREPARED
    name_ja = factory.Sequence(lambda n: f"予算の投票{n}")
    name_en = factory.Sequence(lambda n: f"Budget vote {n}")
    budget = 1_000_000
    ballot_type = VoteType.APPROVAL
    rule = factory.LazyAttribute(lambda e: rule_to_json(RULES[e.kind][0]))


class OptionFactory(DjangoModelFactory[Option]):
    class Meta:
        model = Option
        exclude = ["title"]

    election = factory.SubFactory(ElectionFactory)
    position = factory.LazyAttribute(lambda o: o.election.options.count())
    external_id = factory.LazyAttribute(lambda o: str(o.position + 1))
    title = factory.LazyAttribute(lambda o: f"公園のベンチ{o.external_id}")
    item = factory.LazyAttribute(
        lambda o: lineage.place(
            "option", cycle=o.election.cycle, title=o.title, phase=phase_of(o.election)
        )
    )
    cost = 400_000


class DecisionFactory(DjangoModelFactory[Decision]):
    """The assembly approved an option at its cost."""

    class Meta:
        model = Decision

    option = factory.SubFactory(OptionFactory)
    approved = True
    amount = factory.SelfAttribute("option.cost")
    decided_on = factory.LazyFunction(timezone.localdate)
    recorded_by = factory.SubFactory(UserFactory)


def phase_of(election):
    return Phase.BUDGET if election.kind == ElectionKind.BUDGET else Phase.CHOOSE


def opened_election(
    ballots,
    *,
    costs=(400_000, 400_000, 400_000),
    final_state=ElectionState.OPENED,
    **fields,
):
    """An election on as many options as there are costs, with these ballots.

    `ballots` maps the positions that are named to how many ballots name just them, in this
    order and with one point each, or as many as there are ranks below where they are ranked.
    """
    election = ElectionFactory(state=final_state, ballot_count=sum(ballots.values()), **fields)
    for cost in costs:
        OptionFactory(election=election, cost=cost)
    for picks, count in ballots.items():
        ranked = election.ballot_type == VoteType.ORDINAL
        content = [[pick, len(costs) - place if ranked else 1] for place, pick in enumerate(picks)]
        BallotGroup.objects.create(election=election, content=content, count=count)
    return election


def counted_election(ballots, **fields):
    """The same, counted by its rule and certified; nobody was told yet."""
    election = opened_election(ballots, **fields)
    store_count(election=election, counted=count_ballots(election), actor=None)
    Event.objects.filter(cycle=election.cycle, kind__startswith="voting.").delete()
    election.refresh_from_db()
    return election


def weighted_election(ballots, weights, **fields):
    """A counted vote held here of several electorates: the ballots and the weight of each by code.

    Its public record, which would have to state the same result, is left out.
    """
    rule = {"name": "greedy", "weights": weights}
    election = opened_election({}, rule=rule, final_state=ElectionState.CERTIFIED, **fields)
    HeldVote.objects.create(
        election=election, name=str(election.pk), threshold=1, mixes=1, anonymity_minimum=1
    )
    for place, (code, own) in enumerate(ballots.items()):
        Electorate.objects.create(
            election=election, position=place, code=code, name_ja=f"区分{code}", name_en=code
        )
        for picks, count in own.items():
            content = [[pick, 1] for pick in picks]
            BallotGroup.objects.create(
                election=election, electorate=place, content=content, count=count
            )
    counted = count_ballots(election)
    result = Result.objects.create(
        election=election,
        rule=rule,
        input_sha256=counted.found.input,
        counting_version=counted.found.version,
        outcome=counted.found.to_json(),
    )
    ResultExplanation.objects.create(result=result, document=explained_to_json(counted.explained))
    election.ballot_count = sum(sum(own.values()) for own in ballots.values())
    election.save(update_fields=["ballot_count"])
    return election
