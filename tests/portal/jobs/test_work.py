"""Workers: real processes, really killed."""

import signal
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.jobs import chores
from portal.jobs.chores import Chore, all_chores, register_chores
from portal.jobs.errors import WorkersWereLost
from portal.jobs.models import LEASE, Worker
from portal.jobs.services import Work, beat, do_once, register, run_next_task, take_back_tasks
from portal.jobs.services.leases import MOST_WORKERS_LOST
from portal.lifecycle.models import PhaseChange
from portal.lifecycle.phases import Phase, PhaseState
from tests.factories.lifecycle import CycleFactory
from tests.portal.jobs import tasks
from tests.processes import process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def notes(tmp_path):
    """The file in which tasks note what they did."""
    return tmp_path / "notes"


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def wait_until(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def fall_silent(*workers):
    """The workers' last beat is longer ago than a lease."""
    silent = Worker.objects.filter(pk__in=workers) if workers else Worker.objects.all()
    silent.update(beat_at=timezone.now() - LEASE - timedelta(seconds=1))


def test_the_chores_are_those_of_all_rooms():
    assert {chore.name for chore in all_chores()} == {
        "accounts.purge",
        "deliberation.look_for_changed_maps",
        "jobs.take_back_tasks",
        "lifecycle.change_due_phases",
        "notices.deliver_events",
        "notices.send_digests",
        "opendata.dump_if_due",
        "reviews.escalate_overdue",
        "reviews.report_due_years",
        "voting.change_due_votes",
        "voting.sequence_due",
    }


def test_once_does_every_chore_and_every_task(notes):
    cycle, now = CycleFactory(), timezone.now()
    cycle.phases.filter(phase=Phase.KNOW).update(opens_at=now - timedelta(minutes=1))
    results = [tasks.write.enqueue(str(notes)) for _ in range(3)]

    do_once()

    assert PhaseChange.objects.get(cycle=cycle).to_state == PhaseState.OPEN
    assert lines(notes) == ["done"] * 3
    for result in results:
        result.refresh()
        assert result.return_value == "well"
    assert not Worker.objects.exists()


def test_what_a_task_raises_is_kept_and_stops_nothing(notes):
    failing = tasks.fail.enqueue(str(notes))
    tasks.write.enqueue(str(notes))

    do_once()

    failing.refresh()
    assert failing.status == TaskResultStatus.FAILED
    assert failing.errors[0].exception_class is ZeroDivisionError
    assert lines(notes) == ["done"]


def test_a_task_runs_once_with_many_workers(notes):
    for _ in range(12):
        tasks.write.enqueue(str(notes))
    start, ran = threading.Barrier(4), []

    def work():
        worker = register()
        start.wait(30)
        while run_next_task(worker):
            ran.append(worker)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    while run_next_task(register()):  # what two found locked by each other
        ran.append("rest")

    assert len(ran) == 12
    assert lines(notes) == ["done"] * 12


def test_the_task_of_a_worker_killed_with_9_is_taken_up_again(notes):
    result = tasks.wait_once.enqueue(str(notes))
    with process("manage.py", "work") as worker:
        wait_until(lambda: lines(notes) == ["began"])
        worker.send_signal(signal.SIGKILL)
        worker.wait(30)
    assert DBTaskResult.objects.running().count() == 1

    assert take_back_tasks() == 0, "its lease has not ended yet"
    fall_silent()
    do_once()

    assert lines(notes) == ["began", "began", "ended"]
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert len(result.worker_ids) == 2


def test_the_task_of_a_worker_that_lives_is_left_alone(notes):
    worker = register()
    tasks.write.enqueue(str(notes))
    DBTaskResult.objects.get().claim(worker)
    DBTaskResult.objects.update(started_at=timezone.now() - 10 * LEASE)

    beat(worker)

    assert take_back_tasks() == 0


def test_of_several_who_take_a_task_back_one_does(notes):
    tasks.write.enqueue(str(notes))
    DBTaskResult.objects.get().claim("lost")
    start, taken = threading.Barrier(4), []

    def take_back():
        start.wait(30)
        taken.append(take_back_tasks())
        connection.close()

    takers = [threading.Thread(target=take_back) for _ in range(4)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join(60)

    assert sorted(taken) == [0, 0, 0, 1]


def test_a_task_that_ends_its_workers_is_given_up(notes):
    result = tasks.write.enqueue(str(notes))
    for number in range(MOST_WORKERS_LOST):
        DBTaskResult.objects.get().claim(f"lost {number}")
        take_back_tasks()

    do_once()

    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class is WorkersWereLost
    assert lines(notes) == []


def test_silent_workers_are_forgotten():
    silent, alive = register(), register()
    fall_silent(silent)

    take_back_tasks()

    assert list(Worker.objects.values_list("pk", flat=True)) == [alive]
    beat(silent)  # it was only slow
    assert Worker.objects.alive().count() == 2


def test_a_worker_that_is_asked_to_end_ends_its_task_first(notes):
    tasks.wait_a_little.enqueue(str(notes))
    with process("manage.py", "work") as worker:
        wait_until(lambda: lines(notes) == ["began"])
        tasks.write.enqueue(str(notes))
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
        pid = worker.pid

    assert lines(notes) == ["began", f"ended in {pid}"]
    assert not Worker.objects.exists()
    assert DBTaskResult.objects.ready().filter(task_path=tasks.write.module_path).count() == 1


def test_a_worker_that_is_given_no_time_leaves_its_task_to_another(notes):
    tasks.wait_once.enqueue(str(notes))
    with process("manage.py", "work", "--grace", "0") as worker:
        wait_until(lambda: lines(notes) == ["began"])
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 1
        assert "another worker takes it up again" in worker.stderr.read()

    # Its name stays, so that the lease ends in its time.
    assert Worker.objects.count() == 1


def test_a_chore_that_fails_does_not_keep_the_others_from_being_done(monkeypatch, caplog):
    monkeypatch.setattr(chores, "_chores", {})
    done = threading.Event()

    def fail():
        raise ZeroDivisionError

    register_chores(
        Chore("failing", fail, every=timedelta(0)),
        Chore("well", done.set, every=timedelta(0)),
    )
    work = Work()
    work.start()

    assert done.wait(30)
    assert work.finish(within=timedelta(seconds=30))
    assert "The chore failing failed." in caplog.text


def test_a_long_task_does_not_keep_the_chores_waiting(notes, monkeypatch):
    monkeypatch.setattr(chores, "_chores", {})
    register_chores(Chore("note", lambda: tasks.note(str(notes), "chore"), every=timedelta(0)))
    tasks.wait_a_little.enqueue(str(notes))
    work = Work()
    work.start()
    wait_until(lambda: any(line.startswith("ended") for line in lines(notes)))
    work.finish(within=timedelta(seconds=30))

    during = lines(notes)
    between = during[during.index("began") : -1]
    assert "chore" in between


def test_a_chore_waits_for_its_time(monkeypatch):
    monkeypatch.setattr(chores, "_chores", {})
    done = []
    register_chores(Chore("rare", lambda: done.append(1), every=timedelta(hours=1)))
    work = Work()
    work.start()
    time.sleep(1.5)
    work.finish(within=timedelta(seconds=30))

    assert done == [1]
