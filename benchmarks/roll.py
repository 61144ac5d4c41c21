"""Takes in a roll: python -m benchmarks.in_django benchmarks.roll ROWS FOLDER

Fills the (new) database that the settings name. Prints the seconds and the memory at its peak.
"""

import csv
import json
import time
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from benchmarks.counted import peak_mb
from portal.registers.services import load_registers
from tests.factories.voting import ElectionFactory

COLUMNS = ("voter_no", "birth_date", "municipality_code", "ward_code", "resident_since", "name")


def write(rows: int, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, "address", "postal_code", "kana"])
        for n in range(rows):
            born = f"{1930 + n % 80}-{1 + n % 12:02}-{1 + n % 28:02}"
            since = f"{1990 + n % 30}-04-01"
            home = f"千葉市中央区中央{1 + n % 40}丁目{1 + n % 20}番{1 + n % 15}号"
            area = ("12100", f"1210{1 + n % 6}")
            person = (f"千葉　花子{n % 1000}", home, "2600013", f"チバ　ハナコ{n % 1000}")
            writer.writerow([f"{n:08}", born, *area, since, *person])


def main(rows: str, folder: str) -> None:
    call_command("migrate", verbosity=0)
    load_registers()
    election: Any = ElectionFactory()  # type: ignore[no-untyped-call]
    path = Path(folder) / "roll.csv"
    write(int(rows), path)
    before, start = peak_mb(), time.perf_counter()
    call_command("import_roll", path, election=election.pk, stdout=StringIO())
    seconds = time.perf_counter() - start
    told = {"seconds": seconds, "mb": peak_mb(), "before_mb": before}
    print(json.dumps(told | {"file_mb": path.stat().st_size / 1e6}))
