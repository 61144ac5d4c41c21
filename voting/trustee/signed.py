"""A trustee's signature of a definition or a head, as it is laid out: `{trustee, signature}`."""

from dataclasses import dataclass

from voting.crypto.canonical import canonical_bytes, read_canonical
from voting.crypto.ceremony import MOST_TRUSTEES
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import fields_of
from voting.crypto.groups.base import Group
from voting.crypto.signatures import Signature
from voting.crypto.wire import proof_bytes, proof_size, read_proof


@dataclass(frozen=True, slots=True)
class TrusteeSignature:
    trustee: int
    signature: Signature

    def encoded(self, group: Group) -> bytes:
        signature = proof_bytes(group, self.signature).hex()
        return canonical_bytes({"trustee": self.trustee, "signature": signature})


def read_trustee_signature(group: Group, trustee: int, encoded: bytes) -> Signature:
    """The signature in a file that bears the trustee's number.

    Raises:
        CheckFailed: `encoding`, `signature` or `scalar`.
    """
    where = f"signature of trustee {trustee}"
    with fields_of(read_canonical(encoded), where, Check.SIGNATURE) as fields:
        named = fields.whole("trustee", 1, MOST_TRUSTEES)
        signature = read_proof(group, fields.octets("signature", proof_size(group)), where)
    if named != trustee:
        raise CheckFailed(Check.SIGNATURE, f"{where}: it names another")
    return signature


def approval_name(trustee: int) -> str:
    return f"approval-{trustee}.json"


def countersignature_name(size: int, trustee: int) -> str:
    return f"countersignature-{size}-{trustee}.json"
