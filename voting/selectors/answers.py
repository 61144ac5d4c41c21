"""Counted priorities, and what the city answered to them."""

from dataclasses import dataclass

from voting import counting
from voting.counting.numbers import figure
from voting.models import Election, Option, PriorityAnswer, Result
from voting.states import ElectionKind


def priorities_of(cycle_id: int) -> list[Election]:
    """The counted votes on priorities of a cycle, newest first."""
    return list(
        Election.objects.filter(cycle=cycle_id, kind=ElectionKind.PRIORITY)
        .counted()
        .select_related("result", "cycle__area")
    )


@dataclass(frozen=True)
class AnsweredPriority:
    """One priority with its place, and what the city answered to it, if it has."""

    option: Option
    rank: int
    votes: str
    score: str
    answer: PriorityAnswer | None


def answered_priorities(election: Election, result: Result) -> list[AnsweredPriority]:
    """The priorities of a vote in their order, with the city's answers. One query."""
    found = counting.found_from_json(result.outcome)
    options = election.options.select_related("item", "priority_answer")
    rows = []
    for option in options:
        fared = found.standings[option.external_id]
        rows.append(
            AnsweredPriority(
                option=option,
                rank=fared.rank,
                votes=figure(fared.votes),
                score=figure(fared.score),
                answer=getattr(option, "priority_answer", None),
            )
        )
    return sorted(rows, key=lambda row: row.rank)
