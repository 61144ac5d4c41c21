"""The vote itself, phase by phase. Between two phases a test may do what an attacker would."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import BinaryIO

from voting.crypto.ballots import (
    NO_TRACKER,
    Ballot,
    Place,
    UnsignedBallot,
    check_ballot,
    check_opened,
    encrypt_ballot,
    sign_ballot,
)
from voting.crypto.canonical import Value
from voting.crypto.draw import Draw
from voting.crypto.elgamal import Row
from voting.crypto.entries import (
    Closed,
    Entry,
    PaperBatch,
    Revoked,
    SignedEntry,
    Spoilt,
    VotedOnPaper,
    entry_bytes,
    entry_leaf,
    sign_entry,
)
from voting.crypto.groups.base import Element
from voting.crypto.heads import (
    Head,
    SignedHead,
    check_promise,
    check_receipt,
    countersign,
    sign_head,
    sign_promise,
    sign_receipt,
)
from voting.crypto.jobs import Map
from voting.crypto.merkle import Tree
from voting.crypto.mixing import Mix, check_mix, mix_list, open_list
from voting.crypto.mixing import Place as MixPlace
from voting.crypto.opened import joined, on_paper
from voting.crypto.opening import PartialOpening
from voting.crypto.packing import Choice
from voting.crypto.record.parts import Paper
from voting.crypto.record.writer import RecordWriter
from voting.crypto.selection import Selection, Selector
from voting.crypto.shuffle import ROUNDS
from voting.crypto.signatures import Signature
from voting.rehearse.people import Deed, draw_choice, draw_deed, forbidden_choice
from voting.rehearse.plan import Plan
from voting.rehearse.preparation import Prepared, prepare
from voting.verify.counting import result_document
from voting.verify.jobs import open_rows, parts_of_list
from voting.verify.report import Report

HEADS = 10
"""So many heads are published before the last."""
TOLD = 100
"""After so many people the progress is told."""


@dataclass
class Rehearsal:
    """Call the phases in order: `cast_all`, `close`, `mix`, `open`, `write`.

    `given`: what was prepared before, with real trustees; then `write_vote` is the last phase,
    and they mix and open.
    """

    plan: Plan
    draw: Draw
    given: Prepared | None = None
    map_jobs: Map = map
    report: Report = field(default_factory=Report)
    prepared: Prepared = field(init=False)
    entries: list[bytes] = field(default_factory=list)
    heads: list[SignedHead] = field(default_factory=list)
    mixes: dict[int, list[Mix]] = field(default_factory=dict)
    openings: dict[int, list[PartialOpening]] = field(default_factory=dict)
    paper: list[Paper] = field(default_factory=list)
    revealed: dict[int, bytes] = field(init=False)
    timings: dict[str, float] = field(default_factory=dict)
    _tree: Tree = field(default_factory=Tree)
    _places: dict[Element, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self._timed("prepare"):
            self.prepared = self.given or prepare(self.plan, self.draw)
        self.definition = self.prepared.definition
        self.secrets = self.prepared.secrets
        self.revealed = dict(enumerate(self.secrets.audit, start=1))
        self._selector = Selector(self.definition, self.prepared.credentials)
        self._typed: list[list[Choice]] = [[] for _ in self.definition.electorates]

    def cast_all(self) -> None:
        """Everybody on the list does one deed."""
        self.report.ahead = {"casting": len(self.secrets.voters)}
        people = [key for keys in self.prepared.credentials.keys for key in keys]
        every = max(1, len(people) // HEADS)
        for number, credential in enumerate(people, start=1):
            self.act(credential, draw_deed(self.draw))
            if number % TOLD == 0:
                self.report.note_done("casting", TOLD)
            if number % every == 0:
                self.publish_head()

    def act(self, credential: Element, deed: Deed) -> None:
        """One person's deed, as the person and the portal do it."""
        if deed is Deed.STAYS_AWAY:
            return
        choice = draw_choice(self.definition, self.draw)
        if deed is Deed.CASTS_AGAINST_THE_RULES:
            choice = forbidden_choice(self.definition)
        if deed is Deed.CHALLENGES:
            self.challenge(credential, choice)
        self.cast(credential, choice)
        if deed is Deed.CHANGES:
            self.cast(credential, draw_choice(self.definition, self.draw))
        elif deed is Deed.LOSES_CODE:
            self.append(self._signed(partial(Revoked, credential)))
        elif deed is Deed.COMES_TO_THE_COUNTER:
            self.append(self._signed(partial(VotedOnPaper, credential)))
            electorate = self.prepared.credentials.electorate_of[credential]
            self._typed[electorate].append(choice)

    def encrypt(
        self, credential: Element, choice: Choice
    ) -> tuple[UnsignedBallot, tuple[int, ...]]:
        """The next ballot of a credential, with its receipt from the portal."""
        definition = self.definition
        group, key = definition.group, definition.trustees.key
        payloads = definition.form.packing.pack(choice, group.payload_size)
        first = Place(definition.fingerprint, credential, 0, NO_TRACKER)
        with self._timed("encrypt"):
            unsigned, randomness = encrypt_ballot(
                group, key, payloads, self._places.get(credential, first), self.draw
            )
            tracker = unsigned.tracker(group)
        receipt = sign_receipt(definition, tracker, self.secrets.log, self.draw)
        check_receipt(definition, tracker, receipt)
        return unsigned, randomness

    def challenge(self, credential: Element, choice: Choice) -> None:
        unsigned, randomness = self.encrypt(credential, choice)
        group, key = self.definition.group, self.definition.trustees.key
        payloads = self.definition.form.packing.pack(choice, group.payload_size)
        check_opened(group, key, unsigned, payloads, randomness)
        self.append(Spoilt(unsigned.tracker(group)))

    def cast(self, credential: Element, choice: Choice) -> Ballot:
        """Encrypt and sign as the voter, check and store as the portal."""
        definition, key = self.definition, self.secrets.voters[credential]
        group = definition.group
        unsigned, _ = self.encrypt(credential, choice)
        with self._timed("encrypt"):
            ballot = sign_ballot(group, unsigned, key, self.draw)
        with self._timed("accept"):
            check_ballot(group, definition.trustees.key, ballot, definition.elements)
            self.append(ballot)
        tracker = unsigned.tracker(group)
        promise = sign_promise(definition, tracker, self.secrets.log, self.draw)
        check_promise(definition, tracker, promise)
        counter = unsigned.place.counter + 1
        self._places[credential] = Place(definition.fingerprint, credential, counter, tracker)
        return ballot

    def append(self, entry: Entry) -> None:
        """Into the log, if the rules of the log admit it."""
        self._selector.take(entry, f"entry {len(self.entries)}")
        self.store(entry_bytes(self.definition, entry))

    def store(self, encoded: bytes) -> None:
        """Into the log, whatever it is."""
        self.entries.append(encoded)
        self._tree.append(entry_leaf(self.definition, encoded))

    def publish_head(self, trustees: Sequence[int] = ()) -> None:
        head = Head(len(self._tree), self._tree.root())
        signing = self.secrets.trustee_signing
        self.heads.append(
            SignedHead(
                head,
                sign_head(self.definition, head, self.secrets.log, self.draw),
                {
                    i: countersign(self.definition, head, signing[i - 1], self.draw)
                    for i in trustees
                },
            )
        )

    def close(self) -> None:
        """No ballot after this; the paper ballots are typed; the trustees sign the last head."""
        self.append(sign_entry(self.definition, Closed, self.secrets.log, self.draw))
        for electorate, choices in enumerate(self._typed):
            if choices:
                paper = Paper(electorate, self.draw.bytes(32), tuple(choices))
                self.paper.append(paper)
                make = partial(PaperBatch, electorate, len(choices), paper.fingerprint())
                self.append(self._signed(make))
        self.publish_head(range(1, len(self.secrets.trustee_signing) + 1))

    def selection(self) -> Selection:
        return self._selector.selection()

    def mix(self) -> None:
        """The first k trustees mix every list; each is checked before the next goes on."""
        rows_of_all = sum(map(len, self.selection().lists))
        self.report.ahead = {
            "mixing": ROUNDS * self.plan.mixers * rows_of_all,
            "mix": self.plan.mixers * rows_of_all,
            "factors": self.plan.threshold * rows_of_all,
        }
        self.report.done.clear()
        for electorate, rows in enumerate(self.selection().lists):
            before: Sequence[Row] = rows
            for number in range(1, self.plan.mixers + 1) if rows else ():
                place = MixPlace(electorate, number, number)
                key = self.secrets.trustee_signing[number - 1]
                with self._timed("mix"):
                    jobs = self.report.counted("mixing", len(before), self.map_jobs)
                    mix = mix_list(self.definition, place, before, key, self.draw, jobs)
                with self._timed("check mix"):
                    jobs = self.report.counted("mix", len(before), self.map_jobs)
                    check_mix(self.definition, before, mix, jobs)
                self.mixes.setdefault(electorate, []).append(mix)
                before = mix.after

    def open(self, trustees: Sequence[int] = ()) -> None:
        """The last t trustees open every mixed list, or those that are named."""
        present = trustees or range(
            self.plan.trustees - self.plan.threshold + 1, self.plan.trustees + 1
        )
        for electorate, mixes in self.mixes.items():
            rows = mixes[-1].after
            for j in present:
                share = self.secrets.shares[j - 1]
                with self._timed("open"):
                    jobs = self.report.counted("factors", len(rows), self.map_jobs)
                    opening = open_list(
                        self.definition, electorate, j, share, rows, self.draw, jobs
                    )
                self.openings.setdefault(electorate, []).append(opening)

    def result(self) -> Value:
        """What the opened and the typed ballots come to."""
        selection, lists = self.selection(), []
        for electorate in range(len(self.definition.electorates)):
            openings = {opening.j: opening for opening in self.openings.get(electorate, [])}
            mixed = self.mixes[electorate][-1].after if electorate in self.mixes else []
            online = self.map_jobs(open_rows, parts_of_list(self.definition, mixed, openings))
            typed = on_paper(self.definition.form, self._typed[electorate])
            lists.append(joined([*online, typed]))
        return result_document(self.definition, lists, selection.unopened)

    def write(self, file: BinaryIO) -> None:
        """The public record; only what is public goes into it."""
        with self._timed("combine and count"):
            result = self.result()
        writer = self._write_log(file)
        for mixes in self.mixes.values():
            for mix in mixes:
                writer.mix(mix)
        for electorate, openings in self.openings.items():
            for opening in openings:
                writer.opening(electorate, opening)
        for paper in self.paper:
            writer.paper(paper)
        writer.audit(self.revealed)
        writer.result(result)

    def write_vote(self, file: BinaryIO) -> None:
        """The record up to its last head, for trustees who mix and open it."""
        self._write_log(file).end()

    def _write_log(self, file: BinaryIO) -> RecordWriter:
        writer = RecordWriter(file, self.definition)
        writer.trustees(self.prepared.ceremony)
        writer.credentials(self.prepared.credentials, self.prepared.signatures)
        writer.entries(self.entries)
        for head in self.heads:
            writer.head(head)
        return writer

    def _signed(self, make: Callable[[Signature], SignedEntry]) -> Entry:
        return sign_entry(self.definition, make, self.secrets.registrar, self.draw)

    @contextmanager
    def _timed(self, phase: str) -> Iterator[None]:
        started = perf_counter()
        yield
        self.timings[phase] = self.timings.get(phase, 0) + perf_counter() - started
