"""Records to tamper with: one helper for everyone who plants an attack.

vote = rehearsed()                      a vote up to, not including, its closing
...                                     plant something: vote.store(...), vote.act(...)
record = finished(vote)                 closed, mixed, opened and written
record = edited(record, Tag.MIX, 0, change)     or change what a frame says
assert verdict(record) == "mix-proof"   the first failed check, or "good"
"""

import base64
import json
from atexit import register
from dataclasses import replace
from functools import cache
from io import BytesIO

from tests.frontend.node import node
from tests.voting.crypto.elections import changed, plan
from voting.crypto.approvals import approve
from voting.crypto.draw import SeededDraw
from voting.crypto.record.frames import FrameWriter, RecordUnreadable, read_frames
from voting.crypto.selection import Selector
from voting.rehearse.people import Deed
from voting.rehearse.vote import Rehearsal
from voting.verify.report import Report
from voting.verify.verifier import verify


def rehearsed(*, cast=True, defined=None, **changes):
    """A vote in which all six residents and three of the committee have cast.

    `changes` are to the plan, `defined` to the definition, which the trustees sign so.
    """
    made = plan(**changes)
    vote = Rehearsal(made, SeededDraw(made.seed.encode()))
    if defined:
        define_anew(vote, defined)
    if cast:
        for credential in people(vote):
            vote.act(credential, Deed.CASTS)
        vote.publish_head()
    return vote


def define_anew(vote, changes):
    definition = replace(vote.definition, **changes)
    approvals = [approve(definition, key, vote.draw) for key in vote.secrets.trustee_signing]
    signatures = replace(vote.prepared.signatures, trustees=tuple(approvals))
    vote.prepared = replace(vote.prepared, definition=definition, signatures=signatures)
    vote.definition = definition
    vote._selector = Selector(definition, vote.prepared.credentials)


def people(vote, electorate=None):
    keys = vote.prepared.credentials.keys
    return [key for body in keys for key in body] if electorate is None else keys[electorate]


def written(vote):
    file = BytesIO()
    vote.write(file)
    return file.getvalue()


def finished(vote):
    vote.close()
    vote.mix()
    vote.open()
    return written(vote)


@cache
def good(**changes):
    return finished(rehearsed(**changes))


def edited(record, tag, number, change):
    """The record with frame `number` of this tag changed, or left out where `change` gives None."""
    file = BytesIO()
    writer, seen = FrameWriter(file), 0
    for frame in read_frames(BytesIO(record)):
        payload = frame.payload
        if frame.tag is tag:
            if seen == number:
                payload = change(payload)
            seen += 1
        if payload is not None:
            writer.write(frame.tag, payload)
    assert seen > number, f"The record has {seen} frames {tag.name}."
    writer.end()
    return file.getvalue()


def document(path, new):
    """A change of a frame that holds a document."""
    return lambda payload: changed(payload, path, new)


def report_on(record, map_jobs=map):
    """What the first verifier says; the second one has to say the same."""
    report = Report()
    second = second_report_on(record)
    try:
        verify(BytesIO(record), report, map_jobs)
    except RecordUnreadable:
        assert second == {"verdict": "unreadable"}
        raise
    first = json.loads(json.dumps(report.to_value()))
    for told in (first, second):
        if told["failed"] and told["failed"]["check"] in {"encoding", "definition"}:
            # What is wrong with a text or a rule, each parser says in its own words.
            del told["failed"]["where"]
    assert second == first
    return report


def second_report_on(record):
    """What the verifier for browsers says (frontend/verify)."""
    return _second().answer({"record": base64.b64encode(record).decode()})


@cache
def _second():
    """One process for all tests; it ends with them."""
    opened = node("verify")
    register(opened.__exit__, None, None, None)
    return opened.__enter__()


def verdict(record):
    """The first check that fails, or `good`."""
    failure = report_on(record).failure
    return failure.check.value if failure else "good"
