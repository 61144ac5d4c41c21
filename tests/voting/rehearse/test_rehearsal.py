import json
import runpy
import sys

import pytest

from tests.voting.crypto.elections import plan
from voting.crypto.draw import SeededDraw
from voting.rehearse import __main__ as command
from voting.rehearse.__main__ import main
from voting.rehearse.people import SHARES, Deed, draw_choice, draw_deed
from voting.rehearse.plan import BALLOTS
from voting.rehearse.preparation import prepare
from voting.rehearse.vote import Rehearsal
from voting.verify.__main__ import main as verify
from voting.verify.report import Report


def arguments(path, **changes):
    given = {"voters": 30, "options": 5, "ballot": "approval", "seed": "a", "out": path} | changes
    return [part for name, value in given.items() for part in (f"--{name}", str(value))]


@pytest.mark.parametrize("ballot", BALLOTS)
def test_a_rehearsal_writes_a_record_that_verifies(tmp_path, ballot, capsys):
    record, timings = tmp_path / "record", tmp_path / "timings.json"

    assert main(arguments(record, ballot=ballot, timings=timings)) == 0

    assert verify([str(record), "--workers", "1"]) == 0
    assert "A REHEARSAL" in capsys.readouterr().out
    assert {"encrypt", "mix", "open"} <= set(json.loads(timings.read_text()))


def test_the_same_seed_gives_the_same_record(tmp_path):
    for name, seed in [("one", "a"), ("two", "a"), ("three", "b")]:
        main(arguments(tmp_path / name, seed=seed))

    one, two, three = ((tmp_path / name).read_bytes() for name in ("one", "two", "three"))
    assert one == two != three


def test_a_plan_that_cannot_be_is_refused_in_words(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(arguments(tmp_path / "record", threshold=4))

    assert "no more than all" in capsys.readouterr().err


def test_what_cannot_be_written_is_said(tmp_path, capsys):
    assert main(arguments(tmp_path / "no" / "record")) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_all_that_was_foreseen_is_done(tmp_path):
    plan_of_many = plan(voters=230, committee=0, mixers=3)
    vote = Rehearsal(plan_of_many, SeededDraw(b"seed"), report=Report())
    vote.cast_all()
    assert vote.report.done["casting"] == 200
    vote.close()
    vote.mix()
    vote.open()

    assert vote.report.done == vote.report.ahead


def test_a_ballot_takes_at_most_1200_bytes_with_three_mixes(tmp_path):
    record = tmp_path / "record"
    main(arguments(record, voters=300, options=60))
    main(arguments(tmp_path / "empty", voters=0, options=60))

    keys = 300 * 32
    size = record.stat().st_size - (tmp_path / "empty").stat().st_size - keys
    # Seven in ten people cast; changed and challenged ballots are in the log as well.
    assert size / 210 < 1200


@pytest.mark.parametrize("ballot", BALLOTS)
@pytest.mark.parametrize("options", [1, 2, 9])
def test_invented_choices_keep_to_the_limits(ballot, options):
    draw = SeededDraw(b"choices")
    definition = prepare(plan(ballot=ballot, options=options), draw).definition

    for _ in range(50):
        choice = draw_choice(definition, draw)
        definition.form.packing.pack(choice, definition.group.payload_size)
        definition.form.check(choice)


def test_people_do_everything_that_people_do():
    draw = SeededDraw(b"deeds")

    assert {draw_deed(draw) for _ in range(2000)} == set(Deed) == set(SHARES)
    assert sum(SHARES.values()) == 1000


def test_the_command_ends_with_the_status_of_its_work(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["rehearse", *arguments(tmp_path / "record", voters=3)])

    with pytest.raises(SystemExit) as left:
        runpy.run_path(command.__file__, run_name="__main__")
    assert left.value.code == 0
