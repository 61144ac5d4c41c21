import pytest

from tests.voting.crypto.elections import DROP, changed, plan, prepared, refused
from voting.crypto.errors import Check
from voting.crypto.reading import read_definition
from voting.rehearse.plan import BALLOTS


@pytest.fixture(params=BALLOTS)
def definition(request):
    return prepared(ballot=request.param).definition


def test_a_definition_is_read_as_it_was_written(definition):
    read = read_definition(definition.encoded)

    assert read == definition
    assert read.fingerprint == definition.fingerprint


def test_the_lot_is_an_order_of_all_options(definition):
    assert sorted(definition.lot) == [option.id for option in definition.options]


CHANGES = {
    "a version to come": ("version", "tomoni-2", Check.DEFINITION),
    "an unlisted group": ("group", "p-256", Check.DEFINITION),
    "the toy group in a real vote": ("rehearsal", False, Check.DEFINITION),
    "a member too much": ("extra", 1, Check.DEFINITION),
    "a member too few": ("rehearsal", DROP, Check.DEFINITION),
    "a number for a text": ("question.ja", 1, Check.DEFINITION),
    "a text too long": ("election", "x" * 101, Check.DEFINITION),
    "a text for a flag": ("trustees.served_page", "no", Check.DEFINITION),
    "a flag for a number": ("mixes", True, Check.DEFINITION),
    "a text for an object": ("question", "?", Check.DEFINITION),
    "a number for a list": ("options", 1, Check.DEFINITION),
    "no mix": ("mixes", 0, Check.DEFINITION),
    "more mixes than trustees": ("mixes", 4, Check.DEFINITION),
    "an unknown kind": ("kind", "plebiscite", Check.DEFINITION),
    "no option": ("options", [], Check.DEFINITION),
    "an option twice": ("options.1.id", "001", Check.DEFINITION),
    "a free option": ("options.1.cost", 0, Check.DEFINITION),
    "columns that are a list": ("options.0.columns", [], Check.DEFINITION),
    "a column that is a number": ("options.0.columns", {"ward": 1}, Check.DEFINITION),
    "no electorate": ("electorates", [], Check.DEFINITION),
    "an electorate twice": ("electorates.1.name", "residents", Check.DEFINITION),
    "merged with itself": ("electorates.1.merged_with", 1, Check.DEFINITION),
    "merged with nobody": ("electorates.1.merged_with", 7, Check.DEFINITION),
    "merged in a ring": ("electorates.0.merged_with", 1, Check.DEFINITION),
    "no anonymity": ("anonymity_minimum", 0, Check.DEFINITION),
    "other elements": ("elements", 9, Check.DEFINITION),
    "more trustees needed than there are": ("trustees.t", 4, Check.DEFINITION),
    "a verification key too few": ("trustees.verification_keys.2", DROP, Check.DEFINITION),
    "no trustee": ("trustees.signing_keys", [], Check.DEFINITION),
    "a key of the wrong length": ("log_key", "00", Check.DEFINITION),
    "a key in capitals": ("credentials", "AA" * 32, Check.DEFINITION),
    "the identity as a key": ("log_key", "0000000000000001", Check.IDENTITY_ELEMENT),
    "no element as a key": ("trustees.key", "0" * 16, Check.GROUP_ELEMENT),
    "no element as a trustee's": ("trustees.signing_keys.0", "0" * 16, Check.GROUP_ELEMENT),
    "a contribution too few": ("contributions.lot.2", DROP, Check.DEFINITION),
    "a commitment too few": ("contributions.audit_commitments.2", DROP, Check.DEFINITION),
    "another contribution": ("contributions.lot.1", "ab" * 32, Check.LOT),
    "an edited lot": ("lot", ["004", "003", "002", "001"], Check.LOT),
    "an unknown ballot": ("ballot.kind", "range", Check.BALLOT_FORM),
    "a limit on approvals": ("ballot.limit", 3, Check.BALLOT_FORM),
    "least over most": ("ballot.least", 4, Check.BALLOT_FORM),
    "points for approvals": ("ballot.points", 4, Check.BALLOT_FORM),
    "a budget without costs": ("ballot.budget", 4, Check.BALLOT_FORM),
    "a quota on options that are not there": (
        "ballot.quotas",
        [{"options": [0, 9], "least": 0, "most": 1}],
        Check.BALLOT_FORM,
    ),
    "a quota on a text": (
        "ballot.quotas",
        [{"options": ["a"], "least": 0, "most": 1}],
        Check.BALLOT_FORM,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_definition_that_cannot_be_is_refused(change):
    path, new, check = CHANGES[change]
    # With least at 4 of at most 3 there is no valid ballot.
    encoded = changed(prepared(options=4).definition.encoded, path, new)
    if change == "least over most":
        encoded = changed(encoded, "ballot.most", 3)

    with refused(check):
        read_definition(encoded)


def test_a_definition_that_is_no_object_is_refused():
    with refused(Check.DEFINITION):
        read_definition(b"[]")


@pytest.mark.parametrize(
    "encoded",
    [b'{"a":1,"a":1}', b'{"b":1,"a":1}', b'{"a": 1}', b'{"a":1e3}', b'{"a":' + b"9" * 5000 + b"}"],
    ids=["a key twice", "disordered", "spaces", "float", "huge"],
)
def test_a_text_that_is_not_canonical_is_refused(encoded):
    with refused(Check.ENCODING):
        read_definition(encoded)


@pytest.mark.parametrize(
    "change",
    [
        {"voters": -1},
        {"ballot": "plebiscite"},
        {"threshold": 4},
        {"mixers": 4},
        {"options": 0},
    ],
)
def test_a_plan_that_no_vote_can_have_is_refused(change):
    with pytest.raises(ValueError, match=r".+"):
        plan(**change)
