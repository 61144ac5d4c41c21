"""Everything that is frozen when a vote opens, as one canonical text, and its fingerprint.

The fingerprint goes into every challenge, signature and log entry: whatever is changed in the
definition afterwards, nothing fits it any more.
"""

from dataclasses import dataclass
from functools import cached_property

from voting.crypto.canonical import Value, canonical_bytes
from voting.crypto.groups.base import Element, Group
from voting.crypto.limits import BallotForm
from voting.crypto.lots import lot_order
from voting.crypto.transcript import VERSION, fingerprint


@dataclass(frozen=True, slots=True)
class Wording:
    """A text for people, in both languages."""

    ja: str
    en: str

    def to_value(self) -> Value:
        return {"ja": self.ja, "en": self.en}


@dataclass(frozen=True, slots=True)
class Option:
    """`cost` in yen, where the vote is on money. `columns`: the groups that caps speak of."""

    id: str
    name: Wording
    cost: int | None
    columns: tuple[tuple[str, str], ...] = ()

    def to_value(self) -> Value:
        columns: dict[str, Value] = dict(self.columns)
        return {"id": self.id, "name": self.name.to_value(), "cost": self.cost, "columns": columns}


@dataclass(frozen=True, slots=True)
class Electorate:
    """A body that votes. `roll`: its entries on the roll; never more credentials than these.

    `merged_with`: the electorate (its place) with whose ballots these are mixed and counted where
    they are fewer than the anonymity minimum; without one they are not opened then.
    """

    name: str
    roll: int
    merged_with: int | None = None

    def to_value(self) -> Value:
        return {"name": self.name, "roll": self.roll, "merged_with": self.merged_with}


@dataclass(frozen=True, slots=True)
class Trustees:
    """t of n, their keys in order, and the fingerprint of the ceremony that made them.

    `served_page`: they used a page that the portal served, which no real vote does.
    """

    t: int
    key: Element
    verification_keys: tuple[Element, ...]
    signing_keys: tuple[Element, ...]
    ceremony: bytes
    served_page: bool

    def to_value(self) -> Value:
        return {
            "t": self.t,
            "key": self.key.hex(),
            "verification_keys": [key.hex() for key in self.verification_keys],
            "signing_keys": [key.hex() for key in self.signing_keys],
            "ceremony": self.ceremony.hex(),
            "served_page": self.served_page,
        }


@dataclass(frozen=True, slots=True)
class Contributions:
    """To the lot: revealed before opening. To the audit's seed: committed to before opening."""

    lot_commitments: tuple[bytes, ...]
    lot: tuple[bytes, ...]
    audit_commitments: tuple[bytes, ...]

    def to_value(self) -> Value:
        return {
            "lot_commitments": [c.hex() for c in self.lot_commitments],
            "lot": [c.hex() for c in self.lot],
            "audit_commitments": [c.hex() for c in self.audit_commitments],
        }


@dataclass(frozen=True)
class Definition:
    """`rule` and `budget` are for `voting.counting`; nothing here looks into the rule.

    `opens` and `closes` are instants in ISO 8601 with offset. `credentials` is the fingerprint of
    the list of credentials. `anonymity_minimum`: no list of fewer ballots is opened.
    """

    election: str
    kind: str
    question: Wording
    options: tuple[Option, ...]
    form: BallotForm
    electorates: tuple[Electorate, ...]
    rule: Value
    budget: int | None
    contributions: Contributions
    opens: str
    closes: str
    area_rule: str
    anonymity_minimum: int
    trustees: Trustees
    mixes: int
    log_key: Element
    registrar_key: Element
    credentials: bytes
    rehearsal: bool
    group: Group

    @property
    def elements(self) -> int:
        """w: so many group elements hold a ballot."""
        return self.form.packing.elements(self.group.payload_size)

    @cached_property
    def lot(self) -> tuple[str, ...]:
        """The ids of the options in the order in which they win a tie."""
        order = lot_order(self.contributions.lot, len(self.options))
        return tuple(self.options[place].id for place in order)

    @cached_property
    def encoded(self) -> bytes:
        return canonical_bytes(self.to_value())

    @cached_property
    def fingerprint(self) -> bytes:
        return fingerprint("definition", self.encoded)

    def to_value(self) -> Value:
        return {
            "version": VERSION.decode(),
            "group": self.group.name,
            "election": self.election,
            "kind": self.kind,
            "question": self.question.to_value(),
            "options": [option.to_value() for option in self.options],
            "ballot": self.form.to_value(),
            "elements": self.elements,
            "electorates": [electorate.to_value() for electorate in self.electorates],
            "rule": self.rule,
            "budget": self.budget,
            "contributions": self.contributions.to_value(),
            "lot": list(self.lot),
            "opens": self.opens,
            "closes": self.closes,
            "area_rule": self.area_rule,
            "anonymity_minimum": self.anonymity_minimum,
            "trustees": self.trustees.to_value(),
            "mixes": self.mixes,
            "log_key": self.log_key.hex(),
            "registrar_key": self.registrar_key.hex(),
            "credentials": self.credentials.hex(),
            "rehearsal": self.rehearsal,
        }
