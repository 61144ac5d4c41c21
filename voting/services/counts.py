"""Counting in the background: asked for by a person, done by a worker, stored once."""

import time

from django.db import transaction
from django_tasks import task

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.services import admit
from voting.counting import CountingError
from voting.errors import CountIsUnderWay, RuleDoesNotFit
from voting.models import Count, Election, Result
from voting.selectors.counts import count_under_way
from voting.selectors.deeds import RUNNING
from voting.services.ballots import hold_election
from voting.services.results import count_ballots, store_count
from voting.states import CountStage, ElectionKind, ElectionState

SECONDS_BETWEEN_NOTES = 1.0


@transaction.atomic
def ask_for_count(*, actor: User, election: Election) -> Count:
    """Let a worker count an opened election; its page tells how far it is.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as for preparing the election.
        ElectionIsNot: its ballots are not in yet, or it is counted already.
        CountIsUnderWay: a worker has it, or will have it next.
    """
    admit(actor=actor, cycle=election.cycle, action=RUNNING[ElectionKind(election.kind)])
    held = hold_election(election, ElectionState.OPENED)
    if count_under_way(held):
        raise CountIsUnderWay
    record("ask_for_count", actor=actor, subject=held)
    return queue_count(held, asked_by=actor)


def queue_count(election: Election, *, asked_by: User | None) -> Count:
    """Put the count among the tasks, in the transaction of the deed that needs it."""
    count = Count.objects.create(election=election, asked_by=asked_by)
    count.task_id = run_count.enqueue(count.pk).id
    count.save(update_fields=["task_id"])
    return count


@task()
def run_count(count_id: int) -> None:
    """Count and store. Taken up again after its worker was killed, it begins anew.

    All is found before anything is stored, and that happens in one transaction: whoever finds a
    result there leaves it.
    """
    count = Count.objects.select_related("election__cycle", "asked_by").get(pk=count_id)
    if Result.objects.filter(election=count.election_id).exists():
        return
    try:
        counted = count_ballots(count.election, told=Notes(count))
    except CountingError as error:
        count.problem_ja, count.problem_en = error.reason("ja"), error.reason("en")
        count.save(update_fields=["problem_ja", "problem_en"])
        raise RuleDoesNotFit(error) from error
    store_count(election=count.election, counted=counted, actor=count.asked_by)


class Notes:
    """Writes down how far a count is: at every stage, and within one now and then."""

    def __init__(self, count: Count) -> None:
        self._count = count
        self._stage: CountStage | None = None
        self._noted_at = 0.0

    def __call__(self, stage: CountStage, done: int, of: int) -> None:
        now = time.monotonic()
        if stage == self._stage and now - self._noted_at < SECONDS_BETWEEN_NOTES:
            return
        self._stage, self._noted_at = stage, now
        Count.objects.filter(pk=self._count.pk).update(stage=stage, done=done, of=of)
