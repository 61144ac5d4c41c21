"""The finished record, from the parts on the board. It takes no secret: anyone can do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from voting.crypto.canonical import canonical_bytes
from voting.crypto.errors import CheckFailed
from voting.crypto.groups.base import Group
from voting.crypto.jobs import Map
from voting.crypto.opened import joined, on_paper
from voting.crypto.record.frames import RecordUnreadable, Tag, read_frames
from voting.crypto.record.parts import Paper, head_bytes, read_paper
from voting.crypto.record.writer import PartWriter
from voting.tools.refusal import Waiting
from voting.trustee.following import Get
from voting.trustee.vote import (
    Given,
    Mixed,
    Open,
    countersigned,
    failure_of,
    opening_name,
    read_given,
)
from voting.verify.counting import result_document
from voting.verify.jobs import open_rows, parts_of_list


@dataclass(frozen=True, slots=True)
class Openings:
    """`valid` and `invalid` ones by trustee; `broken` cannot even be parsed."""

    valid: Mapping[int, Given]
    invalid: Mapping[int, Given]
    broken: Mapping[int, str]


def read_openings(mixed: Mixed, opened: Open) -> Openings:
    """What the trustees gave; those that do not hold are named, and t others may be enough."""
    valid: dict[int, Given] = {}
    invalid: dict[int, Given] = {}
    broken: dict[int, str] = {}
    for j in range(1, len(mixed.vote.definition.trustees.signing_keys) + 1):
        file = opened(opening_name(j))
        if file is None:
            continue
        try:
            with file:
                given = read_given(mixed, j, file)
        except (CheckFailed, RecordUnreadable) as error:
            broken[j] = str(error)
            continue
        (invalid if failure_of(mixed, given) else valid)[j] = given
    return Openings(valid, invalid, broken)


def assemble(
    vote_file: BinaryIO, mixed: Mixed, openings: Openings, get: Get, out: BinaryIO, map_jobs: Map
) -> None:
    """Write the whole record: the vote, countersignatures, mixes, openings, paper and result.

    Raises:
        Waiting: mixes, openings or paper ballots are missing.
        CheckFailed: what lies on the board does not hold.
    """
    definition = mixed.vote.definition
    if not mixed.is_complete:
        raise Waiting("missing_mixes", there=len(mixed.turns), needed=definition.mixes)
    if len(openings.valid) < definition.trustees.t:
        raise Waiting("missing_openings", there=len(openings.valid), needed=definition.trustees.t)
    head = head_bytes(definition.group, countersigned(mixed.vote, get))
    papers = _papers(mixed, get)
    writer = _Continued(out, definition.group)
    writer.vote(vote_file, head)
    for electorate, rows in enumerate(mixed.lists):
        for turn in mixed.turns if rows else ():
            writer.mix(next(mix for mix in turn if mix.place.electorate == electorate))
    given = dict(sorted({**openings.valid, **openings.invalid}.items()))
    for electorate, rows in enumerate(mixed.lists):
        for each in given.values() if rows else ():
            writer.opening(electorate, each.openings[electorate])
    for paper in papers:
        writer.frame(Tag.PAPER, paper.encoded())
    writer.audit({j: each.audit for j, each in openings.valid.items()})
    writer.frame(Tag.RESULT, _result(mixed, openings.valid, papers, map_jobs))
    writer.end()


class _Continued(PartWriter):
    """A record that goes on where the vote's file ends."""

    def __init__(self, file: BinaryIO, group: Group) -> None:
        super().__init__(file, group)

    def frame(self, tag: Tag, payload: bytes) -> None:
        self._frames.write(tag, payload)

    def vote(self, file: BinaryIO, last_head: bytes) -> None:
        """All frames of the vote, its last head with the countersignatures."""
        heads = []
        for frame in read_frames(file):
            if frame.tag is Tag.HEAD:
                heads.append(frame.payload)
            else:
                self.frame(frame.tag, frame.payload)
        for head in [*heads[:-1], last_head]:
            self.frame(Tag.HEAD, head)


def _papers(mixed: Mixed, get: Get) -> list[Paper]:
    papers = []
    for turn in range(1, len(mixed.vote.log.selection.batches) + 1):
        name = f"paper-{turn}.json"
        encoded = get(name)
        if encoded is None:
            raise Waiting("missing_paper", name=name)
        papers.append(read_paper(encoded))
    return papers


def _result(mixed: Mixed, given: Mapping[int, Given], papers: list[Paper], map_jobs: Map) -> bytes:
    definition, lists = mixed.vote.definition, []
    for electorate, rows in enumerate(mixed.lists):
        openings = {j: each.openings[electorate] for j, each in given.items()} if rows else {}
        online = map_jobs(open_rows, parts_of_list(definition, rows, openings))
        typed = (c for p in papers if p.electorate == electorate for c in p.choices)
        lists.append(joined([*online, on_paper(definition.form, typed)]))
    return canonical_bytes(result_document(definition, lists, mixed.vote.log.selection.unopened))
