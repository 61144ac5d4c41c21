"""The modules for browsers: their own tests, run in Node, and the vectors they rest on."""

import subprocess
from pathlib import Path

import pytest

from tests.voting.counting import vectors

HERE = Path(__file__).parent


def test_the_modules_pass_their_own_tests():
    files = sorted(HERE.rglob("*.test.mjs"))
    told = subprocess.run(
        ["node", "--test", "--test-reporter=tap", *files],
        check=False,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, "\n".join(
        part for part in told.stdout.split("\n") if "not ok" in part or "error:" in part
    )


@pytest.mark.parametrize("theme", sorted(vectors.cases()))
def test_the_vectors_are_what_python_gives_now(theme):
    assert (vectors.HERE / f"{theme}.json").read_text(encoding="utf-8") == vectors.text_of(theme)


def test_no_vector_is_left_from_another_time():
    assert sorted(file.stem for file in vectors.HERE.iterdir()) == sorted(vectors.cases())
