"""Every trustee signs the definition: the keys are theirs, the ceremony ended as it says."""

from collections.abc import Sequence

from voting.crypto.ceremony import Ceremony, Keys, check_ceremony
from voting.crypto.definition import Definition
from voting.crypto.draw import Draw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Scalar
from voting.crypto.signatures import Signature, check_signature, sign


def approve(definition: Definition, key: Scalar, draw: Draw) -> Signature:
    return sign(definition.group, "definition", definition.fingerprint, key, draw)


def check_trustees(definition: Definition, ceremony: Ceremony) -> None:
    """Check that the definition's keys are those that the ceremony made.

    Raises:
        CheckFailed: `ceremony`, or what `check_ceremony` raises.
    """
    trustees = definition.trustees
    made = check_ceremony(definition.group, ceremony)
    if (
        ceremony.election != definition.election
        or ceremony.t != trustees.t
        or ceremony.signing_keys != trustees.signing_keys
        or ceremony.fingerprint(definition.group) != trustees.ceremony
        or made != Keys(trustees.key, trustees.verification_keys)
    ):
        raise CheckFailed(Check.CEREMONY, "the definition names other keys than were made")


def check_approvals(definition: Definition, signatures: Sequence[Signature]) -> None:
    """Check the signatures of all trustees, in order.

    Raises:
        CheckFailed: `approval`, `signature` or `scalar`.
    """
    keys = definition.trustees.signing_keys
    if len(signatures) != len(keys):
        raise CheckFailed(Check.APPROVAL, "every trustee signs the definition")
    for key, signature in zip(keys, signatures, strict=True):
        check_signature(definition.group, "definition", definition.fingerprint, key, signature)
