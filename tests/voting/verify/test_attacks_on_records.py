"""Attacks of docs/threat-model.md on the record: each planted, each refused by the named check.

The number before each is that of `tests/voting/attacks.py`.
"""

from dataclasses import replace
from functools import partial

import pytest

from tests.voting.crypto.elections import DRAW, changed
from tests.voting.records import (
    document,
    edited,
    finished,
    good,
    people,
    rehearsed,
    report_on,
    verdict,
    written,
)
from voting.crypto.ballots import NO_TRACKER, Place, encrypt_ballot, sign_ballot
from voting.crypto.elgamal import re_encrypt
from voting.crypto.entries import PaperBatch, VotedOnPaper, entry_bytes, read_entry, sign_entry
from voting.crypto.heads import Head, SignedHead, sign_head
from voting.crypto.mixing import mix_list
from voting.crypto.record.frames import Tag
from voting.crypto.record.parts import Paper
from voting.rehearse.people import Deed


def cast(vote, credential, choice=(0,), counter=0, previous=NO_TRACKER, *, key=None):
    """A ballot of a credential, well made, whatever it says of its place."""
    definition = vote.definition
    group = definition.group
    payloads = definition.form.packing.pack(choice, group.payload_size)
    place = Place(definition.fingerprint, credential, counter, previous)
    unsigned, _ = encrypt_ballot(group, definition.trustees.key, payloads, place, DRAW)
    return sign_ballot(group, unsigned, key or vote.secrets.voters[credential], DRAW)


def stored(vote, entry):
    """The log takes an entry in that its rules forbid."""
    vote.store(entry_bytes(vote.definition, entry))


def with_planted(plant):
    vote = rehearsed()
    plant(vote, read_entry(vote.definition, vote.entries[0], "the first"))
    return finished(vote)


def copy_of(vote, ballot):
    stored(vote, ballot)


def stolen_ciphertext(vote, ballot):
    thief = people(vote)[1]
    place = replace(ballot.unsigned.place, credential=thief)
    unsigned = replace(ballot.unsigned, place=place)
    stored(vote, sign_ballot(vote.definition.group, unsigned, vote.secrets.voters[thief], DRAW))


def randomised_anew(vote, ballot):
    definition, credential = vote.definition, ballot.unsigned.place.credential
    group, key = definition.group, definition.trustees.key
    row = tuple(re_encrypt(group, key, c, 5) for c in ballot.unsigned.row)
    unsigned = replace(ballot.unsigned, row=row)
    stored(vote, sign_ballot(group, unsigned, vote.secrets.voters[credential], DRAW))


def of_a_stranger(vote, _):
    key = 815
    stored(vote, cast(vote, vote.definition.group.multiply_generator(key), key=key))


def signed_by_another(vote, _):
    stored(vote, cast(vote, people(vote)[0], key=815))


def jumped(vote, ballot):
    stored(vote, cast(vote, ballot.unsigned.place.credential, (1,), 20, b"x" * 32))


def replayed_older(vote, ballot):
    credential = ballot.unsigned.place.credential
    tracker = ballot.unsigned.tracker(vote.definition.group)
    vote.cast(credential, (1,))
    vote.cast(credential, (2,))
    stored(vote, cast(vote, credential, (0,), 1, tracker))


def of_another_election(vote, ballot):
    other = rehearsed(seed="another")
    stored(vote, read_entry(other.definition, other.entries[0], "of another"))


LOG = {
    16: ("an exact copy", copy_of, "copied-ciphertext"),
    17: ("a ciphertext under one's own credential", stolen_ciphertext, "ballot-proof"),
    18: ("a copy randomised anew", randomised_anew, "ballot-proof"),
    19: ("a stranger's credential", of_a_stranger, "unlisted-credential"),
    7: ("a signature of another key", signed_by_another, "signature"),
    45: ("a jump to the last counter", jumped, "ballot-chain"),
    21: ("an older ballot after a change", replayed_older, "ballot-chain"),
    3: ("a ballot of another election", of_another_election, "ballot-proof"),
}


@pytest.mark.parametrize("attack", LOG, ids=lambda number: f"{number}: {LOG[number][0]}")
def test_an_entry_that_breaks_the_rules_is_refused(attack):
    _, plant, check = LOG[attack]

    assert verdict(with_planted(plant)) == check


def without(number):

    def change(payload):
        entries, at = [], 0
        while at < len(payload):
            size = 2 + int.from_bytes(payload[at : at + 2], "big")
            entries.append(payload[at : at + size])
            at += size
        del entries[number]
        return b"".join(entries)

    return change


@pytest.mark.parametrize("number", [0, 4, 8])
def test_a_ballot_that_was_removed_after_a_signed_head_is_missed(number):
    assert verdict(edited(good(), Tag.ENTRIES, 0, without(number))) == "log-head"


def test_a_log_that_was_forked_is_found_by_the_head_of_the_other_branch():
    vote, other = rehearsed(), rehearsed(seed="s")
    assert vote.definition == other.definition
    other.store(entry_bytes(other.definition, cast(other, people(other)[0], (3,))))
    other.publish_head()
    vote.cast(people(vote)[0], (2,))
    vote.heads.append(other.heads[-1])

    assert verdict(finished(vote)) == "log-head"


def test_a_head_over_entries_that_are_not_shown_is_refused():
    vote = rehearsed()
    head = Head(99, b"r" * 32)
    signature = sign_head(vote.definition, head, vote.secrets.log, DRAW)
    vote.heads.append(SignedHead(head, signature, {}))

    assert verdict(finished(vote)) == "log-head"


def test_a_log_that_goes_on_after_its_last_head_is_refused():
    vote = rehearsed()
    vote.close()
    vote.heads.pop()
    vote.mix()
    vote.open()

    assert verdict(written(vote)) == "log-head"


def test_a_last_head_that_too_few_trustees_countersigned_is_refused():
    vote = rehearsed()
    vote.close()
    vote.heads[-1] = replace(vote.heads[-1], countersignatures={})
    vote.mix()
    vote.open()

    assert verdict(written(vote)) == "countersignature"


def test_a_ballot_after_closing_is_refused():
    vote = rehearsed()
    vote.close()
    stored(vote, cast(vote, people(vote)[0], (3,), 1, b"x" * 32))
    vote.publish_head((1, 2, 3))
    vote.mix()
    vote.open()

    assert verdict(written(vote)) == "closing"


CREDENTIALS = {
    "a key twice": lambda p: p[:9] + p[1:9] + p[17:],
    "a key left out": lambda p: p[:-8],
    "a key more": lambda p: p + b"\0\0\0\0\0\0\0\4",
}


@pytest.mark.parametrize("change", CREDENTIALS)
def test_a_list_of_credentials_that_was_changed_is_refused(change):
    record = edited(good(), Tag.CREDENTIALS, 0, CREDENTIALS[change])

    assert verdict(record) == "credential-list"


@pytest.mark.parametrize(
    ("path", "new", "check"),
    [
        ("rehearsal", False, "definition"),
        ("group", "modp-1024", "definition"),
        ("anonymity_minimum", 1, "approval"),
        ("rule.name", "greedy-no-skip", "approval"),
        ("log_key", "0000000000000004", "approval"),
        ("electorates.0.roll", 7, "approval"),
        ("trustees.t", 1, "ceremony"),
        ("trustees.key", "0000000000000004", "ceremony"),
    ],
)
def test_a_definition_that_was_changed_after_opening_is_refused(path, new, check):
    found = verdict(edited(good(), Tag.DEFINITION, 0, document(path, new)))

    assert found == {"approval": "signature"}.get(check, check)


def same_key_text(payload):
    return payload.replace(
        b'{"anonymity_minimum":2,', b'{"anonymity_minimum":2,"anonymity_minimum":2,'
    )


@pytest.mark.parametrize(
    "change", [same_key_text, lambda p: b" " + p, lambda p: p.replace(b'"mixes":2', b'"mixes":2.0')]
)
def test_an_ambiguous_document_is_refused(change):
    assert verdict(edited(good(), Tag.DEFINITION, 0, change)) == "encoding"


SIZE = 8
ROW = 2 * SIZE


def exchanged(size):
    """The first two parts of a column exchanged."""
    return lambda p: p[:1] + p[1 + size : 1 + 2 * size] + p[1 : 1 + size] + p[1 + 2 * size :]


def doubled(size):
    return lambda p: p[: 1 + size] + p[1 : 1 + size] + p[1 + 2 * size :]


MIXES = {
    "a row replaced by another": (Tag.COLUMN, 0, doubled(ROW), "signature"),
    "rows exchanged": (Tag.COLUMN, 0, exchanged(ROW), "signature"),
    "a commitment replaced": (Tag.COLUMN, 1, doubled(SIZE), "mix-proof"),
    "a chain exchanged": (Tag.COLUMN, 2, exchanged(SIZE), "mix-proof"),
    "answers exchanged": (Tag.COLUMN, 3, exchanged(SIZE), "mix-proof"),
    "the identity in a row": (
        Tag.COLUMN,
        0,
        lambda p: p[:1] + bytes(7) + b"\1" + p[9:],
        "identity-element",
    ),
    "what is no element": (Tag.COLUMN, 0, lambda p: p[:1] + bytes(8) + p[9:], "group-element"),
    "an answer that is not reduced": (
        Tag.COLUMN,
        4,
        lambda p: p[:1] + b"\xff" * 8 + p[9:],
        "scalar",
    ),
    "a row fewer": (Tag.MIX, 0, document("size", 5), "mix-shape"),
    "the challenge zero": (Tag.MIX, 0, document("challenge", "00" * 8), "mix-proof"),
    "another mixer's name": (Tag.MIX, 0, document("mixer", 3), "signature"),
    "a mixer who is none": (Tag.MIX, 0, document("mixer", 9), "mixers"),
}


@pytest.mark.parametrize("attack", MIXES)
def test_a_mix_that_was_tampered_with_is_refused(attack):
    tag, number, change, check = MIXES[attack]

    assert verdict(edited(good(), tag, number, change)) == check


def test_a_mixer_who_replaces_a_ballot_and_signs_is_refused():
    vote = rehearsed()
    vote.close()
    vote.mix()
    first = vote.mixes[0][0]
    after = [*first.after[1:], cast(vote, people(vote)[0], (3,)).unsigned.row]
    key = vote.secrets.trustee_signing[0]
    signed = mix_list(vote.definition, first.place, after, key, DRAW)
    vote.mixes[0][0] = replace(signed, proof=first.proof)
    vote.open()

    assert verdict(written(vote)) == "mix-proof"


def test_one_mixer_twice_is_refused():
    vote = rehearsed()
    vote.close()
    vote.mix()
    first, second = vote.mixes[0]
    place = replace(second.place, mixer=1)
    key = vote.secrets.trustee_signing[0]
    vote.mixes[0][1] = mix_list(vote.definition, place, first.after, key, DRAW)
    vote.open()

    assert verdict(written(vote)) == "mixers"


def test_fewer_openings_than_t_are_refused():
    vote = rehearsed()
    vote.close()
    vote.mix()
    vote.open((2, 3))
    vote.openings[0].pop()
    with pytest.raises(Exception, match="trustees"):
        written(vote)
    vote.result = lambda: None

    assert verdict(written(vote)) == "trustees"


def test_one_trustee_twice_is_refused():
    vote = rehearsed()
    vote.close()
    vote.mix()
    vote.open((2, 3))
    vote.openings[0].append(vote.openings[0][0])

    assert verdict(written(vote)) == "trustees"


def forged(vote, j):
    """The opening of trustee j with a factor that was chosen after the challenge."""
    place = next(i for i, opening in enumerate(vote.openings[0]) if opening.j == j)
    opening = vote.openings[0][place]
    group = vote.definition.group
    factors = (group.add(opening.factors[0], group.generator), *opening.factors[1:])
    vote.openings[0][place] = replace(opening, factors=factors)


def test_an_invalid_opening_among_t_valid_ones_is_named_and_left_out():
    vote = rehearsed()
    vote.close()
    vote.mix()
    vote.open((1, 2, 3))
    result = vote.result()
    forged(vote, 2)
    vote.result = lambda: result

    report = report_on(written(vote))

    assert report.failure is None
    assert [note.split(":")[0] for note in report.notes] == ["Trustee 2 gave an invalid opening"]


def test_an_invalid_opening_that_is_needed_is_refused():
    vote = rehearsed()
    vote.close()
    vote.mix()
    vote.open((1, 2))
    result = vote.result()
    forged(vote, 2)
    vote.result = lambda: result

    assert verdict(written(vote)) == "opening-proof"


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("lists.0.choices.0.1", 99),
        ("lists.0.choices.0", [[0, 1, 2, 3], 1]),
        ("lists.0.invalid", [["limits", 1]]),
        ("count.winners", ["004"]),
        ("count.cost", 0),
        ("count", None),
        ("unopened", [1]),
    ],
)
def test_a_result_that_was_edited_is_refused(path, new):
    record = good()

    assert verdict(edited(record, Tag.RESULT, 0, document(path, new))) == "result"


def at_the_counter():
    vote = rehearsed()
    vote.act(people(vote)[0], Deed.COMES_TO_THE_COUNTER)
    return vote


def test_what_was_cast_before_voting_on_paper_is_not_counted():
    report = report_on(finished(at_the_counter()))

    counts = {passed.name: passed.count for passed in report.passed}
    assert (counts["selection"], counts["paper-ballots"], counts["result"]) == (8, 1, 9)


def test_paper_ballots_that_were_typed_after_opening_are_refused():
    record = finished(at_the_counter())

    assert verdict(edited(record, Tag.PAPER, 0, document("choices", [[3]]))) == "paper-ballots"
    assert verdict(edited(record, Tag.PAPER, 0, document("electorate", 1))) == "paper-ballots"
    assert verdict(edited(record, Tag.PAPER, 0, lambda _: None)) == "paper-ballots"


def test_more_paper_ballots_than_excluded_keys_are_refused():
    vote = at_the_counter()
    paper = Paper(0, bytes(32), ((1,), (2,)))
    make = partial(PaperBatch, 0, 2, paper.fingerprint())
    stored(vote, sign_entry(vote.definition, make, vote.secrets.registrar, DRAW))
    vote.paper.append(paper)

    assert verdict(finished(vote)) == "paper-ballots"


def test_casting_after_voting_on_paper_is_refused():
    vote = at_the_counter()
    voter = people(vote)[0]
    last = read_entry(vote.definition, vote.entries[-2], "the last ballot").unsigned
    counter, tracker = last.place.counter + 1, last.tracker(vote.definition.group)
    stored(vote, cast(vote, voter, (3,), counter, tracker))

    assert verdict(finished(vote)) == "excluded-credential"


def test_an_exclusion_that_the_registrar_did_not_sign_is_refused():
    vote = rehearsed()
    stored(vote, sign_entry(vote.definition, partial(VotedOnPaper, people(vote)[0]), 815, DRAW))

    assert verdict(finished(vote)) == "signature"


def test_a_challenged_ballot_that_is_cast_later_is_refused():
    vote = rehearsed()
    credential = people(vote)[0]
    unsigned, _ = vote.encrypt(credential, (3,))
    group = vote.definition.group
    spoilt = sign_ballot(group, unsigned, vote.secrets.voters[credential], DRAW)
    vote.store(b"\2" + unsigned.tracker(group))
    stored(vote, spoilt)

    assert verdict(finished(vote)) == "spoilt-ballot"


def test_a_seed_for_the_audit_that_was_chosen_is_refused():
    chosen = document("0.contribution", "ab" * 32)

    assert verdict(edited(good(), Tag.AUDIT, 0, chosen)) == "audit-seed"


def test_a_lot_that_was_edited_is_refused():
    def lot_edited(payload):
        return changed(payload, "lot", ["001", "002", "003", "004"])

    assert verdict(edited(good(), Tag.DEFINITION, 0, lot_edited)) == "lot"


def test_keys_of_another_ceremony_are_refused():
    other = document("trustees.0.committed", "ab" * 32)

    assert verdict(edited(good(), Tag.CEREMONY, 0, other)) == "dealing-commitment"
