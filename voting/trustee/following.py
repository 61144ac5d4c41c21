"""How far a key generation has come, from what lies on the board: the same for everybody.

Round by round: keys, hashes, dealings with sealed shares, verdicts. Whoever reveals something
else than was hashed, deals a bad share, complains without reason, was shown other files or calls
the attempt off ends it, by name, and the next attempt begins with fresh polynomials. Nobody is
left out: an attempt is finished by all n trustees or by none.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Generic, TypeVar

from voting.crypto.canonical import Value
from voting.crypto.ceremony import Ceremony, check_ceremony, parties_of
from voting.crypto.ceremony import Keys as MadeKeys
from voting.crypto.definition import Contributions
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.lots import check_contribution
from voting.crypto.sealed_shares import Route, at_fault
from voting.crypto.threshold import Parties, check_dealing
from voting.trustee.messages import (
    MOST_ATTEMPTS,
    Commitment,
    Invitation,
    Keys,
    Kind,
    Letter,
    Revealed,
    Verdict,
    read_commitment,
    read_keys,
    read_revealed,
    read_verdict,
    seen_commitments,
    seen_dealings,
    seen_keys,
)

Get = Callable[[str], bytes | None]
"""The document of this name on the board, if it is there."""


class Stage(IntEnum):
    """What is being waited for."""

    KEYS = 0
    COMMITMENTS = 1
    DEALINGS = 2
    VERDICTS = 3
    DONE = 4


@dataclass(frozen=True, slots=True)
class Fault:
    """Who ended an attempt, and by which check; None where the trustee called it off."""

    attempt: int
    trustee: int
    check: Check | None


@dataclass(frozen=True, slots=True)
class Made:
    """What a finished key generation gives to the definition."""

    ceremony: Ceremony
    keys: MadeKeys
    contributions: Contributions


@dataclass(frozen=True, slots=True)
class Standing:
    """`missing`: trustees whose document of this stage is not there yet.

    `made` is there once all have revealed; it counts only when the stage is DONE.
    """

    invitation: Invitation
    stage: Stage
    attempt: int
    missing: tuple[int, ...]
    faults: tuple[Fault, ...] = ()
    keys: tuple[Keys, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    revealed: tuple[Revealed, ...] = ()
    made: Made | None = None

    @property
    def roster(self) -> bytes:
        return seen_keys(self.invitation, self.keys)

    @property
    def seen_commitments(self) -> bytes:
        return seen_commitments(self.roster, self.attempt, self.commitments)

    @property
    def seen_dealings(self) -> bytes:
        return seen_dealings(self.seen_commitments, self.invitation.group, self.revealed)

    @property
    def transcript(self) -> Made:
        """What all verdicts are about.

        Raises:
            CheckFailed: `ceremony`: not all have revealed.
        """
        if self.made is None:
            raise CheckFailed(Check.CEREMONY, "not all trustees have revealed")
        return self.made

    @property
    def parties(self) -> Parties:
        return _parties(self.invitation, self.attempt, self.keys)

    def route(self, i: int, j: int) -> Route:
        return Route(self.parties, i, j, self.keys[j - 1].sealing)


def follow(invitation: Invitation, get: Get) -> Standing:
    """Where the key generation stands.

    Raises:
        CheckFailed: a document is none of the trustee whose name it bears; `where` names it.
    """
    keys = []
    missing = []
    for i in _trustees(invitation):
        letter = Letter(invitation, Kind.KEYS, 0, i)
        encoded = get(letter.name)
        if encoded is None:
            missing.append(i)
        else:
            keys.append(read_keys(letter, encoded))
    if missing:
        return Standing(invitation, Stage.KEYS, 1, tuple(missing))
    if len({key for pair in keys for key in (pair.signing, pair.sealing)}) != 2 * invitation.n:
        raise CheckFailed(Check.CEREMONY, "two trustees with one key")
    faults: tuple[Fault, ...] = ()
    for number in range(1, MOST_ATTEMPTS + 1):
        attempt = _Attempt(invitation, number, tuple(keys), get)
        standing = attempt.standing(faults)
        if not attempt.faults:
            return standing
        faults += tuple(dict.fromkeys(attempt.faults))
    raise CheckFailed(Check.CEREMONY, f"{MOST_ATTEMPTS} attempts")


Part = TypeVar("Part")


@dataclass
class _Round(Generic[Part]):
    """The documents of one kind, by trustee."""

    there: dict[int, Part] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)

    @property
    def all(self) -> tuple[Part, ...]:
        return tuple(self.there[i] for i in sorted(self.there))


@dataclass
class _Attempt:
    invitation: Invitation
    number: int
    keys: Sequence[Keys]
    get: Get
    faults: list[Fault] = field(default_factory=list)

    def standing(self, faults: tuple[Fault, ...]) -> Standing:
        """How far this attempt is; `self.faults` tells afterwards whether it is void."""
        called_off = [i for i, _ in self._bodies(Kind.ABORT)]
        try:
            standing = self._rounds(faults)
        except CheckFailed:
            # What cannot even be read does not keep the others from calling it off.
            if not called_off:
                raise
            standing = self._at(Stage.COMMITMENTS, (), faults)
        if standing.stage is not Stage.DONE:
            self.faults += [Fault(self.number, i, None) for i in called_off]
        return standing

    def _rounds(self, faults: tuple[Fault, ...]) -> Standing:
        hashes = self._round(Kind.COMMITMENT, read_commitment)
        roster = seen_keys(self.invitation, self.keys)
        self._require_seen(hashes.there, roster)
        if hashes.missing or self.faults:
            return self._at(Stage.COMMITMENTS, hashes.missing, faults)
        commitments = hashes.all
        seen = seen_commitments(roster, self.number, commitments)
        dealt = self._round(Kind.DEALING, read_revealed)
        self._require_seen(dealt.there, seen)
        for i, each in dealt.there.items():
            with self._blaming(i):
                self._check_revealed(i, each, commitments)
        if dealt.missing or self.faults:
            return self._at(Stage.DEALINGS, dealt.missing, faults, commitments)
        return self._verdicts(faults, commitments, dealt.all, seen)

    def _verdicts(
        self,
        faults: tuple[Fault, ...],
        commitments: tuple[Commitment, ...],
        revealed: tuple[Revealed, ...],
        seen: bytes,
    ) -> Standing:
        group = self.invitation.group
        made = self._made(commitments, revealed)
        verdicts = self._round(Kind.VERDICT, read_verdict)
        self._require_seen(verdicts.there, seen_dealings(seen, group, revealed))
        for j, verdict in verdicts.there.items():
            for complaint in verdict.complaints:
                route = Route(self.parties, complaint.i, j, self.keys[j - 1].sealing)
                dealt = revealed[complaint.i - 1]
                blamed = at_fault(group, route, dealt.shares[j], complaint, dealt.dealing)
                self.faults.append(Fault(self.number, blamed, Check.SHARE))
            if not verdict.complaints and verdict.ceremony != made.ceremony.fingerprint(group):
                self.faults.append(Fault(self.number, j, Check.CEREMONY))
        done = not (verdicts.missing or self.faults)
        return self._at(
            Stage.DONE if done else Stage.VERDICTS,
            verdicts.missing,
            faults,
            commitments,
            revealed,
            made,
        )

    def _made(self, commitments: Sequence[Commitment], revealed: Sequence[Revealed]) -> Made:
        ceremony = Ceremony(
            self.invitation.election,
            self.number,
            self.invitation.t,
            tuple(key.signing for key in self.keys),
            tuple(c.dealing for c in commitments),
            tuple(each.dealing for each in revealed),
        )
        contributions = Contributions(
            tuple(c.lot for c in commitments),
            tuple(each.lot for each in revealed),
            tuple(c.audit for c in commitments),
        )
        return Made(ceremony, check_ceremony(self.invitation.group, ceremony), contributions)

    def _check_revealed(
        self, i: int, revealed: Revealed, commitments: Sequence[Commitment]
    ) -> None:
        group, election, hashed = (
            self.invitation.group,
            self.invitation.election,
            commitments[i - 1],
        )
        check_dealing(group, self.parties, revealed.dealing, hashed.dealing)
        check_contribution(election, "lot", i, hashed.lot, revealed.lot, Check.LOT)

    @property
    def parties(self) -> Parties:
        return _parties(self.invitation, self.number, self.keys)

    def _round(self, kind: Kind, read: Callable[[Letter, Value], Part]) -> _Round[Part]:
        found: _Round[Part] = _Round()
        bodies = dict(self._bodies(kind))
        found.missing = [i for i in _trustees(self.invitation) if i not in bodies]
        for i, body in bodies.items():
            with self._blaming(i):
                found.there[i] = read(Letter(self.invitation, kind, self.number, i), body)
        return found

    def _bodies(self, kind: Kind) -> Iterator[tuple[int, Value]]:
        for i in _trustees(self.invitation):
            letter = Letter(self.invitation, kind, self.number, i)
            encoded = self.get(letter.name)
            if encoded is not None:
                yield i, letter.body(encoded, self.keys[i - 1].signing)

    @contextmanager
    def _blaming(self, i: int) -> Iterator[None]:
        """What a trustee signed and is wrong is its fault."""
        try:
            yield
        except CheckFailed as failure:
            self.faults.append(Fault(self.number, i, failure.check))

    def _require_seen(
        self, parts: dict[int, Commitment] | dict[int, Revealed] | dict[int, Verdict], seen: bytes
    ) -> None:
        for i, part in parts.items():
            if part.seen != seen:
                self.faults.append(Fault(self.number, i, Check.CEREMONY))

    def _at(
        self,
        stage: Stage,
        missing: Sequence[int],
        faults: tuple[Fault, ...],
        commitments: tuple[Commitment, ...] = (),
        revealed: tuple[Revealed, ...] = (),
        made: Made | None = None,
    ) -> Standing:
        return Standing(
            self.invitation,
            stage,
            self.number,
            tuple(missing),
            faults,
            tuple(self.keys),
            commitments,
            revealed,
            made,
        )


def _trustees(invitation: Invitation) -> range:
    return range(1, invitation.n + 1)


def _parties(invitation: Invitation, attempt: int, keys: Sequence[Keys]) -> Parties:
    signing = [pair.signing for pair in keys]
    return parties_of(invitation.election, attempt, invitation.t, invitation.n, signing)
