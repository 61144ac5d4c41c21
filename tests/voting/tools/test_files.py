import signal
import subprocess
import sys

import pytest

from voting.tools.files import create_durably, held, replace_durably
from voting.tools.refusal import Refused


def test_a_file_is_replaced_whole_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "secret"
    replace_durably(path, b"old")
    replace_durably(path, b"new")

    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["secret"]


def test_a_file_that_exists_is_not_replaced(tmp_path):
    path = tmp_path / "public"
    create_durably(path, b"first", 0o644)
    with pytest.raises(FileExistsError):
        create_durably(path, b"second")

    assert path.read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["public"]


def test_a_second_process_does_not_work_with_the_file(tmp_path):
    path = tmp_path / "secret"
    with held(path), pytest.raises(Refused), held(path):
        pass
    with held(path):
        pass


WRITER = """
import sys
from pathlib import Path
from voting.tools.files import replace_durably
path = Path(sys.argv[1])
for number in range(10**9):
    replace_durably(path, bytes([number % 256]) * 100_000)
    print(number, flush=True)
"""


def test_after_kill_9_a_file_is_whole(tmp_path):
    path = tmp_path / "secret"
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        with process:
            last = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
        octets = path.read_bytes()
        assert len(octets) == 100_000
        assert len(set(octets)) == 1
        assert octets[0] >= last
