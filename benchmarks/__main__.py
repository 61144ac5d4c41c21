"""Measure and print the table: `python -m benchmarks [--only PREFIX]` (`make bench ONLY=pages`)."""

import argparse
import importlib
import pkgutil
import sys

from benchmarks import areas
from benchmarks.rows import Row, keep, line


def main() -> int:
    """Exit code 1 where a target was missed, so that a caller sees it."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--only", default="", help="an area, or the beginning of its name")
    only = parser.parse_args().only
    names = sorted(module.name for module in pkgutil.iter_modules(areas.__path__))
    chosen = [name for name in names if name.startswith(only.rstrip("."))]
    if not chosen:
        sys.stderr.write(f"There is no area {only!r}: {', '.join(names)}\n")
        return 2
    rows = [row for name in chosen for row in measured(name)]
    return int(any(row.met is False for row in rows))


def measured(area: str) -> list[Row]:
    """The rows of one area, printed as they come and kept at its end."""
    rows = []
    for row in importlib.import_module(f"benchmarks.areas.{area}").measure():
        print(line(row), flush=True)
        rows.append(row)
    keep(rows, f"{area}.")
    return rows


if __name__ == "__main__":
    sys.exit(main())
