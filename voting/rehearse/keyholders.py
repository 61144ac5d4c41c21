"""Trustees who hold their keys in one place, around any board: for demos and tests of the portal.

What they lay out is what real trustees would; only that one program knows all their secrets, and
so the definition of such a vote says that it is a rehearsal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from voting.crypto.draw import Draw
from voting.crypto.reading import read_definition
from voting.crypto.words import words_of
from voting.trustee.ceremony import advance, confirm_keys
from voting.trustee.duties import (
    Part,
    approve_definition,
    by_entries,
    countersign_head,
    give_openings,
    mix_lists,
    remember_opening,
)
from voting.trustee.following import Get, Stage, Standing, follow
from voting.trustee.messages import Invitation
from voting.trustee.secret import TrusteeSecret, new_secret
from voting.trustee.vote import VOTE, Mixed, Open, Vote, verified_mixes, verified_vote
from voting.verify.report import Report

Put = Callable[[int, str, bytes], object]
"""Lay out a file of trustee i."""


@dataclass
class Keyholders:
    """All trustees of one vote: call the deeds in their order."""

    invitation: Invitation
    get: Get
    opened: Open
    put: Put
    draw: Draw
    secrets: dict[int, TrusteeSecret] = field(default_factory=dict)

    @property
    def numbers(self) -> range:
        return range(1, self.invitation.n + 1)

    def make_key(self) -> None:
        """Round after round, until the key is made and every share is put together."""
        for i in self.numbers:
            self._keep(i, new_secret(self.invitation, i, self.draw))
        words = words_of(self.standing().roster)
        for i in self.numbers:
            heard = " ".join(words)
            self._keep(i, confirm_keys(self.secrets[i], self.standing(), words, heard))
        while any(self.secrets[i].share is None for i in self.numbers):
            for i in self.numbers:
                self._keep(i, advance(self.secrets[i], self.standing(), self.draw))

    def standing(self) -> Standing:
        return follow(self.invitation, self.get)

    def approve(self) -> None:
        definition = read_definition(self.get("definition.json") or b"")
        for i in self.numbers:
            assert self.standing().stage is Stage.DONE
            made = approve_definition(self.secrets[i], self.standing(), definition, self.draw)
            self._give(i, made)

    def countersign(self) -> Vote:
        """Once the record lies there: every trustee signs the last head."""
        file = self.opened(VOTE)
        assert file is not None
        with file:
            vote = verified_vote(file, Report())
        for i in self.numbers:
            extends = by_entries(vote.log.tree)
            head = vote.log.head
            made = countersign_head(self.secrets[i], vote.definition, head, extends, self.draw)
            self._give(i, made)
        return vote

    def mix(self, vote: Vote, mixers: Sequence[int] = ()) -> Mixed:
        """As many mixes as the definition wants; the portal verifies each before the next."""
        mixed = verified_mixes(vote, self.opened, Report())
        for i in mixers or range(1, vote.definition.mixes + 1):
            if not mixed.is_complete:
                self.put(i, *mix_lists(self.secrets[i], mixed, self.draw))
                mixed = verified_mixes(vote, self.opened, Report())
        return mixed

    def open(self, mixed: Mixed, openers: Sequence[int] = ()) -> None:
        for i in openers or range(1, self.invitation.t + 1):
            secret = remember_opening(self.secrets[i], mixed)
            self._keep(i, secret)
            self.put(i, *give_openings(secret, mixed, self.draw))

    def _keep(self, i: int, secret: TrusteeSecret) -> None:
        self.secrets[i] = secret
        for name, octets in secret.sent.items():
            if self.get(name) is None:
                self.put(i, name, octets)

    def _give(self, i: int, made: tuple[TrusteeSecret, Part]) -> None:
        secret, part = made
        self._keep(i, secret)
        self.put(i, *part)
