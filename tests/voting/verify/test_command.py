import json
import runpy
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.voting.crypto.elections import changed
from tests.voting.records import edited, finished, good, people, rehearsed
from voting.crypto.entries import IndexDestroyed, sign_entry
from voting.crypto.record.export import KINDS
from voting.crypto.record.frames import Tag
from voting.rehearse.people import Deed
from voting.verify import __main__ as command
from voting.verify.__main__ import main


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "record.tomoni"
    path.write_bytes(good())
    return path


def test_a_good_record_is_said_to_be_good(record, capsys):
    assert main([str(record), "--workers", "1"]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0].split() == ["ok", "definition", "1"]
    assert said[-3].startswith("A REHEARSAL")
    assert said[-2].startswith("GOOD")
    assert said[-1].startswith("winners")


def test_processes_share_the_work(record, capsys):
    assert main([str(record), "--workers", "2", "--json"]) == 0

    document = json.loads(capsys.readouterr().out)
    assert document["verdict"] == "good"
    assert document["checks"][4] == {"name": "log-entry", "count": 10}


def test_the_first_failed_check_is_named(record, capsys):
    def edit(payload):
        return changed(payload, "count.winners", ["004"])

    record.write_bytes(edited(good(), Tag.RESULT, 0, edit))

    assert main([str(record), "--workers", "1"]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("FAILED   result:")
    assert main([str(record), "--workers", "1", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["failed"]["check"] == "result"


def test_a_failure_in_another_process_is_named(record, capsys):
    def damage(payload):
        return payload[:-1] + bytes([payload[-1] ^ 1])

    record.write_bytes(edited(good(), Tag.ENTRIES, 0, damage))

    assert main([str(record), "--workers", "2"]) == 1
    assert "FAILED" in capsys.readouterr().out


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_is_no_record_is_unreadable(record, capsys, form):
    record.write_bytes(b"something else")

    assert main([str(record), "--workers", "1", *form]) == 2
    assert "UNREADABLE" in capsys.readouterr().out.upper()
    assert main([str(record.with_name("missing")), *form]) == 2


@pytest.mark.parametrize("workers", ["0", "many"])
def test_a_number_of_processes_that_cannot_be_is_refused(record, workers):
    with pytest.raises(SystemExit):
        main([str(record), "--workers", workers])


def test_notes_are_said(tmp_path, capsys):
    trustees = replace(rehearsed(cast=False).definition.trustees, served_page=True)
    path = tmp_path / "record"
    path.write_bytes(finished(rehearsed(defined={"trustees": trustees})))

    assert main([str(path), "--workers", "1"]) == 0
    assert "note     The trustees used a page" in capsys.readouterr().out


def test_a_real_vote_is_not_called_a_rehearsal(tmp_path, capsys):
    path = tmp_path / "record"
    vote = rehearsed(defined={"rehearsal": False}, group="ristretto255")
    path.write_bytes(finished(vote))

    assert main([str(path), "--workers", "1"]) == 0
    assert "REHEARSAL" not in capsys.readouterr().out


def test_a_record_is_exported_as_json(tmp_path, capsys):
    vote = rehearsed(cast=False)
    for credential, deed in zip(people(vote), [*Deed, Deed.CASTS, Deed.CASTS], strict=True):
        vote.act(credential, deed)
    vote.append(
        sign_entry(vote.definition, IndexDestroyed, vote.secrets.registrar, vote.draw),
    )
    record, export = tmp_path / "record", tmp_path / "record.json"
    record.write_bytes(finished(vote))

    assert main([str(record), "--workers", "1", "--export", str(export)]) == 0

    document = json.loads(export.read_text())
    assert document["definition"] == json.loads(vote.definition.encoded)
    assert len(document["entries"]) == len(vote.entries)
    assert {entry["kind"] for entry in document["entries"]} == set(KINDS.values())
    mixes = [mix for mixes in vote.mixes.values() for mix in mixes]
    assert [mix["header"]["mixer"] for mix in document["mixes"]] == [m.place.mixer for m in mixes]
    rows = b"".join(c.to_bytes() for row in mixes[0].after for c in row)
    assert document["mixes"][0]["columns"]["0"] == rows.hex()
    assert list(document["openings"][0]["columns"]) == ["5"]
    assert document["result"]["count"]["winners"]


def test_what_cannot_be_parsed_is_not_exported_but_refused(record, capsys):
    record.write_bytes(edited(good(), Tag.CEREMONY, 0, lambda p: p + b" "))

    arguments = [str(record), "--workers", "1", "--export", str(record.with_name("export"))]
    assert main(arguments) == 1
    assert "FAILED   encoding" in capsys.readouterr().out


def test_the_exit_status_is_that_of_the_verdict(record, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["verify", str(record), "--workers", "1"])

    with pytest.raises(SystemExit) as left:
        runpy.run_path(command.__file__, run_name="__main__")
    assert left.value.code == 0


BLOCKED = """
import sys
class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "channels", "asgiref"}:
            raise ImportError(name)
sys.meta_path.insert(0, NoDjango())
import runpy
sys.argv = ["verify", sys.argv[1], "--workers", "1"]
runpy.run_module("voting.verify", run_name="__main__")
"""


def test_it_runs_without_django(record):
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BLOCKED, str(record)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert "GOOD" in run.stdout
