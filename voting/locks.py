"""Who casts shares a vote; who closes it holds it alone. The log is sequenced by one at a time.

All last until the transaction ends. On PostgreSQL they are advisory locks, on SQLite a transaction
begins IMMEDIATE and so is alone among writers (as in portal.lifecycle.locks).
"""

from django.db import connection, transaction

from portal.lifecycle.locks import PHASE_LOCKS
from portal.lifecycle.phases import Phase

# First keys, so that no other use of advisory locks meets ours.
VOTE_LOCKS = PHASE_LOCKS + 1
LOG_LOCKS = PHASE_LOCKS + 2


def hold_for_casting(vote_id: int, cycle_id: int, phase: Phase, credential: str) -> None:
    """Keep the vote and its phase as they are, and this credential to oneself. One query."""
    own = int.from_bytes(bytes.fromhex(credential)[:8], "big", signed=True)
    _run(
        "SELECT pg_advisory_xact_lock_shared(%s, %s), pg_advisory_xact_lock_shared(%s, %s),"
        " pg_advisory_xact_lock(%s)",
        [PHASE_LOCKS, cycle_id * 16 + phase, VOTE_LOCKS, vote_id, own],
    )


def hold_vote_alone(vote_id: int) -> None:
    """Wait until nobody casts, and keep everyone out."""
    _run("SELECT pg_advisory_xact_lock(%s, %s)", [VOTE_LOCKS, vote_id])


def hold_log(vote_id: int) -> None:
    """Be the one who sequences the log of the vote."""
    _run("SELECT pg_advisory_xact_lock(%s, %s)", [LOG_LOCKS, vote_id])


def _run(statement: str, keys: list[int]) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A vote is held within a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement, keys)
