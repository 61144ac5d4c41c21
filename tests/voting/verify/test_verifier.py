from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.voting.crypto.elections import plan
from tests.voting.records import finished, good, people, rehearsed, report_on, verdict, written
from voting.crypto.draw import SeededDraw
from voting.crypto.record.frames import RecordUnreadable
from voting.rehearse.people import Deed
from voting.rehearse.plan import BALLOTS
from voting.rehearse.vote import Rehearsal
from voting.verify import jobs

CHECKS = {
    "definition",
    "ceremony",
    "credential-list",
    "approval",
    "log-entry",
    "log-head",
    "selection",
    "mix",
    "opening",
    "paper-ballots",
    "audit-seed",
    "result",
}


@pytest.mark.parametrize("ballot", BALLOTS)
def test_a_whole_vote_is_good(ballot):
    report = report_on(good(ballot=ballot))

    assert report.failure is None
    assert {passed.name for passed in report.passed} == CHECKS
    assert report.winners
    assert report.rehearsal
    assert report.notes == []
    assert report.to_value()["verdict"] == "good"


def everybody_does_everything(**changes):
    made = plan(voters=12, **changes)
    vote = Rehearsal(made, SeededDraw(made.seed.encode()))
    for credential, deed in zip(people(vote), [*Deed, *Deed, Deed.CASTS], strict=True):
        vote.act(credential, deed)
    return vote


@pytest.mark.parametrize("ballot", BALLOTS)
def test_every_deed_leads_to_a_good_record(ballot):
    report = report_on(finished(everybody_does_everything(ballot=ballot)))

    assert report.failure is None
    assert report.result["lists"][0]["invalid"] == [["limits", 1]]


def test_jobs_that_are_shared_out_come_to_the_same(monkeypatch):
    monkeypatch.setattr(jobs, "ROWS_IN_JOB", 2)
    with ThreadPoolExecutor(2) as pool:
        shared = report_on(good(), pool.map)

    assert shared.to_value() == report_on(good()).to_value()


def test_a_vote_without_ballots_is_good_and_has_no_winners():
    report = report_on(good(cast=False))

    assert report.failure is None
    assert report.winners == []


def test_a_list_under_the_minimum_is_not_opened():
    vote = rehearsed(cast=False)
    vote.act(people(vote)[0], Deed.CASTS)

    report = report_on(finished(vote))

    assert report.failure is None
    assert report.result["unopened"] == [0]
    assert report.winners == []


def test_a_lost_trustee_does_not_stop_the_vote():
    vote = rehearsed()
    vote.close()
    vote.mix()
    vote.open((1, 3))

    assert report_on(written(vote)).failure is None


def test_who_did_not_contribute_to_the_audit_is_named():
    vote = rehearsed()
    vote.close()
    vote.mix()
    vote.open()
    vote.revealed = {1: vote.secrets.audit[0], 2: vote.secrets.audit[1]}

    report = report_on(written(vote))

    assert report.failure is None
    assert report.notes == ["Trustee 3 did not contribute to the audit's seed."]


def test_a_page_that_the_portal_served_to_trustees_is_said():
    trustees = replace(rehearsed(cast=False).definition.trustees, served_page=True)

    report = report_on(finished(rehearsed(defined={"trustees": trustees})))

    assert report.failure is None
    assert report.notes == ["The trustees used a page that the portal served."]


def test_a_file_that_is_no_record_is_unreadable():
    with pytest.raises(RecordUnreadable):
        report_on(b"%PDF-1.7 is another format")


@pytest.mark.parametrize(
    "rule", [{"name": "lottery"}, {"name": "greedy", "tie_order": ["001"]}], ids=["unknown", "lot"]
)
def test_a_rule_that_cannot_count_is_refused(rule):
    vote = rehearsed(defined={"rule": rule})
    vote.result = lambda: None

    assert verdict(finished(vote)) == "definition"
