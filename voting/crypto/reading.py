"""The definition read from its text: every member of its type, within bounds, and consistent."""

from typing import Final

from voting.crypto.canonical import Value, read_canonical
from voting.crypto.ceremony import MOST_TRUSTEES, read_element
from voting.crypto.definition import (
    Contributions,
    Definition,
    Electorate,
    Option,
    Trustees,
    Wording,
)
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import Fields, fields_of
from voting.crypto.groups.base import Group, require_element
from voting.crypto.groups.named import GROUPS, VOTING_GROUPS
from voting.crypto.limits import read_form
from voting.crypto.lots import check_contribution
from voting.crypto.transcript import VERSION

MOST_OPTIONS: Final = 10_000
MOST_ELECTORATES: Final = 20
MOST_GROUPINGS: Final = 20
KINDS: Final = ("priority", "budget")


def read_definition(encoded: bytes) -> Definition:
    """The definition in its canonical text, everything in it within bounds and consistent.

    Raises:
        CheckFailed: `encoding`, `definition`, `ballot-form`, `lot`, `group-element` or
            `identity-element`.
    """
    with fields_of(read_canonical(encoded), "definition", Check.DEFINITION) as fields:
        definition = _read(fields)
        if fields.whole("elements", 1) != definition.elements:
            raise fields.refusal("elements do not fit the ballot")
        lot = fields.items("lot", MOST_OPTIONS)
    given = definition.contributions
    revealed = zip(given.lot_commitments, given.lot, strict=True)
    for i, (commitment, contribution) in enumerate(revealed, start=1):
        election = definition.election
        check_contribution(election, "lot", i, commitment, contribution, Check.LOT)
    if lot != list(definition.lot):
        raise CheckFailed(Check.LOT, "the order is not that of the contributions")
    return definition


def _read(fields: Fields) -> Definition:
    group = _read_group(fields)
    options = _read_options(fields)
    trustees = _read_trustees(group, fields.value("trustees"))
    number_of_trustees = len(trustees.signing_keys)
    return Definition(
        election=fields.text("election", 100),
        kind=_read_kind(fields),
        question=_read_wording(fields.value("question"), "question"),
        options=options,
        form=read_form(fields.value("ballot"), tuple(option.cost for option in options)),
        electorates=_read_electorates(fields),
        rule=fields.value("rule"),
        budget=fields.whole_or_none("budget"),
        contributions=_read_contributions(fields.value("contributions"), number_of_trustees),
        opens=fields.text("opens", 40),
        closes=fields.text("closes", 40),
        area_rule=fields.text("area_rule"),
        anonymity_minimum=fields.whole("anonymity_minimum", 1),
        trustees=trustees,
        mixes=fields.whole("mixes", 1, number_of_trustees),
        log_key=read_element(group, fields, "log_key"),
        registrar_key=read_element(group, fields, "registrar_key"),
        credentials=fields.octets("credentials", 32),
        rehearsal=fields.flag("rehearsal"),
        group=group,
    )


def _read_group(fields: Fields) -> Group:
    if fields.text("version") != VERSION.decode():
        raise fields.refusal("its version is unknown")
    name = fields.text("group")
    if name not in GROUPS:
        raise fields.refusal("its group is unknown")
    if name not in VOTING_GROUPS and not fields.peek_flag("rehearsal"):
        raise fields.refusal("its group is for rehearsals alone")
    return GROUPS[name]


def _read_kind(fields: Fields) -> str:
    kind = fields.text("kind")
    if kind not in KINDS:
        raise fields.refusal("its kind is unknown")
    return kind


def _read_wording(value: Value, where: str) -> Wording:
    with fields_of(value, where, Check.DEFINITION) as fields:
        return Wording(fields.text("ja"), fields.text("en"))


def _read_options(fields: Fields) -> tuple[Option, ...]:
    values = fields.items("options", MOST_OPTIONS)
    options = tuple(_read_option(value, place) for place, value in enumerate(values))
    if not options or len({option.id for option in options}) != len(options):
        raise fields.refusal("options need ids that differ")
    return options


def _read_option(value: Value, place: int) -> Option:
    where = f"option {place}"
    with fields_of(value, where, Check.DEFINITION) as fields:
        columns = fields.value("columns")
        if not isinstance(columns, dict) or len(columns) > MOST_GROUPINGS:
            raise fields.refusal("columns are no object")
        cells = [(name, cell) for name, cell in columns.items() if isinstance(cell, str)]
        if len(cells) != len(columns):
            raise fields.refusal("a column is no text")
        return Option(
            fields.text("id", 100),
            _read_wording(fields.value("name"), where),
            fields.whole_or_none("cost", 1),
            tuple(cells),
        )


def _read_electorates(fields: Fields) -> tuple[Electorate, ...]:
    values = fields.items("electorates", MOST_ELECTORATES)
    electorates = tuple(_read_electorate(value, place) for place, value in enumerate(values))
    if not electorates or len({e.name for e in electorates}) != len(electorates):
        raise fields.refusal("electorates need names that differ")
    for place, electorate in enumerate(electorates):
        into = electorate.merged_with
        if into is None:
            continue
        # One step only: whom others are merged with stays a list of its own.
        if into >= len(electorates) or into == place or electorates[into].merged_with is not None:
            raise fields.refusal(f"electorate {place} cannot be merged with that one")
    return electorates


def _read_electorate(value: Value, place: int) -> Electorate:
    with fields_of(value, f"electorate {place}", Check.DEFINITION) as fields:
        return Electorate(
            fields.text("name", 100),
            fields.whole("roll", 0, 100_000_000),
            fields.whole_or_none("merged_with", 0, MOST_ELECTORATES),
        )


def _read_trustees(group: Group, value: Value) -> Trustees:
    with fields_of(value, "trustees", Check.DEFINITION) as fields:
        size = group.element_size
        signing = fields.all_octets("signing_keys", size, MOST_TRUSTEES)
        verification = fields.all_octets("verification_keys", size, MOST_TRUSTEES)
        if not signing or len(set(signing)) != len(signing) or len(verification) != len(signing):
            raise fields.refusal("each has two keys, and a signing key of its own")
        for key in (*signing, *verification):
            require_element(group, key, "a trustee's key")
        return Trustees(
            t=fields.whole("t", 1, len(signing)),
            key=read_element(group, fields, "key"),
            verification_keys=verification,
            signing_keys=signing,
            ceremony=fields.octets("ceremony", 32),
            served_page=fields.flag("served_page"),
        )


def _read_contributions(value: Value, trustees: int) -> Contributions:
    with fields_of(value, "contributions", Check.DEFINITION) as fields:
        names = ("lot_commitments", "lot", "audit_commitments")
        lists = [fields.all_octets(name, 32, trustees) for name in names]
        if {len(given) for given in lists} != {trustees}:
            raise fields.refusal("one from every trustee")
        return Contributions(*lists)
