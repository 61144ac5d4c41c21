"""A key registered online is readable by the registrar, for one vote and one entry alone."""

import pytest

from tests.frontend.node import node
from voting.crypto.draw import SeededDraw, SystemDraw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.modular import TOY
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.sealed_keys import open_key, registration_scalar, seal_key

TICKET, KEY = bytes(range(32)), 4711
GROUPS = pytest.mark.parametrize("group", [TOY, RISTRETTO255], ids=lambda group: group.name)


def sealed(group, election="summer", ticket=TICKET, signing=815):
    recipient = group.multiply_generator(registration_scalar(group, signing))
    return seal_key(group, election, recipient, ticket, KEY, SystemDraw())


def opened(group, octets, election="summer", ticket=TICKET, signing=815):
    return open_key(group, election, registration_scalar(group, signing), ticket, octets)


@GROUPS
def test_the_registrar_reads_the_key(group):
    assert opened(group, sealed(group)) == group.multiply_generator(KEY)


@pytest.mark.parametrize(
    "other", [{"election": "winter"}, {"ticket": bytes(32)}, {"signing": 816}], ids=str
)
def test_what_was_sealed_for_something_else_is_refused(other):
    with pytest.raises(CheckFailed) as refused:
        opened(RISTRETTO255, sealed(RISTRETTO255), **other)
    assert refused.value.check == Check.CREDENTIAL_LIST


@pytest.mark.parametrize("place", [0, 31, 32, 64, 95, 127])
def test_a_changed_octet_is_noticed(place):
    octets = bytearray(sealed(RISTRETTO255))
    octets[place] ^= 1

    with pytest.raises(CheckFailed):
        opened(RISTRETTO255, bytes(octets))


@pytest.mark.parametrize("octets", [b"", bytes(128), bytes(127), b"\xff" * 128])
def test_what_is_no_sealed_key_is_refused(octets):
    with pytest.raises(CheckFailed):
        opened(RISTRETTO255, octets)


def test_the_key_that_seals_is_not_the_key_that_signs():
    assert registration_scalar(RISTRETTO255, 815) not in (815, registration_scalar(TOY, 815))


def test_the_browser_seals_the_same_bytes():
    recipient = RISTRETTO255.multiply_generator(registration_scalar(RISTRETTO255, 815))
    case = {
        "call": "seal_key",
        "group": "ristretto255",
        "election": "夏の投票",
        "recipient": recipient.hex(),
        "ticket": TICKET.hex(),
        "key": str(KEY),
        "seed": "07" * 32,
    }
    with node("protocol") as browser:
        told = browser.answer(case)

    ours = seal_key(
        RISTRETTO255, "夏の投票", recipient, TICKET, KEY, SeededDraw(bytes.fromhex("07" * 32))
    )
    assert told == {"sealed": ours.hex()}
