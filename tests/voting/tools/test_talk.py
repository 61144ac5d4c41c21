import io
import string

import pytest

from tests.voting.verify.test_progress import Terminal
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.record.frames import RecordUnreadable
from voting.tools.refusal import Refused, Waiting
from voting.tools.sentences import CHECKS, SENTENCES, WORKS
from voting.tools.talk import Parser, Speaker, language_of, read_file
from voting.trustee import sentences as trustee
from voting.verify.progress import CLEAR, COSTS

TABLES = [
    SENTENCES,
    CHECKS,
    WORKS,
    trustee.SENTENCES,
    trustee.OPTIONS,
    trustee.COMMANDS,
    trustee.STAGES,
]


def blanks(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_say_the_same(table):
    for name, both in table.items():
        assert blanks(both["ja"]) == blanks(both["en"]), name
        assert both["ja"] != both["en"], name


def test_every_check_and_every_long_work_has_words():
    assert set(CHECKS) == set(Check)
    assert set(WORKS) == {*COSTS, "log-entry"}


@pytest.mark.parametrize(
    ("words", "language"),
    [([], "ja"), (["--lang", "en"], "en"), (["--lang=en"], "en"), (["--lang", "ja"], "ja")],
)
def test_the_language_is_looked_up_first(words, language):
    assert language_of(words) == language


def test_progress_is_said_in_the_language_on_a_terminal(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    speaker = Speaker("ja", {})
    report = speaker.report()
    report.note_done("log-entry", 1200)
    report.ahead = {"mixing": 3000}
    report.note_done("mixing", 3000)
    report.note_passed("mix", 3000)

    said = terminal.getvalue()
    assert "記録簿の検証 1,200" in said
    assert "ミックス 3,000／3,000　残り約 0:00" in said
    assert said.index("残り") < said.rindex(CLEAR) < said.index("確認")


def fail(error):
    raise error


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (None, 0, ""),
        (CheckFailed(Check.MIXERS, "here"), 1, "REFUSED (mixers)"),
        (Refused("no_folder", path="x"), 2, "There is no folder x"),
        (RecordUnreadable("cut"), 2, "Unreadable"),
        (Waiting("too_large", name="x"), 3, "x is too large"),
    ],
)
def test_every_end_has_its_status_and_its_sentence(error, status, said, capsys):
    assert Speaker("en", {}).finish(lambda: error and fail(error)) == status
    assert said in capsys.readouterr().err


def test_a_wrong_option_is_one_sentence():
    with pytest.raises(Refused):
        Parser().parse_args(["--unknown"])


def test_a_passphrase_is_typed_or_read(tmp_path, monkeypatch):
    speaker = Speaker("ja", {})
    path = tmp_path / "passphrase"
    path.write_bytes("あいことば\r\nmore".encode())
    assert speaker.passphrase(path) == "あいことば"
    monkeypatch.setattr("getpass.getpass", lambda prompt: prompt)
    assert speaker.passphrase(None) == "合言葉： "
    with pytest.raises(Refused):
        speaker.passphrase(None, twice=True)
    monkeypatch.setattr("getpass.getpass", lambda _: "same")
    assert speaker.passphrase(None, twice=True) == "same"


def test_a_question_is_asked(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(" yes \n"))
    assert Speaker("en", {}).ask("passphrase") == "yes"


def test_a_file_is_read_in_bounds(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"four")
    assert read_file(path, 4) == b"four"
    for bad, most in ((path, 3), (tmp_path / "missing", 9), (tmp_path, 9)):
        with pytest.raises(Refused):
            read_file(bad, most)
