"""The roll of a vote: taken in whole or not at all, and removed when its time is over."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.services.audit import record
from voting.models import (
    Election,
    OnlineRegistration,
    PaperVoter,
    RegistrationPermission,
    Roll,
    RollEntry,
)
from voting.roll_errors import RollFileIsBroken, RollIsFixed
from voting.services.ballots import hold_election
from voting.services.electorates import electorates_by_code
from voting.services.roll_files import FIELDS, RollReader, Row
from voting.states import ElectionState

BATCH = 2_000
# How long a result may be appealed against, and a roll that no vote followed may lie.
APPEAL_DAYS = 60
UNUSED_ROLL_DAYS = 365


@transaction.atomic
def import_roll(*, election: Election, lines: Iterable[bytes]) -> Roll:
    """Take in the roll of a vote in place of one that it had; a faulty file changes nothing.

    Raises:
        ElectionIsNot: the vote is no longer being prepared.
        RollIsFixed: someone registered by the roll, or the registrar has it.
        RollFileIsBroken: tells the first faults by line, and how many there are.
    """
    held = hold_election(election, ElectionState.PREPARED)
    roll, _created = Roll.objects.select_for_update().get_or_create(election=held)
    if roll.handed_over_at or _is_used(held):
        raise RollIsFixed
    _empty(held)
    digest = hashlib.sha256()
    reader = RollReader(electorates_by_code(held))
    size = _store(held.pk, reader.rows(_hashed(lines, digest.update)))
    if reader.fault_count:
        raise RollFileIsBroken([str(fault) for fault in reader.faults], reader.fault_count)
    roll.size, roll.file_sha256, roll.imported_at = size, digest.hexdigest(), timezone.now()
    roll.save(update_fields=["size", "file_sha256", "imported_at"])
    record("import_roll", actor=None, subject=held, entries=size, sha256=roll.file_sha256)
    return roll


def _hashed(lines: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for line in lines:
        update(line)
        yield line


def _store(election: int, rows: Iterator[Row]) -> int:
    """Write the rows as the database takes them fastest: a million objects would take minutes."""
    columns = ["election_id", *("electorate_id" if f == "electorate" else f for f in FIELDS)]
    table, named = RollEntry._meta.db_table, ", ".join(columns)
    size = 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((election, *row))
                    size += 1
            return size
        places = ", ".join(["%s"] * len(columns))
        # Table and columns are those of our own model.
        insert = f"INSERT INTO {table} ({named}) VALUES ({places})"  # noqa: S608
        while batch := [(election, *row) for row in islice(rows, BATCH)]:
            cursor.executemany(insert, batch)
            size += len(batch)
    return size


def _is_used(election: Election) -> bool:
    return (
        OnlineRegistration.objects.filter(entry__election=election).exists()
        or PaperVoter.objects.filter(election=election).exists()
    )


def _empty(election: Election) -> int:
    """Remove all entries of a roll with what hangs on them, some thousands at a time."""
    removed = 0
    own = RollEntry.objects.of(election)
    while some := list(own.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        RegistrationPermission.objects.filter(entry__in=some).delete()
        OnlineRegistration.objects.filter(entry__in=some).delete()
        PaperVoter.objects.filter(entry__in=some).update(entry=None)
        removed += len(some)
        own.filter(pk__in=some).delete()
    return removed


def remove_ended_rolls(now: datetime) -> int:
    """Rolls whose vote closed before the time for appeals, or that no vote followed in a year."""
    appealed, unused = now - timedelta(days=APPEAL_DAYS), now - timedelta(days=UNUSED_ROLL_DAYS)
    over = Q(closes_at__lt=appealed) | Q(closes_at=None, roll__imported_at__lt=unused)
    due = Election.objects.filter(over, roll__size__gt=0)
    return sum(_remove(election) for election in due)


def _remove(election: Election) -> int:
    removed = _empty(election)
    Roll.objects.filter(election=election).update(size=0)
    return removed


def remove_spent_permissions(now: datetime) -> int:
    """Permissions to register a key that were not used in their minutes."""
    return RegistrationPermission.objects.filter(expires_at__lt=now).delete()[0]
