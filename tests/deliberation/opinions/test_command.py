import csv
import sys

from benchmarks.oracles.opinions import planted
from deliberation.opinions.__main__ import main

NUMBERS = {"a": 1, "d": -1, "p": 0, "-": ""}


def written(path, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(
            [[f"statement_{column}" for column in range(len(rows[0]))]]
            + [[NUMBERS[letter] for letter in row] for row in rows]
        )
    return path


def test_anyone_finds_the_groups_again_from_the_published_matrix(tmp_path, monkeypatch, capsys):
    answers, _ = planted(300, 30)
    path = written(tmp_path / "matrix.csv", answers.rows())
    monkeypatch.setattr(sys, "argv", ["opinions", str(path)])

    assert main() == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["A", "B", "C"]
    assert sum(int(line.split()[1]) for line in lines) == 300


def test_too_small_a_matrix_has_no_groups(tmp_path, monkeypatch, capsys):
    path = written(tmp_path / "matrix.csv", ["aaaaa"] * 3)
    monkeypatch.setattr(sys, "argv", ["opinions", str(path)])

    assert main() == 1
    assert "Too few" in capsys.readouterr().err
