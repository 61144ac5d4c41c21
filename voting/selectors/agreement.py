"""Whether a count comes to the winners that a file records, and to its own former result."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from voting import counting
from voting.counting import any_rule_from_json
from voting.models import Election, Result
from voting.selectors.ballots import instance_of

FUNDED = 1
"""The column `selected` of a project that was funded; 2 and 3 are explained in the file."""


class Agreement(StrEnum):
    EQUAL = "equal"
    DIFFERENT = "different"
    NOT_RECORDED = "not_recorded"
    RULE_UNKNOWN = "rule_unknown"


def agreement_of(election: Election, result: Result) -> Agreement:
    """What the stored count says to the winners that the election's file records. One query."""
    recorded = dict(election.options.values_list("external_id", "recorded"))
    return agreement_between(election, recorded, result.outcome["winners"])


def agreement_between(
    election: Election, recorded: Mapping[str, int | None], winners: Iterable[str]
) -> Agreement:
    """The same, of options whose column `selected` is at hand."""
    if election.rule is None:
        return Agreement.RULE_UNKNOWN
    if all(selected is None for selected in recorded.values()):
        return Agreement.NOT_RECORDED
    funded = {project for project, selected in recorded.items() if selected == FUNDED}
    return Agreement.EQUAL if funded == set(winners) else Agreement.DIFFERENT


def recount(result: Result) -> list[str]:
    """Count the stored ballots anew by the stored rule: what differs, by name; empty if nothing.

    Raises:
        CountingError: what is stored cannot be counted at all.
    """
    rule = any_rule_from_json(result.rule)
    again = counting.find(instance_of(result.election), rule).to_json()
    return sorted(
        {key for key in again if again[key] != result.outcome.get(key)}
        | ({"input"} if again["input"] != result.input_sha256 else set())
    )
