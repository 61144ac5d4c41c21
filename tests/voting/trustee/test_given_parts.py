"""Whatever other trustees lay out as a mix or an opening: read, or refused by name."""

from functools import cache
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.trustee.boards import Around
from voting.crypto.errors import CheckFailed
from voting.crypto.record.frames import FrameWriter, RecordUnreadable, Tag, read_frames
from voting.trustee.assembling import read_openings
from voting.trustee.vote import verified_mixes
from voting.verify.report import Report

MIX, OPENING = "mix-2.tomoni", "opening-1.tomoni"


@cache
def mixed():
    around = Around().finish()
    around.vote()
    around.mix(1, 2)
    around.open(1)
    return around, around.mixed()


def framed(frames):
    file = BytesIO()
    writer = FrameWriter(file)
    for tag, payload in frames:
        writer.write(tag, payload)
    writer.end()
    return file.getvalue()


@st.composite
def parts(draw, name):
    """The good file with a frame changed, left out or put before another; or anything in frames."""
    frames = [(f.tag, f.payload) for f in read_frames(BytesIO(mixed()[0].files[name]))]
    place = draw(st.integers(0, len(frames) - 1))
    tag, payload = frames[place]
    start = draw(st.integers(0, len(payload)))
    other = draw(st.binary(max_size=40))
    new = draw(
        st.sampled_from(
            [
                [],
                [(tag, payload[:start] + other + payload[start + len(other) :])],
                [(tag, payload[:start])],
                [(tag, payload), (tag, payload)],
                [(draw(st.sampled_from(list(Tag)[:-1])), other)],
            ]
        )
    )
    return framed([*frames[:place], *new, *frames[place + 1 :]])


@settings(deadline=None, max_examples=60)
@given(parts(MIX) | st.binary(max_size=60))
def test_a_mix_is_verified_or_refused_without_a_traceback(octets):
    around, standing = mixed()
    files = {**around.files, MIX: octets}
    try:
        again = verified_mixes(standing.vote, lambda name: opened(files, name), Report())
    except (CheckFailed, RecordUnreadable):
        return
    assert again.lists == standing.lists


@settings(deadline=None, max_examples=60)
@given(parts(OPENING) | st.binary(max_size=60))
def test_an_opening_is_valid_invalid_or_broken_and_always_named(octets):
    around, standing = mixed()
    found = read_openings(standing, lambda name: opened({OPENING: octets}, name))

    assert [*found.valid, *found.invalid, *found.broken] == [1]
    if octets == around.files[OPENING]:
        assert 1 in found.valid


def opened(files, name):
    return BytesIO(files[name]) if name in files else None
