"""The rule that a Pabulib file says its city counted by."""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from voting.counting.election import Instance
from voting.counting.errors import BrokenRule
from voting.counting.numbers import parse_decimal
from voting.counting.result import Rule
from voting.counting.rules.equal_shares import Add1, EqualShares
from voting.counting.rules.greedy import Greedy, GreedyNoSkip, GreedyThreshold

ADD1_OF_PABULIB: Final = Add1(step=Fraction(1), start="floor")
"""As equalshares.net starts and steps; like pabulib-checker it goes on until the money ends."""

RECORDED: Final[dict[str, Rule]] = {
    "greedy": Greedy(),
    "greedy-no-skip": GreedyNoSkip(),
    "greedy-threshold": GreedyThreshold(),
    "equalshares": EqualShares(),
    "equalshares/add1": EqualShares(completions=(ADD1_OF_PABULIB,)),
}


def recorded_rule(instance: Instance) -> Rule:
    """The rule in META, with its min_project_score_threshold.

    Raises:
        BrokenRule: `rule_not_recorded` (unknown, or a city's own), or `bad_threshold`.
    """
    min_score = recorded_threshold(instance)
    name = instance.meta.get("rule", "")
    if name not in RECORDED:
        raise BrokenRule("rule_not_recorded", rule=name)
    return replace(RECORDED[name], min_score=min_score)


def recorded_threshold(instance: Instance) -> Fraction:
    """META's min_project_score_threshold; 0 where there is none.

    Raises:
        BrokenRule: `bad_threshold`.
    """
    text = instance.meta.get("min_project_score_threshold") or "0"
    try:
        return parse_decimal(text)
    except ValueError as error:
        raise BrokenRule("bad_threshold", value=text) from error
