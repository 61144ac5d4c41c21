"""Several queries in one round trip: for a page of many parts, each of which is a list.

1. Each query is compiled as ever, and all are joined by UNION ALL into one statement.
2. Each has columns of its own in it, and nothing in those of the others. A first part without
   rows gives every column its type, which PostgreSQL asks for.
3. The rows go back through each query's own compiler, so that its objects come out as they would
   have alone, and stay in its result cache.

Only round trips are saved, nothing else changes: a query that is not read here is read when it is
looked at.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, Value

Query = QuerySet[Any, Any]
Row = tuple[Any, ...]
Made = TypeVar("Made")
# More than any table holds, and a number that both databases know.
NO_LIMIT = 2**62


def read_together(*queries: Query) -> None:
    """Fill the result caches of the queries by one statement, and of what they prefetch.

    What was read already is not read again, and what is empty for certain is not asked for.
    """
    parts = [part for query in queries if (part := _part_of(query))]
    if len(parts) > 1:
        for part, rows in zip(parts, _rows_of(parts), strict=True):
            part.fill(rows)
    for query in queries:
        query._fetch_all()


@dataclass(frozen=True)
class Asked(Generic[Made]):
    """Queries that nobody has read yet, and what a list is made of once somebody did."""

    queries: tuple[Query, ...]
    make: Callable[[], list[Made]]

    def read(self) -> list[Made]:
        read_together(*self.queries)
        return self.make()


def asked_at_once(*parts: Asked[Made]) -> Asked[Made]:
    """The queries of all parts as one, and their lists one after the other."""
    return Asked(
        tuple(query for part in parts for query in part.queries),
        lambda: [made for part in parts for made in part.make()],
    )


def counting(query: Query) -> QuerySet[Any, int]:
    """How many rows a query has, as a query of one row at most: to be read with others."""
    one = query.order_by().annotate(one=Value(1)).values("one")
    rows: QuerySet[Any, int] = one.annotate(rows=Count("*")).values_list("rows", flat=True)
    return rows


def counted(counting_query: Iterable[int]) -> int:
    """What a query of `counting` says, once it was read."""
    return next(iter(counting_query), 0)


def _part_of(query: Query) -> "_Part | None":
    if query._result_cache is not None:
        return None
    try:
        return _Part(query)
    except EmptyResultSet:
        return None


class _Part:
    """One of the queries, as Django compiles it, and the types of its columns."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.limited: Any = query.query.chain()
        # With a limit the order within a subquery counts; without, a database may pass over it.
        self.limited.set_limits(high=NO_LIMIT)
        self.compiler: Any = self.limited.get_compiler(using=connection.alias)
        self.sql, self.params = self.compiler.as_sql(with_col_aliases=True)
        self.types = [
            column[0].output_field.cast_db_type(connection) for column in self.compiler.select
        ]

    def fill(self, rows: list[Row]) -> None:
        """Let the query make its objects of these rows, as if the database had just given them."""
        self.compiler.execute_sql = lambda *_, **__: [rows]
        self.limited.get_compiler = lambda *_, **__: self.compiler
        answered: Any = self.query.all()
        answered._query = self.limited
        self.query._result_cache = list(answered._iterable_class(answered))


def _rows_of(parts: list[_Part]) -> list[list[Row]]:
    width = sum(len(part.types) for part in parts)
    types = ", ".join(f"CAST(NULL AS {type_})" for part in parts for type_ in part.types)
    selects, params, starts = [f"SELECT 0, {types} WHERE 1 = 0"], [], []
    start = 1
    for number, part in enumerate(parts):
        before, after = start - 1, width - (start - 1) - len(part.types)
        columns = ["NULL"] * before + ["part.*"] + ["NULL"] * after
        selects.append(f"SELECT {number}, {', '.join(columns)} FROM ({part.sql}) AS part")
        params += part.params
        starts.append(start)
        start += len(part.types)
    rows: list[list[Row]] = [[] for _ in parts]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        for row in cursor:
            number = row[0]
            rows[number].append(row[starts[number] : starts[number] + len(parts[number].types)])
    return rows
