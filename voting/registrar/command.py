"""`python -m voting.registrar`: files and terminal around the deeds."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from voting.crypto.canonical import canonical_bytes
from voting.crypto.credentials import read_code
from voting.crypto.definition import Definition
from voting.crypto.draw import SystemDraw, draw_scalar
from voting.crypto.entries import (
    IndexDestroyed,
    Revoked,
    SignedEntry,
    VotedOnPaper,
    entry_bytes,
    sign_entry,
)
from voting.crypto.groups.base import Element
from voting.crypto.groups.named import GROUPS
from voting.crypto.reading import read_definition
from voting.crypto.signatures import Signature, sign
from voting.crypto.wire import proof_bytes
from voting.registrar.counter import (
    answer_bytes,
    bind,
    exclude,
    keys_in,
    read_answer,
    read_batches,
    read_requests,
)
from voting.registrar.looking import look
from voting.registrar.making import (
    Indexed,
    Made,
    Registrar,
    derive,
    index_bytes,
    make_credentials,
    read_index,
    read_registrar,
)
from voting.registrar.options import parser
from voting.registrar.postcards import IN_FILE, Wording, postcards
from voting.registrar.roll import read_roll
from voting.registrar.sentences import SENTENCES
from voting.registrar.turnout import turnout as tables_of
from voting.tools.files import create_durably
from voting.tools.refusal import Refused
from voting.tools.sealed import LONGEST_FILE, Seal, new_seal, open_sealed
from voting.tools.talk import UNUSABLE, Speaker, language_of, read_file
from voting.verify.processes import processes


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: see `Speaker.finish`."""
    words = sys.argv[1:] if arguments is None else arguments
    speaker = Speaker(language_of(words), SENTENCES)
    try:
        options = parser(speaker.language, DEEDS).parse_args(words)
    except Refused as refusal:
        speaker.note(refusal.reason, **refusal.values)
        return UNUSABLE
    return speaker.finish(lambda: DEEDS[options.command](_Desk(options, speaker)))


class _Desk:
    """What every deed needs; randomness comes from the operating system."""

    def __init__(self, options: argparse.Namespace, speaker: Speaker) -> None:
        self.options, self.speaker, self.draw = options, speaker, SystemDraw()

    def registrar(self) -> tuple[Registrar, Seal, str]:
        passphrase = self.speaker.passphrase(self.options.passphrase_file)
        content, seal = open_sealed(read_file(self.options.secret), passphrase)
        return read_registrar(content), seal, passphrase

    def indexed(self, registrar: Registrar, passphrase: str) -> dict[str, Indexed]:
        content, _ = open_sealed(read_file(self.options.index, LONGEST_FILE), passphrase)
        return read_index(registrar, content)

    def definition(self, registrar: Registrar) -> Definition:
        definition = read_definition(read_file(self.options.definition))
        key = registrar.group.multiply_generator(registrar.signing)
        if (definition.election, definition.registrar_key) != (registrar.election, key):
            raise Refused("other_vote")
        return definition

    def write(self, path: Path, octets: bytes, mode: int = 0o644) -> None:
        try:
            create_durably(path, octets, mode)
        except FileExistsError:
            raise Refused("exists", path=path) from None
        except OSError as error:
            raise Refused("cannot_write", path=path, problem=error.strerror) from error
        self.speaker.say("wrote", path=path)

    def write_entry(self, registrar: Registrar, make: Callable[[Signature], SignedEntry]) -> None:
        definition = self.definition(registrar)
        entry = sign_entry(definition, make, registrar.signing, self.draw)
        self.write(self.options.out, entry_bytes(definition, entry))


def new(desk: _Desk) -> None:
    options, group = desk.options, GROUPS[desk.options.group]
    passphrase = desk.speaker.passphrase(options.passphrase_file, twice=True)
    registrar = Registrar(options.election, group, draw_scalar(desk.draw, group))
    sealed = new_seal(passphrase, desk.draw).close(registrar.encoded(), desk.draw)
    read_registrar(registrar.encoded())
    desk.write(options.secret, sealed, 0o600)
    key = group.multiply_generator(registrar.signing)
    desk.speaker.say("made_key", path=options.secret, key=key.hex())
    sealing = group.multiply_generator(registrar.registration)
    desk.speaker.say("registration_key", key=sealing.hex())


def make(desk: _Desk) -> None:
    options, speaker = desk.options, desk.speaker
    wording = _wording(options)
    registrar, seal, _ = desk.registrar()
    octets = read_file(options.roll, LONGEST_FILE)
    people = read_roll(octets, registrar.group, registrar.open_registration)
    if not options.out.is_dir():
        raise Refused("no_folder", path=options.out)
    if any(options.out.iterdir()):
        raise Refused("exists", path=options.out)

    def tell(done: int) -> None:
        if done % 1024 == 0:
            speaker.note("deriving", done=done, all=len(people))

    with processes(max(1, options.workers)) as map_jobs:
        made = make_credentials(registrar, people, desk.draw, map_jobs, tell)
    _write_all(desk, registrar, seal, made, wording)
    named = ", ".join(
        f"{name} ({len(keys)})"
        for name, keys in zip(made.electorates, made.credentials.keys, strict=True)
    )
    speaker.say("made", people=len(people), cards=len(made.codes), electorates=named)
    speaker.say("burn")


def _write_all(desk: _Desk, registrar: Registrar, seal: Seal, made: Made, wording: Wording) -> None:
    out = desk.options.out
    desk.write(out / "credentials.json", made.public_list(registrar, desk.draw))
    index = index_bytes(registrar, made.index)
    desk.write(out / "index.sealed", seal.close(index, desk.draw), 0o600)
    for turn, at in enumerate(range(0, len(made.codes), IN_FILE), start=1):
        cards = postcards(made.codes[at : at + IN_FILE], wording)
        desk.write(out / f"postcards-{turn:04}.pdf", cards, 0o600)


def _wording(options: argparse.Namespace) -> Wording:
    address = options.address
    bad = not address.startswith("https://") or any(c.isspace() or c == "#" for c in address)
    if address and bad:
        raise Refused("cannot_be_address")
    return Wording(
        options.title_ja or "投票のコード", options.title_en or "Your code for the vote", address
    )


def revoke(desk: _Desk) -> None:
    _exclude(desk, Revoked)


def vote_on_paper(desk: _Desk) -> None:
    _exclude(desk, VotedOnPaper)


def _exclude(desk: _Desk, kind: type[Revoked] | type[VotedOnPaper]) -> None:
    registrar, _, passphrase = desk.registrar()
    found = desk.indexed(registrar, passphrase).get(desk.options.entry)
    if found is None:
        raise Refused("no_entry", entry=desk.options.entry)
    desk.write_entry(registrar, partial(kind, found.credential))


def exclude_voters(desk: _Desk) -> None:
    """Everyone whom the counter waits for. The folder of the answers holds the earlier ones."""
    registrar, _, passphrase = desk.registrar()
    definition, index = desk.definition(registrar), desk.indexed(registrar, passphrase)
    requests = read_requests(definition, read_file(desk.options.requests))
    folder: Path = desk.options.answers
    if not folder.is_dir():
        raise Refused("no_folder", path=folder)
    earlier = sorted(folder.glob("answer-*.json"))
    excluded = set[Element]()
    for path in earlier:
        excluded |= keys_in(definition, read_answer(definition, read_file(path, LONGEST_FILE)))
    answer = exclude(definition, requests, index, excluded, registrar.signing, desk.draw)
    octets = answer_bytes(definition, answer, registrar.signing, desk.draw)
    desk.write(folder / f"answer-{len(earlier) + 1:04}.json", octets)
    desk.speaker.say("excluded", done=len(answer.done), refused=len(answer.refused))


def bind_batches(desk: _Desk) -> None:
    registrar, _, _ = desk.registrar()
    definition = desk.definition(registrar)
    batches = read_batches(definition, read_file(desk.options.batches))
    desk.write(desk.options.out, bind(definition, batches, registrar.signing, desk.draw))
    for place, electorate in enumerate(definition.electorates):
        count = sum(batch.count for batch in batches if batch.electorate == place)
        desk.speaker.say("bound", electorate=electorate.name, count=count)


def cast(desk: _Desk) -> None:
    code = read_code(desk.options.code or desk.speaker.ask("code"))
    with _opened(desk.options.record) as file:
        looked = look(file)
    definition, speaker = looked.definition, desk.speaker
    credential = derive((definition.group, definition.election, [code]))[0]
    if credential not in looked.listed:
        speaker.say("not_listed")
        return
    trackers = looked.cast.get(credential, [])
    if trackers:
        speaker.say("was_cast", count=len(trackers), tracker=trackers[-1].hex())
    else:
        speaker.say("nothing_cast")
    if credential in looked.revoked:
        speaker.say("was_revoked")
    if credential in looked.paper:
        speaker.say("was_paper")


def turnout(desk: _Desk) -> None:
    if desk.options.minimum < 3:
        raise Refused("minimum_too_small")
    registrar, _, passphrase = desk.registrar()
    index = desk.indexed(registrar, passphrase)
    with _opened(desk.options.record) as file:
        looked = look(file)
    if looked.definition.election != registrar.election:
        raise Refused("other_vote")
    tables = tables_of(index.values(), looked.voters, desk.options.minimum)
    for table in tables:
        if len(table.shown) == 1 < len(table.eligible):
            desk.speaker.say("withheld", electorate=table.electorate)
    text = {
        "election": looked.definition.fingerprint.hex(),
        "minimum": desk.options.minimum,
        "tables": [table.to_value() for table in tables],
    }
    group = registrar.group
    signature = sign(group, "turnout", canonical_bytes(text), registrar.signing, desk.draw)
    signed = {**text, "signature": proof_bytes(group, signature).hex()}
    desk.write(desk.options.out, canonical_bytes(signed))


def destroy_index(desk: _Desk) -> None:
    registrar, _, passphrase = desk.registrar()
    path: Path = desk.options.index
    desk.indexed(registrar, passphrase)
    desk.write_entry(registrar, IndexDestroyed)
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    desk.speaker.say("destroyed", path=path)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise Refused("cannot_read", path=path, problem=error.strerror) from error


DEEDS: dict[str, Callable[[_Desk], None]] = {
    "new": new,
    "make": make,
    "revoke": revoke,
    "paper": vote_on_paper,
    "exclude": exclude_voters,
    "batches": bind_batches,
    "cast": cast,
    "turnout": turnout,
    "destroy-index": destroy_index,
}
