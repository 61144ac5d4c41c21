from dataclasses import replace
from functools import partial

import pytest

from tests.voting.crypto.elections import DRAW, ballot, prepared, refused, voters
from voting.crypto.ballots import Ballot
from voting.crypto.elgamal import Ciphertext
from voting.crypto.entries import (
    Closed,
    IndexDestroyed,
    PaperBatch,
    Revoked,
    Spoilt,
    VotedOnPaper,
    sign_entry,
)
from voting.crypto.errors import Check
from voting.crypto.selection import Selector

ELECTION = prepared()
GROUP = ELECTION.definition.group
A, B, C, D, *_ = voters(ELECTION)
MEMBER_1, MEMBER_2, MEMBER_3 = voters(ELECTION, 1)


def signed(make):
    return sign_entry(ELECTION.definition, make, ELECTION.secrets.registrar, DRAW)


CLOSED = signed(Closed)


def select(*entries, definition=ELECTION.definition):
    selector = Selector(definition, ELECTION.credentials)
    for number, entry in enumerate(entries):
        selector.take(entry, f"entry {number}")
    return selector.selection()


def tracker(cast):
    return cast.unsigned.tracker(GROUP)


def rows(*ballots):
    """Their rows in the order in which a list holds them."""
    return tuple(b.unsigned.row for b in sorted(ballots, key=lambda b: b.unsigned.place.credential))


def change(before, choice=(1,)):
    place = before.unsigned.place
    return ballot(ELECTION, place.credential, choice, place.counter + 1, tracker(before))


def test_the_last_ballot_of_each_credential_is_opened():
    a, b = ballot(ELECTION, A), ballot(ELECTION, B)
    again = change(a)
    third = change(again)

    selection = select(b, a, again, third, CLOSED)

    assert selection.lists[0] == rows(third, b)
    assert selection.changed == 2


def test_of_two_with_one_counter_the_first_in_the_log_stands():
    first, second = ballot(ELECTION, A), ballot(ELECTION, A, (2,))
    b = ballot(ELECTION, B)

    selection = select(first, second, b, CLOSED)

    assert selection.lists[0] == rows(first, b)
    assert selection.passed_over == (tracker(second),)


def test_a_change_of_the_ballot_that_was_passed_over_is_refused():
    first, second = ballot(ELECTION, A), ballot(ELECTION, A, (2,))

    with refused(Check.BALLOT_CHAIN):
        select(first, second, change(second), CLOSED)


@pytest.mark.parametrize(
    "order",
    [(1, 0, 2), (0, 2), (1,), (0, 1, 2, 0)],
    ids=["reordered", "suppressed", "jump", "replay"],
)
def test_a_broken_chain_is_refused(order):
    first = ballot(ELECTION, A)
    second = change(first)
    chain = [first, second, change(second)]

    with refused(Check.COPIED_CIPHERTEXT if order[-1:] == (0,) else Check.BALLOT_CHAIN):
        select(*(chain[i] for i in order), CLOSED)


def test_a_jump_to_the_last_counter_is_refused():
    with refused(Check.BALLOT_CHAIN):
        select(ballot(ELECTION, A), ballot(ELECTION, A, (1,), 20, b"x" * 32), CLOSED)


def test_an_older_ballot_under_a_fresh_encryption_is_refused():
    first = ballot(ELECTION, A)
    second = change(first)
    third = change(second)

    with refused(Check.BALLOT_CHAIN):
        select(first, second, third, change(first), CLOSED)


def test_a_copy_is_refused_whoever_sends_it():
    a = ballot(ELECTION, A)
    thief = replace(a.unsigned, place=replace(a.unsigned.place, credential=B))

    with refused(Check.COPIED_CIPHERTEXT):
        select(a, a, CLOSED)
    with refused(Check.COPIED_CIPHERTEXT):
        select(a, Ballot(thief, a.signature), CLOSED)


@pytest.mark.parametrize("half", ["alpha", "beta"])
def test_half_a_copy_is_refused(half):
    a, b = ballot(ELECTION, A), ballot(ELECTION, B)
    stolen = {half: getattr(a.unsigned.row[0], half)}
    row = (replace(b.unsigned.row[0], **stolen), *b.unsigned.row[1:])
    copied = replace(b, unsigned=replace(b.unsigned, row=row))

    with refused(Check.COPIED_CIPHERTEXT):
        select(a, copied, CLOSED)


def test_one_element_twice_in_a_ballot_is_refused():
    a = ballot(ELECTION, A)
    alpha = a.unsigned.row[0].alpha
    twice = replace(a, unsigned=replace(a.unsigned, row=(Ciphertext(alpha, alpha),)))

    with refused(Check.COPIED_CIPHERTEXT):
        select(twice, CLOSED)


def test_a_ballot_without_a_listed_credential_is_refused():
    stranger = GROUP.multiply_generator(815)
    a = ballot(ELECTION, A)
    foreign = replace(
        a, unsigned=replace(a.unsigned, place=replace(a.unsigned.place, credential=stranger))
    )

    with refused(Check.UNLISTED_CREDENTIAL):
        select(foreign, CLOSED)
    with refused(Check.UNLISTED_CREDENTIAL):
        select(signed(partial(Revoked, stranger)), CLOSED)


def test_a_revoked_credential_counts_no_more_and_casts_no_more():
    a, b, c = (ballot(ELECTION, key) for key in (A, B, C))
    revoked = signed(partial(Revoked, A))

    selection = select(a, b, c, revoked, CLOSED)

    assert selection.lists[0] == rows(b, c)
    assert selection.revoked == 1
    with refused(Check.EXCLUDED_CREDENTIAL):
        select(a, revoked, change(a), CLOSED)


def test_paper_stands_and_ends_casting():
    a, b, c = (ballot(ELECTION, key) for key in (A, B, C))
    paper, batch = signed(partial(VotedOnPaper, A)), signed(partial(PaperBatch, 0, 1, bytes(32)))

    selection = select(a, b, c, paper, CLOSED, batch)

    assert selection.lists[0] == rows(b, c)
    assert selection.on_paper == (1, 0)
    assert selection.batches == (batch,)
    with refused(Check.EXCLUDED_CREDENTIAL):
        select(paper, a, CLOSED, batch)
    with refused(Check.EXCLUDED_CREDENTIAL):
        select(paper, paper, CLOSED, batch)


@pytest.mark.parametrize(
    "batches",
    [[], [(0, 2)], [(1, 1)], [(0, 1), (0, 1)], [(2, 1)]],
    ids=["none", "more", "of others", "twice", "of nobody"],
)
def test_paper_ballots_are_as_many_as_the_keys_excluded_for_them(batches):
    paper = signed(partial(VotedOnPaper, A))
    typed = [signed(partial(PaperBatch, *batch, bytes(32))) for batch in batches]

    with refused(Check.PAPER_BALLOTS):
        select(paper, CLOSED, *typed)


def test_a_challenged_ballot_is_never_cast():
    a = ballot(ELECTION, A)
    spoilt = Spoilt(tracker(a))

    with refused(Check.SPOILT_BALLOT):
        select(spoilt, a, CLOSED)
    with refused(Check.SPOILT_BALLOT):
        select(a, spoilt, CLOSED)
    with refused(Check.SPOILT_BALLOT):
        select(spoilt, spoilt, CLOSED)


def test_nothing_is_cast_after_closing():
    for late in [ballot(ELECTION, A), Spoilt(b"t" * 32), CLOSED]:
        with refused(Check.CLOSING):
            select(CLOSED, late)


def test_the_registrar_may_still_act_after_closing():
    b, c = ballot(ELECTION, B), ballot(ELECTION, C)

    selection = select(
        b, ballot(ELECTION, A), c, CLOSED, signed(partial(Revoked, A)), signed(IndexDestroyed)
    )

    assert selection.lists[0] == rows(b, c)


def test_a_log_that_is_not_closed_is_not_opened():
    with refused(Check.CLOSING):
        select(ballot(ELECTION, A))


def test_a_small_electorate_is_mixed_with_the_one_that_the_definition_names():
    member, a, b = (ballot(ELECTION, key) for key in (MEMBER_1, A, B))

    selection = select(member, a, b, CLOSED)

    assert selection.lists == ((*rows(a, b), *rows(member)), ())
    assert selection.unopened == ()


def test_electorates_of_enough_ballots_keep_their_lists():
    ballots = [ballot(ELECTION, key) for key in (MEMBER_1, MEMBER_2, A, B)]

    selection = select(*ballots, CLOSED)

    assert selection.lists == (rows(*ballots[2:]), rows(*ballots[:2]))


def test_a_list_under_the_minimum_stays_closed():
    selection = select(ballot(ELECTION, A), CLOSED)

    assert selection.lists == ((), ())
    assert selection.unopened == (0,)
    assert selection.counted == 0
