import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.crypto.errors import Check, CheckFailed
from voting.crypto.merkle import (
    EMPTY,
    Tree,
    check_consistency,
    check_inclusion,
    leaf_hash,
    node_hash,
)

# The entries and roots of the test data that implementations of RFC 6962 share.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
SIZES = st.integers(1, 70)


def tree_of(size):
    tree = Tree()
    for n in range(size):
        tree.append(leaf_hash(bytes([n])))
    return tree


def refused(check, deed):
    with pytest.raises(CheckFailed) as failure:
        deed()
    assert failure.value.check == check


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_the_roots_are_those_that_everyone_computes(size, root):
    tree = Tree()
    for entry in ENTRIES:
        tree.append(leaf_hash(entry))

    assert tree.root(size).hex() == root


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert Tree().root() == EMPTY


@given(SIZES, st.data())
def test_every_entry_is_proved_to_be_included(size, data):
    index = data.draw(st.integers(0, size - 1))
    tree = tree_of(size + data.draw(st.integers(0, 5)))
    path, root = tree.inclusion(index, size), tree.root(size)

    check_inclusion(leaf_hash(bytes([index])), index, size, path, root)
    wrong = data.draw(st.integers(0, size + 1).filter(lambda n: n != index))
    refused(
        Check.LOG_INCLUSION,
        lambda: check_inclusion(leaf_hash(bytes([wrong])), index, size, path, root),
    )
    refused(
        Check.LOG_INCLUSION,
        lambda: check_inclusion(leaf_hash(bytes([index])), index, size, [*path, EMPTY], root),
    )
    if path:
        refused(
            Check.LOG_INCLUSION,
            lambda: check_inclusion(leaf_hash(bytes([index])), index, size, path[:-1], root),
        )


@given(SIZES, st.data())
def test_a_log_is_proved_to_begin_with_what_it_was(new, data):
    old = data.draw(st.integers(1, new))
    tree = tree_of(new)
    proof = tree.consistency(old, new)

    check_consistency(old, tree.root(old), new, tree.root(new), proof)
    refused(
        Check.LOG_CONSISTENCY,
        lambda: check_consistency(old, tree.root(old), new, tree.root(new), [*proof, EMPTY]),
    )
    if proof:
        refused(
            Check.LOG_CONSISTENCY,
            lambda: check_consistency(old, tree.root(old), new, tree.root(new), proof[:-1]),
        )


@given(st.integers(2, 70), st.data())
def test_a_log_with_a_changed_entry_is_no_extension(new, data):
    old = data.draw(st.integers(1, new))
    changed = data.draw(st.integers(0, old - 1))
    honest, forked = tree_of(old), Tree()
    for n in range(new):
        forked.append(leaf_hash(b"changed" if n == changed else bytes([n])))

    refused(
        Check.LOG_CONSISTENCY,
        lambda: check_consistency(
            old, honest.root(), new, forked.root(), forked.consistency(old, new)
        ),
    )


@given(st.integers(0, 40), st.integers(0, 40), st.lists(st.binary(min_size=32, max_size=32)))
def test_a_proof_of_random_hashes_proves_nothing(old, new, proof):
    roots = leaf_hash(b"old"), leaf_hash(b"new")

    refused(
        Check.LOG_CONSISTENCY,
        lambda: check_consistency(old, roots[0], new, roots[1], proof),
    )


def test_every_log_extends_the_empty_one():
    check_consistency(0, EMPTY, 3, tree_of(3).root(), [])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 4)])
def test_no_proof_is_made_of_what_is_not_there(index, size):
    with pytest.raises(ValueError, match="is not among"):
        tree_of(3).inclusion(index, size)


@pytest.mark.parametrize(("old", "new"), [(0, 2), (3, 2), (1, 4)])
def test_no_consistency_is_proved_between_sizes_that_are_none(old, new):
    with pytest.raises(ValueError, match="no sizes"):
        tree_of(3).consistency(old, new)


def test_a_leaf_never_hashes_like_a_node():
    left, right = leaf_hash(b"left"), leaf_hash(b"right")

    assert node_hash(left, right) != leaf_hash(left + right)
