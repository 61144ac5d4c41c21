"""Codes and credentials for a roll, the public list, the index: what is made before a vote."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from voting.crypto.canonical import Value, canonical_bytes, read_canonical
from voting.crypto.credential_list import CredentialList, sign_credentials
from voting.crypto.credentials import draw_code, read_code, signing_key
from voting.crypto.draw import Draw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import DIGITS, fields_of
from voting.crypto.groups.base import Element, Group, Scalar
from voting.crypto.groups.named import GROUPS
from voting.crypto.jobs import Map
from voting.crypto.sealed_keys import open_key, registration_scalar
from voting.crypto.wire import proof_bytes, read_scalar, scalar_bytes, scalar_size
from voting.registrar.roll import TICKET_BYTES, Person, electorates_of

IN_JOB = 16


@dataclass(frozen=True, slots=True)
class Registrar:
    """The registrar's own secret: its signing key for one vote."""

    election: str
    group: Group
    signing: Scalar

    def encoded(self) -> bytes:
        signing = scalar_bytes(self.group, self.signing).hex()
        return canonical_bytes(
            {"election": self.election, "group": self.group.name, "signing": signing}
        )

    @property
    def registration(self) -> Scalar:
        """The secret of what people seal who register online."""
        return registration_scalar(self.group, self.signing)

    def open_registration(self, sealed: bytes) -> Element:
        """The key in a ticket and what was sealed for it; raises CheckFailed."""
        ticket, content = sealed[:TICKET_BYTES], sealed[TICKET_BYTES:]
        return open_key(self.group, self.election, self.registration, ticket, content)


def read_registrar(encoded: bytes) -> Registrar:
    with fields_of(read_canonical(encoded), "registrar's file", Check.ENCODING) as fields:
        election, name = fields.text("election", 100), fields.text("group")
        if name not in GROUPS:
            raise fields.refusal("its group is unknown")
        group = GROUPS[name]
        octets = fields.octets("signing", scalar_size(group))
        return Registrar(election, group, read_scalar(group, octets, "registrar's key"))


@dataclass(frozen=True, slots=True)
class Indexed:
    """One entry of the index: whose credential it is, and what turnout is told by."""

    entry: str
    electorate: int
    ward: str
    age: str
    credential: Element


@dataclass(frozen=True, slots=True)
class Made:
    """`codes`: with the people who get a postcard; they go onto paper and are forgotten."""

    codes: tuple[tuple[Person, str], ...]
    credentials: CredentialList
    electorates: tuple[str, ...]
    index: tuple[Indexed, ...]

    def public_list(self, registrar: Registrar, draw: Draw) -> bytes:
        """The sorted list of each electorate, signed."""
        group, election = registrar.group, registrar.election
        signature = sign_credentials(group, election, self.credentials, registrar.signing, draw)
        return canonical_bytes(
            {
                "election": election,
                "electorates": [
                    {"name": name, "roll": len(keys), "keys": [key.hex() for key in keys]}
                    for name, keys in zip(self.electorates, self.credentials.keys, strict=True)
                ],
                "fingerprint": self.credentials.fingerprint(election).hex(),
                "signature": proof_bytes(group, signature).hex(),
            }
        )


def make_credentials(
    registrar: Registrar,
    people: Sequence[Person],
    draw: Draw,
    map_jobs: Map = map,
    on_made: Callable[[int], None] = lambda _: None,
) -> Made:
    """A code and a credential for everyone who has none yet.

    Raises:
        CheckFailed: `credential-list`, if two came to have one credential.
    """
    codes = [(person, draw_code(draw)) for person in people if not person.key]
    plain = [read_code(code) for _, code in codes]
    jobs = [
        (registrar.group, registrar.election, plain[at : at + IN_JOB])
        for at in range(0, len(plain), IN_JOB)
    ]
    derived: list[Element] = []
    for part in map_jobs(derive, jobs):
        derived += part
        on_made(len(derived))
    fresh = iter(derived)
    names = electorates_of(list(people))
    index = tuple(
        Indexed(
            person.entry,
            names.index(person.electorate),
            person.ward,
            person.age,
            bytes.fromhex(person.key) if person.key else next(fresh),
        )
        for person in people
    )
    if len({each.credential for each in index}) != len(index):
        raise CheckFailed(Check.CREDENTIAL_LIST, "two entries with one credential")
    keys = tuple(_sorted(index, place) for place in range(len(names)))
    return Made(tuple(codes), CredentialList(keys), tuple(names), index)


def derive(job: tuple[Group, str, Sequence[str]]) -> list[Element]:
    """The credentials of some codes: slow, as guessing is meant to be."""
    group, election, codes = job
    keys = (signing_key(group, code, election.encode()) for code in codes)
    return [group.multiply_generator(key) for key in keys]


def _sorted(index: Iterable[Indexed], place: int) -> tuple[Element, ...]:
    return tuple(sorted(each.credential for each in index if each.electorate == place))


def index_bytes(registrar: Registrar, index: Sequence[Indexed]) -> bytes:
    """One line for each entry, after the name of the vote."""
    lines: list[Value] = [
        [each.entry, each.electorate, each.ward, each.age, each.credential.hex()] for each in index
    ]
    return b"\n".join(map(canonical_bytes, [registrar.election, *lines]))


def read_index(registrar: Registrar, encoded: bytes) -> dict[str, Indexed]:
    """The index, by entry of the roll.

    Raises:
        CheckFailed: `encoding` or `credential-list`.
    """
    first, *rows = encoded.split(b"\n")
    if read_canonical(first) != registrar.election:
        raise CheckFailed(Check.CREDENTIAL_LIST, "the index is of another vote")
    index = (_read_row(registrar.group, read_canonical(row)) for row in rows)
    return {each.entry: each for each in index}


def _read_row(group: Group, row: Value) -> Indexed:
    match row:
        case [str(entry), int(electorate), str(ward), str(age), str(credential)]:
            if len(credential) == 2 * group.element_size and set(credential) <= DIGITS:
                return Indexed(entry, electorate, ward, age, bytes.fromhex(credential))
    raise CheckFailed(Check.CREDENTIAL_LIST, "a row of the index")
