"""Who may cast: the keys of each electorate in rising order, signed by the registrar."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from voting.crypto.definition import Definition
from voting.crypto.draw import Draw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Group, Scalar, require_element
from voting.crypto.signatures import Signature, check_signature, sign
from voting.crypto.transcript import fingerprint, number


@dataclass(frozen=True)
class CredentialList:
    """The keys of each electorate, in the order of the definition's electorates."""

    keys: tuple[tuple[Element, ...], ...]

    @cached_property
    def electorate_of(self) -> dict[Element, int]:
        return {key: place for place, keys in enumerate(self.keys) for key in keys}

    def fingerprint(self, election: str) -> bytes:
        parts: list[bytes] = []
        for keys in self.keys:
            parts += (number(len(keys)), b"".join(keys))
        return fingerprint("credentials", election.encode(), *parts)


def sign_credentials(
    group: Group, election: str, credentials: CredentialList, key: Scalar, draw: Draw
) -> Signature:
    return sign(group, "credentials", credentials.fingerprint(election), key, draw)


def check_credentials(
    definition: Definition, credentials: CredentialList, signature: Signature
) -> None:
    """Check the list: sorted, nobody twice, no more than the roll, of the definition, signed.

    Raises:
        CheckFailed: `credential-list`, `group-element`, `identity-element`, `signature`.
    """
    if len(credentials.keys) != len(definition.electorates):
        raise CheckFailed(Check.CREDENTIAL_LIST, "number of electorates")
    for electorate, keys in zip(definition.electorates, credentials.keys, strict=True):
        _check_keys(definition.group, electorate.name, electorate.roll, keys)
    if len(credentials.electorate_of) != sum(map(len, credentials.keys)):
        raise CheckFailed(Check.CREDENTIAL_LIST, "a key in two electorates")
    listed = credentials.fingerprint(definition.election)
    if listed != definition.credentials:
        raise CheckFailed(Check.CREDENTIAL_LIST, "not the list of the definition")
    check_signature(definition.group, "credentials", listed, definition.registrar_key, signature)


def _check_keys(group: Group, name: str, roll: int, keys: Sequence[Element]) -> None:
    if len(keys) > roll:
        raise CheckFailed(Check.CREDENTIAL_LIST, f"more keys than entries on the roll: {name}")
    if not all(a < b for a, b in pairwise(keys)):
        raise CheckFailed(Check.CREDENTIAL_LIST, f"a key twice, or out of order: {name}")
    for place, key in enumerate(keys):
        require_element(group, key, f"credential {place} of {name}")
