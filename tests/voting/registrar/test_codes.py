"""54: how long it takes to guess a code from the public list, from the parameters alone."""

import hashlib
import math

from voting.crypto.credentials import (
    ALPHABET,
    CODE_BITS,
    CODE_LENGTH,
    SCRYPT_N,
    SCRYPT_P,
    SCRYPT_R,
    draw_code,
    read_code,
    signing_key,
)
from voting.crypto.draw import SystemDraw
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.transcript import digest

SECONDS_OF_A_YEAR = 365 * 24 * 3600
CREDENTIALS = 10_000_000
GUESSES_A_SECOND = 10**12
"""More scrypt of 32 MB each than a million large graphics cards do."""


def test_a_code_has_a_hundred_random_bits():
    assert math.log2(len(ALPHABET)) * CODE_LENGTH == CODE_BITS == 100
    drawn = [read_code(draw_code(SystemDraw())) for _ in range(2000)]
    assert len(set(drawn)) == 2000
    for place in range(CODE_LENGTH):
        assert {code[place] for code in drawn} == set(ALPHABET)


def test_guessing_any_code_of_a_large_list_takes_thousands_of_years():
    # One guess is tried on all credentials at once, since the salt is the vote's.
    expected = 2**CODE_BITS / CREDENTIALS / 2
    assert expected / GUESSES_A_SECOND / SECONDS_OF_A_YEAR > 1_000


def test_the_cost_of_a_guess_is_that_of_scrypt():
    code, election = read_code(draw_code(SystemDraw())), b"summer"
    slow = hashlib.scrypt(
        code.encode(),
        salt=digest("credential", election),
        n=SCRYPT_N,
        r=SCRYPT_R,
        p=SCRYPT_P,
        maxmem=2**26,
        dklen=64,
    )
    key = 1 + int.from_bytes(slow, "big") % (RISTRETTO255.order - 1)
    assert signing_key(RISTRETTO255, code, election) == key
    # 128 * N * r bytes, all of which a guess needs.
    assert 128 * SCRYPT_N * SCRYPT_R == 32 * 2**20
    assert signing_key(RISTRETTO255, code, b"winter") != key
