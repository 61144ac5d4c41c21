"""Every document of a record, and a whole record, with anything in it: read, or refused by name."""

import json
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.crypto.elections import DROP, change_at, changed, refused
from tests.voting.documents import JSON, anything, paths, text
from tests.voting.records import edited, finished, people, rehearsed, report_on
from voting.crypto.canonical import read_canonical
from voting.crypto.ceremony import read_ceremony
from voting.crypto.errors import Check
from voting.crypto.reading import read_definition
from voting.crypto.record.frames import RecordUnreadable, Tag, read_frames
from voting.crypto.record.parts import (
    read_audit,
    read_consistency,
    read_head,
    read_mix_header,
    read_opening_header,
    read_paper,
    read_signatures,
)
from voting.crypto.record.reader import RecordReader
from voting.rehearse.people import Deed


def made():
    vote = rehearsed(cast=False)
    for credential in people(vote):
        vote.act(credential, Deed.CASTS)
    vote.act(people(vote)[0], Deed.COMES_TO_THE_COUNTER)
    return vote.definition, finished(vote)


DEFINITION, RECORD = made()
GROUP = DEFINITION.group
PAYLOADS = {frame.tag: frame.payload for frame in read_frames(BytesIO(RECORD))}
READERS = {
    Tag.DEFINITION: read_definition,
    Tag.CEREMONY: lambda octets: read_ceremony(GROUP, read_canonical(octets)),
    Tag.SIGNATURES: lambda octets: read_signatures(GROUP, octets),
    Tag.HEAD: lambda octets: read_head(GROUP, octets),
    Tag.MIX: lambda octets: read_mix_header(DEFINITION, octets),
    Tag.OPENING: lambda octets: read_opening_header(GROUP, octets),
    Tag.PAPER: read_paper,
    Tag.AUDIT: read_audit,
}
PLACES = [(tag, path) for tag in READERS for path in paths(json.loads(PAYLOADS[tag]))]


@pytest.mark.parametrize("tag", READERS, ids=lambda tag: tag.name)
def test_a_good_document_is_read(tag):
    READERS[tag](PAYLOADS[tag])


@settings(deadline=None)
@given(st.binary(max_size=200) | JSON.map(text))
def test_whatever_a_document_is_it_is_refused_without_a_traceback(octets):
    for read in (*READERS.values(), read_consistency):
        anything(read, octets)


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(PLACES), JSON | st.just(DROP))
def test_a_document_changed_anywhere_is_read_or_refused(place, new):
    tag, path = place
    anything(READERS[tag], text(change_at(json.loads(PAYLOADS[tag]), path, new)))


@settings(deadline=None)
@given(st.sampled_from(list(READERS)), st.data())
def test_a_document_with_bytes_changed_is_read_or_refused(tag, data):
    octets = bytearray(PAYLOADS[tag])
    at = data.draw(st.integers(0, len(octets) - 1))
    octets[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    anything(READERS[tag], bytes(octets))


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(sorted(set(PAYLOADS))), st.binary(max_size=80))
def test_a_record_with_any_frame_in_it_gets_a_verdict(tag, payload):
    try:
        report_on(edited(RECORD, tag, 0, lambda old: payload + old[len(payload) :]))
    except RecordUnreadable:
        return


HOSTILE = {
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 40_000,
    "a long number": b"9" * 400_000,
    "a long fraction": b"0." + b"9" * 400_000,
    "a long exponent": b"1e999999999",
    "a long text": b'"' + b"a" * 400_000 + b'"',
    "many members": b"{" + b",".join(b'"%d":1' % n for n in range(20_000)) + b"}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_costs_little_memory(name):
    octets = HOSTILE[name]
    tracemalloc.start()
    try:
        for read in READERS.values():
            anything(read, octets)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000 + 40 * len(octets)


@pytest.mark.parametrize("tag", [Tag.MIX, Tag.OPENING])
def test_a_claimed_size_allocates_nothing(tag):
    payload = changed(PAYLOADS[tag], "size", 100_000_000)
    reader = RecordReader(BytesIO(RECORD))
    tracemalloc.start()
    try:
        header = READERS[tag](payload)
        with refused(Check.MIX_SHAPE if tag is Tag.MIX else Check.OPENING_SHAPE):
            read = reader.mix if tag is Tag.MIX else reader.opening
            read(DEFINITION, header, 9)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000
