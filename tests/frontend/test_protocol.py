"""The module for browsers answers like voting/crypto, whatever is drawn."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frontend.node import node as started_node
from tests.voting.crypto import vectors
from tests.voting.crypto.cases import answer
from tests.voting.documents import JSON, text


@pytest.fixture(scope="module")
def node():
    with started_node("protocol") as started:
        yield started


@pytest.mark.parametrize("theme", sorted(vectors.cases()))
def test_the_vectors_are_what_python_gives_now(theme):
    assert (vectors.HERE / f"{theme}.json").read_text(encoding="utf-8") == vectors.text_of(theme)


def test_no_vector_is_left_from_another_time():
    assert sorted(file.stem for file in vectors.HERE.iterdir()) == sorted(vectors.cases())


OCTETS = st.binary(max_size=40).map(bytes.hex)


@settings(max_examples=80, deadline=None)
@given(value=JSON, damage=OCTETS)
def test_every_document_is_read_or_refused_alike(node, value, damage):
    for octets in (text(value), text(value) + bytes.fromhex(damage)):
        case = {"call": "canonical", "text": octets.hex()}
        assert node.answer(case) == answer(case)


@settings(max_examples=80, deadline=None)
@given(kind=st.sampled_from(["approval", "points", "ranking"]), form=JSON, choice=st.data())
def test_every_form_and_choice_is_read_or_refused_alike(node, kind, form, choice):
    given = {"kind": kind, "limit": 0, "least": 0, "most": 3, "budget": 9, "points": None}
    given = {**given, "quotas": [], **(form if isinstance(form, dict) else {"quotas": form})}
    numbers = choice.draw(st.lists(st.integers(-1, 5), max_size=4))
    case = {"call": "form", "ballot": given, "costs": [3, 4, 5], "choice": numbers}
    assert node.answer(case) == answer(case)


CHOICES = {
    "approval": st.sets(st.integers(0, 3)).map(sorted),
    "points": st.lists(st.integers(0, 5), min_size=4, max_size=4),
    "ranking": st.lists(st.integers(0, 3), unique=True, max_size=4),
}


@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(sorted(CHOICES)), seed=OCTETS, key=st.integers(1, 2**250), data=st.data()
)
def test_a_ballot_of_either_is_read_by_the_other(node, kind, seed, key, data):
    definition, choice = vectors.definition(kind), data.draw(CHOICES[kind])
    given = {"definition": definition, "key": str(key), "seed": seed, "choice": choice}
    case = {"call": "cast", **given, "counter": 0, "previous": "00" * 32}
    cast = node.answer(case)
    assert cast == answer(case)
    if isinstance(cast, str):
        place = data.draw(st.integers(0, len(cast) // 2 - 1))
        torn = bytearray.fromhex(cast)
        torn[place] ^= data.draw(st.integers(0, 255))
        read = {"call": "entry", "definition": definition, "entry": torn.hex()}
        assert node.answer(read) == answer(read)


@settings(max_examples=80, deadline=None)
@given(typed=st.text("0123456789abcDEF -ーoilu七", max_size=30), seed=OCTETS)
def test_every_code_is_read_or_refused_alike(node, typed, seed):
    drawn = node.answer({"call": "draw_code", "seed": seed})
    for text_typed in (typed, drawn, f"{drawn}{typed}"):
        case = {"call": "read_code", "typed": text_typed}
        assert node.answer(case) == answer(case)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 70), st.data())
def test_every_proof_of_the_log_is_checked_alike(node, size, data):
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    case = {"call": "tree", "size": size, "index": index, "old": old}
    root, path, proof = told = node.answer(case)
    assert told == answer(case)
    older = answer({"call": "tree", "size": old, "index": 0, "old": old})[0]
    wrong = data.draw(st.integers(-1, 80))
    growth = {"call": "consistent", "old_root": older, "root": root, "proof": proof}
    for asked in (
        {**growth, "old": old, "size": size},
        {**growth, "old": wrong, "size": size},
        {**growth, "old": old, "size": wrong},
        {"call": "included", "leaf": path[0] if path else root, "index": index, "size": size}
        | {"path": path[1:], "root": root},
    ):
        assert node.answer(asked) == answer(asked)


def test_a_case_is_json(node):
    # 28: one text for one value, in both.
    case = {"call": "canonical", "text": json.dumps({"b": 1, "a": 2}).encode().hex()}
    assert node.answer(case) == answer(case) == {"refused": "encoding"}
