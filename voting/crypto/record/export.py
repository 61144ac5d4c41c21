"""The record as one JSON document, for other tools. Parsed, not verified."""

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TextIO

from voting.crypto.ballots import Ballot
from voting.crypto.canonical import Value, read_canonical
from voting.crypto.definition import Definition
from voting.crypto.entries import (
    Closed,
    Entry,
    IndexDestroyed,
    PaperBatch,
    Revoked,
    Spoilt,
    VotedOnPaper,
    entry_leaf,
    read_entry,
)
from voting.crypto.reading import read_definition
from voting.crypto.record.frames import MAGIC, Tag
from voting.crypto.record.reader import RecordReader
from voting.crypto.wire import proof_bytes, scalar_bytes

KINDS = {
    Ballot: "ballot",
    Spoilt: "spoilt",
    Revoked: "revoked",
    VotedOnPaper: "voted-on-paper",
    PaperBatch: "paper-batch",
    Closed: "closed",
    IndexDestroyed: "index-destroyed",
}


def export_json(file: BinaryIO, out: TextIO) -> None:
    """Write the record in `file` as JSON, part by part.

    Raises:
        CheckFailed: a part that cannot be parsed.
        RecordUnreadable
    """
    reader = RecordReader(file)
    definition = read_definition(encoded := reader.one(Tag.DEFINITION))
    out.write(f'{{"format":{json.dumps(MAGIC.decode().strip())},\n')
    out.write(f'"definition":{encoded.decode()},\n')
    out.write(f'"ceremony":{_document(reader.one(Tag.CEREMONY))},\n')
    keys = [[key.hex() for key in keys] for keys in reader.credentials(definition).keys]
    out.write(f'"credentials":{json.dumps(keys)},\n')
    out.write(f'"signatures":{_document(reader.one(Tag.SIGNATURES))},\n')
    _write_list(out, "entries", _entries(definition, reader))
    _write_list(out, "heads", map(_document, reader.some(Tag.HEAD)))
    _write_list(out, "mixes", _tables(reader, Tag.MIX))
    _write_list(out, "openings", _tables(reader, Tag.OPENING))
    _write_list(out, "paper", map(_document, reader.some(Tag.PAPER)))
    out.write(f'"audit":{_document(reader.one(Tag.AUDIT))},\n')
    out.write(f'"result":{_document(reader.one(Tag.RESULT))}}}\n')
    reader.end()


def _write_list(out: TextIO, name: str, items: Iterable[str]) -> None:
    out.write(f'"{name}":[')
    out.writelines((",\n" if place else "") + item for place, item in enumerate(items))
    out.write("],\n")


def _document(encoded: bytes) -> str:
    read_canonical(encoded)
    return encoded.decode()


def _entries(definition: Definition, reader: RecordReader) -> Iterator[str]:
    for number, encoded in enumerate(reader.entries()):
        entry = read_entry(definition, encoded, f"entry {number}")
        parts: dict[str, Value] = {
            "kind": KINDS[type(entry)],
            **_parts(definition, entry),
            "leaf": entry_leaf(definition, encoded).hex(),
        }
        yield json.dumps(parts)


def _parts(definition: Definition, entry: Entry) -> dict[str, Value]:
    group = definition.group
    if isinstance(entry, Spoilt):
        return {"tracker": entry.tracker.hex()}
    signature: dict[str, Value] = {"signature": proof_bytes(group, entry.signature).hex()}
    match entry:
        case Ballot(unsigned):
            place, proof = unsigned.place, unsigned.proof
            return signature | {
                "credential": place.credential.hex(),
                "counter": place.counter,
                "previous": place.previous.hex(),
                "row": [{"alpha": c.alpha.hex(), "beta": c.beta.hex()} for c in unsigned.row],
                "c": scalar_bytes(group, proof.c).hex(),
                "z": [scalar_bytes(group, z).hex() for z in proof.z],
                "tracker": unsigned.tracker(group).hex(),
            }
        case Revoked(credential) | VotedOnPaper(credential):
            return signature | {"credential": credential.hex()}
        case PaperBatch(electorate, count, fingerprint):
            named: dict[str, Value] = {"electorate": electorate, "count": count}
            return signature | named | {"fingerprint": fingerprint.hex()}
        case _:
            return signature


def _tables(reader: RecordReader, tag: Tag) -> Iterator[str]:
    """Headers of mixes or openings, each with the columns that follow it."""
    for encoded in reader.some(tag):
        columns: dict[str, str] = {}
        for payload in reader.some(Tag.COLUMN):
            number = str(int.from_bytes(payload[:1], "big"))
            columns[number] = columns.get(number, "") + payload[1:].hex()
        yield f'{{"header":{_document(encoded)},"columns":{json.dumps(columns)}}}'
