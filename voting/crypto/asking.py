"""What a credential signs to ask the portal for something that is not in the log.

Spoiling a ballot writes to the log, so only who may vote may do it; where one's ballots stand is
told to the holder of the code alone. Neither signature is kept.
"""

from voting.crypto.definition import Definition
from voting.crypto.draw import Draw
from voting.crypto.groups.base import Element, Scalar
from voting.crypto.signatures import Signature, check_signature, sign
from voting.crypto.transcript import number


def sign_challenge(definition: Definition, tracker: bytes, key: Scalar, draw: Draw) -> Signature:
    """Ask that the ballot of this tracker be spoilt."""
    return sign(definition.group, "challenge", definition.fingerprint + tracker, key, draw)


def check_challenge(
    definition: Definition, tracker: bytes, credential: Element, signature: Signature
) -> None:
    """Check who asks that a ballot be spoilt.

    Raises:
        CheckFailed: `signature` or `scalar`.
    """
    message = definition.fingerprint + tracker
    check_signature(definition.group, "challenge", message, credential, signature)


def sign_question(definition: Definition, now: int, key: Scalar, draw: Draw) -> Signature:
    """Ask where one's ballots stand; `now` is the portal's clock, in seconds since 1970."""
    return sign(definition.group, "state", definition.fingerprint + number(now), key, draw)


def check_question(
    definition: Definition, now: int, credential: Element, signature: Signature
) -> None:
    """Check who asks where the ballots of a credential stand.

    Raises:
        CheckFailed: `signature` or `scalar`.
    """
    message = definition.fingerprint + number(now)
    check_signature(definition.group, "state", message, credential, signature)
