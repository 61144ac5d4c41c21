"""What goes between the counter and the registrar: who votes on paper, and the batches typed.

The portal writes the requests, the registrar's tool the answers. An answer names the requests that
were done, and apart from them, in the order of the keys, the entries for the log: whoever reads it
does not learn which entry of the roll has which key.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from voting.crypto.canonical import Value, canonical_bytes, read_canonical
from voting.crypto.definition import Definition
from voting.crypto.draw import Draw
from voting.crypto.entries import PaperBatch, VotedOnPaper, entry_bytes, read_entry, sign_entry
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import Fields, fields_of
from voting.crypto.groups.base import Element, Scalar
from voting.crypto.signatures import check_signature, sign
from voting.crypto.wire import proof_bytes, proof_size, read_proof
from voting.registrar.making import Indexed

MOST: Final = 1_000_000
LONGEST_ENTRY: Final = 200
SIGNED: Final = "exclusions"


@dataclass(frozen=True, slots=True)
class Request:
    """Someone votes on paper: by an entry of the roll, or by the key on the card handed in."""

    number: int
    entry: str = ""
    credential: Element = b""

    def to_value(self) -> Value:
        by: dict[str, Value] = (
            {"credential": self.credential.hex()} if self.credential else {"entry": self.entry}
        )
        return {"number": self.number, **by}


@dataclass(frozen=True, slots=True)
class Answer:
    """`entries` are those of the log, in the order of their keys."""

    done: tuple[int, ...]
    refused: tuple[int, ...]
    entries: tuple[bytes, ...]

    def to_value(self, definition: Definition) -> dict[str, Value]:
        return {
            "done": list(self.done),
            "election": definition.fingerprint.hex(),
            "entries": [entry.hex() for entry in self.entries],
            "refused": list(self.refused),
        }


@dataclass(frozen=True, slots=True)
class TypedBatch:
    """The paper ballots of a bundle as count and fingerprint."""

    number: int
    electorate: int
    count: int
    fingerprint: bytes

    def to_value(self) -> Value:
        return {
            "count": self.count,
            "electorate": self.electorate,
            "fingerprint": self.fingerprint.hex(),
            "number": self.number,
        }


def requests_bytes(definition: Definition, requests: Sequence[Request]) -> bytes:
    return _document(definition, "requests", [request.to_value() for request in requests])


def batches_bytes(definition: Definition, batches: Sequence[TypedBatch]) -> bytes:
    return _document(definition, "batches", [batch.to_value() for batch in batches])


def _document(definition: Definition, name: str, items: list[Value]) -> bytes:
    return canonical_bytes({"election": definition.fingerprint.hex(), name: items})


def read_requests(definition: Definition, encoded: bytes) -> list[Request]:
    """Who is to be excluded.

    Raises:
        CheckFailed: `encoding` or `definition`, for a file of another vote.
    """
    with fields_of(read_canonical(encoded), "requests", Check.ENCODING) as fields:
        _require_vote(definition, fields)
        return [_read_request(definition, value) for value in fields.items("requests", MOST)]


def _read_request(definition: Definition, value: Value) -> Request:
    by_key = isinstance(value, dict) and "credential" in value
    with fields_of(value, "request", Check.ENCODING) as fields:
        number = fields.whole("number", 1, 2**53 - 1)
        if by_key:
            key = fields.octets("credential", definition.group.element_size)
            return Request(number, credential=key)
        return Request(number, entry=fields.text("entry", LONGEST_ENTRY))


def read_batches(definition: Definition, encoded: bytes) -> list[TypedBatch]:
    """Batches to be bound by the registrar's signature.

    Raises:
        CheckFailed: `encoding` or `definition`.
    """
    batches = []
    with fields_of(read_canonical(encoded), "batches", Check.ENCODING) as fields:
        _require_vote(definition, fields)
        for value in fields.items("batches", MOST):
            with fields_of(value, "batch", Check.ENCODING) as part:
                number, electorate = part.whole("number", 1, MOST), part.whole("electorate", 0, 255)
                count, name = part.whole("count", 1, MOST), part.octets("fingerprint", 32)
                batches.append(TypedBatch(number, electorate, count, name))
    return batches


def _require_vote(definition: Definition, fields: Fields) -> None:
    if fields.octets("election", 32) != definition.fingerprint:
        raise CheckFailed(Check.DEFINITION, f"{fields.where}: of another vote")


def exclude(
    definition: Definition,
    requests: Sequence[Request],
    index: Mapping[str, Indexed],
    excluded: Collection[Element],
    key: Scalar,
    draw: Draw,
) -> Answer:
    """Sign an entry for each key that is listed and not excluded yet; refuse the other requests.

    Cards come first: their ballots lie in the box, those without a card in an envelope.
    """
    listed = {each.credential for each in index.values()}
    done, refused, keys = [], [], set[Element]()
    for request in sorted(requests, key=lambda request: not request.credential):
        found = index.get(request.entry)
        credential = found.credential if found else request.credential
        if credential not in listed or credential in excluded or credential in keys:
            refused.append(request.number)
        else:
            done.append(request.number)
            keys.add(credential)
    entries = [
        entry_bytes(definition, sign_entry(definition, partial(VotedOnPaper, one), key, draw))
        for one in sorted(keys)
    ]
    return Answer(tuple(sorted(done)), tuple(sorted(refused)), tuple(entries))


def answer_bytes(definition: Definition, answer: Answer, key: Scalar, draw: Draw) -> bytes:
    value = answer.to_value(definition)
    signature = sign(definition.group, SIGNED, canonical_bytes(value), key, draw)
    return canonical_bytes({**value, "signature": proof_bytes(definition.group, signature).hex()})


def read_answer(definition: Definition, encoded: bytes) -> Answer:
    """What the registrar answered.

    Raises:
        CheckFailed: `encoding`, `definition`, `signature` or `log-entry`.
    """
    group = definition.group
    with fields_of(read_canonical(encoded), "answer", Check.ENCODING) as fields:
        _require_vote(definition, fields)
        done, refused = (_numbers(fields, name) for name in ("done", "refused"))
        entries = fields.all_octets("entries", 1 + group.element_size + proof_size(group), MOST)
        signature = read_proof(group, fields.octets("signature", proof_size(group)), "answer")
    answer = Answer(done, refused, tuple(entries))
    message = canonical_bytes(answer.to_value(definition))
    check_signature(group, SIGNED, message, definition.registrar_key, signature)
    if len(done) != len(entries):
        raise CheckFailed(Check.LOG_ENTRY, "as many entries as requests that were done")
    return answer


def _numbers(fields: Fields, name: str) -> tuple[int, ...]:
    numbers = fields.items(name, MOST)
    if not all(isinstance(n, int) and not isinstance(n, bool) for n in numbers):
        raise fields.refusal(f"{name} are numbers")
    return tuple(n for n in numbers if isinstance(n, int))


def keys_in(definition: Definition, answer: Answer) -> set[Element]:
    """The keys that an answer excludes."""
    read = (read_entry(definition, encoded, "entry") for encoded in answer.entries)
    return {entry.credential for entry in read if isinstance(entry, VotedOnPaper)}


def bind(definition: Definition, batches: Sequence[TypedBatch], key: Scalar, draw: Draw) -> bytes:
    """The signed entries of the batches, by their numbers."""
    entries: dict[str, Value] = {}
    for batch in batches:
        make = partial(PaperBatch, batch.electorate, batch.count, batch.fingerprint)
        signed = sign_entry(definition, make, key, draw)
        entries[str(batch.number)] = entry_bytes(definition, signed).hex()
    return canonical_bytes({"election": definition.fingerprint.hex(), "entries": entries})


def read_bound(definition: Definition, encoded: bytes) -> dict[int, bytes]:
    """The signed entry of each batch; their signatures are checked where they join the log.

    Raises:
        CheckFailed: `encoding` or `definition`.
    """
    with fields_of(read_canonical(encoded), "batches", Check.ENCODING) as fields:
        _require_vote(definition, fields)
        entries = fields.value("entries")
        if not isinstance(entries, dict):
            raise fields.refusal("entries by number")
    try:
        return {int(number): bytes.fromhex(str(entry)) for number, entry in entries.items()}
    except ValueError:
        raise CheckFailed(Check.ENCODING, "batches") from None
