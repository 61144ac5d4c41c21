"""Budget years from files, whole or not at all."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.accounts.services.audit import record
from portal.budget.errors import OnlyTheMayorsOffice
from portal.budget.models import BudgetLine, BudgetYear
from portal.budget.services.reading import ReadLine, read_budget
from portal.budget.states import BudgetState

FILES = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Heading:
    """What a file of figures is about: the fiscal year, whether settled, where they are from."""

    year: int
    state: BudgetState
    source_ja: str
    source_en: str


@transaction.atomic
def import_budget(*, heading: Heading, content: bytes, actor: User | None) -> BudgetYear:
    """Take the figures of a year in; those of the same year and state are replaced.

    `actor` is null where the command line brings them.

    Raises:
        OnlyTheMayorsOffice.
        FileIsUnfit: nothing is stored then.
    """
    if actor and Role.MAYORS_OFFICE not in roles_of(actor):
        raise OnlyTheMayorsOffice
    lines = read_budget(content)
    budget, _ = BudgetYear.objects.update_or_create(
        year=heading.year,
        state=heading.state,
        defaults={
            "source_ja": heading.source_ja,
            "source_en": heading.source_en,
            "imported_at": timezone.now(),
        },
    )
    budget.lines.all().delete()
    _store(budget, lines)
    record("import_budget", actor=actor, subject=budget, lines=len(lines))
    return budget


def _store(budget: BudgetYear, lines: list[ReadLine]) -> None:
    """In the order of the file: each whole stands above its parts."""
    stored: dict[tuple[str, str], BudgetLine] = {}
    for position, line in enumerate(lines):
        stored[line.side, line.code] = budget.lines.create(
            side=line.side,
            code=line.code,
            parent=stored.get((line.side, line.parent)),
            position=position,
            name_ja=line.name_ja,
            name_en=line.name_en,
            amount=line.amount,
        )


def load_budgets() -> None:
    """Take in the years that ship with the portal; a second time changes nothing but the moment."""
    shipped: list[dict[str, Any]] = json.loads((FILES / "years.json").read_text(encoding="utf-8"))
    for each in shipped:
        heading = Heading(
            each["year"], BudgetState(each["state"]), each["source_ja"], each["source_en"]
        )
        content = (FILES / each["file"]).read_bytes()
        import_budget(heading=heading, content=content, actor=None)
