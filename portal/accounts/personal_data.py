"""What the portal holds about a person, across all apps: each joins in AppConfig.ready().

From this list come the download of one's own data and what is erased when an account is closed.
A test walks all models that point to an account and asks for their row here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class PersonalTable:
    """A table of which some rows belong to a person.

    `model` is "app_label.ModelName", `owner` its field (or path) that leads to the account, and
    `fields` what is handed out: never secrets, never what others said in confidence. With
    `erased` the person's rows go when the account is closed; else they stay, under the account
    that no longer names anyone.
    """

    model: str
    owner: str
    fields: tuple[str, ...]
    erased: bool = False

    @property
    def name(self) -> str:
        return f"{self.model}.{self.owner}"

    def rows_of(self, user: models.Model) -> models.QuerySet[Any]:
        model: Any = apps.get_model(self.model)
        rows: models.QuerySet[Any] = model.objects.filter(**{self.owner: user.pk})
        return rows.order_by("pk")

    def facts_of(self, user: models.Model) -> Iterator[dict[str, Any]]:
        return self.rows_of(user).values(*self.fields).iterator(chunk_size=500)


_tables: dict[str, PersonalTable] = {}


def register_personal_data(*tables: PersonalTable) -> None:
    _tables.update({table.name: table for table in tables})


def personal_tables() -> tuple[PersonalTable, ...]:
    return tuple(sorted(_tables.values(), key=lambda table: table.name))
