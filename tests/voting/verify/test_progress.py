import io

from tests.voting.records import good
from voting.verify.__main__ import main
from voting.verify.progress import Line, Progress
from voting.verify.report import Report
from voting.verify.verifier import verify


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_line_appears_on_a_terminal_alone():
    terminal, file = Terminal(), io.StringIO()
    for out in (terminal, file):
        line = Line(out)
        line.show("halfway")
        line.clear()

    assert "halfway" in terminal.getvalue()
    assert file.getvalue() == ""


def test_the_time_left_follows_from_what_is_done():
    told, now = [], iter([0, 0, 60])
    report = Report(on_progress=Progress(lambda *what: told.append(what), lambda: next(now)))

    report.note_done("log-entry", 10)
    report.ahead = {"mix": 400, "opening": 0}
    report.note_done("mix", 0)
    report.note_done("mix", 100)

    assert told == [
        ("log-entry", 10, None, None),
        ("mix", 0, 400, "0:00"),
        ("mix", 100, 400, "3:00"),
    ]


def test_where_all_is_known_from_the_start_the_clock_starts_with_the_first_part():
    told, now = [], iter([10, 10, 40])
    report = Report(on_progress=Progress(lambda *what: told.append(what[3]), lambda: next(now)))
    report.ahead = {"mixing": 90}

    report.note_done("mixing", 30)
    report.note_done("mixing", 30)

    assert told == ["0:00", "0:15"]


def test_every_long_check_is_told_to_its_end():
    told = {}
    report = Report(on_progress=lambda report, name: told.update({name: report.done[name]}))
    verify(io.BytesIO(good()), report)

    assert report.failure is None
    assert told == {"log-entry": 10, **report.ahead}


def test_the_command_shows_it(tmp_path, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    record = tmp_path / "record"
    record.write_bytes(good())

    assert main([str(record), "--workers", "1"]) == 0
    assert "log-entry 10" in terminal.getvalue()
    assert "mix 12 of 18, 0:00 left" in terminal.getvalue()
