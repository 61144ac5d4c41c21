from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from voting.registrar.making import Indexed
from voting.registrar.turnout import TOTAL, _determined, _sums, suppressed, turnout

CORNER = (TOTAL, TOTAL)


def people(cells):
    """Index and voters: `cells` gives (eligible, voted) by ward and age."""
    index, voters = [], set()
    for (ward, age), (eligible, voted) in cells.items():
        for number in range(eligible):
            key = f"{ward}/{age}/{number}".encode()
            index.append(Indexed(key.decode(), 0, ward, age, key))
            if number < voted:
                voters.add(key)
    return index, voters


def table_of(cells, minimum=10):
    return turnout(*people(cells), minimum)[0]


GRID = dict.fromkeys(product("ABCD", "xyz"), (200, 80))


def test_large_cells_are_all_shown():
    table = table_of(GRID)

    assert table.shown == set(table.eligible)
    assert table.voted[CORNER] == 960
    assert table.voted["A", TOTAL] == 240


def test_a_small_cell_is_left_out_with_others_that_would_give_it_away():
    table = table_of({**GRID, ("A", "x"): (200, 3)})
    hidden = set(table.eligible) - table.shown

    assert ("A", "x") in hidden
    assert len(hidden) >= 4
    assert CORNER in table.shown


def test_a_cell_in_which_nearly_all_voted_is_left_out_too():
    assert ("B", "y") not in table_of({**GRID, ("B", "y"): (200, 198)}).shown


def test_where_nothing_can_hide_it_the_sum_stands_alone():
    assert table_of({("A", "x"): (50, 4)}).shown == {CORNER}
    # The total of the only age is the sum of all.
    table = table_of({("A", "x"): (50, 4), ("B", "x"): (50, 25)})
    assert table.shown == {CORNER, (TOTAL, "x")}


def test_an_empty_cell_tells_of_nobody():
    table = table_of({key: value for key, value in GRID.items() if key != ("A", "x")})

    assert ("A", "x") in table.shown
    assert table.shown == set(table.eligible)


def test_each_electorate_has_its_table():
    index, voters = people(GRID)
    other = [Indexed("z", 1, "A", "x", b"z")]

    assert [table.electorate for table in turnout([*index, *other], voters, 10)] == [0, 1]


def test_the_table_says_null_where_it_says_nothing():
    value = table_of({**GRID, ("A", "x"): (200, 3)}).to_value()

    cells = {(cell["ward"], cell["age"]): cell for cell in value["cells"]}
    assert cells["A", "x"] == {"ward": "A", "age": "x", "eligible": 200, "voted": None}
    assert cells[None, None]["voted"] == 883
    assert value["cells"][-1] == cells[None, None]


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz")),
        st.tuples(st.integers(0, 60), st.integers(0, 60)),
        min_size=1,
    ),
    st.integers(3, 15),
)
def test_nothing_small_can_be_computed_from_what_is_shown(cells, minimum):
    cells = {key: (max(pair), min(pair)) for key, pair in cells.items()}
    if not any(eligible for eligible, _ in cells.values()):
        return
    table = table_of(cells, minimum)
    hidden = set(table.eligible) - table.shown

    for cell in table.shown - {CORNER}:
        yes, no = table.voted[cell], table.eligible[cell] - table.voted[cell]
        assert table.eligible[cell] == 0 or (yes >= minimum and no >= minimum)
    if table.shown != {CORNER}:
        assert _determined(_sums(table.eligible), hidden) == []
        # Nor by a row or a column whose total is shown.
        for *inner, total in _sums(table.eligible):
            left_out = [cell for cell in inner if cell in hidden]
            if left_out and total not in hidden:
                assert len(left_out) > 1
                assert sum(table.voted[cell] for cell in left_out) >= minimum


def test_a_cell_that_several_sums_determine_together_is_hidden_better():
    cells = dict.fromkeys(product(["A", "B", TOTAL], ["x", "y", TOTAL]), 100)
    assert suppressed(cells, dict.fromkeys(cells, 50), 10) == set()
