import json
import os
import sys
import time
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor

import dask
import pytest
from distributed import LocalCluster

from tests.voting.records import edited, good
from voting.crypto.record.frames import Tag
from voting.verify.__main__ import main
from voting.verify.processes import cluster, in_turn, processes


@pytest.fixture(scope="module")
def scheduler():
    """Of a real cluster of two workers on this machine, which gives a job up at the first death."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50
        ) as made,
    ):
        yield made.scheduler_address


def test_a_cluster_comes_to_what_processes_come_to(scheduler, tmp_path, capsys):
    record = tmp_path / "record"
    record.write_bytes(good())

    assert main([str(record), "--json", "--scheduler", scheduler]) == 0
    there = json.loads(capsys.readouterr().out)
    assert main([str(record), "--json", "--workers", "2"]) == 0
    assert json.loads(capsys.readouterr().out) == there


def test_a_check_that_fails_on_a_cluster_is_named(scheduler, tmp_path, capsys):
    record = tmp_path / "record"
    record.write_bytes(edited(good(), Tag.ENTRIES, 0, lambda p: p[:-1] + bytes([p[-1] ^ 1])))

    assert main([str(record), "--scheduler", scheduler]) == 1
    assert "FAILED   s" in capsys.readouterr().out


def test_a_cluster_that_does_not_answer_verifies_nothing(tmp_path, capsys):
    record = tmp_path / "record"
    record.write_bytes(good())

    with dask.config.set({"distributed.comm.timeouts.connect": "500ms"}):
        assert main([str(record), "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "UNREADABLE" in capsys.readouterr().out


def test_without_the_extra_it_says_what_is_missing(tmp_path, capsys, monkeypatch):
    record = tmp_path / "record"
    record.write_bytes(good())
    monkeypatch.setitem(sys.modules, "distributed", None)

    assert main([str(record), "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "distributed" in capsys.readouterr().out


def test_results_come_in_the_order_of_the_jobs_and_few_are_handed_out():
    taken = []

    def jobs():
        for number in range(20):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(2) as pool:
        results = in_turn(pool, 4, lambda number: (time.sleep(0.001), number)[1], jobs())
        assert next(results) == 0
        assert len(taken) == 4
        assert list(results) == list(range(1, 20))


def test_after_a_failure_nothing_more_is_begun():
    begun = []

    def work(number):
        begun.append(number)
        if number == 0:
            raise ValueError("the first")
        time.sleep(0.05)

    with ThreadPoolExecutor(1) as pool, pytest.raises(ValueError, match="the first"):
        list(in_turn(pool, 8, work, range(100)))
    assert len(begun) <= 3


def leave(_):
    os._exit(9)


def test_a_process_that_dies_is_told():
    with pytest.raises(BrokenExecutor), processes(2) as map_jobs:
        list(map_jobs(leave, [1, 2]))


def test_a_worker_of_a_cluster_that_dies_of_a_job_is_told(scheduler):
    with pytest.raises(BrokenExecutor), cluster(scheduler) as map_jobs:
        list(map_jobs(leave, [1]))
