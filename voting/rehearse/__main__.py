"""python -m voting.rehearse: see --help."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from voting.crypto.draw import SeededDraw
from voting.rehearse.board import SENTENCES, rehearse_on
from voting.rehearse.plan import BALLOTS, Plan
from voting.rehearse.vote import Rehearsal
from voting.tools.refusal import Refused
from voting.tools.talk import Speaker
from voting.verify.processes import processes


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        plan = Plan(
            voters=options.voters,
            committee=options.committee,
            options=options.options,
            ballot=options.ballot,
            mixers=options.mixers,
            trustees=options.trustees,
            threshold=options.threshold,
            seed=options.seed,
        )
    except ValueError as error:
        parser.error(str(error))
    speaker = Speaker("en", SENTENCES)
    if options.board:
        return speaker.finish(lambda: rehearse_on(options.board, plan))
    return speaker.finish(lambda: _rehearse(options, plan, speaker))


def _rehearse(options: argparse.Namespace, plan: Plan, speaker: Speaker) -> None:
    try:
        with processes(max(1, options.workers)) as map_jobs, options.out.open("wb") as file:
            draw = SeededDraw(plan.seed.encode())
            vote = Rehearsal(plan, draw, map_jobs=map_jobs, report=speaker.report())
            for phase in (vote.cast_all, vote.close, vote.mix, vote.open):
                phase()
            vote.write(file)
        if options.timings:
            seconds = {phase: round(spent, 3) for phase, spent in vote.timings.items()}
            options.timings.write_text(json.dumps(seconds, indent=1) + "\n")
    except OSError as error:
        raise Refused("cannot_write", path=error.filename, problem=error.strerror) from error
    opened = vote.selection().counted
    speaker.say("rehearsed", path=options.out, entries=len(vote.entries), opened=opened)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m voting.rehearse",
        description="Hold a whole vote with invented people and write its public record.",
    )
    parser.add_argument("--voters", type=int, required=True)
    parser.add_argument("--committee", type=int, default=0, help="a second, weighted electorate")
    parser.add_argument("--options", type=int, required=True)
    parser.add_argument("--ballot", choices=BALLOTS, required=True)
    parser.add_argument("--mixers", type=int, default=3)
    parser.add_argument("--trustees", type=int, default=3)
    parser.add_argument("--threshold", type=int, default=2)
    parser.add_argument("--seed", required=True, help="the same seed gives the same record")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, metavar="RECORD")
    where.add_argument(
        "--board", metavar="FOLDER", help="with trustees who use their tool there, step by step"
    )
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="processes that mix (default: all)"
    )
    parser.add_argument("--timings", type=Path, metavar="FILE", help="seconds of each phase")
    return parser


if __name__ == "__main__":
    sys.exit(main())
