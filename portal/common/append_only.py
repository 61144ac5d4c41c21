"""Tables that only grow: the database itself refuses to change or remove a row.

A model joins by the decorator. The triggers are installed anew after every migrate, because
SQLite rebuilds a table (and drops its triggers) when a migration alters it; the system check
`portal.E001` tells where they are missing (`manage.py check --database default`).
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.core.checks import CheckMessage, Error
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

M = TypeVar("M", bound=type[models.Model])
APPEND_ONLY: list[type[models.Model]] = []

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION tomoni_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""


def append_only(model: M) -> M:
    """Register a model whose rows are never changed or removed."""
    APPEND_ONLY.append(model)
    return model


def install_triggers(*, using: str = "default", **_: object) -> None:
    """Put the triggers on every append-only table that exists (after migrate; idempotent)."""
    connection = connections[using]
    present = _triggers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and APPEND_ONLY:
            cursor.execute(POSTGRES_FUNCTION)
        for table in _tables(connection):
            for name, statement in _wanted(connection, table):
                if name not in present:
                    cursor.execute(statement)


def remove_triggers(*, using: str = "default") -> None:
    """Take the triggers off: only a test's flush of the whole database needs this."""
    connection = connections[using]
    present = _triggers(connection)
    with connection.cursor() as cursor:
        for table in _tables(connection):
            for name, _ in _wanted(connection, table):
                if name in present:
                    suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER {name}{suffix}")


def check_triggers(
    *, databases: Sequence[str] | None = None, **_: object
) -> Iterable[CheckMessage]:
    """System check: every append-only table carries its triggers."""
    for using in databases or ():
        connection = connections[using]
        present = _triggers(connection)
        for table in _tables(connection):
            if any(name not in present for name, _ in _wanted(connection, table)):
                yield Error(
                    f"{table} could be changed: its append-only triggers are missing.",
                    hint="Run manage.py migrate.",
                    id="portal.E001",
                )


def _tables(connection: BaseDatabaseWrapper) -> list[str]:
    existing = set(connection.introspection.table_names())
    return [model._meta.db_table for model in APPEND_ONLY if model._meta.db_table in existing]


def _wanted(connection: BaseDatabaseWrapper, table: str) -> list[tuple[str, str]]:
    """Name and statement of each trigger of a table."""
    if connection.vendor == "postgresql":
        rules = {
            f"{table}_no_change": "UPDATE OR DELETE ON {0} FOR EACH ROW",
            f"{table}_no_truncate": "TRUNCATE ON {0} FOR EACH STATEMENT",
        }
        body = "EXECUTE FUNCTION tomoni_append_only()"
    else:
        rules = {
            f"{table}_no_update": "UPDATE ON {0}",
            f"{table}_no_delete": "DELETE ON {0}",
        }
        body = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return [
        (name, f"CREATE TRIGGER {name} BEFORE {rule.format(table)} {body}")
        for name, rule in rules.items()
    ]


def _triggers(connection: BaseDatabaseWrapper) -> set[str]:
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}
