from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.crypto.record.frames import (
    LONGEST,
    MAGIC,
    Frame,
    FrameWriter,
    RecordUnreadable,
    Tag,
    read_frames,
)

FRAMES = [Frame(Tag.DEFINITION, b"{}"), Frame(Tag.ENTRIES, b""), Frame(Tag.ENTRIES, b"x" * 300)]


def written(frames=FRAMES):
    file = BytesIO()
    writer = FrameWriter(file)
    for frame in frames:
        writer.write(frame.tag, frame.payload)
    writer.end()
    return file.getvalue()


def read(octets):
    return list(read_frames(BytesIO(octets)))


def test_frames_are_read_as_they_were_written():
    assert read(written()) == FRAMES
    assert read(written([])) == []


def test_a_frame_that_is_too_long_is_not_written():
    with pytest.raises(ValueError, match="too long"):
        FrameWriter(BytesIO()).write(Tag.ENTRIES, bytes(LONGEST + 1))


@pytest.mark.parametrize("cut", range(0, len(written()), 7))
def test_a_file_cut_short_is_unreadable(cut):
    with pytest.raises(RecordUnreadable):
        read(written()[:cut])


@given(st.integers(0, len(written()) - 1), st.integers(1, 255))
def test_a_damaged_file_is_unreadable(place, change):
    damaged = bytearray(written())
    damaged[place] ^= change
    with pytest.raises(RecordUnreadable):
        read(bytes(damaged))


@pytest.mark.parametrize(
    "octets",
    [
        written() + b"\0",
        MAGIC + b"\x63" + bytes(4),
        MAGIC + b"\x05" + (LONGEST + 1).to_bytes(4, "big"),
        b"",
        b"TOMONI-RECORD-2\n" + written()[len(MAGIC) :],
    ],
    ids=["continued", "unknown tag", "too long", "empty", "another version"],
)
def test_what_is_no_record_is_unreadable(octets):
    with pytest.raises(RecordUnreadable):
        read(octets)


@given(st.binary(max_size=300))
def test_whatever_comes_is_unreadable_without_a_traceback(octets):
    for start in (octets, MAGIC + octets):
        with pytest.raises(RecordUnreadable):
            read(start)
