"""The electoral roll as a CSV file: who may vote, in which electorate.

Columns, in any order: `entry` (a number of the city for the person) and `electorate`; as one likes
`ward` and `age` (a band, such as 30-39) for the table of turnout, `name` and `address` for the
postcard, and for someone who registered online and gets no postcard `key`, their public key, or
`sealed`: the key as the browser sealed it for the registrar, behind the ticket of its permission.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Final

from voting.crypto.errors import CheckFailed
from voting.crypto.groups.base import Element, Group
from voting.tools.refusal import Refused

LONGEST_CELL: Final = 200
LONGEST_SEALED: Final = 2_200
TICKET_BYTES: Final = 32
MOST_ELECTORATES: Final = 20
NEEDED: Final = ("entry", "electorate")


@dataclass(frozen=True, slots=True)
class Person:
    """One entry of the roll. `key` in hexadecimal, or empty; `sealed` until it was opened."""

    entry: str
    electorate: str
    ward: str = ""
    age: str = ""
    name: str = ""
    address: str = ""
    key: str = ""
    sealed: str = ""


COLUMNS: Final = tuple(field.name for field in fields(Person))


Opener = Callable[[bytes], Element]
"""Opens what a browser sealed; raises CheckFailed for what it cannot."""


def read_roll(octets: bytes, group: Group, opener: Opener | None = None) -> list[Person]:
    """The people of the roll, in its order; what is sealed is opened, where there is an opener.

    Raises:
        Refused: `roll_encoding`, or one that names the line: `roll_columns`, `roll_row`,
            `roll_cell`, `roll_entry`, `roll_key`, `roll_sealed`, `roll_electorates`, `roll_empty`.
    """
    people: list[Person] = []
    entries, keys = set[str](), set[Element]()
    for line, row in _rows(octets):
        person = Person(**row)
        if person.entry in entries:
            raise Refused("roll_entry", line=line, entry=person.entry)
        entries.add(person.entry)
        if person.sealed:
            person = replace(person, key=_opened(person, opener, line), sealed="")
        if person.key:
            key = _key(person.key, group, line)
            if key in keys:
                raise Refused("roll_key", line=line)
            keys.add(key)
        people.append(person)
    if not people:
        raise Refused("roll_empty")
    if len(electorates_of(people)) > MOST_ELECTORATES:
        raise Refused("roll_electorates", most=MOST_ELECTORATES)
    return people


def electorates_of(people: list[Person]) -> list[str]:
    """Their names, in the order in which the roll names them first."""
    return list(dict.fromkeys(person.electorate for person in people))


def _rows(octets: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("roll_encoding") from None
    if "\0" in text:
        raise Refused("roll_encoding")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if not set(NEEDED) <= set(header) <= set(COLUMNS) or len(set(header)) != len(header):
            raise Refused("roll_columns", needed=", ".join(NEEDED), known=", ".join(COLUMNS))
        for cells in reader:
            if any(cells):
                yield reader.line_num, _row(header, cells, reader.line_num)
    except csv.Error:
        raise Refused("roll_row", line=reader.line_num) from None


def _row(header: list[str], cells: list[str], line: int) -> dict[str, str]:
    if len(cells) != len(header):
        raise Refused("roll_row", line=line)
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    for name, cell in row.items():
        printable = all(c.isprintable() for c in cell)
        longest = LONGEST_SEALED if name == "sealed" else LONGEST_CELL
        if len(cell) > longest or not printable or (name in NEEDED and not cell):
            raise Refused("roll_cell", line=line, column=name)
    return row


def _opened(person: Person, opener: Opener | None, line: int) -> str:
    if opener is None or person.key:
        raise Refused("roll_sealed", line=line)
    try:
        return opener(bytes.fromhex(person.sealed)).hex()
    except (ValueError, CheckFailed):
        raise Refused("roll_sealed", line=line) from None


def _key(text: str, group: Group, line: int) -> Element:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        raise Refused("roll_key", line=line) from None
    known = len(key) == group.element_size and group.is_element(key) and key != group.identity
    if text != key.hex() or not known:
        raise Refused("roll_key", line=line)
    return key
