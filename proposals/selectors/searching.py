"""What reports and proposals are found by, and what the words of a query were meant to be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.registers.models import Area
from portal.search.selectors import numbers_with
from portal.search.spelling import nearest_name
from proposals.models import Proposal, Report

ROWS_AT_ONCE = 500


def text_of_report(report: Report) -> str:
    """What it says, where it is and what it is about; in both languages what has names in both."""
    return "\n".join([report.title, report.text, report.place, *_named(report.area, report.theme)])


def text_of_proposal(proposal: Proposal) -> str:
    parts = (proposal.aim, proposal.situation, proposal.gap, proposal.means, proposal.place)
    return "\n".join(
        [proposal.title, proposal.summary, *parts, *_named(proposal.area, proposal.theme)]
    )


def searchable_reports() -> Iterator[tuple[int, str]]:
    rows = Report.objects.select_related("area", "theme")
    return ((row.pk, text_of_report(row)) for row in rows.iterator(chunk_size=ROWS_AT_ONCE))


def searchable_proposals() -> Iterator[tuple[int, str]]:
    """Public ones: nobody finds a draft."""
    rows = Proposal.objects.public().select_related("area", "theme")
    return ((row.pk, text_of_proposal(row)) for row in rows.iterator(chunk_size=ROWS_AT_ONCE))


def _named(*things: object) -> list[str]:
    return [getattr(thing, name) for thing in things if thing for name in ("name_ja", "name_en")]


@dataclass(frozen=True)
class Understood:
    """The words to look for, and which of them were read as the name of a ward."""

    words: str
    read_as: tuple[tuple[str, Area], ...] = ()


def understood(query: str, wards: Sequence[Area]) -> Understood:
    """A word that is nearly the name of a ward, and that nothing holds, is read as that name.

    At most one query for each word that is near a name; none for a query without one.
    """
    by_name = {ward.name_ja: ward for ward in wards}
    names = {name: [ward.name_en] for name, ward in by_name.items()}
    words, read_as = [], []
    for word in query.split():
        name = nearest_name(word, names)
        if name and not _is_found(word):
            read_as.append((word, by_name[name]))
        words.append(name if name and read_as and read_as[-1][0] == word else word)
    return Understood(" ".join(words), tuple(read_as))


def _is_found(word: str) -> bool:
    numbers = numbers_with(word)
    return numbers is not None and numbers.exists()
