"""Whether a count comes to the winners that a file records, and to its own former result."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from voting import counting
from voting.counting import any_rule_from_json
from voting.explained import explained_to_json
from voting.models import Election, Result
from voting.selectors.ballots import instance_of
from voting.selectors.explaining import explained_of

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

    What explains the result is compared too, but for the spread over wards and themes: that rests
    on registers of areas and people, which change.

    Raises:
        CountingError: what is stored cannot be counted at all.
    """
    instance = instance_of(result.election)
    found = counting.find(instance, any_rule_from_json(result.rule))
    again = found.to_json()
    differing = {key for key in again if again[key] != result.outcome.get(key)}
    if again["input"] != result.input_sha256:
        differing.add("input")
    stored = getattr(result, "explanation", None)
    if stored is not None:
        told = explained_to_json(explained_of(result.election, instance, found))
        was, now = _compared(stored.document), _compared(told)
        differing |= {f"explanation.{key}" for key in was | now if was.get(key) != now.get(key)}
    return sorted(differing)


def _compared(document: dict[str, Any]) -> dict[str, Any]:
    """The parts of a stored explanation that rest on the ballots alone."""
    parts = {**document, **document.get("explanation", {})}
    return {key: part for key, part in parts.items() if key not in {"explanation", "spread"}}
