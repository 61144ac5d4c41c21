"""A voter's device in Python, over any way to ask the portal (docs/casting.md)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from voting.crypto.asking import sign_challenge, sign_question
from voting.crypto.ballots import NO_TRACKER, Place, UnsignedBallot, encrypt_ballot, sign_ballot
from voting.crypto.definition import Definition
from voting.crypto.draw import Draw
from voting.crypto.entries import entry_bytes
from voting.crypto.groups.base import Scalar
from voting.crypto.heads import check_promise, check_receipt, check_spoilt
from voting.crypto.packing import Choice
from voting.crypto.wire import proof_bytes, read_proof

Ask = Callable[[str, dict[str, Any]], dict[str, Any]]
"""The answer to a document that is posted to an address after `/casting/F/`."""


@dataclass
class Device:
    """It remembers where its chain stands, as a browser does until it is closed."""

    definition: Definition
    key: Scalar
    ask: Ask
    draw: Draw
    counter: int = 0
    previous: bytes = NO_TRACKER
    trackers: list[bytes] = field(default_factory=list)

    @property
    def credential(self) -> bytes:
        return self.definition.group.multiply_generator(self.key)

    def encrypt(self, choice: Choice) -> UnsignedBallot:
        definition, group = self.definition, self.definition.group
        payloads = definition.form.packing.pack(choice, group.payload_size)
        place = Place(definition.fingerprint, self.credential, self.counter, self.previous)
        key = definition.trustees.key
        unsigned, _ = encrypt_ballot(group, key, payloads, place, self.draw)
        return unsigned

    def commit(self, unsigned: UnsignedBallot) -> str:
        """The receipt for the tracker, which is checked."""
        group = self.definition.group
        tracker = unsigned.tracker(group)
        receipt: str = self.ask("receipts", {"tracker": tracker.hex()})["receipt"]
        proof = read_proof(group, bytes.fromhex(receipt), "receipt")
        check_receipt(self.definition, tracker, proof)
        return receipt

    def signed(self, unsigned: UnsignedBallot, receipt: str) -> dict[str, str]:
        """What is sent to cast."""
        ballot = sign_ballot(self.definition.group, unsigned, self.key, self.draw)
        return {"entry": entry_bytes(self.definition, ballot).hex(), "receipt": receipt}

    def cast(self, choice: Choice) -> bytes:
        """From the choice to the promise, which is checked; the tracker."""
        unsigned = self.encrypt(choice)
        sent = self.signed(unsigned, self.commit(unsigned))
        answer = self.ask("ballots", sent)
        group, tracker = self.definition.group, unsigned.tracker(self.definition.group)
        promise = read_proof(group, bytes.fromhex(answer["promise"]), "promise")
        check_promise(self.definition, tracker, promise)
        self.counter, self.previous = self.counter + 1, tracker
        self.trackers.append(tracker)
        return tracker

    def challenge(self, choice: Choice) -> bytes:
        """Spoil a ballot; its tracker. What is in it stays here."""
        unsigned = self.encrypt(choice)
        receipt, group = self.commit(unsigned), self.definition.group
        tracker = unsigned.tracker(group)
        asked = sign_challenge(self.definition, tracker, self.key, self.draw)
        answer = self.ask(
            "challenges",
            {
                "tracker": tracker.hex(),
                "receipt": receipt,
                "credential": self.credential.hex(),
                "signature": proof_bytes(group, asked).hex(),
            },
        )
        promise = read_proof(group, bytes.fromhex(answer["promise"]), "promise")
        check_spoilt(self.definition, tracker, promise)
        return tracker

    def state(self, now: int) -> dict[str, Any]:
        """Where one's ballots stand; `now` is the portal's clock."""
        signature = sign_question(self.definition, now, self.key, self.draw)
        return self.ask(
            "state",
            {
                "credential": self.credential.hex(),
                "now": now,
                "signature": proof_bytes(self.definition.group, signature).hex(),
            },
        )
