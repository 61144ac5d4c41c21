"""What is shared out among processes: parts of the log and of the opened list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from voting.crypto.ballots import Ballot, check_ballot
from voting.crypto.definition import Definition
from voting.crypto.elgamal import Row
from voting.crypto.entries import Entry, check_entry_signature, read_entry
from voting.crypto.errors import CheckFailed
from voting.crypto.mixing import parties_to_opening
from voting.crypto.opened import Opened, decode
from voting.crypto.opening import PartialOpening, combine_openings

ENTRIES_IN_JOB = 500
ROWS_IN_JOB = 1000


def check_entries(job: tuple[Definition, int, Sequence[bytes]]) -> list[Entry]:
    """Parse the entries from number `first` on, and check each one's proof and signature."""
    definition, first, encoded = job
    entries = []
    for number, octets in enumerate(encoded, start=first):
        entry = read_entry(definition, octets, f"entry {number}")
        try:
            if isinstance(entry, Ballot):
                key, w = definition.trustees.key, definition.elements
                check_ballot(definition.group, key, entry, w)
            check_entry_signature(definition, entry)
        except CheckFailed as failure:
            raise CheckFailed(failure.check, f"entry {number}: {failure.where}") from None
        entries.append(entry)
    return entries


def open_rows(
    job: tuple[Definition, Sequence[Row], Mapping[int, PartialOpening]],
) -> Opened:
    """Decode a part of a list, from the factors that checked openings hold for it."""
    definition, rows, openings = job
    elements = combine_openings(definition.group, parties_to_opening(definition), rows, openings)
    return decode(definition.group, definition.form, elements)


def parts_of_list(
    definition: Definition, rows: Sequence[Row], openings: Mapping[int, PartialOpening]
) -> Sequence[tuple[Definition, Sequence[Row], Mapping[int, PartialOpening]]]:
    """The jobs of `open_rows` for a whole list."""
    w = definition.elements
    jobs = []
    for at in range(0, len(rows), ROWS_IN_JOB):
        end = at + ROWS_IN_JOB
        cut = {
            j: replace(opening, factors=opening.factors[w * at : w * end])
            for j, opening in openings.items()
        }
        jobs.append((definition, rows[at:end], cut))
    return jobs
