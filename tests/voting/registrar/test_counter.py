"""The registrar's commands for the counter: everyone who waits at once, and the batches typed."""

import pytest

from tests.voting.crypto.elections import DRAW
from tests.voting.registrar.test_command import electorate, quick_seals, run, vote
from voting.crypto.entries import PaperBatch, VotedOnPaper, read_entry
from voting.crypto.errors import CheckFailed
from voting.registrar.counter import (
    Request,
    TypedBatch,
    answer_bytes,
    batches_bytes,
    bind,
    exclude,
    read_answer,
    read_batches,
    read_bound,
    read_requests,
    requests_bytes,
)

__all__ = ["quick_seals", "run", "vote"]
SEALED = ("--secret", "secret", "--definition", "definition.json")


def test_all_who_wait_are_excluded_and_whoever_was_before_is_refused(run, vote, tmp_path):
    definition, index = vote.definition, vote.made.index
    key = index[4].credential
    (tmp_path / "answers").mkdir()
    words = ("exclude", "requests.json", *SEALED, "--index", "index", "--answers", "answers")

    def asked(*requests):
        (tmp_path / "requests.json").write_bytes(requests_bytes(definition, requests))
        return run(*words)

    assert asked(Request(1, entry="4"), Request(2, credential=key), Request(3, entry="5"))[0] == 0
    status, said = asked(Request(4, entry="4"), Request(5, entry="6"), Request(6, entry="none"))

    assert status == 0
    assert "Excluded: 1; refused: 2." in said
    first, second = (
        read_answer(definition, (tmp_path / "answers" / f"answer-000{n}.json").read_bytes())
        for n in (1, 2)
    )
    # The card is before the number: its ballot lies in the box already.
    assert (first.done, first.refused) == ((1, 2), (3,))
    assert (second.done, second.refused) == ((5,), (4, 6))
    read = [read_entry(definition, entry, "entry") for entry in first.entries]
    assert [type(entry) for entry in read] == [VotedOnPaper] * 2
    assert list(first.entries) == sorted(first.entries)


def test_batches_are_signed_as_count_and_fingerprint(run, vote, tmp_path):
    definition = vote.definition
    batch = TypedBatch(1, 0, 12, bytes(range(32)))
    (tmp_path / "batches.json").write_bytes(batches_bytes(definition, [batch]))

    status, said = run("batches", "batches.json", *SEALED, "--out", "bound.json")

    assert (status, "signed for 12 ballots" in said) == (0, True)
    bound = read_bound(definition, (tmp_path / "bound.json").read_bytes())
    entry = read_entry(definition, bound[1], "entry")
    assert isinstance(entry, PaperBatch)
    assert (entry.electorate, entry.count, entry.fingerprint) == (0, 12, bytes(range(32)))


@pytest.mark.parametrize("read", [read_requests, read_batches, read_answer, read_bound])
@pytest.mark.parametrize("octets", [b"", b"{}", b"[]", b'{"election":"00"}', b'{"a":1} '])
def test_what_is_no_such_file_is_refused(read, octets):
    with pytest.raises(CheckFailed):
        read(electorate()[2].definition, octets)


def test_an_answer_that_was_changed_is_refused():
    registrar, made, given = electorate()
    definition, key = given.definition, registrar.signing
    index = {each.entry: each for each in made.index}
    answer = exclude(definition, [Request(1, entry="1")], index, set(), key, DRAW)
    octets = answer_bytes(definition, answer, key, DRAW)
    assert read_answer(definition, octets) == answer

    for old, new in ((b'"done":[1]', b'"done":[2]'), (b'"refused":[]', b'"refused":[1]')):
        with pytest.raises(CheckFailed):
            read_answer(definition, octets.replace(old, new))
    other = answer_bytes(definition, answer, key + 1, DRAW)
    with pytest.raises(CheckFailed):
        read_answer(definition, other)
    assert bind(definition, [], key, DRAW)
