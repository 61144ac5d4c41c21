"""Which ballots of the log are opened: the last one of each credential that did not vote on paper.

The rules that one entry must keep towards those before it are checked in the order of the log. A
log that breaks one is refused whole: the portal must never have taken the entry in. One thing
alone is passed over: of two ballots with one counter the first in the log stands.
"""

from collections import Counter
from dataclasses import dataclass, field

from voting.crypto.ballots import NO_TRACKER, Ballot
from voting.crypto.credential_list import CredentialList
from voting.crypto.definition import Definition
from voting.crypto.elgamal import Row
from voting.crypto.entries import (
    Closed,
    Entry,
    PaperBatch,
    Revoked,
    Spoilt,
    VotedOnPaper,
)
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element


@dataclass(frozen=True, slots=True)
class Selection:
    """`lists`: of each electorate, the rows to be opened, by rising credential, after merging.

    `passed_over`: trackers of ballots that lost to an earlier one of the same counter.
    `unopened`: electorates whose list stays closed because it is under the anonymity minimum.
    """

    lists: tuple[tuple[Row, ...], ...]
    counted: int
    changed: int
    passed_over: tuple[bytes, ...]
    revoked: int
    on_paper: tuple[int, ...]
    batches: tuple[PaperBatch, ...]
    spoilt: int
    unopened: tuple[int, ...]


@dataclass
class Selector:
    """Takes the entries of a log in order; `selection` is what they come to."""

    definition: Definition
    credentials: CredentialList
    _standing: dict[Element, tuple[int, bytes, Row]] = field(default_factory=dict)
    _seen: set[Element] = field(default_factory=set)
    _trackers: set[bytes] = field(default_factory=set)
    _spoilt: set[bytes] = field(default_factory=set)
    _out: dict[Element, bool] = field(default_factory=dict)
    _batches: list[PaperBatch] = field(default_factory=list)
    _passed_over: list[bytes] = field(default_factory=list)
    _changed: int = 0
    _closed: bool = False

    def take(self, entry: Entry, where: str) -> None:
        """Take the next entry; its own proof and signature are checked elsewhere.

        Raises:
            CheckFailed: `closing`, `unlisted-credential`, `excluded-credential`,
                `copied-ciphertext`, `ballot-chain`, `spoilt-ballot` or `paper-ballots`.
        """
        match entry:
            case Ballot() | Spoilt() | Closed():
                self._take_before_closing(entry, where)
            case Revoked(credential):
                self._exclude(credential, where, paper=False)
            case VotedOnPaper(credential):
                self._exclude(credential, where, paper=True)
            case PaperBatch(electorate):
                if electorate >= len(self.definition.electorates):
                    raise CheckFailed(Check.PAPER_BALLOTS, f"{where}: no such electorate")
                self._batches.append(entry)

    def selection(self) -> Selection:
        """What is opened, once the log is closed and complete.

        Raises:
            CheckFailed: `closing`, or `paper-ballots` where they are not as many as the keys
                that were excluded for them.
        """
        if not self._closed:
            raise CheckFailed(Check.CLOSING, "the log is not closed")
        on_paper = self._check_paper()
        own: list[list[Row]] = [[] for _ in self.definition.electorates]
        for credential in sorted(self._standing):
            if credential not in self._out:
                place = self.credentials.electorate_of[credential]
                own[place].append(self._standing[credential][2])
        lists, unopened = self._merged(own)
        return Selection(
            lists=tuple(tuple(rows) for rows in lists),
            counted=sum(map(len, lists)),
            changed=self._changed,
            passed_over=tuple(self._passed_over),
            revoked=sum(not paper for paper in self._out.values()),
            on_paper=on_paper,
            batches=tuple(self._batches),
            spoilt=len(self._spoilt),
            unopened=unopened,
        )

    def _take_before_closing(self, entry: Ballot | Spoilt | Closed, where: str) -> None:
        if self._closed:
            raise CheckFailed(Check.CLOSING, f"{where}: after closing")
        match entry:
            case Ballot():
                self._take_ballot(entry, where)
            case Spoilt(tracker):
                if tracker in self._trackers or tracker in self._spoilt:
                    raise CheckFailed(Check.SPOILT_BALLOT, f"{where}: cast, or spoilt before")
                self._spoilt.add(tracker)
            case _:
                self._closed = True

    def _require_listed(self, credential: Element, where: str) -> None:
        if credential not in self.credentials.electorate_of:
            raise CheckFailed(Check.UNLISTED_CREDENTIAL, where)
        if credential in self._out:
            raise CheckFailed(Check.EXCLUDED_CREDENTIAL, where)

    def _exclude(self, credential: Element, where: str, *, paper: bool) -> None:
        self._require_listed(credential, where)
        self._out[credential] = paper

    def _take_ballot(self, ballot: Ballot, where: str) -> None:
        place, row = ballot.unsigned.place, ballot.unsigned.row
        self._require_listed(place.credential, where)
        tracker = ballot.unsigned.tracker(self.definition.group)
        if tracker in self._spoilt:
            raise CheckFailed(Check.SPOILT_BALLOT, where)
        halves = [half for c in row for half in (c.alpha, c.beta)]
        if len(set(halves)) != len(halves) or not self._seen.isdisjoint(halves):
            raise CheckFailed(Check.COPIED_CIPHERTEXT, where)
        self._seen.update(halves)
        self._trackers.add(tracker)
        counter, standing, _ = self._standing.get(place.credential, (-1, NO_TRACKER, ()))
        if place.counter == counter:
            self._passed_over.append(tracker)
            return
        if place.counter != counter + 1 or place.previous != standing:
            raise CheckFailed(Check.BALLOT_CHAIN, where)
        self._changed += place.counter > 0
        self._standing[place.credential] = (place.counter, tracker, row)

    def _check_paper(self) -> tuple[int, ...]:
        """The number of paper ballots of each electorate."""
        excluded = Counter(
            self.credentials.electorate_of[credential]
            for credential, paper in self._out.items()
            if paper
        )
        typed: Counter[int] = Counter()
        for batch in self._batches:
            typed[batch.electorate] += batch.count
        places = range(len(self.definition.electorates))
        for place in places:
            if typed[place] != excluded[place]:
                where = f"{typed[place]} typed, {excluded[place]} given out"
                raise CheckFailed(Check.PAPER_BALLOTS, where)
        return tuple(typed[place] for place in places)

    def _merged(self, own: list[list[Row]]) -> tuple[list[list[Row]], tuple[int, ...]]:
        minimum = self.definition.anonymity_minimum
        lists = [list(rows) for rows in own]
        for place, electorate in enumerate(self.definition.electorates):
            into = electorate.merged_with
            if into is not None and len(own[place]) < minimum:
                lists[into] += lists[place]
                lists[place] = []
        unopened = tuple(place for place, rows in enumerate(lists) if 0 < len(rows) < minimum)
        for place in unopened:
            lists[place] = []
        return lists, unopened
