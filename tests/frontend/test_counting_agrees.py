"""The module for browsers counts and refuses like Python, letter by letter, whatever is drawn."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frontend.node import node as started_node
from tests.voting.counting.cases import answer, drawn_case, one
from tests.voting.counting.elections import PABULIB_DIR, needs_real_files


@pytest.fixture(scope="module")
def node():
    with started_node("counting") as started:
        yield started


def as_command_prints(document):
    return json.dumps(document, ensure_ascii=False, indent=1)


@st.composite
def cases(draw):
    return drawn_case(lambda choices: draw(st.sampled_from(choices)))


@settings(max_examples=400)
@given(case=cases())
def test_every_election_is_counted_alike(node, case):
    assert node.answer(case) == as_command_prints(answer(case))


PLACES = st.integers(0, 600)
SCRAPS = st.sampled_from(
    [b";", b",", b'"', b"\n", b"\r", b"\r\n", b" ", b"", b"A", b"1", b"-", b".", b"\xff", b"\x1c",
     "\u3000".encode(), "\ufeff".encode(), "𠮷".encode(), b"VOTES\n", b"\nMETA\n", b';""']
)  # fmt: skip


@settings(max_examples=400)
@given(case=cases(), damage=st.lists(st.tuples(PLACES, SCRAPS, st.integers(0, 3)), max_size=3))
def test_every_damaged_file_is_refused_alike(node, case, damage):
    content = case["electorates"][0].get("file", "").encode()
    for place, scrap, lost in damage:
        at = place % (len(content) + 1)
        content = content[:at] + scrap + content[at + lost :]
    damaged = {"name": "voters", "base64": base64.b64encode(content).decode()}
    torn = {**case, "electorates": [damaged]}
    assert node.answer(torn) == as_command_prints(answer(torn))


BUDGET_RULES = [
    {"name": "greedy"},
    {"name": "greedy-no-skip"},
    {"name": "votes-per-cost"},
    {"name": "equal-shares"},
    {"name": "equal-shares", "utilities": "cardinality", "completions": [{"name": "utilitarian"}]},
    {"name": "phragmen"},
]
RECORDED = [
    "Netherlands_Assen_2024.pb",  # with Add1
    "Poland_Swiecie_2023.pb",
    "Poland_Katowice_2023.pb",  # points and a least score
    "Poland_Krakow_2023_Nowa_Huta.pb",  # ranks
    "Poland_Wroclaw_2015_150_-_500.pb",  # 131,778 votes for one project each
]
# Projects of different costs are tied in these (README of the folder).
TIED = [
    "Poland_Warszawa_2017_Sadul.pb",
    "Poland_Warszawa_2017_Ursus_Polnocny.pb",
    "Poland_Warszawa_2018_Obszar_2_Stara_Milosna.pb",
    "Poland_Warszawa_2018_Saska_Kepa.pb",
    "Poland_Warszawa_2019_Nadwisle.pb",
    "Netherlands_Amsterdam_166.pb",
]


@needs_real_files
@pytest.mark.parametrize("name", RECORDED)
def test_a_real_election_is_counted_alike_by_its_recorded_rule(node, name):
    real = one((PABULIB_DIR / name).read_bytes().decode(), "recorded")
    assert node.answer(real) == as_command_prints(answer(real))


@needs_real_files
@pytest.mark.parametrize("rule", BUDGET_RULES, ids=json.dumps)
@pytest.mark.parametrize("name", [*TIED, "Switzerland_Zurich_S5D10.pb"])
def test_a_real_election_is_counted_alike_by_every_rule(node, name, rule):
    real = one((PABULIB_DIR / name).read_bytes().decode(), rule)
    assert node.answer(real) == as_command_prints(answer(real))


@needs_real_files
def test_ninety_thousand_votes_are_counted_alike_by_equal_shares(node):
    text = (PABULIB_DIR / "Poland_Lodz_2022.pb").read_bytes().decode()
    real = one(text, {"name": "equal-shares", "completions": [{"name": "utilitarian"}]})
    assert node.answer(real) == as_command_prints(answer(real))


@needs_real_files
@pytest.mark.parametrize("completion", ["borda", "ranked-pairs"])
@pytest.mark.parametrize("name", ["Switzerland_Zurich_S5R.pb", "Poland_Krakow_2023_Nowa_Huta.pb"])
def test_real_ranks_are_put_in_order_alike(node, name, completion):
    rule = {"name": "condorcet", "completion": completion}
    real = one((PABULIB_DIR / name).read_bytes().decode(), rule)
    assert node.answer(real) == as_command_prints(answer(real))
