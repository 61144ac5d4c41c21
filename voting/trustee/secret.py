"""What one trustee knows and remembers: its keys, its share, and what it has already done."""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.crypto.canonical import Value, canonical_bytes, read_canonical
from voting.crypto.ceremony import MOST_TRUSTEES
from voting.crypto.draw import Draw, draw_scalar
from voting.crypto.errors import Check
from voting.crypto.fields import Fields, fields_of
from voting.crypto.groups.base import Element, Group, Scalar
from voting.crypto.heads import Head
from voting.crypto.record.parts import MOST_ROWS
from voting.crypto.wire import proof_size, read_scalar, scalar_bytes, scalar_size
from voting.trustee.messages import (
    MOST_ATTEMPTS,
    Invitation,
    Kind,
    Letter,
    keys_body,
    read_invitation,
)

MOST_SENT = 4 * MOST_ATTEMPTS


@dataclass(frozen=True, slots=True)
class TrusteeSecret:
    """The content of the sealed file. Every deed gives a new one, to be stored before it shows.

    `roster`: the keys that were compared. `polynomial`, `dealing` (its proof), `lot` and `audit`
    are of attempt `attempt`; `share` is what remains of a finished ceremony. `approved`: the
    fingerprint of the one definition that was signed. `head`: the last head countersigned.
    `opened`: the fingerprint of the one list that is opened. `sent`: documents to lay out, as
    often as it takes.
    """

    invitation: Invitation
    number: int
    signing: Scalar
    sealing: Scalar
    sent: Mapping[str, bytes]
    roster: bytes | None = None
    attempt: int = 0
    polynomial: tuple[Scalar, ...] = ()
    dealing: bytes = b""
    lot: bytes = b""
    audit: bytes = b""
    share: Scalar | None = None
    ceremony: bytes | None = None
    approved: bytes | None = None
    head: Head | None = None
    opened: bytes | None = None

    @property
    def group(self) -> Group:
        return self.invitation.group

    @property
    def signing_key(self) -> Element:
        return self.group.multiply_generator(self.signing)

    def letter(self, kind: Kind, attempt: int) -> Letter:
        return Letter(self.invitation, kind, attempt, self.number)

    def encoded(self) -> bytes:
        group = self.group
        head: Value = None
        if self.head:
            head = {"size": self.head.size, "root": self.head.root.hex()}
        return canonical_bytes(
            {
                "invitation": self.invitation.encoded().decode(),
                "number": self.number,
                "signing": scalar_bytes(group, self.signing).hex(),
                "sealing": scalar_bytes(group, self.sealing).hex(),
                "sent": {name: octets.decode() for name, octets in self.sent.items()},
                "roster": _hex(self.roster),
                "attempt": self.attempt,
                "polynomial": [scalar_bytes(group, a).hex() for a in self.polynomial],
                "dealing": self.dealing.hex(),
                "lot": self.lot.hex(),
                "audit": self.audit.hex(),
                "share": _hex(None if self.share is None else scalar_bytes(group, self.share)),
                "ceremony": _hex(self.ceremony),
                "approved": _hex(self.approved),
                "head": head,
                "opened": _hex(self.opened),
            }
        )


def new_secret(invitation: Invitation, number: int, draw: Draw) -> TrusteeSecret:
    """Fresh keys for trustee `number` (1 to n), and the document that publishes them."""
    group = invitation.group
    signing, sealing = draw_scalar(draw, group), draw_scalar(draw, group)
    letter = Letter(invitation, Kind.KEYS, 0, number)
    body = keys_body(letter, group.multiply_generator(signing), sealing, draw)
    sent = {letter.name: letter.signed(body, signing, draw)}
    return TrusteeSecret(invitation, number, signing, sealing, sent)


def read_secret(encoded: bytes) -> TrusteeSecret:
    """The content of the file, which this tool itself has written.

    Raises:
        CheckFailed: `encoding`, `ceremony` or `scalar`: it is not what this tool writes.
    """
    with fields_of(read_canonical(encoded), "secret", Check.CEREMONY) as fields:
        invitation = read_invitation(fields.text("invitation").encode())
        group, size = invitation.group, scalar_size(invitation.group)
        share = _octets_or_none(fields, "share", size)
        return TrusteeSecret(
            invitation=invitation,
            number=fields.whole("number", 1, invitation.n),
            signing=read_scalar(group, fields.octets("signing", size), "signing"),
            sealing=read_scalar(group, fields.octets("sealing", size), "sealing"),
            sent=_read_sent(fields),
            roster=_octets_or_none(fields, "roster", 32),
            attempt=fields.whole("attempt", 0, MOST_ATTEMPTS),
            polynomial=tuple(
                read_scalar(group, a, "polynomial")
                for a in fields.all_octets("polynomial", size, MOST_TRUSTEES)
            ),
            dealing=_drawn(fields, "dealing", proof_size(group)),
            lot=_drawn(fields, "lot", 32),
            audit=_drawn(fields, "audit", 32),
            share=None if share is None else read_scalar(group, share, "share"),
            ceremony=_octets_or_none(fields, "ceremony", 32),
            approved=_octets_or_none(fields, "approved", 32),
            head=_read_head(fields.value("head")),
            opened=_octets_or_none(fields, "opened", 32),
        )


def _hex(octets: bytes | None) -> Value:
    return None if octets is None else octets.hex()


def _octets_or_none(fields: Fields, name: str, size: int) -> bytes | None:
    value = fields.value(name)
    return None if value is None else fields.octets_of(value, name, size)


def _drawn(fields: Fields, name: str, size: int) -> bytes:
    """So many bytes, or none before the first attempt."""
    value = fields.value(name)
    return fields.octets_of(value, name, size if value else 0)


def _read_sent(fields: Fields) -> Mapping[str, bytes]:
    value = fields.value("sent")
    if not isinstance(value, dict) or len(value) > MOST_SENT:
        raise fields.refusal("sent is no object")
    return {name: text.encode() for name, text in value.items() if isinstance(text, str)}


def _read_head(value: Value) -> Head | None:
    if value is None:
        return None
    with fields_of(value, "head", Check.CEREMONY) as fields:
        return Head(fields.whole("size", 0, MOST_ROWS), fields.octets("root", 32))
