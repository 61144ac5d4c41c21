"""Whether the heads of a log agree: with those seen before, with those that others saw."""

from collections.abc import Callable, Iterable, Sequence

from voting.crypto.canonical import canonical_bytes, read_canonical
from voting.crypto.definition import Definition
from voting.crypto.entries import entry_leaf
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.heads import SignedHead, check_head
from voting.crypto.merkle import Tree, check_consistency
from voting.crypto.record.frames import Tag
from voting.crypto.record.parts import head_bytes, read_consistency, read_head
from voting.crypto.record.reader import RecordReader

MOST_HEADS = 50_000
Get = Callable[[str], bytes | None]


class Forked(CheckFailed):
    """Two heads that the log signed and that cannot both be true: the evidence for everyone."""

    def __init__(self, one: SignedHead, other: SignedHead) -> None:
        sizes = f"{one.head.size} and {other.head.size}"
        super().__init__(Check.LOG_HEAD, f"forked: its heads over {sizes} entries do not agree")
        self.heads = (one, other)


def proof_name(old: int, new: int) -> str:
    return f"consistency-{old}-{new}.json"


def heads_bytes(definition: Definition, heads: Iterable[SignedHead]) -> bytes:
    """All heads seen, for oneself and for other monitors."""
    values = [read_canonical(head_bytes(definition.group, head)) for head in heads]
    return canonical_bytes(values)


def read_heads(definition: Definition, encoded: bytes) -> list[SignedHead]:
    """The heads that a monitor has seen, each signed by the log.

    Raises:
        CheckFailed: `encoding`, `log-head`, `signature` or `scalar`.
    """
    values = read_canonical(encoded)
    if not isinstance(values, list) or len(values) > MOST_HEADS:
        raise CheckFailed(Check.LOG_HEAD, "no list of heads")
    heads = [read_head(definition.group, canonical_bytes(value)) for value in values]
    for head in heads:
        check_head(definition, head)
    return heads


def require_growth(definition: Definition, last: SignedHead, new: SignedHead, get: Get) -> bool:
    """Check that a log goes on where it was; False where the proof is not there yet.

    Raises:
        Forked: two heads over as many entries differ.
        CheckFailed: `log-head`: the log shrank; `log-consistency`; those of the head itself.
    """
    check_head(definition, new)
    if new.head.size < last.head.size:
        where = f"shrunk: it had {last.head.size} entries, now {new.head.size}"
        raise CheckFailed(Check.LOG_HEAD, where)
    return agree(last, new, get)


def agree(one: SignedHead, other: SignedHead, get: Get) -> bool:
    """Check that two heads are of one log; False where the proof is not there yet.

    Raises:
        Forked: two heads over as many entries differ.
        CheckFailed: `log-consistency`: the proof does not hold.
    """
    old, new = sorted((one.head, other.head), key=lambda head: head.size)
    if old.size == new.size:
        if old.root != new.root:
            raise Forked(one, other)
        return True
    if old.size == 0:
        check_consistency(0, old.root, new.size, new.root, [])
        return True
    encoded = get(proof_name(old.size, new.size))
    if encoded is None:
        return False
    check_consistency(old.size, old.root, new.size, new.root, read_consistency(encoded))
    return True


def closed_log(definition: Definition, reader: RecordReader) -> tuple[Tree, list[SignedHead]]:
    """The tree of a closed log, from its entries, and the heads that stand with it.

    What the entries say is verified by `voting.verify`; here it matters that they are the same.

    Raises:
        CheckFailed: `definition`: of another vote; `log-head`; those of a head.
        RecordUnreadable
    """
    if reader.one(Tag.DEFINITION) != definition.encoded:
        raise CheckFailed(Check.DEFINITION, "the closed vote is of another definition")
    reader.one(Tag.CEREMONY)
    reader.credentials(definition)
    reader.one(Tag.SIGNATURES)
    tree = Tree()
    for encoded in reader.entries():
        tree.append(entry_leaf(definition, encoded))
    heads = [read_head(definition.group, encoded) for encoded in reader.some(Tag.HEAD)]
    if not heads or heads[-1].head.size != len(tree):
        raise CheckFailed(Check.LOG_HEAD, "the last head does not cover the whole log")
    for head in heads:
        check_head(definition, head)
    require_in(tree, heads, heads[-1])
    return tree, heads


def require_in(tree: Tree, heads: Sequence[SignedHead], last: SignedHead) -> None:
    """Check that heads seen before are of the log that lies open now.

    Raises:
        Forked: one is not: an entry was removed, replaced or inserted after it was signed.
        CheckFailed: `log-head`: the log shrank.
    """
    for signed in heads:
        if signed.head.size > len(tree):
            where = f"shrunk: it had {signed.head.size} entries, now {len(tree)}"
            raise CheckFailed(Check.LOG_HEAD, where)
        if tree.root(signed.head.size) != signed.head.root:
            raise Forked(signed, last)
