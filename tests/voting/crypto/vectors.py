"""Writes the vectors that every program of the protocol must reproduce:

    DJANGO_SETTINGS_MODULE=portal.settings python -m tests.voting.crypto.vectors

tests/vectors/protocol/THEME.json: a list of cases (see cases.py), each with a `name` and the
`expected` answer, which is what voting/crypto gives or the check that it refuses by.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.voting.audit_ballot.test_audit import challenged
from tests.voting.crypto.cases import Case, answer
from tests.voting.crypto.elections import DROP, changed, prepared
from tests.voting.crypto.test_groups import INVALID, MULTIPLES
from voting.crypto.groups.modular import MODP_2048, TOY
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.transcript import digest

HERE = Path(__file__).parents[2] / "vectors/protocol"
GROUPS = (RISTRETTO255, MODP_2048, TOY)
CHOICES: dict[str, list[int]] = {
    "approval": [0, 2],
    "budget": [1],
    "points": [3, 0, 7, 0],
    "ranking": [2, 0],
}
ZERO = "00" * 32
TEXTS = {
    "everything": '{"a":[1,-2,true,false,null,""],"é":{"𠮷":"\\n\\u001f\\"","ａ":0}}',
    "an object out of order": '{"b":1,"a":2}',
    "keys by code point, not by UTF-16 unit": '{"\uffee":1,"𠮷":2}',
    "keys by UTF-16 unit": '{"𠮷":2,"\uffee":1}',
    "a key twice": '{"a":1,"a":1}',
    "keys that look like numbers": '{"10":0,"9":0}',
    "a key of JavaScript": '{"__proto__":{"a":1}}',
    "a space": '{"a": 1}',
    "a float": "[1.5]",
    "a whole float": "[1.0]",
    "an exponent": "[1e2]",
    "minus zero": "[-0]",
    "the largest number": "[9007199254740991]",
    "a number too large": "[9007199254740992]",
    "a number of many digits": "[" + "9" * 400 + "]",
    "an escape that need not be": '["\\u0041"]',
    "a slash escaped": '["\\/"]',
    "text that is not NFC": '["e\u0301"]',
    "half a character": '["\\ud800"]',
    "a byte order mark": "\ufeff[]",
    "no number": "[NaN]",
    "nothing": "",
    "two values": "[][]",
    "twenty levels": "[" * 20 + "0" + "]" * 20,
    "twenty-one levels": "[" * 21 + "0" + "]" * 21,
    "a line separator": '["\u2028\u007f"]',
}
TYPED = ["", "ABCD", "!" * 22, "あ" * 22, "7K3M", "ß" * 22, "U" * 23]


@cache
def scalars(group: Any, count: int) -> list[int]:
    wide = (digest("vectors", bytes([place])) for place in range(count))
    return [int.from_bytes(drawn, "big") % group.order for drawn in wide]


def elements() -> Iterator[tuple[str, Case]]:
    for place, encoding in enumerate([*MULTIPLES, *INVALID]):
        given = {"call": "decode", "group": "ristretto255", "element": encoding}
        yield f"RFC 9496, appendix A: {place}", given
    for group in GROUPS:
        name, size = group.name, group.element_size
        at = {"group": name}
        points = [group.multiply_generator(scalar).hex() for scalar in scalars(group, 40)]
        for count in (0, 1, 3, 40 if group is not MODP_2048 else 4):
            weights = [str(scalar) for scalar in scalars(group, count)]
            some = {"scalars": weights, "elements": points[:count]}
            yield f"{name}: the sum of {count}", {"call": "combine", **at, **some}
        few: Case = {"scalars": ["0", "-1"], "elements": points[:2]}
        yield f"{name}: zero and minus one", {"call": "combine", **at, **few}
        for told, octets in {
            "zero": bytes(size),
            "too short": group.generator[1:],
            "too long": group.generator + b"\0",
            "all ones": b"\xff" * size,
            "one": (1).to_bytes(size, "big"),
        }.items():
            yield f"{name}: {told}", {"call": "decode", **at, "element": octets.hex()}
        for place in range(4):
            drawn = digest("vectors", bytes([place]))
            payload = drawn[: group.payload_size].hex()
            yield f"{name}: embed {place}", {"call": "embed", **at, "payload": payload}
            embedded = group.embed(bytes.fromhex(payload)).hex()
            for told, element in {"embedded": embedded, "any": points[place]}.items():
                extract: Case = {"call": "extract", **at, "elements": [element]}
                yield f"{name}: extract {told} {place}", extract
            yield f"{name}: hash {place}", {"call": "from_digest", **at, "digest": drawn.hex()}
        length = (group.order.bit_length() + 7) // 8
        for told, scalar in {"the last": group.order - 1, "the order": group.order}.items():
            encoded = scalar.to_bytes(length, "little").hex()
            yield f"{name}: {told}", {"call": "read_scalar", **at, "scalar": encoded}
        yield f"{name}: a short scalar", {"call": "read_scalar", **at, "scalar": "01"}
        yield f"{name}: a drawn scalar", {"call": "draw_scalar", **at, "seed": "00"}


def transcripts() -> Iterator[tuple[str, Case]]:
    parts = ["", "00", "ff" * 100]
    yield "a digest", {"call": "digest", "domain": "vectors", "parts": parts}
    yield "no parts", {"call": "digest", "domain": "票", "parts": []}
    for group in GROUPS:
        given = {"call": "challenge", "group": group.name, "domain": "vectors", "parts": parts}
        yield f"a challenge in {group.name}", given
    yield "coefficients", {"call": "coefficients", "seed": "abcd", "count": 6}
    for size in (0, 1, 2, 5, 300):
        yield f"an order of {size}", {"call": "permutation", "seed": "05", "size": size}
    for name, text in TEXTS.items():
        octets = text.encode("utf-8", "surrogatepass").hex()
        yield f"canonical: {name}", {"call": "canonical", "text": octets}
    yield "canonical: broken UTF-8", {"call": "canonical", "text": b'["\xff"]'.hex()}
    yield (
        "canonical: half a character as bytes",
        {"call": "canonical", "text": "5b22eda08022" + "5d"},
    )


def packings() -> Iterator[tuple[str, Case]]:
    for kind, options, limit, choices in (
        ("approval", 4, 0, ([], [0, 3], [3, 0], [1, 1], [4], [-1])),
        ("approval", 250, 0, ([0, 249], list(range(250)))),
        ("points", 3, 5, ([0, 0, 0], [5, 0, 1], [6, 0, 0], [1, 2], [0, -1, 0])),
        ("points", 60, 1000, ([1000] * 60,)),
        ("ranking", 5, 3, ([], [4], [2, 0, 4], [0, 0], [0, 1, 2, 3], [5])),
        ("ranking", 100, 100, (list(range(100)),)),
    ):
        form = {"kind": kind, "options": options, "limit": limit}
        for place, choice in enumerate(choices):
            given = {"call": "pack", **form, "choice": choice, "payload_size": 30}
            yield f"{kind} of {options}: pack {place}", given
            packed = answer(given)
            if isinstance(packed, list):
                unpack = {"call": "unpack", **form, "payloads": packed}
                yield f"{kind} of {options}: unpack {place}", unpack
        for told in ("10", "05", "18", "ff"):
            unpack = {"call": "unpack", **form, "payloads": [told + "00" * 29]}
            yield f"{kind} of {options}: what {told} says", unpack


def forms() -> Iterator[tuple[str, Case]]:
    whole: Case = {
        "kind": "approval",
        "limit": 0,
        "least": 1,
        "most": 2,
        "budget": 100,
        "points": None,
    }
    quota = {"options": [0, 2], "least": 0, "most": 1}
    form: Case = {**whole, "quotas": [quota]}
    costs = [60, 40, 30]
    for choice in ([], [0, 1], [0, 2], [0, 1, 2], [1, 2]):
        given = {"call": "form", "ballot": form, "costs": costs, "choice": choice}
        yield f"approval of {choice}", given
    points = {**form, "kind": "points", "limit": 5, "budget": None, "points": 6, "quotas": []}
    for choice in ([5, 1, 0], [5, 2, 0], [2, 2, 2], [0, 0, 0]):
        given = {"call": "form", "ballot": points, "costs": costs, "choice": choice}
        yield f"points of {choice}", given
    changes: dict[str, Case] = {
        "another kind": {"kind": "veto"},
        "a limit that does not fit": {"limit": 1},
        "least over most": {"least": 3},
        "points for approval": {"points": 3},
        "a flag for a number": {"least": True},
        "a number for a text": {"kind": 1},
        "an unknown member": {"more": 1},
        "an option twice in a quota": {"quotas": [{**quota, "options": [0, 0]}]},
        "an option that is none": {"quotas": [{**quota, "options": [3]}]},
        "a flag for an option": {"quotas": [{**quota, "options": [True]}]},
        "no list": {"quotas": {}},
    }
    for name, change in changes.items():
        torn: Case = {"call": "form", "ballot": form | change, "costs": costs, "choice": [1]}
        yield f"a form with {name}", torn
    missing = {key: value for key, value in form.items() if key != "least"}
    yield "a form without least", {"call": "form", "ballot": missing, "costs": costs, "choice": [1]}
    unpriced = {"call": "form", "ballot": form, "costs": [60, None, 30], "choice": [1]}
    yield "an option without cost under a budget", unpriced


def codes() -> Iterator[tuple[str, Case]]:
    for seed in ("01", "02", "03"):
        given = {"call": "draw_code", "seed": seed}
        yield f"a code of {seed}", given
        code = answer(given)
        for name, typed in {
            "as printed": code,
            "without hyphens, small": code.replace("-", "").lower(),
            "with letters that look alike": code.replace("0", "o").replace("1", "l"),
            "with other hyphens and spaces": code.replace("-", "\u30fc\u3000", 2),
            "mistyped": code[:-1] + ("0" if code[-1] != "0" else "1"),
        }.items():
            yield f"{seed}, {name}", {"call": "read_code", "typed": typed}
    for typed in TYPED:
        yield f"no code: {typed}", {"call": "read_code", "typed": typed}
    code = answer({"call": "read_code", "typed": answer({"call": "draw_code", "seed": "01"})})
    for election in ("61", "e7a5a8"):
        given = {"call": "signing_key", "group": "ristretto255", "code": code, "election": election}
        yield f"the key in {election}", given


def proofs() -> Iterator[tuple[str, Case]]:
    for group in GROUPS:
        base, [x, other] = group.multiply_generator(7).hex(), scalars(group, 2)
        at = {"group": group.name, "domain": "vectors", "statement": ["00", ZERO]}
        asked: Case = {**at, "points": [base], "x": str(x), "seed": "0a"}
        key = group.multiply_generator(x)
        factor = group.multiply(x, bytes.fromhex(base))
        for call, points in (
            ("logarithm", [key.hex()]),
            ("equality", [key.hex(), base, factor.hex()]),
        ):
            made = {"call": call, **asked}
            yield f"{call} in {group.name}", made
            octets = bytes.fromhex(answer(made))
            half = len(octets) // 2
            c, z = (int.from_bytes(part, "little") for part in (octets[:half], octets[half:]))
            changes: dict[str, Case] = {
                "it holds": {},
                "another statement": {"statement": ["00"]},
                "another domain": {"domain": "vector"},
                "another point": {"points": [group.generator.hex(), *points[1:]]},
                "the challenge zero": {"c": "0"},
                "an answer that is not reduced": {"z": str(z + group.order)},
                "a negative challenge": {"c": str(c - group.order)},
                "another answer": {"z": str(other)},
            }
            for told, change in changes.items():
                given: Case = {
                    "call": f"check_{call}",
                    **at,
                    "points": points,
                    "c": str(c),
                    "z": str(z),
                }
                yield f"{call} in {group.name}: {told}", given | change


@cache
def definition(kind: str, group: str = "ristretto255") -> str:
    text: str = prepared(ballot=kind, group=group).definition.encoded.decode()
    return text


def wide() -> str:
    """A definition whose ballots have two elements."""
    text: str = prepared(
        ballot="ranking", options=90, group="ristretto255"
    ).definition.encoded.decode()
    return text


def ballots() -> Iterator[tuple[str, Case]]:
    elections = {kind: (definition(kind), choice) for kind, choice in CHOICES.items()}
    elections["two elements"] = (wide(), [89, 0, 45])
    elections["2048 bits"] = (definition("approval", "modp-2048"), [1])
    elections["toy"] = (definition("approval", "toy"), [])
    for name, (text, choice) in elections.items():
        given = {"definition": text, "key": "4711", "choice": choice, "seed": "0b"}
        first = {**given, "counter": 0, "previous": ZERO}
        yield f"{name}: encrypt", {"call": "encrypt", **first}
        yield f"{name}: cast", {"call": "cast", **first}
        entry = answer({"call": "cast", **first})
        yield f"{name}: read", {"call": "entry", "definition": text, "entry": entry}
        change = {**given, "counter": 1, "previous": digest("vectors")[:32].hex()}
        yield f"{name}: a change", {"call": "cast", **change}
        read = {"call": "entry", "definition": text, "entry": answer({"call": "cast", **change})}
        yield f"{name}: read the change", read
    first = {**given, "definition": definition("approval"), "choice": [0]}
    for told, where in {
        "a counter without a ballot before": {"counter": 1, "previous": ZERO},
        "a first ballot that names one before": {"counter": 0, "previous": "01" * 32},
        "the last counter": {"counter": 20, "previous": "01" * 32},
        "too many changes": {"counter": 21, "previous": "01" * 32},
        "a choice that is none": {"counter": 0, "previous": ZERO, "choice": [4]},
    }.items():
        yield told, {"call": "encrypt", **first, **where}


def entries() -> Iterator[tuple[str, Case]]:
    text = definition("approval")
    given = {"definition": text, "key": "4711", "choice": [0, 2], "seed": "0b"}
    cast = answer({"call": "cast", **given, "counter": 0, "previous": ZERO})
    octets = bytes.fromhex(cast)
    for place in range(0, len(octets), 13):
        torn = bytearray(octets)
        torn[place] ^= 1
        read = {"call": "entry", "definition": text, "entry": torn.hex()}
        yield f"a ballot with byte {place} changed", read
    for told, encoded in {
        "cut": octets[:-1],
        "too long": octets + b"\0",
        "moved to another vote": octets,
        "of no kind": b"\x08" + octets[1:],
        "of kind 0": b"\0",
        "a spoilt tracker": b"\x02" + bytes(32),
        "closed by nobody": b"\x06" + bytes(64),
        "closed by anyone": b"\x06" + b"\x01" * 64,
        "revoked by anyone": b"\x03" + octets[1:33] + b"\x01" * 64,
        "a batch": b"\x05" + b"\0" + b"\xff" * 8 + bytes(32) + b"\x01" * 64,
    }.items():
        where = definition("ranking") if told.startswith("moved") else text
        read = {"call": "entry", "definition": where, "entry": encoded.hex()}
        yield f"an entry: {told}", read


def signatures() -> Iterator[tuple[str, Case]]:
    for group in GROUPS:
        text = definition("approval", group.name)
        log = prepared(ballot="approval", group=group.name).secrets.log
        given = {"definition": text, "tracker": "ab" * 32}
        asked = {**given, "key": str(log), "seed": "0c", "size": 3, "root": "cd" * 32}
        signed = {"call": "signed", **asked}
        yield f"{group.name}: signatures of the log", signed
        _, _, receipt, promise = answer(signed)
        for purpose in ("receipt", "promise"):
            for told, signature in {"receipt": receipt, "promise": promise}.items():
                check = {"call": "promised", **given, "purpose": purpose, "signature": signature}
                yield f"{group.name}: the {told} as a {purpose}", check
        moved = {**given, "tracker": "ac" * 32, "purpose": "receipt", "signature": receipt}
        yield f"{group.name}: the receipt of another ballot", {"call": "promised", **moved}


def challenges() -> Iterator[tuple[str, Case]]:
    for kind in CHOICES:
        true, _ = challenged(kind)
        encoded = true.encoded()
        yield f"{kind}: as chosen", {"call": "audit", "file": encoded.hex()}
    for name, path, new in (
        ("another choice", "choice", [1]),
        ("a choice over the limits", "choice", [0, 1, 2, 3]),
        ("a flag in the choice", "choice", [True]),
        ("an option that is none", "choice", [9]),
        ("another tracker", "tracker", ZERO),
        ("another counter", "counter", 1),
        ("too many changes", "counter", 21),
        ("no receipt", "receipt", "01" * 16),
        ("a row too few", "row", []),
        ("a member too few", "c", DROP),
    ):
        torn = changed(challenged("approval")[0].encoded(), path, new)
        yield name, {"call": "audit", "file": torn.hex()}
    real, _ = challenged("approval", group="ristretto255")
    yield "a group of real votes", {"call": "audit", "file": real.encoded().hex()}
    liar, _ = challenged("approval", choice=(1,), claimed=(0, 2))
    over, _ = challenged("approval", choice=(0, 1, 2, 3))
    yield "a ballot over the limits", {"call": "audit", "file": over.encoded().hex()}
    yield "a device that encrypted something else", {"call": "audit", "file": liar.encoded().hex()}


def logs() -> Iterator[tuple[str, Case]]:
    for size, index, old in ((1, 0, 1), (2, 1, 1), (3, 2, 2), (7, 3, 4), (8, 7, 5), (100, 63, 64)):
        asked = {"call": "tree", "size": size, "index": index, "old": old}
        yield f"{index} of {size} and {old}", asked
        root, path, proof = answer(asked)
        older = answer({"call": "tree", "size": old, "index": 0, "old": old})[0]
        leaf = answer({"call": "tree", "size": 1, "index": 0, "old": 1})[0]
        inclusion: Case = {"call": "included", "leaf": leaf, "index": index, "size": size}
        inclusion |= {"path": path, "root": root}
        growth: Case = {
            "call": "consistent",
            "old": old,
            "old_root": older,
            "size": size,
            "root": root,
        }
        for told, change in {
            "as it is": {},
            "a step too many": {"path": [*path, ZERO]},
            "a step too few": {"path": path[:-1]},
            "an entry beyond": {"index": size},
            "a negative entry": {"index": -1},
            "the first entry": {"index": 0},
        }.items():
            yield f"{index} of {size}: {told}", inclusion | change
        for told, change in {
            "as it is": {},
            "a step too many": {"proof": [*proof, ZERO]},
            "a step too few": {"proof": proof[:-1]},
            "another root": {"root": ZERO},
            "nothing before": {"old": 0},
            "it shrank": {"size": old - 1},
        }.items():
            yield f"{old} to {size}: {told}", growth | {"proof": proof} | change
    empty = {"call": "consistent", "old": 0, "proof": [], "size": 5, "root": ZERO}
    empty["old_root"] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    yield "from nothing", empty


def cases() -> dict[str, Iterator[tuple[str, Case]]]:
    """The cases of each theme, which is the name of its file."""
    return {
        "elements": elements(),
        "transcripts": transcripts(),
        "packings": packings(),
        "forms": forms(),
        "codes": codes(),
        "proofs": proofs(),
        "ballots": ballots(),
        "entries": entries(),
        "signatures": signatures(),
        "challenges": challenges(),
        "logs": logs(),
    }


def text_of(theme: str) -> str:
    """The file of a theme, as it must be."""
    told = [{"name": name, **case, "expected": answer(case)} for name, case in cases()[theme]]
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in told) + "\n]\n"


def main() -> None:
    HERE.mkdir(parents=True, exist_ok=True)
    for theme in cases():
        (HERE / f"{theme}.json").write_text(text_of(theme), encoding="utf-8")


if __name__ == "__main__":
    main()
