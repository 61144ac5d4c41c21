"""Goes through a record from its definition to its winners, and stops at the first failure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from voting.crypto.approvals import check_approvals, check_trustees
from voting.crypto.canonical import canonical_bytes, read_canonical
from voting.crypto.ceremony import read_ceremony
from voting.crypto.credential_list import CredentialList, check_credentials
from voting.crypto.definition import Definition
from voting.crypto.elgamal import Row
from voting.crypto.entries import entry_leaf
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.heads import SignedHead, check_head, require_countersigned
from voting.crypto.jobs import Map
from voting.crypto.lots import check_audit, seed
from voting.crypto.merkle import Tree
from voting.crypto.mixing import check_list_opening, check_mix, check_places
from voting.crypto.opened import Opened, joined, on_paper
from voting.crypto.opening import PartialOpening
from voting.crypto.reading import read_definition
from voting.crypto.record.frames import Tag
from voting.crypto.record.parts import Paper, read_audit, read_head, read_paper, read_signatures
from voting.crypto.record.reader import RecordReader
from voting.crypto.selection import Selection, Selector
from voting.verify.counting import result_document
from voting.verify.jobs import (
    ENTRIES_IN_JOB,
    check_entries,
    open_rows,
    parts_of_list,
)
from voting.verify.report import Report


def verify(file: BinaryIO, report: Report, map_jobs: Map = map) -> None:
    """Verify a record; the report tells which checks held, and the first that did not.

    Raises:
        RecordUnreadable: the file is no whole record.
    """
    try:
        Verification(RecordReader(file, map_jobs), report, map_jobs).run()
    except CheckFailed as failure:
        report.failure = failure


@dataclass(frozen=True, slots=True)
class Log:
    """What a verified log comes to; `head` covers all of it."""

    selection: Selection
    tree: Tree
    head: SignedHead


class Verification:
    """Its steps, in the order of the record; a tool that knows the rest otherwise takes some."""

    def __init__(self, reader: RecordReader, report: Report, map_jobs: Map) -> None:
        self.reader, self.report, self.map_jobs = reader, report, map_jobs

    def run(self) -> None:
        definition = self.definition()
        credentials = self.parties(definition)
        log = self.log(definition, credentials)
        require_countersigned(definition, log.head)
        selection = log.selection
        lists = [self.mixes(definition, place, rows) for place, rows in enumerate(selection.lists)]
        opened = [self.openings(definition, place, rows) for place, rows in enumerate(lists)]
        opened = self.paper(definition, selection, opened)
        self.audit(definition, log.head.head.root)
        self.result(definition, selection, opened)
        self.reader.end()

    def definition(self) -> Definition:
        definition = read_definition(self.reader.one(Tag.DEFINITION))
        self.report.election = definition.election
        self.report.fingerprint = definition.fingerprint
        self.report.rehearsal = definition.rehearsal
        if definition.trustees.served_page:
            self.report.notes.append("The trustees used a page that the portal served.")
        self.report.note_passed("definition", 1)
        return definition

    def parties(self, definition: Definition) -> CredentialList:
        """Who holds the keys, and who may vote."""
        group = definition.group
        encoded = self.reader.one(Tag.CEREMONY)
        check_trustees(definition, read_ceremony(group, read_canonical(encoded)))
        self.report.note_passed("ceremony", len(definition.trustees.signing_keys))
        credentials = self.reader.credentials(definition)
        signatures = read_signatures(group, self.reader.one(Tag.SIGNATURES))
        check_credentials(definition, credentials, signatures.registrar)
        self.report.note_passed("credential-list", len(credentials.electorate_of))
        check_approvals(definition, signatures.trustees)
        self.report.note_passed("approval", len(signatures.trustees))
        return credentials

    def log(self, definition: Definition, credentials: CredentialList) -> Log:
        """Every entry by itself, then in its order, then the heads."""
        selector, tree, number = Selector(definition, credentials), Tree(), 0
        jobs = self._entry_jobs(definition, tree)
        for entries in self.map_jobs(check_entries, jobs):
            for entry in entries:
                selector.take(entry, f"entry {number}")
                number += 1
            self.report.note_done("log-entry", len(entries))
        self.report.note_passed("log-entry", number)
        heads = [
            self._check_head(definition, tree, encoded) for encoded in self.reader.some(Tag.HEAD)
        ]
        if not heads or heads[-1].head.size != len(tree):
            raise CheckFailed(Check.LOG_HEAD, "the last head does not cover the whole log")
        self.report.note_passed("log-head", len(heads))
        selection = selector.selection()
        self.report.note_passed("selection", selection.counted)
        counted, trustees = selection.counted, definition.trustees
        self.report.ahead = {
            "mix": definition.mixes * counted,
            "opening": trustees.t * counted,
            "decoding": counted,
        }
        return Log(selection, tree, heads[-1])

    def _entry_jobs(
        self, definition: Definition, tree: Tree
    ) -> Iterator[tuple[Definition, int, list[bytes]]]:
        entries, first = self.reader.entries(), 0
        while part := list(islice(entries, ENTRIES_IN_JOB)):
            for encoded in part:
                tree.append(entry_leaf(definition, encoded))
            yield definition, first, part
            first += len(part)

    def _check_head(self, definition: Definition, tree: Tree, encoded: bytes) -> SignedHead:
        signed = read_head(definition.group, encoded)
        check_head(definition, signed)
        size = signed.head.size
        if size > len(tree) or tree.root(size) != signed.head.root:
            raise CheckFailed(Check.LOG_HEAD, f"the head over {size} entries is of another log")
        return signed

    def mixes(self, definition: Definition, place: int, rows: Sequence[Row]) -> Sequence[Row]:
        """The list of an electorate after its last mix; a list without ballots has none."""
        if not rows:
            return rows
        places = []
        for _ in range(definition.mixes):
            header = self.reader.mix_header(definition)
            places.append(header.place)
            mix = self.reader.mix(definition, header, len(rows))
            check_mix(definition, rows, mix, self.report.counted("mix", len(rows), self.map_jobs))
            rows = mix.after
            self.report.note_passed("mix", len(rows))
        check_places(definition, place, places)
        return rows

    def openings(self, definition: Definition, place: int, rows: Sequence[Row]) -> Opened:
        """The choices of a mixed list, from t trustees whose proofs hold."""
        if not rows:
            return Opened((), ())
        given = self._read_openings(definition, place, rows)
        failures = {
            j: self._failure(definition, place, rows, opening) for j, opening in given.items()
        }
        valid = {j: opening for j, opening in given.items() if failures[j] is None}
        first = next(filter(None, failures.values()), None)
        if len(valid) < definition.trustees.t:
            raise first or CheckFailed(Check.TRUSTEES, f"list {place}: fewer than t opened it")
        for j, failure in failures.items():
            if failure:
                self.report.notes.append(f"Trustee {j} gave an invalid opening: {failure}")
        decoding = self.report.counted("decoding", len(rows), self.map_jobs)
        opened = joined(decoding(open_rows, parts_of_list(definition, rows, valid)))
        self.report.note_passed("opening", len(valid) * len(rows))
        return opened

    def _failure(
        self, definition: Definition, place: int, rows: Sequence[Row], opening: PartialOpening
    ) -> CheckFailed | None:
        """Of one trustee's opening, if it fails: t others may be enough."""
        try:
            opening_jobs = self.report.counted("opening", len(rows), self.map_jobs)
            check_list_opening(definition, place, rows, opening, opening_jobs)
        except CheckFailed as failure:
            return failure
        return None

    def _read_openings(
        self, definition: Definition, place: int, rows: Sequence[Row]
    ) -> dict[int, PartialOpening]:
        given: dict[int, PartialOpening] = {}
        for _ in definition.trustees.signing_keys:
            header = self.reader.next_opening(definition, place)
            if header is None:
                break
            if header.trustee in given:
                raise CheckFailed(Check.TRUSTEES, f"trustee {header.trustee} twice")
            given[header.trustee] = self.reader.opening(definition, header, len(rows))
        return given

    def paper(
        self, definition: Definition, selection: Selection, opened: Sequence[Opened]
    ) -> list[Opened]:
        """The lists with the paper ballots that the log bound before the first mix."""
        batches = [read_paper(encoded) for encoded in self.reader.some(Tag.PAPER)]
        bound = [(b.electorate, b.count, b.fingerprint) for b in selection.batches]
        shown = [(b.electorate, len(b.choices), b.fingerprint()) for b in batches]
        if bound != shown:
            raise CheckFailed(Check.PAPER_BALLOTS, "not the batches that stand in the log")
        self.report.note_passed("paper-ballots", sum(selection.on_paper))
        return [
            joined((online, self._typed(definition, place, batches)))
            for place, online in enumerate(opened)
        ]

    def _typed(self, definition: Definition, place: int, batches: Sequence[Paper]) -> Opened:
        choices = (c for batch in batches if batch.electorate == place for c in batch.choices)
        return on_paper(definition.form, choices)

    def audit(self, definition: Definition, root: bytes) -> None:
        contributions = read_audit(self.reader.one(Tag.AUDIT))
        commitments = definition.contributions.audit_commitments
        check_audit(definition.election, commitments, definition.trustees.t, contributions)
        for i in sorted({*range(1, len(commitments) + 1)} - set(contributions)):
            self.report.notes.append(f"Trustee {i} did not contribute to the audit's seed.")
        self.report.audit_seed = seed("audit", contributions, root)
        self.report.note_passed("audit-seed", len(contributions))

    def result(
        self, definition: Definition, selection: Selection, opened: Sequence[Opened]
    ) -> None:
        """The ballots and winners that the record states, against those that were found."""
        found = result_document(definition, opened, selection.unopened)
        if self.reader.one(Tag.RESULT) != canonical_bytes(found):
            raise CheckFailed(Check.RESULT, "the record states other ballots or winners")
        self.report.result = found
        counted = sum(voters for part in opened for _, voters in part.choices)
        self.report.note_passed("result", counted)
