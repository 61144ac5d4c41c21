"""python -m voting.rehearse: see --help."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from voting.crypto.draw import SeededDraw
from voting.rehearse.board import SENTENCES, rehearse_on
from voting.rehearse.plan import BALLOTS, Plan
from voting.rehearse.vote import Rehearsal
from voting.tools.talk import Speaker


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
    if options.board:
        return Speaker("en", SENTENCES).finish(lambda: rehearse_on(options.board, plan))
    vote = Rehearsal(plan, SeededDraw(plan.seed.encode()))
    for phase in (vote.cast_all, vote.close, vote.mix, vote.open):
        phase()
    with options.out.open("wb") as file:
        vote.write(file)
    if options.timings:
        seconds = {phase: round(spent, 3) for phase, spent in vote.timings.items()}
        options.timings.write_text(json.dumps(seconds, indent=1) + "\n")
    return 0


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
    parser.add_argument("--timings", type=Path, metavar="FILE", help="seconds of each phase")
    return parser


if __name__ == "__main__":
    sys.exit(main())
