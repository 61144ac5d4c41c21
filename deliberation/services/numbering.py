"""The numbers of a thread, given under its row lock.

The lock lasts until the commit. So a change with a higher number never commits before one with a
lower, and a reader who asks for all after n cannot miss one that was still on its way.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from deliberation.errors import ChairSaysNothing, ThreadIsClosed
from deliberation.models import Contribution, ModerationRules, Thread

LATELY: Final = timedelta(days=1)
# One statement makes the thread if it is not there, locks its row, and counts: of two first
# contributions at once neither fails.
_NEXT = """
INSERT INTO {table} (item_id, last_sequence, last_change, last_at) VALUES (%s, %s, 1, %s)
ON CONFLICT (item_id) DO UPDATE SET
  last_sequence = {table}.last_sequence + excluded.last_sequence,
  last_change = {table}.last_change + 1,
  last_at = CASE excluded.last_sequence WHEN 0 THEN {table}.last_at ELSE excluded.last_at END
RETURNING last_sequence, last_change, closed_at, chair_id, (
  SELECT id || ' ' || at FROM {rules} ORDER BY id DESC LIMIT 1
), (
  SELECT COUNT(*) FROM {said} WHERE author_id = %s AND created_at >= %s
)
"""


@dataclass(frozen=True)
class Numbers:
    """Of a change: which it is of the thread, and how many contributions there are with it."""

    sequence: int
    change: int
    thread_is_closed: bool
    chair_id: int | None
    # Which rules of the city are in force, as models.rules_marked takes it.
    rules_mark: str | None
    # How many contributions the author made lately, as limits count them; 0 of a mere change.
    said_lately: int


def number_contribution(item_id: int, author_id: int) -> Numbers:
    """The numbers of a new contribution, the thread kept locked until the commit.

    Raises:
        ThreadIsClosed: its facilitator has closed it.
        ChairSaysNothing: the author chairs it.
    """
    numbers = _next(item_id, contributions=1, author_id=author_id)
    if numbers.thread_is_closed:
        raise ThreadIsClosed
    if numbers.chair_id == author_id:
        raise ChairSaysNothing
    return numbers


def number_change(item_id: int) -> int:
    """The number of a change to what is there already, the thread kept locked until the commit."""
    return number_edit(item_id).change


def number_edit(item_id: int) -> Numbers:
    """The same, with the rules by which a text that is mended is judged."""
    return _next(item_id, contributions=0)


def _next(item_id: int, *, contributions: int, author_id: int | None = None) -> Numbers:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A number is given with its change.")
    now, adapted = timezone.now(), connection.ops.adapt_datetimefield_value
    statement = _NEXT.format(
        table=Thread._meta.db_table,
        rules=ModerationRules._meta.db_table,
        said=Contribution._meta.db_table,
    )
    lately = [author_id, adapted(now - LATELY)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [item_id, contributions, adapted(now), *lately])
        sequence, change, closed_at, chair, mark, said = cursor.fetchone()
        return Numbers(
            sequence,
            change,
            thread_is_closed=closed_at is not None,
            chair_id=chair,
            rules_mark=mark,
            said_lately=said,
        )
