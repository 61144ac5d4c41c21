"""The nightly copy of every public table, as a task of the workers.

1. Each worker looks now and then whether the copy of the day is due. The day is unique, so that of
   any number of workers one takes it, and leaves a task in the same transaction.
2. The task writes all tables into an archive, row by row, and then says that it is there. One that
   was killed is taken up again by another worker, and writes the same file anew.
3. Old copies go: those of the last days stay, and of each month the first.
"""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from portal.opendata.models import Dump
from portal.opendata.selectors.files import (
    LICENCE,
    LICENCE_URL,
    catalogue,
    csv_of,
    json_of,
)
from portal.opendata.tables import all_tables

# By then the deeds of the evening are done, and hardly anyone is there.
HOUR = 2
DAYS_KEPT = 30
CHUNK = 1_000_000
README = f"""Open data of this portal. Licence: {LICENCE} ({LICENCE_URL})
Each table is there as CSV (UTF-8) and as JSON; datapackage.json says what stands in them.
"""


def dump_if_due() -> Dump | None:
    """Take today's copy, once its hour has come and nobody has; safe for any number of workers."""
    now = timezone.localtime()
    if now.hour < HOUR or Dump.objects.filter(day=now.date()).exists():
        return None
    with transaction.atomic():
        dump, is_ours = Dump.objects.get_or_create(day=now.date())
        if is_ours:
            write_dump.enqueue(dump.pk)
    return dump if is_ours else None


@task()
def write_dump(dump_id: int) -> str:
    """Write the archive of a day; doing it again replaces it."""
    dump = Dump.objects.get(pk=dump_id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dump.zip"
        rows = _write(path)
        with path.open("rb") as file:
            dump.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            name = f"opendata/open-data-{dump.day.isoformat()}.zip"
            # A copy that was begun before, and lost with its worker.
            default_storage.delete(name)
            dump.file = default_storage.save(name, File(file))
        dump.size, dump.rows, dump.finished_at = path.stat().st_size, rows, timezone.now()
    dump.save()
    remove_old_dumps(dump.day)
    return dump.file


def _write(path: Path) -> dict[str, int]:
    rows = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        archive.writestr("datapackage.json", json.dumps(catalogue(), ensure_ascii=False, indent=1))
        for table in all_tables():
            # Both forms in the same order; what comes in between them is in the next copy.
            query = table.rows().order_by("pk")
            rows[table.name] = query.count()
            for form, pieces in (("csv", csv_of(table, query)), ("json", json_of(table, query))):
                with archive.open(f"{table.name}.{form}", "w", force_zip64=True) as member:
                    _pour(pieces, member)
    return rows


def _pour(pieces: Iterator[str], into: IO[bytes]) -> None:
    for piece in pieces:
        into.write(piece.encode())


def remove_old_dumps(today: date) -> int:
    """Remove what is older than the days kept, but for the first copy of each month; how many."""
    kept: set[tuple[int, int]] = set()
    removed = 0
    for dump in Dump.objects.order_by("day"):
        month = (dump.day.year, dump.day.month)
        is_first = month not in kept
        kept.add(month)
        if not is_first and dump.day < today - timedelta(days=DAYS_KEPT):
            if dump.file:
                default_storage.delete(dump.file)
            dump.delete()
            removed += 1
    return removed
