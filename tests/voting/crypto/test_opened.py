from voting.crypto.errors import Check
from voting.crypto.groups.modular import TOY
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.limits import BallotForm, Limits
from voting.crypto.opened import Opened, decode, joined, on_paper
from voting.crypto.packing import BallotKind, Packing

FORM = BallotForm(Packing(BallotKind.APPROVAL, 12), Limits(0, 2, None, None), (None,) * 12)


def row(choice, group=RISTRETTO255):
    return [group.embed(p) for p in FORM.packing.pack(choice, group.payload_size)]


def test_choices_are_grouped_and_sorted():
    opened = decode(RISTRETTO255, FORM, [row((3,)), row((0, 11)), row(()), row((3,))])

    assert opened == Opened((((), 1), ((0, 11), 1), ((3,), 2)), ())


def test_a_ballot_over_a_limit_is_listed_and_not_counted():
    opened = decode(RISTRETTO255, FORM, [row((0, 1, 2)), row((0,))])

    assert opened == Opened((((0,), 1),), ((Check.LIMITS, 1),))


def test_a_ballot_marked_by_unused_bits_is_not_counted():
    marked = RISTRETTO255.embed((1 << 12).to_bytes(30, "little"))

    assert decode(RISTRETTO255, FORM, [[marked]]) == Opened((), ((Check.CHOICE, 1),))


def test_a_ballot_marked_by_a_larger_counter_is_not_counted():
    [element] = row((0,))
    counters = (bytes([c % 128 * 2]) + element[1:31] + bytes([c // 128]) for c in range(2**14))
    marked = next(c for c in counters if c != element and RISTRETTO255.is_element(c))

    assert decode(RISTRETTO255, FORM, [[marked]]) == Opened((), ((Check.EMBEDDING, 1),))


def test_parts_and_paper_are_joined_into_one_list():
    online = decode(TOY, FORM, [row((0,), TOY), row((0, 1, 2), TOY)])
    paper = on_paper(FORM, [(0,), (5,), (0, 1, 2), (12,), (1, 0)])

    assert joined([online, paper]) == Opened(
        (((0,), 2), ((5,), 1)), ((Check.CHOICE, 2), (Check.LIMITS, 2))
    )
    assert joined([]) == Opened((), ())


def test_opened_ballots_have_a_document():
    assert Opened((((0, 2), 3),), ((Check.LIMITS, 1),)).to_value() == {
        "choices": [[[0, 2], 3]],
        "invalid": [["limits", 1]],
    }
