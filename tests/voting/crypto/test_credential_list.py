from dataclasses import replace

import pytest

from tests.voting.crypto.elections import DRAW, prepared, refused
from voting.crypto.credential_list import CredentialList, check_credentials, sign_credentials
from voting.crypto.errors import Check


@pytest.fixture
def election():
    return prepared()


def check(election, residents, committee, *, definition=None):
    """A list that the registrar signed and the definition names, all else being right."""
    listed = CredentialList((tuple(residents), tuple(committee)))
    definition = definition or election.definition
    name, group = definition.election, definition.group
    signature = sign_credentials(group, name, listed, election.secrets.registrar, DRAW)
    check_credentials(replace(definition, credentials=listed.fingerprint(name)), listed, signature)


def test_the_list_of_the_definition_is_accepted(election):
    check_credentials(election.definition, election.credentials, election.signatures.registrar)


def test_a_key_twice_or_out_of_order_is_refused(election):
    residents, committee = election.credentials.keys

    for keys in [(residents[0], *residents[:3]), residents[::-1]]:
        with refused(Check.CREDENTIAL_LIST):
            check(election, keys, committee)


def test_a_key_in_two_electorates_is_refused(election):
    residents, committee = election.credentials.keys

    with refused(Check.CREDENTIAL_LIST):
        check(election, residents, sorted([residents[0], *committee[:2]]))


def test_more_keys_than_the_roll_are_refused(election):
    residents, committee = election.credentials.keys
    fewer = replace(election.definition.electorates[0], roll=5)
    definition = replace(
        election.definition, electorates=(fewer, election.definition.electorates[1])
    )

    with refused(Check.CREDENTIAL_LIST) as failure:
        check(election, residents, committee, definition=definition)
    assert "residents" in failure.value.where


def test_what_is_no_key_is_refused(election):
    group = election.definition.group
    residents, committee = election.credentials.keys

    with refused(Check.IDENTITY_ELEMENT):
        check(election, [group.identity, *residents[1:]], committee)
    with refused(Check.GROUP_ELEMENT):
        check(election, [*residents[:5], b"\xff" * group.element_size], committee)


def test_a_list_changed_after_opening_is_refused(election):
    residents, committee = election.credentials.keys
    signature = election.signatures.registrar

    for keys in [(residents[1:], committee), (residents,), (residents + committee, ())]:
        with refused(Check.CREDENTIAL_LIST):
            check_credentials(election.definition, CredentialList(keys), signature)


def test_a_list_that_another_registrar_signed_is_refused(election):
    definition = election.definition
    forged = sign_credentials(
        definition.group, definition.election, election.credentials, 4711, DRAW
    )

    with refused(Check.SIGNATURE):
        check_credentials(definition, election.credentials, forged)
