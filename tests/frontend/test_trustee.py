"""The trustees' page does and refuses what the command does, over the same files.

Where a key generation stands, `tests/voting/trustee` asks both of every attack. Here: the sealed
file, the words, and the deeds after the key is made.
"""

import base64
from contextlib import suppress
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frontend.trustee_node import asked, encoded, files_of
from tests.voting.trustee.boards import Around, refit
from voting.crypto.draw import SystemDraw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.record.frames import Tag
from voting.crypto.words import in_kana, same_words, words_of
from voting.tools.sealed import new_seal, open_sealed
from voting.trustee.assembling import assemble, read_openings
from voting.trustee.following import Stage
from voting.trustee.secret import read_secret
from voting.verify.report import Report
from voting.verify.verifier import verify

PASSPHRASE = "鍵の合言葉 correct horse"
CHEAP = 10


def bytes_of(text):
    return base64.b64decode(text)


def board_of(around):
    return files_of({**around.files, "invitation.json": around.invitation.encoded()})


def page(around, i, deed, **more):
    """What the page says of a deed; what it did is remembered and laid out."""
    content = encoded(around.secrets[i].encoded())
    told = asked("deed", name=deed, files=board_of(around), content=content, **more)
    if "refused" in told:
        return told["refused"]
    around.secrets[i] = read_secret(bytes_of(told["content"]))
    around.files.update({name: bytes_of(part) for name, part in told["parts"].items()})
    return "done"


def test_the_file_of_a_trustee_reads_the_same_at_every_stage():
    around = Around()
    for stage in (Stage.KEYS, Stage.DEALINGS, Stage.VERDICTS, Stage.DONE):
        if stage is not Stage.KEYS:
            around.until(stage)
        for secret in around.secrets.values():
            content = secret.encoded()
            assert bytes_of(asked("secret", content=encoded(content))) == content


def test_what_either_seals_the_other_opens():
    content = b'{"a":"secret"}' * 100
    sealed = new_seal(PASSPHRASE, SystemDraw(), CHEAP).close(content, SystemDraw())
    assert bytes_of(asked("unseal", sealed=encoded(sealed), passphrase=PASSPHRASE)) == content
    theirs = asked("seal", content=encoded(content), passphrase=PASSPHRASE, cost=CHEAP)
    assert open_sealed(bytes_of(theirs), PASSPHRASE)[0] == content
    torn = sealed[:-1] + bytes([sealed[-1] ^ 1])
    assert asked("unseal", sealed=encoded(torn), passphrase=PASSPHRASE) == {
        "refused": "wrong_passphrase"
    }
    for nothing in (b"", sealed[:20], b"x" + sealed[1:], sealed[:16] + b"\x40" + sealed[17:]):
        assert asked("unseal", sealed=encoded(nothing), passphrase=PASSPHRASE) == {
            "refused": "not_sealed"
        }
    short = asked("seal", content="", passphrase="short", cost=CHEAP)
    assert short == {"refused": "short_passphrase"}


def test_words_are_the_same_in_kana_letters_and_whatever_stands_between():
    words = words_of(b"compared")
    kana = [in_kana(word) for word in words]
    for typed in (" ".join(words), "、".join(kana), "".join(words).upper(), "めこま", ""):
        told = asked("words", compared=encoded(b"compared"), typed=typed)
        assert told == {"words": list(words), "kana": kana, "same": same_words(words, typed)}


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["keys-1.json", "commitment-1-2.json", "dealing-1-3.json"]),
    place=st.integers(0, 5000),
    octets=st.binary(max_size=3),
    lost=st.integers(0, 3),
    made=st.just(Around()),
)
def test_a_document_that_was_changed_is_blamed_alike(name, place, octets, lost, made):
    if made.standing().stage < Stage.VERDICTS:
        made.until(Stage.VERDICTS)
    whole = made.files[name]
    at = place % (len(whole) + 1)
    made.files[name] = whole[:at] + octets + whole[at + lost :]
    try:
        with suppress(CheckFailed):
            made.standing()
    finally:
        made.files[name] = whole


def test_a_key_is_made_by_pages_alone():
    around = Around()
    heard = " ".join(words_of(around.standing().roster))
    assert page(around, 1, "compare", heard="something else") == "ceremony"
    for i in around.numbers:
        assert page(around, i, "compare", heard=heard) == "done"
    for _ in range(3):
        for i in around.numbers:
            assert page(around, i, "step") == "done"
    assert around.standing().stage is Stage.DONE
    assert all(secret.share is not None for secret in around.secrets.values())
    assert page(around, 1, "endAttempt") == "nothing_to_call_off"


@pytest.fixture
def around():
    return Around().finish()


def test_pages_hold_a_vote_and_refuse_what_the_command_refuses(around):
    for deed in ("countersign", "mix", "open"):
        assert page(around, 1, deed).startswith("no_")
    around.vote()
    unsigned = replace(around.secrets[1], approved=None)
    around.secrets[1], kept = unsigned, around.secrets[1]
    assert page(around, 1, "mix") == "approval"
    around.secrets[1] = kept

    assert page(around, 1, "open") == "mixers"
    assert page(around, 1, "mix") == "done"
    assert page(around, 1, "mix") == "mixed_already"
    assert page(around, 2, "mix") == "done"
    assert page(around, 3, "mix") == "mixed_enough"

    # A second list of the same vote: the same mixes in another order of hands.
    assert page(around, 1, "open") == "done"
    assert page(around, 1, "open") == "done"
    first = {name: around.files.pop(name) for name in ("mix-1.tomoni", "mix-2.tomoni")}
    around.mix(2, 3)
    assert page(around, 1, "open") == "opening-shape"
    around.files.update(first)
    around.open(3)

    out = BytesIO()
    openings = read_openings(around.mixed(), around.file)
    assert sorted(openings.valid) == [1, 3]
    assemble(around.file("vote.tomoni"), around.mixed(), openings, around.get, out, map)
    report = Report()
    verify(BytesIO(out.getvalue()), report)
    assert report.failure is None


def test_a_log_that_is_none_of_those_countersigned_is_not_mixed(around):
    around.vote()
    kept = around.secrets[1]
    around.secrets[1] = replace(kept, head=replace(kept.head, root=b"x" * 32))
    assert page(around, 1, "mix") == Check.LOG_HEAD
    around.secrets[1] = replace(kept, head=None)
    assert page(around, 1, "mix") == Check.LOG_HEAD
    around.secrets[1] = kept
    around.files["vote.tomoni"] = refit(around.files["vote.tomoni"], Tag.ENTRIES, lambda p: p[:-2])
    assert page(around, 1, "mix") in {Check.LOG_ENTRY, "unreadable"}


def test_too_few_who_are_left_are_told_plainly(around):
    content = encoded(around.secrets[1].encoded())
    for lost, sentence in (([2], "can_open"), ([2, 3], "cannot_open")):
        told = asked("said", name="ask", files=board_of(around), content=content, lost=lost)
        assert told == [[sentence, {"left": 3 - len(lost), "t": 2}]]
