"""Counting in the background: asked for once, stored once, whatever becomes of the workers."""

import signal
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.accounts.roles import Role
from portal.jobs.models import LEASE, Worker
from portal.jobs.services import do_once
from portal.lifecycle.errors import PhaseIsNotOpen, RoleIsMissing
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase, PhaseState
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.voting import opened_election
from tests.processes import process
from voting.counting import GreedyNoSkip, rule_to_json
from voting.errors import CountIsUnderWay, ElectionIsNot, RuleDoesNotFit
from voting.models import BallotGroup, Count, Result, ResultExplanation
from voting.selectors.counts import CountState, count_of
from voting.services import ask_for_count, run_count
from voting.services.results import count_ballots, store_count
from voting.states import CountStage, ElectionState

BALLOTS = {(0, 1): 4, (0,): 1, (2,): 2}


@pytest.fixture
def administrator(db):
    return RoleGrantFactory(role=Role.ADMINISTRATOR).user


def test_a_count_that_is_asked_for_waits_for_a_worker_and_is_stored_by_one(administrator):
    election = opened_election(BALLOTS)

    ask_for_count(actor=administrator, election=election)

    assert count_of(election).state is CountState.WAITING
    assert not Result.objects.exists()
    do_once()
    election.refresh_from_db()
    assert election.state == ElectionState.CERTIFIED
    assert election.result.outcome["winners"] == ["1", "2"]
    assert election.result.explanation.document["name"] == "budget"
    assert count_of(election).state is CountState.DONE


def test_an_election_is_counted_once_at_a_time(administrator):
    election = opened_election(BALLOTS)
    ask_for_count(actor=administrator, election=election)

    with pytest.raises(CountIsUnderWay):
        ask_for_count(actor=administrator, election=election)

    assert Count.objects.count() == 1


@pytest.mark.parametrize("state", set(ElectionState) - {ElectionState.OPENED}, ids=str)
def test_only_an_opened_election_may_be_asked_for(administrator, state):
    with pytest.raises(ElectionIsNot):
        ask_for_count(actor=administrator, election=opened_election(BALLOTS, final_state=state))

    assert not DBTaskResult.objects.exists()


def test_asking_is_for_administrators_while_the_phase_is_open(administrator):
    election = opened_election(BALLOTS)

    with pytest.raises(RoleIsMissing):
        ask_for_count(actor=UserFactory(), election=election)
    election.cycle.phases.filter(phase=Phase.BUDGET).update(state=PhaseState.CLOSED)
    with pytest.raises(PhaseIsNotOpen):
        ask_for_count(actor=administrator, election=election)

    assert not DBTaskResult.objects.exists()


def test_a_rule_that_does_not_fit_stores_nothing_and_says_why_in_both_languages(
    administrator, client
):
    lot = rule_to_json(GreedyNoSkip(tie_order=("1", "2", "9")))
    election = opened_election(BALLOTS, rule=lot)
    ask_for_count(actor=administrator, election=election)

    do_once()

    assert not Result.objects.exists()
    failed = DBTaskResult.objects.get(task_path=run_count.module_path).exception_class_path
    assert failed == f"{RuleDoesNotFit.__module__}.{RuleDoesNotFit.__qualname__}"
    said = set()
    for language in ("ja", "en"):
        with override(language):
            shown = count_of(election)
        assert shown.state is CountState.FAILED
        said.add(shown.problem)
    assert len(said) == 2
    assert all("9" in problem for problem in said)
    visitor = client.get(election.get_absolute_url()).content.decode()
    client.force_login(administrator)
    office = client.get(election.get_absolute_url()).content.decode()
    assert count_of(election).problem in office
    assert count_of(election).problem not in visitor
    assert reverse("voting:count", args=[election.pk]) in office


def test_what_failed_may_be_asked_for_again(administrator):
    election = opened_election(BALLOTS)
    ask_for_count(actor=administrator, election=election)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)

    ask_for_count(actor=administrator, election=election)
    do_once()

    assert Result.objects.get().election == election


def test_a_task_that_is_no_longer_kept_keeps_nobody_from_counting(administrator):
    election = opened_election(BALLOTS)
    ask_for_count(actor=administrator, election=election)
    DBTaskResult.objects.all().delete()

    assert count_of(election).state is CountState.FAILED
    ask_for_count(actor=administrator, election=election)


@pytest.mark.django_db
def test_a_count_goes_through_its_stages_in_order():
    election, stages = opened_election(BALLOTS), []

    count_ballots(election, told=lambda stage, _done, _of: stages.append(stage))

    assert stages == list(CountStage)


def test_a_count_that_is_stored_already_is_left_as_it_is(administrator):
    election = opened_election(BALLOTS)
    count = ask_for_count(actor=administrator, election=election)
    do_once()
    first, told = Result.objects.get(), Event.objects.count()

    run_count.func(count.pk)
    second = store_count(election=election, counted=count_ballots(election), actor=None)

    assert second == first
    assert ResultExplanation.objects.count() == 1
    assert Event.objects.count() == told


def test_the_page_tells_how_far_the_count_is(administrator, client):
    election = opened_election(BALLOTS)
    count = ask_for_count(actor=administrator, election=election)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    Count.objects.filter(pk=count.pk).update(stage=CountStage.MEASURING, done=3, of=12)
    state = reverse("voting:count_state", args=[election.pk])

    for address in (election.get_absolute_url(), state):
        page = client.get(address).content.decode()
        assert "12件のうち3件" in page
        assert "もう一度見る" in page
    assert "no-store" in client.get(state).headers["Cache-Control"]


def test_there_is_no_state_of_a_count_that_nobody_asked_for(client, db):
    state = reverse("voting:count_state", args=[opened_election(BALLOTS).pk])

    assert client.get(state).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_several_who_store_the_same_count_one_does():
    election = opened_election(BALLOTS)
    counted = count_ballots(election)
    start, stored = threading.Barrier(4), []

    def store():
        start.wait(30)
        stored.append(store_count(election=election, counted=counted, actor=None).pk)
        connection.close()

    threads = [threading.Thread(target=store) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert stored == [Result.objects.get().pk] * 4
    assert Event.objects.filter(kind__startswith="voting.").count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_count_whose_worker_is_killed_with_9_is_taken_up_again_and_stored_once(administrator):
    election = opened_election(BALLOTS)
    # So many different ballots that a worker is killed in the midst of them.
    BallotGroup.objects.bulk_create(
        BallotGroup(election=election, content=[[pick, 1]], count=1) for pick in (0, 1, 2) * 20_000
    )
    ask_for_count(actor=administrator, election=election)

    with process("manage.py", "work") as worker:
        until = time.monotonic() + 60
        while not DBTaskResult.objects.running().exists():
            assert time.monotonic() < until, "no worker took the count"
            time.sleep(0.01)
        worker.send_signal(signal.SIGKILL)
        worker.wait(30)
    assert not Result.objects.exists()
    assert count_of(election).state is CountState.RUNNING
    Worker.objects.update(beat_at=timezone.now() - LEASE - timedelta(seconds=1))
    do_once()

    assert Result.objects.get().election == election
    assert ResultExplanation.objects.count() == 1
    assert len(DBTaskResult.objects.get(task_path=run_count.module_path).worker_ids) == 2
