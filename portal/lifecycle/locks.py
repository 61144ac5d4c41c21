"""Who uses a phase shares it; who changes its state holds it alone.

Both last until the transaction ends. On PostgreSQL they are advisory locks, so thousands of
users of a phase do not wait for one another. On SQLite a transaction begins IMMEDIATE and so is
alone among writers: mutual exclusion holds, and nothing is shared.
"""

from django.db import connection, transaction

from portal.lifecycle.phases import Phase

# The first key of the lock, so that no other use of advisory locks meets ours.
PHASE_LOCKS = 0x746F6D6F


def hold_phase(cycle_id: int, phase: Phase) -> None:
    """Keep the phase's state as it is until this transaction ends; others may do the same."""
    _lock("pg_advisory_xact_lock_shared", cycle_id, phase)


def hold_phase_alone(cycle_id: int, phase: Phase) -> None:
    """Wait until nobody uses the phase, and keep everyone out until this transaction ends."""
    _lock("pg_advisory_xact_lock", cycle_id, phase)


def _lock(function: str, cycle_id: int, phase: Phase) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A phase is held within a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s, %s)", [PHASE_LOCKS, cycle_id * 16 + phase])
