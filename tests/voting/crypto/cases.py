"""Questions to the protocol that two programs must answer alike, each a call by name.

A case is JSON: `call`, and what it is given: bytes in hexadecimal, scalars in decimal, randomness
as a `seed`, a `definition` as its text. The answer is JSON too, or {"refused": the check}.
The browser's answers are in tests/frontend/protocol/calls.mjs.
"""

from collections.abc import Callable
from typing import Any

from voting.audit_ballot.challenged import audit, read_challenged, told
from voting.crypto import merkle
from voting.crypto.ballots import (
    Ballot,
    Place,
    check_ballot,
    check_unsigned,
    encrypt_ballot,
    sign_ballot,
)
from voting.crypto.canonical import canonical_bytes, read_canonical
from voting.crypto.credentials import draw_code, read_code, signing_key
from voting.crypto.definition import Definition
from voting.crypto.draw import SeededDraw, draw_permutation, draw_scalar
from voting.crypto.entries import (
    check_entry_signature,
    entry_bytes,
    entry_leaf,
    read_entry,
)
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Group, combine, require_element
from voting.crypto.groups.named import GROUPS
from voting.crypto.heads import (
    Head,
    check_promise,
    check_receipt,
    countersign,
    sign_head,
    sign_promise,
    sign_receipt,
)
from voting.crypto.limits import read_form
from voting.crypto.packing import BallotKind, Packing
from voting.crypto.proofs import (
    Proof,
    check_equality,
    check_logarithm,
    prove_equality,
    prove_logarithm,
)
from voting.crypto.reading import read_definition
from voting.crypto.transcript import challenge, coefficients, digest
from voting.crypto.wire import proof_bytes, read_proof, read_scalar, scalar_bytes

Case = dict[str, Any]


def answer(case: Case) -> Any:
    try:
        return CALLS[case["call"]](Given(case))
    except CheckFailed as failure:
        return {"refused": failure.check.value}


class Given:
    """The members of a case, as the protocol takes them."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def __getitem__(self, name: str) -> Any:
        return self.case[name]

    def octets(self, name: str) -> bytes:
        return bytes.fromhex(self.case[name])

    def all_octets(self, name: str) -> list[bytes]:
        return [bytes.fromhex(part) for part in self.case[name]]

    def scalar(self, name: str) -> int:
        return int(self.case[name])

    @property
    def group(self) -> Group:
        return GROUPS[self.case["group"]]

    @property
    def draw(self) -> SeededDraw:
        return SeededDraw(self.octets("seed"))

    @property
    def definition(self) -> Definition:
        return read_definition(self.case["definition"].encode())

    @property
    def proof(self) -> Proof:
        return Proof(int(self.case["c"]), int(self.case["z"]))

    def elements(self, name: str) -> list[bytes]:
        return [require_element(self.group, part, name) for part in self.all_octets(name)]

    def place(self, credential: bytes) -> Place:
        fingerprint = self.definition.fingerprint
        return Place(fingerprint, credential, self.case["counter"], self.octets("previous"))

    @property
    def payloads(self) -> list[bytes]:
        definition = self.definition
        return definition.form.packing.pack(
            tuple(self.case["choice"]), definition.group.payload_size
        )

    @property
    def packing(self) -> Packing:
        return Packing(BallotKind(self.case["kind"]), self.case["options"], self.case["limit"])

    @property
    def tree(self) -> merkle.Tree:
        tree = merkle.Tree()
        for place in range(self.case["size"]):
            tree.append(merkle.leaf_hash(place.to_bytes(8, "big")))
        return tree


def _combine(given: Given) -> str:
    scalars = [int(scalar) for scalar in given["scalars"]]
    return combine(given.group, scalars, given.elements("elements")).hex()


def _form(given: Given) -> Any:
    form = read_form(given["ballot"], tuple(given["costs"]))
    form.packing.pack(tuple(given["choice"]), 30)
    form.check(tuple(given["choice"]))
    return form.to_value()


def _logarithm(given: Given) -> Any:
    group, statement = given.group, tuple(given.all_octets("statement"))
    proof = prove_logarithm(group, given["domain"], statement, given.scalar("x"), given.draw)
    return proof_bytes(group, proof).hex()


def _check_logarithm(given: Given) -> bool:
    statement, [point] = tuple(given.all_octets("statement")), given.elements("points")
    domain, proof = given["domain"], given.proof
    check_logarithm(given.group, domain, statement, point, proof, Check.SIGNATURE)
    return True


def _equality(given: Given) -> Any:
    group, statement, [base] = (
        given.group,
        tuple(given.all_octets("statement")),
        given.elements("points"),
    )
    proof = prove_equality(group, given["domain"], statement, base, given.scalar("x"), given.draw)
    return proof_bytes(group, proof).hex()


def _check_equality(given: Given) -> bool:
    statement, [key, base, factor] = tuple(given.all_octets("statement")), given.elements("points")
    points, proof = (key, base, factor), given.proof
    check_equality(given.group, given["domain"], statement, points, proof, Check.SIGNATURE)
    return True


def _encrypt(given: Given) -> Any:
    """A ballot before it is cast, and what opens it."""
    definition = given.definition
    group, key = definition.group, definition.trustees.key
    credential = group.multiply_generator(given.scalar("key"))
    place = given.place(credential)
    unsigned, randomness = encrypt_ballot(group, key, given.payloads, place, given.draw)
    check_unsigned(group, key, unsigned, definition.elements)
    return {
        "tracker": unsigned.tracker(group).hex(),
        "randomness": [scalar_bytes(group, r).hex() for r in randomness],
    }


def _cast(given: Given) -> Any:
    definition, draw = given.definition, given.draw
    group, signing = definition.group, given.scalar("key")
    place = given.place(group.multiply_generator(signing))
    unsigned, _ = encrypt_ballot(group, definition.trustees.key, given.payloads, place, draw)
    return entry_bytes(definition, sign_ballot(group, unsigned, signing, draw)).hex()


def _entry(given: Given) -> Any:
    definition, encoded = given.definition, given.octets("entry")
    entry = read_entry(definition, encoded, "entry")
    if isinstance(entry, Ballot):
        check_ballot(definition.group, definition.trustees.key, entry, definition.elements)
    check_entry_signature(definition, entry)
    return [entry_bytes(definition, entry).hex(), entry_leaf(definition, encoded).hex()]


def _signed(given: Given) -> Any:
    """What the log and a trustee sign."""
    definition, draw, key = given.definition, given.draw, given.scalar("key")
    head, tracker = Head(given["size"], given.octets("root")), given.octets("tracker")
    signatures = [
        sign_head(definition, head, key, draw),
        countersign(definition, head, key, draw),
        sign_receipt(definition, tracker, key, draw),
        sign_promise(definition, tracker, key, draw),
    ]
    return [proof_bytes(definition.group, signature).hex() for signature in signatures]


def _promised(given: Given) -> bool:
    definition, tracker = given.definition, given.octets("tracker")
    signature = read_proof(definition.group, given.octets("signature"), "signature")
    check = {"receipt": check_receipt, "promise": check_promise}[given["purpose"]]
    check(definition, tracker, signature)
    return True


def _audit(given: Given) -> Any:
    """A challenged ballot from its file: what it says in both languages, and its file again."""
    challenged = read_challenged(given.octets("file"))
    audit(challenged)
    lines = {language: told(challenged, language) for language in ("ja", "en")}
    return {**lines, "file": challenged.encoded().hex()}


def _tree(given: Given) -> Any:
    """The root, the path of one entry and the proof of an older size."""
    tree, size = given.tree, given["size"]
    proofs = [tree.inclusion(given["index"], size), tree.consistency(given["old"], size)]
    return [tree.root().hex(), *([step.hex() for step in proof] for proof in proofs)]


def _included(given: Given) -> bool:
    path, root = given.all_octets("path"), given.octets("root")
    merkle.check_inclusion(given.octets("leaf"), given["index"], given["size"], path, root)
    return True


def _consistent(given: Given) -> bool:
    merkle.check_consistency(
        given["old"],
        given.octets("old_root"),
        given["size"],
        given.octets("root"),
        given.all_octets("proof"),
    )
    return True


CALLS: dict[str, Callable[[Given], Any]] = {
    "decode": lambda g: require_element(g.group, g.octets("element"), "element").hex(),
    "combine": _combine,
    "from_digest": lambda g: g.group.from_digest(g.octets("digest")).hex(),
    "embed": lambda g: g.group.embed(g.octets("payload")).hex(),
    "extract": lambda g: g.group.extract(g.elements("elements")[0]).hex(),
    "read_scalar": lambda g: str(read_scalar(g.group, g.octets("scalar"), "scalar")),
    "digest": lambda g: digest(g["domain"], *g.all_octets("parts")).hex(),
    "challenge": lambda g: str(challenge(g.group, g["domain"], *g.all_octets("parts"))),
    "coefficients": lambda g: [str(c) for c in coefficients(g.octets("seed"), g["count"])],
    "draw_scalar": lambda g: str(draw_scalar(g.draw, g.group)),
    "permutation": lambda g: draw_permutation(g.draw, g["size"]),
    "canonical": lambda g: canonical_bytes(read_canonical(g.octets("text"))).hex(),
    "pack": lambda g: [p.hex() for p in g.packing.pack(tuple(g["choice"]), g["payload_size"])],
    "unpack": lambda g: list(g.packing.unpack(g.all_octets("payloads"))),
    "form": _form,
    "draw_code": lambda g: draw_code(g.draw),
    "read_code": lambda g: read_code(g["typed"]),
    "signing_key": lambda g: str(signing_key(g.group, g["code"], g.octets("election"))),
    "logarithm": _logarithm,
    "check_logarithm": _check_logarithm,
    "equality": _equality,
    "check_equality": _check_equality,
    "encrypt": _encrypt,
    "cast": _cast,
    "entry": _entry,
    "signed": _signed,
    "promised": _promised,
    "audit": _audit,
    "tree": _tree,
    "included": _included,
    "consistent": _consistent,
}
