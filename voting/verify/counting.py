"""The edge at which opened ballots meet the counting rules: neither side knows the other."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from voting.counting import (
    Ballots,
    CountingError,
    Electorate,
    Instance,
    Project,
    Ranking,
    Rule,
    VoteType,
    any_rule_from_json,
    find,
)
from voting.counting.ballots import ballots_of_rows
from voting.crypto.canonical import Value
from voting.crypto.definition import Definition
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.opened import Opened
from voting.crypto.packing import BallotKind, Choice

VOTE_TYPES = {
    BallotKind.APPROVAL: VoteType.APPROVAL,
    BallotKind.POINTS: VoteType.CUMULATIVE,
    BallotKind.RANKING: VoteType.ORDINAL,
}


def result_document(
    definition: Definition, lists: Sequence[Opened], unopened: Sequence[int]
) -> Value:
    """What an election comes to: its ballots by electorate, grouped and sorted, and the count.

    Raises:
        CheckFailed: `definition`, for a rule that cannot be read or does not fit the election.
    """
    counted: Value = None
    if any(opened.choices for opened in lists):
        try:
            rule, instance = rule_of(definition), instance_of(definition, lists)
            counted = find(instance, rule).to_json()
        except CountingError as error:
            raise CheckFailed(Check.DEFINITION, f"its rule: {error}") from error
    return {
        "lists": [opened.to_value() for opened in lists],
        "unopened": list(unopened),
        "count": counted,
    }


def rule_of(definition: Definition) -> Rule | Ranking:
    """The counting rule, with the order of the lot; the definition's rule names none of its own.

    Raises:
        CheckFailed: `definition`.
        BrokenRule: it cannot be read.
    """
    rule = any_rule_from_json(definition.rule)
    if rule.tie_order:
        raise CheckFailed(Check.DEFINITION, "its rule names a tie order beside the lot")
    return replace(rule, tie_order=definition.lot)


def instance_of(definition: Definition, lists: Sequence[Opened]) -> Instance:
    # Priorities cost nothing: as many are chosen as the budget says, all are ranked without one.
    budget = definition.budget if definition.budget is not None else len(definition.options)
    return Instance(
        projects=tuple(
            Project(
                option.id,
                option.name.ja,
                Fraction(1 if option.cost is None else option.cost),
                MappingProxyType(dict(option.columns)),
            )
            for option in definition.options
        ),
        budget=Fraction(budget),
        electorates=tuple(
            Electorate(electorate.name, _ballots(definition, opened))
            for electorate, opened in zip(definition.electorates, lists, strict=True)
        ),
    )


def _ballots(definition: Definition, opened: Opened) -> Ballots:
    packing = definition.form.packing

    def row(choice: Choice, voters: int) -> tuple[int, list[int], list[int]]:
        if packing.kind is BallotKind.POINTS:
            picks = [option for option, points in enumerate(choice) if points]
            return voters, picks, [choice[option] for option in picks]
        if packing.kind is BallotKind.RANKING:
            return voters, list(choice), [packing.limit - rank for rank in range(len(choice))]
        return voters, list(choice), [1] * len(choice)

    return ballots_of_rows(
        VOTE_TYPES[packing.kind],
        packing.options,
        (row(choice, voters) for choice, voters in opened.choices),
    )
