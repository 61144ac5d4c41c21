"""The peers that we measure against, in an environment of their own, made when first asked for."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
REQUIREMENTS: Final = HERE.with_name("requirements-oracles.txt")
FOLDER: Final = ROOT / "build" / "oracles"
PABULIB_DIR: Final = Path(os.environ.get("PABULIB_DIR") or ROOT.parent / "shared/data/pabulib")


def peer_python() -> Path:
    """The Python of the environment, which is made anew when its requirements change."""
    python, stamp = FOLDER / "bin" / "python", FOLDER / "made-from"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        uv = [str(Path(sys.executable).with_name("uv"))]
        subprocess.run(
            [*uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(FOLDER)], check=True
        )
        into = ["--python", str(python), "--requirement", str(REQUIREMENTS)]
        subprocess.run([*uv, "pip", "install", "--quiet", *into], check=True)
        stamp.write_text(wanted)
    return python


def versions() -> dict[str, str]:
    """The peers and their versions, as the requirements pin them."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    pinned = (line.split("==") for line in lines if "==" in line)
    return {name.strip(): version.strip() for name, version in pinned}


def counted_by_pabutools(
    path: Path, rules: Sequence[str], timeout: float | None = None, *, grouped: bool = False
) -> dict[str, Any] | None:
    """What `pabutools_count.py` reports; None where it took longer than `timeout` seconds."""
    how = ["--grouped"] if grouped else []
    try:
        return _answer("pabutools_count.py", *how, str(path), *rules, timeout=timeout)
    except subprocess.TimeoutExpired:
        return None


def errors_by_checker(text: str) -> dict[str, Any]:
    """What pabulib-checker finds wrong with the text of a .pb file; empty where it agrees."""
    return _answer("pabulib_check.py", sent=text)


def found_by_sklearn(asked: dict[str, Any]) -> dict[str, Any]:
    """What `sklearn_groups.py` finds in a matrix of answers."""
    return _answer("sklearn_groups.py", sent=json.dumps(asked))


def _answer(
    script: str, *arguments: str, timeout: float | None = None, sent: str | None = None
) -> dict[str, Any]:
    done = subprocess.run(
        [str(peer_python()), str(HERE / script), *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=timeout,
        input=sent,
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
