"""A log that only grows, and short proofs about it: RFC 6962, section 2.1, with SHA-256.

A leaf is hashed as SHA-256(0x00 || entry), a node as SHA-256(0x01 || left || right). The tree of
n > 1 leaves splits after the largest power of two below n.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from voting.crypto.errors import Check, CheckFailed

Hash = bytes
Node = tuple[int, int]
"""Level k and index i of a full subtree: that of the leaves i*2^k .. (i+1)*2^k - 1."""
T = TypeVar("T")
EMPTY: Final = hashlib.sha256().digest()


def leaf_hash(entry: bytes) -> Hash:
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    return hashlib.sha256(b"\1" + left + right).digest()


class Proofs:
    """Roots and proofs over the first entries of a log, from the roots of its full subtrees.

    `node` gives the root of one; a proof asks for as many as there are levels, squared at most.
    """

    def __init__(self, size: int, node: Callable[[Node], Hash]) -> None:
        self._size, self._node = size, node

    def __len__(self) -> int:
        return self._size

    def root(self, size: int | None = None) -> Hash:
        """The root of the first `size` entries, of all unless told."""
        size = len(self) if size is None else size
        return self._root(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int) -> list[Hash]:
        """The path from entry `index` to the root of the first `size` entries, leaf first.

        Raises:
            ValueError: unless 0 <= index < size <= the log's length.
        """
        if not 0 <= index < size <= len(self):
            raise ValueError(f"Entry {index} is not among the first {size} of {len(self)}.")
        return self._inclusion(index, 0, size)

    def consistency(self, old: int, new: int) -> list[Hash]:
        """The proof that the first `old` entries are the beginning of the first `new`.

        Raises:
            ValueError: unless 0 < old <= new <= the log's length.
        """
        if not 0 < old <= new <= len(self):
            raise ValueError(f"{old} and {new} are no sizes of a log of {len(self)}.")
        return self._consistency(old, 0, new, whole=True)

    def _root(self, start: int, end: int) -> Hash:
        size = end - start
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return self._node((level, start >> level))
        middle = start + _split(size)
        return node_hash(self._root(start, middle), self._root(middle, end))

    def _inclusion(self, index: int, start: int, end: int) -> list[Hash]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._inclusion(index, start, middle), self._root(middle, end)]
        return [*self._inclusion(index, middle, end), self._root(start, middle)]

    def _consistency(self, old: int, start: int, end: int, *, whole: bool) -> list[Hash]:
        """SUBPROOF of the RFC; `old` counts from the beginning of the log."""
        if old == end:
            return [] if whole else [self._root(start, end)]
        middle = start + _split(end - start)
        if old <= middle:
            below = self._consistency(old, start, middle, whole=whole)
            return [*below, self._root(middle, end)]
        return [*self._consistency(old, middle, end, whole=False), self._root(start, middle)]


class Tree(Proofs):
    """The hashes of a growing log, all in memory: the root of every full subtree is kept."""

    def __init__(self) -> None:
        # _levels[k][i] is the root of the leaves i*2^k .. (i+1)*2^k - 1.
        self._levels: list[list[Hash]] = [[]]
        super().__init__(0, lambda node: self._levels[node[0]][node[1]])

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: Hash) -> None:
        """Add the hash of one more entry."""
        level, node = 0, leaf
        self._levels[0].append(node)
        while len(self._levels[level]) % 2 == 0:
            left, right = self._levels[level][-2:]
            node, level = node_hash(left, right), level + 1
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(node)


def asked(size: int, question: Callable[[Proofs], object]) -> set[Node]:
    """The nodes that a question to a log of this size needs: for who keeps them elsewhere."""
    needed: set[Node] = set()

    def noted(node: Node) -> Hash:
        needed.add(node)
        return EMPTY

    question(Proofs(size, noted))
    return needed


def answered(size: int, question: Callable[[Proofs], T], nodes: Mapping[Node, Hash]) -> T:
    """The answer, from the nodes that `asked` names."""
    return question(Proofs(size, nodes.__getitem__))


def frontier(size: int) -> list[Node]:
    """The largest full subtrees that a log of this size is made of, from the left."""
    start, parts = 0, []
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            parts.append((level, start >> level))
            start += 1 << level
    return parts


def grown(size: int, ends: Mapping[Node, Hash], leaves: Sequence[Hash]) -> dict[Node, Hash]:
    """All new full subtrees when a log grows by these leaves; `ends` holds its `frontier`."""
    known, new = dict(ends), dict[Node, Hash]()
    for index, leaf in enumerate(leaves, start=size):
        node, root = (0, index), leaf
        new[node] = known[node] = root
        while node[1] % 2:
            level, place = node
            root = node_hash(known[level, place - 1], root)
            node = (level + 1, place // 2)
            new[node] = known[node] = root
    return new


def check_inclusion(leaf: Hash, index: int, size: int, path: Sequence[Hash], root: Hash) -> None:
    """Check that the leaf is entry `index` of the log with `size` entries and this root.

    Raises:
        CheckFailed: `log-inclusion`.
    """
    if not 0 <= index < size or _climbed(leaf, index, size, path) != root:
        raise CheckFailed(Check.LOG_INCLUSION, f"entry {index} of {size}")


def check_consistency(
    old: int, old_root: Hash, new: int, new_root: Hash, proof: Sequence[Hash]
) -> None:
    """Check that the log of the new head begins with the log of the old one (RFC 9162, 2.1.4.2).

    Raises:
        CheckFailed: `log-consistency`.
    """
    if not _is_extension(old, old_root, new, new_root, proof):
        raise CheckFailed(Check.LOG_CONSISTENCY, f"{old} entries to {new}")


def _is_extension(
    old: int, old_root: Hash, new: int, new_root: Hash, proof: Sequence[Hash]
) -> bool:
    if not 0 <= old <= new:
        return False
    if old == 0:
        return old_root == EMPTY and not proof
    if old == new:
        return old_root == new_root and not proof
    # A full tree of `old` entries is itself the first step of the proof.
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(steps) and _climbed_twice(steps, old - 1, new - 1) == (old_root, new_root)


def _climbed_twice(steps: Sequence[Hash], place: int, last: int) -> tuple[Hash, Hash] | None:
    """The roots of the old log and of the new one that the steps lead to, if they fit."""
    while place & 1:
        place, last = place >> 1, last >> 1
    small = large = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            small, large = node_hash(step, small), node_hash(step, large)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            large = node_hash(large, step)
        place, last = place >> 1, last >> 1
    return (small, large) if last == 0 else None


def _climbed(leaf: Hash, index: int, size: int, path: Sequence[Hash]) -> Hash | None:
    """The root that the path leads to, or None where it is too short or too long."""
    place, last, node = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = node_hash(step, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    return node if last == 0 else None


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1
