import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.crypto.draw import SystemDraw
from voting.tools.refusal import Refused
from voting.tools.sealed import COSTS, MAGIC, new_seal, open_sealed

PASSPHRASE = "correct horse battery"
DRAW = SystemDraw()
SEAL = new_seal(PASSPHRASE, DRAW, COSTS[0])
SEALED = SEAL.close(b"content", DRAW)


def reason(sealed, passphrase=PASSPHRASE):
    with pytest.raises(Refused) as refusal:
        open_sealed(sealed, passphrase)
    return refusal.value.reason


def test_what_was_sealed_is_opened_and_sealed_again():
    content, seal = open_sealed(SEALED, PASSPHRASE)

    assert content == b"content"
    assert open_sealed(seal.close(b"more", DRAW), PASSPHRASE)[0] == b"more"
    assert SEAL.close(b"content", DRAW) != SEALED


def test_another_passphrase_or_a_changed_byte_opens_nothing():
    assert reason(SEALED, "correct horse batterx") == "wrong_passphrase"
    for place in range(len(MAGIC) + 1, len(SEALED)):
        damaged = bytearray(SEALED)
        damaged[place] ^= 1
        assert reason(bytes(damaged)) == "wrong_passphrase"


def test_a_short_passphrase_is_refused():
    with pytest.raises(Refused):
        new_seal("short", DRAW)


@settings(deadline=None)
@given(st.binary(max_size=100), st.integers(0, 255))
def test_whatever_the_file_is_it_takes_bounded_memory(octets, cost):
    # A file may not ask for more work than this tool ever does.
    assert reason(octets) == "not_sealed"
    if cost not in COSTS:
        assert reason(MAGIC + bytes([cost]) + octets) == "not_sealed"
