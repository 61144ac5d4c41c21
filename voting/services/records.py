"""The public record of a vote held here: written from the tables, and its ballots taken in."""

from collections.abc import Iterator
from itertools import groupby
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from voting.counting import Ballots
from voting.crypto.canonical import read_canonical
from voting.crypto.credential_list import CredentialList
from voting.crypto.definition import Definition
from voting.crypto.opened import Opened
from voting.crypto.record.parts import Signatures
from voting.crypto.record.writer import RecordWriter
from voting.crypto.wire import read_proof
from voting.models import BallotGroup, BoardFile, Credential, Election, HeldVote, LogHead, Place
from voting.selectors.board import get_from
from voting.selectors.frozen import FrozenVote
from voting.selectors.log import plain_head
from voting.services.ballots import BATCH
from voting.services.freezing import approvals_of
from voting.services.laying import PART, lay_out
from voting.trustee.following import follow
from voting.trustee.messages import read_invitation
from voting.trustee.vote import VOTE
from voting.verify.counting import instance_of


def lay_out_record(vote: FrozenVote, held: HeldVote) -> BoardFile:
    """Lay out the record up to the last head, for the trustees to mix. The log is complete."""
    with TemporaryFile() as file:
        _write(vote, held, file)
        file.seek(0)
        return lay_out(held, VOTE, _chunks(file))


def lay_out_file(held: HeldVote, name: str, file: BinaryIO) -> BoardFile:
    """Lay a large file out from where it was written."""
    file.seek(0)
    return lay_out(held, name, _chunks(file))


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while octets := file.read(PART):
        yield octets


def _write(vote: FrozenVote, held: HeldVote, file: BinaryIO) -> None:
    definition, get = vote.definition, get_from(held.pk)
    made = follow(read_invitation(get("invitation.json") or b""), get).transcript
    approvals = approvals_of(definition, get)
    assert approvals is not None
    signature = bytes.fromhex(held.registrar_signature)
    writer = RecordWriter(file, definition)
    writer.trustees(made.ceremony)
    writer.credentials(
        credentials_of(held), Signatures(read_proof(definition.group, signature, "list"), approvals)
    )
    places = Place.objects.filter(held=held).order_by("index")
    encoded = places.values_list("entry__encoded", flat=True)
    writer.entries(bytes(each) for each in encoded.iterator(chunk_size=2_000))
    for head in LogHead.objects.filter(held=held).order_by("size"):
        writer.head(plain_head(definition, head))
    writer.end()


def credentials_of(held: HeldVote) -> CredentialList:
    rows = Credential.objects.filter(held=held).order_by("electorate", "key")
    keys = rows.values_list("electorate", "key").iterator(chunk_size=5_000)
    bodies = {place: [bytes.fromhex(k) for _, k in g] for place, g in groupby(keys, lambda r: r[0])}
    places = range(held.election.electorates.count())
    return CredentialList(tuple(tuple(bodies.get(place, ())) for place in places))


def take_ballots(definition: Definition, election: Election, result: dict[str, Any]) -> None:
    """Store the opened ballots of a record, grouped and sorted as they stand there."""
    lists = [_opened(part) for part in result["lists"]]
    several = len(lists) > 1
    groups, voters = [], 0
    for place, electorate in enumerate(instance_of(definition, lists).electorates):
        ballots = electorate.votes
        assert isinstance(ballots, Ballots)
        voters += ballots.number_of_voters
        groups += [
            BallotGroup(
                election=election,
                electorate=place if several else None,
                content=[list(pair) for pair in picks],
                count=count,
            )
            for count, picks in ballots.rows()
        ]
    BallotGroup.objects.bulk_create(groups, batch_size=BATCH)
    election.ballot_count = voters


def _opened(part: dict[str, Any]) -> Opened:
    return Opened(tuple((tuple(choice), voters) for choice, voters in part["choices"]), ())


def result_in(record: bytes) -> dict[str, Any]:
    """The result as the record states it."""
    value = read_canonical(record)
    assert isinstance(value, dict)
    return value
