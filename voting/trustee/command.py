"""`python -m voting.trustee`: files and terminal around the deeds."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from io import BytesIO
from typing import BinaryIO

from voting.crypto.draw import SystemDraw
from voting.crypto.groups.named import GROUPS
from voting.crypto.jobs import Map
from voting.crypto.reading import read_definition
from voting.crypto.record.parts import read_consistency, read_head
from voting.crypto.shuffle import ROUNDS
from voting.crypto.words import in_kana, words_of
from voting.tools.board import Board, FolderBoard, board_at, read_document
from voting.tools.files import create_durably
from voting.tools.refusal import Refused, Waiting
from voting.tools.sentences import CHECKS
from voting.tools.talk import UNUSABLE, Speaker, language_of
from voting.trustee.assembling import Openings, assemble, read_openings
from voting.trustee.ceremony import advance, call_off, confirm_keys, require_own
from voting.trustee.duties import (
    Part,
    approve_definition,
    by_entries,
    by_proof,
    countersign_head,
    give_openings,
    mix_lists,
    remember_opening,
    require_approved,
    require_extends,
    require_turn,
)
from voting.trustee.following import Get, Stage, Standing, follow
from voting.trustee.messages import Invitation, read_invitation
from voting.trustee.options import parser
from voting.trustee.secret import new_secret
from voting.trustee.sentences import SENTENCES, STAGES
from voting.trustee.store import Store, create_store, opened_store
from voting.trustee.vote import (
    VOTE,
    Mixed,
    Vote,
    countersigned,
    verified_mixes,
    verified_vote,
)
from voting.verify.processes import processes

INVITATION = "invitation.json"
DEFINITION = "definition.json"
HEAD = "head.json"


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
    """What every deed needs: the board, the speaker, randomness from the operating system."""

    def __init__(self, options: argparse.Namespace, speaker: Speaker) -> None:
        self.options, self.speaker = options, speaker
        self.board = board_at(options.board)
        self.get: Get = partial(read_document, self.board)
        self.draw = SystemDraw()

    @property
    def out(self) -> Board:
        return FolderBoard(self.options.hand_in) if self.options.hand_in else self.board

    def invitation(self) -> Invitation:
        encoded = self.get(INVITATION)
        if encoded is None:
            raise Waiting("no_invitation")
        return read_invitation(encoded)

    @contextmanager
    def store(self) -> Iterator[Store]:
        passphrase = self.speaker.passphrase(self.options.passphrase_file)
        with opened_store(self.options.secret, passphrase, self.draw) as store:
            if store.secret.invitation != self.invitation():
                raise Refused("other_invitation")
            yield store

    def lay_out(self, part: Part) -> None:
        name, octets = part
        self.out.put(name, octets)
        self.speaker.say("laid_out", name=name)

    def hand_over(self, store: Store) -> None:
        """Lay out what is not there yet of what this trustee has written."""
        for name, octets in store.secret.sent.items():
            if self.get(name) is None:
                self.lay_out((name, octets))

    def many(self) -> AbstractContextManager[Map]:
        """Work shared out among processes."""
        return processes(max(1, self.options.workers))

    def is_closed(self) -> bool:
        file = self.board.open(VOTE)
        if file:
            file.close()
        return file is not None

    def vote_file(self) -> BinaryIO:
        file = self.board.open(VOTE)
        if file is None:
            raise Waiting("no_vote")
        return file

    def vote(self, map_jobs: Map) -> Vote:
        with self.vote_file() as file:
            self.speaker.note("verifying")
            return verified_vote(file, self.speaker.report(), map_jobs)

    def mixed(self, vote: Vote, map_jobs: Map) -> Mixed:
        countersigned(vote, self.get)
        return verified_mixes(vote, self.board.open, self.speaker.report(), map_jobs)


def invite(desk: _Desk) -> None:
    options = desk.options
    t, n = options.threshold, options.trustees
    if not 1 <= t <= n <= 100:
        raise Refused("cannot_be", t=t, n=n)
    invitation = Invitation(options.election, GROUPS["ristretto255"], t, n)
    read_invitation(invitation.encoded())
    desk.board.put(INVITATION, invitation.encoded())
    desk.speaker.say("invited", election=options.election, t=t, n=n)


def new(desk: _Desk) -> None:
    invitation, options = desk.invitation(), desk.options
    if not 1 <= options.number <= invitation.n:
        raise Refused("no_such_number", n=invitation.n)
    passphrase = desk.speaker.passphrase(options.passphrase_file, twice=True)
    secret = new_secret(invitation, options.number, desk.draw)
    create_store(options.secret, secret, passphrase, desk.draw)
    desk.speaker.say("made_keys", number=options.number, path=options.secret)
    for part in secret.sent.items():
        desk.lay_out(part)


def step(desk: _Desk) -> None:
    with desk.store() as store:
        require_own(store.secret, desk.get)
        desk.hand_over(store)
        standing = follow(store.secret.invitation, desk.get)
        if desk.options.call_off:
            if standing.stage in {Stage.KEYS, Stage.DONE}:
                raise Refused("nothing_to_call_off")
            store.keep(call_off(store.secret, standing, desk.draw))
            desk.hand_over(store)
            return
        _tell_faults(desk, standing)
        if standing.stage is not Stage.KEYS and store.secret.roster is None:
            _compare(desk, store, standing)
        before = None
        # One's own document may be the last that was missing: then the next is due at once.
        while store.secret != before:
            before = store.secret
            store.keep(advance(store.secret, standing, desk.draw))
            desk.hand_over(store)
            standing = follow(store.secret.invitation, desk.get)
        _tell(desk, standing)
        desk.speaker.say("share_kept")


def _compare(desk: _Desk, store: Store, standing: Standing) -> None:
    words = words_of(standing.roster)
    kana = " ".join(map(in_kana, words))
    desk.speaker.say("compare", kana=kana, letters=" ".join(words))
    heard = desk.options.heard or desk.speaker.ask("heard")
    store.keep(confirm_keys(store.secret, standing, words, heard))
    desk.speaker.say("same_words")


def _tell_faults(desk: _Desk, standing: Standing) -> None:
    for fault in standing.faults:
        if fault.check is None:
            desk.speaker.say("called_off", attempt=fault.attempt, trustee=fault.trustee)
        else:
            said = CHECKS[fault.check][desk.speaker.language]
            named = {"attempt": fault.attempt, "trustee": fault.trustee}
            desk.speaker.say("fault", check=fault.check, said=said, **named)


def _tell(desk: _Desk, standing: Standing) -> None:
    stage = STAGES[standing.stage][desk.speaker.language]
    desk.speaker.say("standing", attempt=standing.attempt, stage=stage)
    if standing.stage is not Stage.DONE:
        raise Waiting("waiting", missing=", ".join(map(str, standing.missing)))
    desk.speaker.say("finished", key=standing.transcript.keys.election.hex())


def approve(desk: _Desk) -> None:
    with desk.store() as store:
        standing = follow(store.secret.invitation, desk.get)
        definition = read_definition(_required(desk, DEFINITION, "no_definition"))
        secret, part = approve_definition(store.secret, standing, definition, desk.draw)
        language, trustees = desk.speaker.language, definition.trustees
        fingerprint = definition.fingerprint.hex()
        bodies = (f"{each.name} ({each.roll})" for each in definition.electorates)
        desk.speaker.say(
            "definition",
            election=definition.election,
            question=getattr(definition.question, language),
            options=" / ".join(getattr(option.name, language) for option in definition.options),
            electorates=", ".join(bodies),
            opens=definition.opens,
            closes=definition.closes,
            t=trustees.t,
            n=len(trustees.signing_keys),
            mixes=definition.mixes,
            minimum=definition.anonymity_minimum,
            fingerprint=fingerprint,
        )
        if definition.rehearsal:
            desk.speaker.say("rehearsal")
        typed = (desk.options.fingerprint or desk.speaker.ask("confirm")).lower()
        if len(typed) < 8 or not fingerprint.startswith(typed):
            raise Refused("not_confirmed")
        store.keep(secret)
        desk.lay_out(part)
        desk.speaker.say("approved")


def countersign(desk: _Desk) -> None:
    """Before closing from the head and its proof, after closing from the log itself."""
    with desk.store() as store, desk.many() as many:
        if desk.is_closed():
            vote = desk.vote(many)
            definition, signed = vote.definition, vote.log.head
            extends = by_entries(vote.log.tree)
        else:
            definition = read_definition(_required(desk, DEFINITION, "no_definition"))
            signed = read_head(definition.group, _required(desk, HEAD, "no_head"))
            last = store.secret.head
            proof = []
            if last and 0 < last.size < signed.head.size:
                name = f"consistency-{last.size}-{signed.head.size}.json"
                proof = read_consistency(_required(desk, name, "no_proof"))
            extends = by_proof(proof)
        secret, part = countersign_head(store.secret, definition, signed, extends, desk.draw)
        store.keep(secret)
        desk.lay_out(part)
        desk.speaker.say("countersigned", size=signed.head.size)


def mix(desk: _Desk) -> None:
    with desk.store() as store, desk.many() as many:
        mixed = _own_vote(desk, store, many)
        require_turn(store.secret, mixed)
        turn, mixes = len(mixed.turns) + 1, mixed.vote.definition.mixes
        desk.speaker.note("mixing", ballots=_ballots(mixed), turn=turn, mixes=mixes)
        report = desk.speaker.report()
        report.ahead = {"mixing": ROUNDS * _ballots(mixed)}
        share = partial(report.counted, "mixing", map_jobs=many)
        desk.lay_out(mix_lists(store.secret, mixed, desk.draw, share))
        desk.speaker.say("mixed")


def open_ballots(desk: _Desk) -> None:
    with desk.store() as store, desk.many() as many:
        mixed = _own_vote(desk, store, many)
        # From here on the file remembers the one list, whatever happens to this process.
        store.keep(remember_opening(store.secret, mixed))
        fingerprint = mixed.fingerprint.hex()
        desk.speaker.note("opening", ballots=_ballots(mixed), fingerprint=fingerprint)
        report = desk.speaker.report()
        report.ahead = {"factors": _ballots(mixed)}
        share = partial(report.counted, "factors", map_jobs=many)
        desk.lay_out(give_openings(store.secret, mixed, desk.draw, share))
        desk.speaker.say("opened")


def _own_vote(desk: _Desk, store: Store, map_jobs: Map) -> Mixed:
    """The vote, refused before the long work if it is not the one that this trustee signed."""
    vote = desk.vote(map_jobs)
    require_approved(store.secret, vote.definition)
    require_extends(store.secret, vote)
    return desk.mixed(vote, map_jobs)


def _ballots(mixed: Mixed) -> int:
    return sum(map(len, mixed.lists))


def status(desk: _Desk) -> None:
    invitation = desk.invitation()
    lost = set(desk.options.lost) & {*range(1, invitation.n + 1)}
    left = invitation.n - len(lost)
    if not desk.is_closed():
        standing = follow(invitation, desk.get)
        _tell_faults(desk, standing)
        if lost and standing.stage is not Stage.DONE:
            desk.speaker.say("begin_anew")
        elif lost:
            _tell_lost(desk, left, invitation.t)
        _tell(desk, standing)
        return
    with desk.many() as many:
        mixed, openings = _mixed_and_openings(desk, desk.vote(many), many)
    definition = mixed.vote.definition
    able = left + len(lost & set(mixed.mixers))
    if not mixed.is_complete and able < definition.mixes:
        desk.speaker.say("cannot_mix", left=able, mixes=definition.mixes)
    if lost:
        _tell_lost(desk, left + len(lost & set(openings.valid)), invitation.t)


def _tell_lost(desk: _Desk, left: int, t: int) -> None:
    desk.speaker.say("can_open" if left >= t else "cannot_open", left=left, t=t)


def _mixed_and_openings(desk: _Desk, vote: Vote, map_jobs: Map) -> tuple[Mixed, Openings]:
    mixed = desk.mixed(vote, map_jobs)
    openings = read_openings(mixed, desk.board.open)
    for j, problem in openings.broken.items():
        desk.speaker.say("bad_opening", trustee=j, problem=problem)
    needed, mixers = vote.definition.mixes, ", ".join(map(str, mixed.mixers))
    desk.speaker.say("mixes_there", there=len(mixed.turns), needed=needed, mixers=mixers)
    t, openers = vote.definition.trustees.t, ", ".join(map(str, openings.valid))
    desk.speaker.say("openings_there", there=len(openings.valid), needed=t, openers=openers)
    return mixed, openings


def assemble_record(desk: _Desk) -> None:
    path = desk.options.record
    with desk.many() as many:
        vote = desk.vote(many)
        mixed, openings = _mixed_and_openings(desk, vote, many)
        written = BytesIO()
        with desk.vote_file() as file:
            assemble(file, mixed, openings, desk.get, written, many)
    try:
        create_durably(path, written.getvalue())
    except FileExistsError:
        raise Refused("exists", path=path) from None
    except OSError as error:
        raise Refused("cannot_write", path=path, problem=error.strerror) from error
    desk.speaker.say("assembled", path=path)


def _required(desk: _Desk, name: str, reason: str) -> bytes:
    encoded = desk.get(name)
    if encoded is None:
        raise Waiting(reason, name=name)
    return encoded


DEEDS: dict[str, Callable[[_Desk], None]] = {
    "invite": invite,
    "new": new,
    "step": step,
    "approve": approve,
    "countersign": countersign,
    "mix": mix,
    "open": open_ballots,
    "status": status,
    "assemble": assemble_record,
}
