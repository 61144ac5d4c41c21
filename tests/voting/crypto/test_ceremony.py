from dataclasses import replace

import pytest

from tests.voting.crypto.elections import DRAW, DROP, change_at, prepared, refused
from voting.crypto.approvals import approve, check_approvals, check_trustees
from voting.crypto.ceremony import Keys, check_ceremony, parties_of, read_ceremony
from voting.crypto.draw import draw_scalar
from voting.crypto.errors import Check
from voting.crypto.threshold import deal, draw_polynomial


@pytest.fixture
def election():
    return prepared()


@pytest.fixture
def group(election):
    return election.definition.group


def test_a_ceremony_is_read_as_it_was_written(election, group):
    assert read_ceremony(group, election.ceremony.to_value(group)) == election.ceremony


def test_everyone_computes_the_keys_again(election, group):
    trustees = election.definition.trustees

    made = check_ceremony(group, election.ceremony)

    assert made == Keys(trustees.key, trustees.verification_keys)
    # What each trustee holds fits the key by which its openings are checked.
    assert made.verification == tuple(
        group.multiply_generator(share) for share in election.secrets.shares
    )
    check_trustees(election.definition, election.ceremony)


@pytest.mark.parametrize(
    ("path", "new", "check"),
    [
        ("t", 0, Check.CEREMONY),
        ("t", 4, Check.CEREMONY),
        ("trustees.0.extra", 1, Check.CEREMONY),
        ("trustees.0.committed", "00", Check.CEREMONY),
        ("trustees.0.signing_key", "0" * 16, Check.GROUP_ELEMENT),
        ("trustees.0.commitments.0", "0000000000000001", Check.IDENTITY_ELEMENT),
        ("trustees.0.proof", "ff" * 16, Check.SCALAR),
    ],
)
def test_a_ceremony_that_cannot_be_is_refused(election, group, path, new, check):
    with refused(check):
        read_ceremony(group, change_at(election.ceremony.to_value(group), path, new))


def test_commitments_that_were_changed_after_the_hash_are_refused(election, group):
    value = election.ceremony.to_value(group)
    other = value["trustees"][1]["commitments"][0]
    tampered = read_ceremony(group, change_at(value, "trustees.0.commitments.0", other))

    with refused(Check.DEALING_COMMITMENT):
        check_ceremony(group, tampered)


def with_dealing(election, dealing):
    """The ceremony with another first dealing, to which its dealer committed in time."""
    group, ceremony = election.definition.group, election.ceremony
    committed = dealing.committed(group, ceremony.parties)
    return replace(
        ceremony,
        dealings=(dealing, *ceremony.dealings[1:]),
        committed=(committed, *ceremony.committed[1:]),
    )


def test_a_rogue_key_is_refused(election, group):
    # Chosen so that the election's key is one whose logarithm the rogue knows.
    others = [dealing.commitments[0] for dealing in election.ceremony.dealings[1:]]
    rogue = group.multiply_generator(815)
    for other in others:
        rogue = group.subtract(rogue, other)
    first = election.ceremony.dealings[0]
    dealing = replace(first, commitments=(rogue, *first.commitments[1:]))

    with refused(Check.DEALING_PROOF):
        check_ceremony(group, with_dealing(election, dealing))


def test_a_polynomial_of_another_degree_is_refused(election, group):
    ceremony = election.ceremony
    parties = parties_of(ceremony.election, 1, 1, 3, ceremony.signing_keys)
    short = deal(group, parties, 1, draw_polynomial(parties, group, DRAW), DRAW)

    with refused(Check.DEALING_SHAPE):
        check_ceremony(group, with_dealing(election, short))


def test_two_trustees_with_one_key_are_refused(election, group):
    first = election.ceremony.signing_keys[0]

    with refused(Check.CEREMONY):
        check_ceremony(group, replace(election.ceremony, signing_keys=(first, first, first)))


def test_a_definition_with_keys_of_another_ceremony_is_refused(election):
    with refused(Check.CEREMONY):
        check_trustees(election.definition, prepared(seed="another").ceremony)


def test_every_trustee_signs_the_definition(election):
    check_approvals(election.definition, election.signatures.trustees)


def test_a_definition_that_a_trustee_did_not_sign_is_refused(election, group):
    signatures = election.signatures.trustees
    stranger = approve(election.definition, draw_scalar(DRAW, group), DRAW)

    with refused(Check.APPROVAL):
        check_approvals(election.definition, signatures[:2])
    with refused(Check.SIGNATURE):
        check_approvals(election.definition, (*signatures[:2], stranger))
    with refused(Check.SIGNATURE):
        check_approvals(replace(election.definition, rehearsal=False), signatures)


def test_a_ceremony_without_trustees_is_refused(election, group):
    with refused(Check.CEREMONY):
        read_ceremony(group, change_at(election.ceremony.to_value(group), "trustees", []))
    with refused(Check.CEREMONY):
        read_ceremony(group, change_at(election.ceremony.to_value(group), "attempt", DROP))
