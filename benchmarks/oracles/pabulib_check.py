"""Checks the .pb file on standard input by pabulib-checker, and prints the errors as JSON.

Run by the Python of the oracle environment, which has no Tomoni in it.
"""

import json
import sys
from contextlib import redirect_stdout
from typing import Any

from pabulib.checker import Checker


def main() -> None:
    with redirect_stdout(sys.stderr):
        found: dict[Any, Any] = Checker().process_files([sys.stdin.read()])
    first_file = found[1]
    print(json.dumps(first_file["results"]["errors"]))


main()
