"""A key that someone made in the browser, on its way to the registrar, whom alone it is for.

The sender draws r and sends R = r*G and, under a pad from r*Z, the key with a signature by it
(hashed ElGamal; Z is the registrar's key for registrations). The signature proves that the sender
holds the key and that nothing was changed on the way. It speaks of the vote and of a ticket that
the portal draws for one entry of the roll: a key sealed for one entry is none for another.
"""

from voting.crypto.draw import Draw, SeededDraw, draw_scalar
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Group, Scalar, require_element
from voting.crypto.signatures import check_signature, sign
from voting.crypto.transcript import digest
from voting.crypto.wire import proof_bytes, proof_size, read_proof, scalar_bytes

PURPOSE = "registration"


def registration_scalar(group: Group, signing: Scalar) -> Scalar:
    """The registrar's secret for registrations, derived from its signing key."""
    wide = digest("registration-key", group.name.encode(), scalar_bytes(group, signing))
    return 1 + int.from_bytes(wide, "big") % (group.order - 1)


def seal_key(
    group: Group, election: str, recipient: Element, ticket: bytes, key: Scalar, draw: Draw
) -> bytes:
    """The public key of a secret one, with its proof, readable by the registrar alone."""
    r = draw_scalar(draw, group)
    ephemeral, shared = group.multiply_generator(r), group.multiply(r, recipient)
    signature = sign(group, PURPOSE, _message(election, ticket), key, draw)
    content = group.multiply_generator(key) + proof_bytes(group, signature)
    return ephemeral + _padded(group, election, (recipient, ephemeral, shared), content)


def open_key(group: Group, election: str, secret: Scalar, ticket: bytes, sealed: bytes) -> Element:
    """The public key that was sealed for this ticket.

    Raises:
        CheckFailed: `credential-list` for what was sealed to another key, for another ticket or
            vote, or changed; `group-element` or `identity-element` for no element.
    """
    size, where = group.element_size, "a key registered online"
    if len(sealed) != 2 * size + proof_size(group):
        raise CheckFailed(Check.CREDENTIAL_LIST, where)
    ephemeral = require_element(group, sealed[:size], where)
    points = (group.multiply_generator(secret), ephemeral, group.multiply(secret, ephemeral))
    content = _padded(group, election, points, sealed[size:])
    try:
        key = require_element(group, content[:size], where)
        signature = read_proof(group, content[size:], where)
        check_signature(group, PURPOSE, _message(election, ticket), key, signature)
    except CheckFailed:
        raise CheckFailed(Check.CREDENTIAL_LIST, where) from None
    return key


def _message(election: str, ticket: bytes) -> bytes:
    return digest("registration-message", election.encode(), ticket)


def _padded(
    group: Group, election: str, points: tuple[Element, Element, Element], content: bytes
) -> bytes:
    seed = digest("registration", group.name.encode(), election.encode(), *points)
    pad = SeededDraw(seed).bytes(len(content))
    return bytes(a ^ b for a, b in zip(content, pad, strict=True))
