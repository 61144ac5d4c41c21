"""A result as lines of text, for who reads it in a terminal."""

from collections.abc import Iterator
from fractions import Fraction

from voting.counting.election import Instance
from voting.counting.numbers import exact_text
from voting.counting.result import Priorities, Result
from voting.counting.sentences import usage
from voting.counting.sentences.both import Language
from voting.counting.ties import Tie


def result_report(instance: Instance, result: Result, language: Language) -> str:
    """Who is funded, by rank, then a summary, ties and what it was counted from."""
    return "\n".join(_result_lines(instance, result, language))


def _result_lines(instance: Instance, result: Result, language: Language) -> Iterator[str]:
    yield usage.COLUMNS[language]
    names = {project.id: project.name for project in instance.projects}
    for name, fared in sorted(result.projects.items(), key=lambda item: item[1].rank):
        mark = usage.FUNDED if fared.funded else usage.NOT_FUNDED
        score, cost = exact_text(fared.score), _money(fared.cost)
        yield f"{mark[language]}\t{fared.rank}\t{score}\t{cost}\t{name}\t{names[name]}"
    yield usage.SUMMARY[language].format(
        rule=result.rule.name,
        total=len(result.projects),
        funded=len(result.winners),
        cost=_money(result.cost),
        budget=_money(result.budget),
        left=_money(result.budget - result.cost),
    )
    yield from _last_lines(result, language)


def order_report(instance: Instance, result: Priorities, language: Language) -> str:
    """The options in order, then ties and what it was counted from."""
    names = {project.id: project.name for project in instance.projects}
    lines = [
        f"{standing.rank}\t{exact_text(standing.score)}\t{name}\t{names[name]}"
        for name, standing in result.standings.items()
    ]
    return "\n".join([*lines, *_last_lines(result, language)])


def _last_lines(result: Result | Priorities, language: Language) -> Iterator[str]:
    yield from (_tie(tie, language) for tie in result.ties)
    if result.set_aside:
        yield usage.SET_ASIDE[language].format(number=result.set_aside)
    yield usage.INPUT[language].format(input=result.input, version=result.version)


def _tie(tie: Tie, language: Language) -> str:
    return usage.TIE[language].format(
        projects=", ".join(tie.projects),
        chosen=tie.projects[0],
        by=usage.TIE_CRITERIA[tie.by][language],
    )


def _money(amount: Fraction) -> str:
    return exact_text(amount) if amount.denominator != 1 else f"{amount.numerator:,}"
