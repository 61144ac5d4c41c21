"""After closing: the record is laid out, mixes and openings are verified, and it is put together.

Workers do it, in steps that may each be repeated: what was done lies on the board, so a worker
that takes the work up after another was killed goes on where that one was. No secret is in it.
"""

import logging
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from django.conf import settings
from django.db import IntegrityError, transaction
from django_tasks import task

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.errors import RoleIsMissing
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.jobs import Map
from voting.crypto.record.frames import RecordUnreadable, Tag, read_frames
from voting.crypto.record.reader import RecordReader
from voting.errors import BoardRefuses, ElectionIsNot, PaperIsNotComplete
from voting.models import (
    BoardFile,
    BoardRefusal,
    BoardVerified,
    HeldVote,
    LogEntry,
    PaperDesk,
    Tally,
)
from voting.selectors.board import file_on, get_from, open_file, opener
from voting.selectors.deeds import RUNNING, may_run
from voting.selectors.frozen import FrozenVote, frozen_vote
from voting.selectors.paper_due import paper_problem
from voting.services.ballots import hold_election
from voting.services.counts import queue_count
from voting.services.log import sequence
from voting.services.paper_batches import lay_out_papers
from voting.services.records import lay_out_file, lay_out_record, result_in, take_ballots
from voting.states import ElectionKind, ElectionState, TallyStep
from voting.tools.refusal import Waiting
from voting.trustee.assembling import assemble, read_openings
from voting.trustee.vote import (
    VOTE,
    Mixed,
    Vote,
    failure_of,
    mix_name,
    opening_name,
    read_given,
    verified_mixes,
    verified_vote,
)
from voting.verify.processes import AHEAD, cluster, in_turn
from voting.verify.report import Passed, Report

logger = logging.getLogger(__name__)
RECORD = "record.tomoni"
ENTRIES_FOR_PROCESSES = 2_000
"""Under so many entries the work is done before another process would have started."""


@transaction.atomic
def lay_out_vote(*, actor: User, held: HeldVote) -> None:
    """Say that the log of a closed vote is complete, so that its record goes to the trustees.

    Raises:
        RoleIsMissing: the actor does not run votes of this kind here.
        ElectionIsNot: it is not closed.
        PaperIsNotComplete: paper ballots are missing; says how many.
    """
    if not may_run(actor, held.election):
        raise RoleIsMissing(RUNNING[ElectionKind(held.election.kind)])
    hold_election(held.election, ElectionState.CLOSED)
    if problem := paper_problem(held.pk):
        raise PaperIsNotComplete(problem)
    record("lay_out_vote", actor=actor, subject=held.election)
    ask_for_tally(held)


def lay_out_when_complete(vote: FrozenVote) -> None:
    """The same at closing, where nobody votes on paper."""
    if not PaperDesk.objects.filter(election=vote.pk).exists():
        ask_for_tally(HeldVote.objects.get(pk=vote.pk))


def ask_for_tally(held: HeldVote) -> None:
    """Let a worker go on with the tally; in the transaction of the deed that makes it due."""
    tally, _ = Tally.objects.get_or_create(held=held)
    tally.task_id = go_on.enqueue(held.pk).id
    tally.save(update_fields=["task_id"])


@task()
def go_on(vote_id: int) -> None:
    """Do all steps that are due. What another worker does at the same time is done once."""
    held = HeldVote.objects.select_related("election").get(pk=vote_id)
    vote = frozen_vote(held.fingerprint or "")
    assert vote is not None
    notes = Notes(vote_id)
    try:
        _go_on(vote, held, notes)
    except (CheckFailed, RecordUnreadable) as failure:
        # What the portal itself wrote does not hold: nobody may go on as if it did.
        notes.problem(str(failure))
        raise
    except Waiting:
        notes(TallyStep.WAITING)


def _go_on(vote: FrozenVote, held: HeldVote, notes: "Notes") -> None:
    if file_on(held.pk, VOTE) is None:
        notes(TallyStep.WRITING)
        _write_vote(vote, held)
    if held.election.state in {ElectionState.OPENED, ElectionState.CERTIFIED}:
        return
    with _many(held.pk) as many:
        written = file_on(held.pk, VOTE)
        assert written is not None
        with open_file(written) as file:
            checked = verified_vote(file, Report(notes.passed), many)
        mixed = _verify_mixes(held, checked, notes, many)
        if not mixed.is_complete:
            raise Waiting("missing_mixes")
        _become(held, ElectionState.CLOSED, ElectionState.MIXED)
        _verify_openings(held, mixed, notes)
        _open(held, mixed, notes, many)
    notes(TallyStep.DONE)


def _write_vote(vote: FrozenVote, held: HeldVote) -> None:
    if problem := paper_problem(held.pk):
        raise PaperIsNotComplete(problem)
    sequence(vote)
    lay_out_record(vote, held)


def _verify_mixes(held: HeldVote, vote: Vote, notes: "Notes", many: Map) -> Mixed:
    """All mixes from the first on. One that does not hold is refused, and its place is free."""
    while True:
        notes(TallyStep.MIXES)
        mixed = verified_mixes(vote, opener(held.pk), Report(notes.passed), many)
        name = mix_name(len(mixed.turns) + 1)
        waiting = None if mixed.is_complete else file_on(held.pk, name)
        if waiting is None:
            return mixed
        try:
            _require_own_mix(vote, waiting)
            verified_mixes(vote, opener(held.pk, unverified=name), Report(notes.passed), many)
        except (CheckFailed, RecordUnreadable) as failure:
            _refuse(waiting, failure)
        else:
            BoardVerified.objects.get_or_create(file=waiting)


def _require_own_mix(vote: Vote, file: BoardFile) -> None:
    """Nobody hands in a mix in another's name."""
    with open_file(file) as opened:
        if any(vote.log.selection.lists):
            header = RecordReader(opened).mix_header(vote.definition)
            if header.place.mixer != file.trustee:
                raise CheckFailed(Check.MIXERS, f"handed in by trustee {file.trustee}")


def _verify_openings(held: HeldVote, mixed: Mixed, notes: "Notes") -> None:
    for j in range(1, len(mixed.vote.definition.trustees.signing_keys) + 1):
        file = file_on(held.pk, opening_name(j))
        if file is None or BoardVerified.objects.filter(file=file).exists():
            continue
        notes(TallyStep.OPENINGS, j)
        try:
            with open_file(file) as opened:
                given = read_given(mixed, j, opened)
            if failure := failure_of(mixed, given):
                raise failure
        except (CheckFailed, RecordUnreadable) as failure:
            _refuse(file, failure)
        else:
            BoardVerified.objects.get_or_create(file=file)


def _open(held: HeldVote, mixed: Mixed, notes: "Notes", many: Map) -> None:
    """Put the record together, take its ballots in, and let them be counted.

    Raises:
        Waiting: openings or paper ballots are missing.
    """
    if file_on(held.pk, RECORD) is None:
        notes(TallyStep.RECORD)
        lay_out_papers(held)
        openings = read_openings(mixed, opener(held.pk))
        written = file_on(held.pk, VOTE)
        assert written is not None
        with TemporaryFile() as out, open_file(written) as file:
            assemble(file, mixed, openings, get_from(held.pk), cast("BinaryIO", out), many)
            try:
                lay_out_file(held, RECORD, cast("BinaryIO", out))
            except BoardRefuses:
                logger.info("Another worker has put the record of %s together.", held.name)
    _take_in(held, mixed)


@transaction.atomic
def _take_in(held: HeldVote, mixed: Mixed) -> None:
    try:
        election = hold_election(held.election, ElectionState.MIXED)
    except ElectionIsNot:
        # Another worker was first.
        return
    encoded, audit = _frame(held, Tag.RESULT), _frame(held, Tag.AUDIT)
    take_ballots(mixed.vote.definition, election, result_in(encoded))
    HeldVote.objects.filter(pk=held.pk).update(result=encoded, audit=audit)
    election.state = ElectionState.OPENED
    election.save(update_fields=["state", "ballot_count"])
    # A mock vote is practice: its record is there to be verified, and it counts for nothing.
    if not held.is_mock and election.ballot_count:
        queue_count(election, asked_by=None)


def _frame(held: HeldVote, tag: Tag) -> bytes:
    file = file_on(held.pk, RECORD)
    assert file is not None
    with open_file(file) as opened:
        return next(frame.payload for frame in read_frames(opened) if frame.tag is tag)


def _become(held: HeldVote, before: ElectionState, after: ElectionState) -> None:
    with transaction.atomic():
        try:
            election = hold_election(held.election, before)
        except ElectionIsNot:
            return
        election.state = after
        election.save(update_fields=["state"])


def _refuse(file: BoardFile, failure: CheckFailed | RecordUnreadable) -> None:
    name = failure.check if isinstance(failure, CheckFailed) else "unreadable"
    where = failure.where if isinstance(failure, CheckFailed) else str(failure)
    logger.warning("%s of vote %s is refused: %s", file.name, file.held_id, failure)
    try:
        with transaction.atomic():
            BoardRefusal.objects.create(file=file, check_name=name, where=where)
    except IntegrityError:
        logger.info("Another worker has refused it already.")


@contextmanager
def _many(vote_id: int) -> Iterator[Map]:
    """Work shared out among processes, or a cluster by its address, where there is much of it."""
    workers = os.cpu_count() or 1
    if LogEntry.objects.filter(held=vote_id).count() < ENTRIES_FOR_PROCESSES:
        yield map
    elif settings.DASK_ADDRESS:
        with cluster(settings.DASK_ADDRESS) as many:
            yield many
    else:
        # Not forked: a worker has threads, whose locks a fork would copy in any state.
        spawning = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, spawning) as pool:
            yield partial(in_turn, pool, AHEAD * workers)


class Notes:
    """Writes down how far the tally is, for the page of the vote."""

    def __init__(self, vote_id: int) -> None:
        self._row = Tally.objects.filter(held=vote_id)

    def __call__(self, step: TallyStep, done: int = 0) -> None:
        self._row.update(step=step, done=done, problem="")

    def passed(self, passed: Passed) -> None:
        self._row.update(done=passed.count)

    def problem(self, text: str) -> None:
        self._row.update(problem=text)
