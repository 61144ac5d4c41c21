"""python -m voting.verify RECORD: exit status 0 good, 1 refused, 2 unreadable; see --help."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from voting.crypto.errors import CheckFailed
from voting.crypto.jobs import Map
from voting.crypto.record.export import export_json
from voting.crypto.record.frames import RecordUnreadable
from voting.verify.processes import cluster, processes
from voting.verify.progress import Line, Progress
from voting.verify.report import Passed, Report
from voting.verify.verifier import verify

GOOD: Final = 0
REFUSED: Final = 1
UNREADABLE: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    line = Line(sys.stderr)
    report = Report(
        on_passed=partial(_say_passed, line, quiet=options.json),
        on_progress=Progress(partial(_show_progress, line)),
    )
    try:
        if options.export:
            _export(options.record, options.export)
        with options.record.open("rb") as file, _many(options) as map_jobs:
            verify(file, report, map_jobs)
    except (OSError, ImportError, BrokenExecutor, RecordUnreadable) as error:
        line.clear()
        _say_unreadable(str(error), as_json=options.json)
        return UNREADABLE
    line.clear()
    if options.json:
        _say(json.dumps(report.to_value(), ensure_ascii=False, indent=1))
    else:
        _say_verdict(report)
    return REFUSED if report.failure else GOOD


def _many(options: argparse.Namespace) -> AbstractContextManager[Map]:
    return cluster(options.scheduler) if options.scheduler else processes(options.workers)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m voting.verify",
        description="Verify the public record of an election, from its definition to its winners.",
        epilog="Exit status: 0 the record is good, 1 a check failed, "
        "2 the file is no record or could not be verified to the end.",
    )
    parser.add_argument("record", type=Path, metavar="RECORD")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--export", type=Path, metavar="FILE", help="write the record as JSON too")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster whose workers share the work"
    )
    where.add_argument(
        "--workers", type=_workers, default=os.cpu_count() or 1, help="processes (default: all)"
    )
    return parser


def _workers(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _export(record: Path, export: Path) -> None:
    """As far as it can be parsed: what cannot is then refused by the verification."""
    with record.open("rb") as file, export.open("w") as out, suppress(CheckFailed):
        export_json(file, out)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _say_passed(line: Line, passed: Passed, *, quiet: bool) -> None:
    line.clear()
    if not quiet:
        _say(f"ok       {passed.name:<18} {passed.count:>9,}")


def _show_progress(line: Line, name: str, done: int, of: int | None, left: str | None) -> None:
    known = "" if of is None else f" of {of:,}, {left} left"
    line.show(f"         {name} {done:,}{known}")


def _say_unreadable(reason: str, *, as_json: bool) -> None:
    if as_json:
        _say(json.dumps({"verdict": "unreadable", "reason": reason}, ensure_ascii=False, indent=1))
    else:
        _say(f"UNREADABLE: {reason}")


def _say_verdict(report: Report) -> None:
    for note in report.notes:
        _say(f"note     {note}")
    if report.rehearsal:
        _say("A REHEARSAL: its randomness comes from a seed, and nobody's vote is secret.")
    if report.failure:
        _say(f"FAILED   {report.failure.check}: {report.failure.where}")
        return
    _say(f"GOOD     {report.election}, fingerprint {report.fingerprint.hex()}")
    _say(f"winners  {', '.join(report.winners) or '(none)'}")


if __name__ == "__main__":
    sys.exit(main())
