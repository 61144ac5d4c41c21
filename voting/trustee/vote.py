"""A closed vote as a trustee finds it on the board, verified before anything is done with it.

`vote.tomoni` is a record up to its last head; `mix-1.tomoni`, … hold one mix of every list each,
and `opening-1.tomoni`, … what each trustee gave to the opening, with its part of the audit's seed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from voting.crypto.definition import Definition
from voting.crypto.elgamal import Row, row_bytes
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.heads import SignedHead, check_head, require_countersigned
from voting.crypto.jobs import Map
from voting.crypto.mixing import Mix, Place, check_list_opening, check_mix
from voting.crypto.opening import PartialOpening
from voting.crypto.record.frames import Tag
from voting.crypto.record.parts import read_audit
from voting.crypto.record.reader import RecordReader
from voting.crypto.transcript import fingerprint, number
from voting.trustee.following import Get
from voting.trustee.signed import countersignature_name, read_trustee_signature
from voting.verify.report import Report
from voting.verify.verifier import Log, Verification

VOTE: Final = "vote.tomoni"
Open = Callable[[str], BinaryIO | None]
"""The file of this name on the board, if it is there."""


def mix_name(turn: int) -> str:
    return f"mix-{turn}.tomoni"


def opening_name(trustee: int) -> str:
    return f"opening-{trustee}.tomoni"


@dataclass(frozen=True, slots=True)
class Vote:
    definition: Definition
    log: Log


def verified_vote(file: BinaryIO, report: Report, map_jobs: Map = map) -> Vote:
    """Verify all up to the selection, but for the countersignatures of the last head.

    Raises:
        CheckFailed: the check that does not hold.
        RecordUnreadable
    """
    reader = RecordReader(file)
    steps = Verification(reader, report, map_jobs)
    definition = steps.definition()
    log = steps.log(definition, steps.parties(definition))
    reader.end()
    return Vote(definition, log)


def countersigned(vote: Vote, get: Get) -> SignedHead:
    """The last head with all countersignatures that lie on the board, checked.

    Raises:
        CheckFailed: `countersignature`, where they are fewer than t or one does not hold.
    """
    definition, signed = vote.definition, vote.log.head
    found = dict(signed.countersignatures)
    for i in range(1, len(definition.trustees.signing_keys) + 1):
        encoded = get(countersignature_name(signed.head.size, i))
        if encoded is not None:
            found[i] = read_trustee_signature(definition.group, i, encoded)
    signed = replace(signed, countersignatures=found)
    check_head(definition, signed)
    require_countersigned(definition, signed)
    return signed


@dataclass(frozen=True, slots=True)
class Mixed:
    """`lists`: of each electorate as the last mix left it; `turns`: the mixes so far, by turn."""

    vote: Vote
    lists: tuple[Sequence[Row], ...]
    turns: tuple[tuple[Mix, ...], ...]

    @property
    def mixers(self) -> list[int]:
        return [mixes[0].place.mixer for mixes in self.turns]

    @property
    def is_complete(self) -> bool:
        return len(self.turns) == self.vote.definition.mixes or not any(self.lists)

    @property
    def fingerprint(self) -> bytes:
        """Names the one list (of every electorate) that a trustee opens."""
        parts = (part for rows in self.lists for part in (number(len(rows)), row_bytes(rows)))
        return fingerprint("opened-list", self.vote.definition.fingerprint, *parts)


def verified_mixes(vote: Vote, opened: Open, report: Report, map_jobs: Map = map) -> Mixed:
    """Verify the mixes that lie on the board, from the first on, up to k.

    Raises:
        CheckFailed: `mixers`, `mix-shape`, `mix-proof`, `signature`, or those of an element.
        RecordUnreadable
    """
    mixed = Mixed(vote, vote.log.selection.lists, ())
    while not mixed.is_complete:
        turn = len(mixed.turns) + 1
        file = opened(mix_name(turn))
        if file is None:
            break
        with file:
            mixes = _read_turn(mixed, turn, RecordReader(file), map_jobs)
        after = {mix.place.electorate: mix.after for mix in mixes}
        lists = tuple(after.get(e, rows) for e, rows in enumerate(mixed.lists))
        mixed = Mixed(vote, lists, (*mixed.turns, mixes))
        report.note_passed("mix", sum(map(len, lists)))
    return mixed


def _read_turn(mixed: Mixed, turn: int, reader: RecordReader, map_jobs: Map) -> tuple[Mix, ...]:
    definition = mixed.vote.definition
    mixes: list[Mix] = []
    for electorate, rows in enumerate(mixed.lists):
        if not rows:
            continue
        header = reader.mix_header(definition)
        mixer = mixes[0].place.mixer if mixes else header.place.mixer
        if header.place != Place(electorate, turn, mixer) or mixer in mixed.mixers:
            raise CheckFailed(Check.MIXERS, f"mix {turn} of list {electorate}")
        mix = reader.mix(definition, header, len(rows))
        check_mix(definition, rows, mix, map_jobs)
        mixes.append(mix)
    reader.end()
    return tuple(mixes)


@dataclass(frozen=True, slots=True)
class Given:
    """What one trustee gave to the opening: of each list with ballots, and to the audit's seed."""

    openings: dict[int, PartialOpening]
    audit: bytes


def read_given(mixed: Mixed, j: int, file: BinaryIO) -> Given:
    """What trustee j laid out, parsed; whether it holds is for `failure_of`.

    Raises:
        CheckFailed: `opening-shape`, `trustees`, `audit-seed`, and those of an element.
        RecordUnreadable
    """
    definition, reader, openings = mixed.vote.definition, RecordReader(file), {}
    for electorate, rows in enumerate(mixed.lists):
        if not rows:
            continue
        header = reader.next_opening(definition, electorate)
        if header is None or header.trustee != j:
            raise CheckFailed(Check.TRUSTEES, f"no opening of list {electorate} by trustee {j}")
        openings[electorate] = reader.opening(definition, header, len(rows))
    contributions = read_audit(reader.one(Tag.AUDIT))
    reader.end()
    if list(contributions) != [j]:
        raise CheckFailed(Check.AUDIT_SEED, f"no contribution of trustee {j}")
    return Given(openings, contributions[j])


def failure_of(mixed: Mixed, given: Given) -> CheckFailed | None:
    """Why what a trustee gave opens nothing, if so."""
    try:
        for electorate, opening in given.openings.items():
            check_list_opening(mixed.vote.definition, electorate, mixed.lists[electorate], opening)
    except CheckFailed as failure:
        return failure
    return None
