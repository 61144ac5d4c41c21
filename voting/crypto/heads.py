"""What the log signs: heads over all entries, receipts and promises for single ballots.

Trustees countersign heads, and mix only what extends every head that they countersigned: a log
that shows different entries to different people is found out by two heads that do not agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.crypto.definition import Definition
from voting.crypto.draw import Draw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Scalar
from voting.crypto.merkle import Hash
from voting.crypto.signatures import Signature, check_signature, sign
from voting.crypto.transcript import number


@dataclass(frozen=True, slots=True)
class Head:
    """The log has `size` entries with this root."""

    size: int
    root: Hash

    def message(self, definition: Definition) -> bytes:
        return definition.fingerprint + number(self.size) + self.root


@dataclass(frozen=True, slots=True)
class SignedHead:
    """`countersignatures`: of trustees by number."""

    head: Head
    signature: Signature
    countersignatures: Mapping[int, Signature]


def sign_head(definition: Definition, head: Head, log_key: Scalar, draw: Draw) -> Signature:
    return sign(definition.group, "head", head.message(definition), log_key, draw)


def countersign(definition: Definition, head: Head, key: Scalar, draw: Draw) -> Signature:
    return sign(definition.group, "countersignature", head.message(definition), key, draw)


def check_head(definition: Definition, signed: SignedHead) -> None:
    """Check the signature of the log, and those of the trustees who countersigned.

    Raises:
        CheckFailed: `signature`, or `countersignature` for a number that is no trustee's.
    """
    group, message = definition.group, signed.head.message(definition)
    check_signature(group, "head", message, definition.log_key, signed.signature)
    keys = definition.trustees.signing_keys
    for i, signature in signed.countersignatures.items():
        if not 1 <= i <= len(keys):
            raise CheckFailed(Check.COUNTERSIGNATURE, f"there is no trustee {i}")
        check_signature(group, "countersignature", message, keys[i - 1], signature)


def require_countersigned(definition: Definition, signed: SignedHead) -> None:
    """Check that t trustees countersigned, as the head that is mixed needs.

    Raises:
        CheckFailed: `countersignature`.
    """
    if len(signed.countersignatures) < definition.trustees.t:
        raise CheckFailed(Check.COUNTERSIGNATURE, "fewer than t trustees countersigned")


def sign_receipt(definition: Definition, tracker: bytes, log_key: Scalar, draw: Draw) -> Signature:
    """The portal holds an unsigned ballot of this tracker: now the voter may cast or challenge."""
    return sign(definition.group, "receipt", definition.fingerprint + tracker, log_key, draw)


def sign_promise(definition: Definition, tracker: bytes, log_key: Scalar, draw: Draw) -> Signature:
    """The ballot of this tracker is stored and will be in the log: evidence, if it is not."""
    return sign(definition.group, "promise", definition.fingerprint + tracker, log_key, draw)


def sign_spoilt(definition: Definition, tracker: bytes, log_key: Scalar, draw: Draw) -> Signature:
    """The ballot of this tracker is spoilt, and the log will say so: it can never be cast."""
    return sign(definition.group, "spoilt", definition.fingerprint + tracker, log_key, draw)


def check_receipt(definition: Definition, tracker: bytes, receipt: Signature) -> None:
    """Check that the log had the ballot of this tracker before the voter chose.

    Raises:
        CheckFailed: `signature`.
    """
    message = definition.fingerprint + tracker
    check_signature(definition.group, "receipt", message, definition.log_key, receipt)


def check_promise(definition: Definition, tracker: bytes, promise: Signature) -> None:
    """Check that the log promised to include the ballot of this tracker.

    Raises:
        CheckFailed: `signature`.
    """
    message = definition.fingerprint + tracker
    check_signature(definition.group, "promise", message, definition.log_key, promise)


def check_spoilt(definition: Definition, tracker: bytes, promise: Signature) -> None:
    """Check that the log promised to say that the ballot of this tracker is spoilt.

    Raises:
        CheckFailed: `signature`.
    """
    message = definition.fingerprint + tracker
    check_signature(definition.group, "spoilt", message, definition.log_key, promise)
