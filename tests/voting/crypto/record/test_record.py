from io import BytesIO

import pytest

from tests.voting.crypto.elections import refused
from tests.voting.records import document, edited, finished, good, people, rehearsed
from voting.crypto.errors import Check
from voting.crypto.record import writer
from voting.crypto.record.frames import RecordUnreadable, Tag, read_frames
from voting.crypto.record.parts import (
    Paper,
    audit_bytes,
    head_bytes,
    read_audit,
    read_head,
    read_paper,
    read_signatures,
)
from voting.crypto.record.reader import RecordReader
from voting.rehearse.people import Deed


@pytest.fixture(scope="module")
def vote():
    held = rehearsed(cast=False)
    for credential in people(held):
        held.act(credential, Deed.CASTS)
        held.publish_head()
    held.act(people(held)[0], Deed.COMES_TO_THE_COUNTER)
    held.record = finished(held)
    return held


def read_whole(vote, record):
    """Everything in a record, by the reader alone."""
    definition, reader = vote.definition, RecordReader(BytesIO(record))
    group = definition.group
    assert reader.one(Tag.DEFINITION) == definition.encoded
    reader.one(Tag.CEREMONY)
    assert reader.credentials(definition) == vote.prepared.credentials
    signatures = reader.one(Tag.SIGNATURES)
    assert read_signatures(group, signatures) == vote.prepared.signatures
    assert list(reader.entries()) == vote.entries
    heads = list(reader.some(Tag.HEAD))
    assert [read_head(group, head) for head in heads] == vote.heads
    for mixes in vote.mixes.values():
        for mix in mixes:
            header = reader.mix_header(definition)
            assert reader.mix(definition, header, len(mix.after)) == mix
    for electorate, openings in vote.openings.items():
        rows = len(vote.mixes[electorate][-1].after)
        for opening in openings:
            header = reader.next_opening(definition, electorate)
            assert reader.opening(definition, header, rows) == opening
        assert reader.next_opening(definition, electorate) is None
    assert [read_paper(paper) for paper in reader.some(Tag.PAPER)] == vote.paper
    audit = read_audit(reader.one(Tag.AUDIT))
    assert list(audit.values()) == list(vote.secrets.audit)
    reader.one(Tag.RESULT)
    reader.end()


def test_a_record_is_read_as_it_was_written(vote):
    read_whole(vote, vote.record)


def test_long_parts_are_cut_into_frames(vote, monkeypatch):
    monkeypatch.setattr(writer, "CHUNK", 50)
    file = BytesIO()
    vote.write(file)

    assert max(len(f.payload) for f in read_frames(BytesIO(file.getvalue())) if f.tag == 8) == 51
    read_whole(vote, file.getvalue())


@pytest.mark.parametrize(
    ("tag", "number", "change"),
    [
        (Tag.CEREMONY, 0, lambda _: None),
        (Tag.ENTRIES, 0, lambda payload: payload[:-1]),
        (Tag.COLUMN, 0, lambda payload: payload[:1]),
        (Tag.COLUMN, 0, lambda payload: b"\1" + payload[1:]),
        (Tag.COLUMN, 0, lambda payload: payload + b"\0"),
        (Tag.COLUMN, 1, lambda _: None),
    ],
    ids=["no ceremony", "entry cut", "empty column", "wrong column", "long column", "no column"],
)
def test_parts_that_do_not_follow_each_other_are_unreadable(vote, tag, number, change):
    with pytest.raises(RecordUnreadable):
        read_whole(vote, edited(vote.record, tag, number, change))


def test_what_stands_after_the_result_is_unreadable():
    reader = RecordReader(BytesIO(good()))

    with pytest.raises(RecordUnreadable):
        reader.end()


@pytest.mark.parametrize(
    "payload",
    [lambda p: p[:-1], lambda p: b"\7" + p[1:], lambda _: b""],
    ids=["half a key", "no electorate", "empty"],
)
def test_a_list_of_credentials_that_cannot_be_is_refused(vote, payload):
    with refused(Check.CREDENTIAL_LIST):
        read_whole(vote, edited(vote.record, Tag.CREDENTIALS, 0, payload))


def test_electorates_out_of_order_are_refused(vote):
    swapped = edited(vote.record, Tag.CREDENTIALS, 0, lambda p: b"\1" + p[1:])
    swapped = edited(swapped, Tag.CREDENTIALS, 1, lambda p: b"\0" + p[1:])

    with refused(Check.CREDENTIAL_LIST):
        read_whole(vote, swapped)


@pytest.mark.parametrize(
    ("tag", "path", "new", "check"),
    [
        (Tag.HEAD, "countersignatures", [{"trustee": 1}], Check.LOG_HEAD),
        (Tag.HEAD, "size", "7", Check.LOG_HEAD),
        (Tag.MIX, "size", 3, Check.MIX_SHAPE),
        (Tag.MIX, "s1", "ff" * 8, Check.SCALAR),
        (Tag.MIX, "s4", ["00"], Check.MIX_SHAPE),
        (Tag.OPENING, "size", 3, Check.OPENING_SHAPE),
        (Tag.OPENING, "trustee", 0, Check.OPENING_SHAPE),
        (Tag.PAPER, "choices", [[True]], Check.PAPER_BALLOTS),
        (Tag.PAPER, "choices", [7], Check.PAPER_BALLOTS),
        (Tag.PAPER, "salt", "", Check.PAPER_BALLOTS),
        (Tag.AUDIT, "1", {"trustee": 1, "contribution": "ab" * 32}, Check.AUDIT_SEED),
        (Tag.AUDIT, "1", 7, Check.AUDIT_SEED),
        (Tag.SIGNATURES, "registrar", "ff" * 16, Check.SCALAR),
        (Tag.SIGNATURES, "trustees", 0, Check.ENCODING),
    ],
)
def test_documents_that_cannot_be_are_refused_by_name(vote, tag, path, new, check):
    with refused(check):
        read_whole(vote, edited(vote.record, tag, 0, document(path, new)))


def test_trustees_who_countersign_are_named_in_order(vote):
    group, head = vote.definition.group, vote.heads[-1]
    encoded = head_bytes(group, head).decode()
    first, second = (f'"trustee":{i}' for i in (1, 2))

    assert read_head(group, encoded.encode()) == head
    with refused(Check.LOG_HEAD):
        read_head(group, encoded.replace(first, second).encode())


def test_a_batch_on_paper_has_a_fingerprint_that_its_salt_hides():
    batch = Paper(0, b"s" * 32, ((0, 1), ()))

    assert read_paper(batch.encoded()) == batch
    assert batch.fingerprint() != Paper(0, b"t" * 32, batch.choices).fingerprint()


def test_what_trustees_reveal_is_read_as_it_was_written():
    assert read_audit(audit_bytes({3: bytes(32), 1: b"x" * 32})) == {1: b"x" * 32, 3: bytes(32)}


def test_a_log_without_entries_takes_no_frame(vote):
    file = BytesIO()
    writer.RecordWriter(file, vote.definition).entries([])

    assert file.getvalue() == start_of(vote)


def start_of(vote):
    file = BytesIO()
    writer.RecordWriter(file, vote.definition)
    return file.getvalue()
