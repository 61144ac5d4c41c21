"""Laying files out on the board of a vote: each by its own party, once, and checked at once.

A mix or an opening takes long to verify: workers do it, and until then it is not given out.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from voting.crypto.definition import Definition
from voting.crypto.errors import CheckFailed
from voting.crypto.heads import check_head
from voting.crypto.reading import read_definition
from voting.crypto.signatures import check_signature
from voting.errors import BoardRefuses
from voting.models import Credential, HeldVote, LogHead
from voting.selectors.board import file_on, get_from
from voting.selectors.log import plain_head
from voting.services.freezing import INVITATION, freeze_when_approved
from voting.services.laying import PART, in_parts, lay_out
from voting.services.tallying import ask_for_tally
from voting.states import ElectionState
from voting.trustee.following import Stage, Standing, follow
from voting.trustee.messages import Invitation, Kind, Letter, read_invitation, read_keys
from voting.trustee.signed import read_trustee_signature
from voting.trustee.vote import VOTE

LARGEST_DOCUMENT = 2**18
ROW = 512
"""No mix or opening has more bytes for one ballot and group element."""

DEALT = "|".join(kind for kind in Kind if kind is not Kind.KEYS)
NAMES: dict[str, re.Pattern[str]] = {
    "keys": re.compile(r"keys-(?P<trustee>\d{1,3})\.json"),
    "dealt": re.compile(rf"(?P<kind>{DEALT})-(?P<number>\d{{1,4}})-(?P<trustee>\d{{1,3}})\.json"),
    "approval": re.compile(r"approval-(?P<trustee>\d{1,3})\.json"),
    "countersignature": re.compile(
        r"countersignature-(?P<number>\d{1,9})-(?P<trustee>\d{1,3})\.json"
    ),
    "mix": re.compile(r"mix-(?P<number>\d{1,3})\.tomoni"),
    "opening": re.compile(r"opening-(?P<trustee>\d{1,3})\.tomoni"),
}


@dataclass(frozen=True)
class Handed:
    """A file that a trustee hands in: what kind it is, and its number, if it has one."""

    held: HeldVote
    trustee: int
    name: str
    kind: str
    number: int
    letter: str

    @property
    def definition(self) -> Definition:
        """Raises BoardRefuses where there is none yet."""
        if not self.held.definition:
            raise BoardRefuses("not_now")
        return read_definition(bytes(self.held.definition))


def put_file(*, held: HeldVote, trustee: int, name: str, body: Iterable[bytes]) -> bool:
    """Lay out a trustee's file; whether it is new. The same file again changes nothing.

    Raises:
        BoardRefuses: the name is not this trustee's, it is not the time for it, another file has
            the name, it is too large, or a check of the protocol fails, which is named.
    """
    if held.election.state == ElectionState.WITHDRAWN:
        raise BoardRefuses("not_now")
    handed = _handed(held, trustee, name)
    most = _most_bytes(handed)
    parts = list(in_parts(body, most))
    sha256 = hashlib.sha256(b"".join(parts)).hexdigest()
    if there := file_on(held.pk, name):
        if there.sha256 != sha256:
            raise BoardRefuses("taken")
        return False
    try:
        CHECKS[handed.kind](handed, b"".join(parts))
    except CheckFailed as failure:
        raise BoardRefuses(failure.check, failure.where) from None
    with transaction.atomic():
        lay_out(held, name, parts, trustee=trustee)
        if afterwards := AFTERWARDS.get(handed.kind):
            afterwards(held)
    return True


def _handed(held: HeldVote, trustee: int, name: str) -> Handed:
    for kind, pattern in NAMES.items():
        if found := pattern.fullmatch(name):
            parts = found.groupdict()
            # One name for one file: no leading zeros, and nobody else's number.
            numbers = [parts[key] for key in ("number", "trustee") if parts.get(key)]
            own = int(parts.get("trustee") or trustee) == trustee
            if own and all(str(int(number)) == number for number in numbers):
                number = int(parts.get("number") or 0)
                return Handed(held, trustee, name, kind, number, parts.get("kind") or "keys")
    raise BoardRefuses("unknown")


def _most_bytes(handed: Handed) -> int:
    if handed.kind not in {"mix", "opening"}:
        return LARGEST_DOCUMENT
    voters = Credential.objects.filter(held=handed.held).count()
    return PART + voters * ROW * handed.definition.elements


def _standing(handed: Handed) -> tuple[Invitation, Standing]:
    """Raises BoardRefuses once the definition is out: the key is made."""
    get = get_from(handed.held.pk)
    invitation = get(INVITATION)
    if invitation is None or handed.held.definition:
        raise BoardRefuses("not_now")
    read = read_invitation(invitation)
    return read, follow(read, get)


def _check_keys(handed: Handed, octets: bytes) -> None:
    invitation, _ = _standing(handed)
    read_keys(Letter(invitation, Kind.KEYS, 0, handed.trustee), octets)


def _check_dealt(handed: Handed, octets: bytes) -> None:
    invitation, standing = _standing(handed)
    if standing.stage in {Stage.KEYS, Stage.DONE} or handed.number != standing.attempt:
        raise BoardRefuses("not_now")
    letter = Letter(invitation, Kind(handed.letter), handed.number, handed.trustee)
    letter.body(octets, standing.keys[handed.trustee - 1].signing)


def _check_approval(handed: Handed, octets: bytes) -> None:
    definition = handed.definition
    signature = read_trustee_signature(definition.group, handed.trustee, octets)
    key = definition.trustees.signing_keys[handed.trustee - 1]
    check_signature(definition.group, "definition", definition.fingerprint, key, signature)


def _check_countersignature(handed: Handed, octets: bytes) -> None:
    definition = handed.definition
    head = LogHead.objects.filter(held=handed.held, size=handed.number).first()
    if head is None:
        raise BoardRefuses("not_now")
    signed = plain_head(definition, head)
    signature = read_trustee_signature(definition.group, handed.trustee, octets)
    signed = type(signed)(signed.head, signed.signature, {handed.trustee: signature})
    check_head(definition, signed)


def _check_time_for_tally(handed: Handed, _octets: bytes) -> None:
    """Whether it holds, a worker finds out."""
    state = ElectionState(handed.held.election.state)
    due = {"mix": ElectionState.CLOSED, "opening": ElectionState.MIXED}[handed.kind]
    if state != due or not file_on(handed.held.pk, VOTE):
        raise BoardRefuses("not_now")


CHECKS: dict[str, Callable[[Handed, bytes], None]] = {
    "keys": _check_keys,
    "dealt": _check_dealt,
    "approval": _check_approval,
    "countersignature": _check_countersignature,
    "mix": _check_time_for_tally,
    "opening": _check_time_for_tally,
}
AFTERWARDS: dict[str, Callable[[HeldVote], object]] = {
    "approval": freeze_when_approved,
    "mix": ask_for_tally,
    "opening": ask_for_tally,
}
