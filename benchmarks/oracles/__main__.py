"""Ask the peers about every real election: `python -m benchmarks.oracles` (a few minutes).

Writes tests/vectors/counting/oracles.json; what is in it for the same question is not asked again.
"""

from benchmarks.oracles.environment import PABULIB_DIR
from benchmarks.oracles.outcomes import answered, asked, keep, known, shown
from voting.counting import read_pabulib


def main() -> None:
    paths = sorted(PABULIB_DIR.glob("*.pb"), key=lambda path: path.stat().st_size)
    for path in paths:
        files = shown(read_pabulib(path))
        outcomes, question = known(), asked(path, files)
        if question.items() <= outcomes.get(path.name, {}).items():
            continue
        print(path.name, flush=True)
        keep(outcomes | {path.name: question | answered(path, files)})


main()
