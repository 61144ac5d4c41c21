"""Many readings, payments and milestones at once from one CSV file: all of it, or nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.common.csv_reading import SentCsv, read_csv
from portal.common.errors import RuleViolation
from portal.common.written import language_of, one_line
from reviews.errors import BulkIsTooLong, BulkLinesAreWrong, ColumnsAreMissing
from reviews.measures import quantity
from reviews.models import Indicator, Milestone, Project
from reviews.services.indicators import record_reading
from reviews.services.progress import reach_milestone, record_money
from reviews.states import BulkKind, MoneyKind, MoneySource

MOST_LINES = 2_000
# Each column under its Japanese and its English name.
COLUMNS: dict[str, tuple[str, str]] = {
    "kind": ("種類", "kind"),
    "number": ("番号", "number"),
    "on": ("日付", "date"),
    "value": ("値", "value"),
    "source": ("出所・財源", "source"),
    "note": ("補足", "note"),
}
KINDS: dict[str, BulkKind] = {
    **{kind.value: kind for kind in BulkKind},
    "測定値": BulkKind.READING,
    "計画": BulkKind.PLANNED,
    "契約済み": BulkKind.COMMITTED,
    "支出済み": BulkKind.SPENT,
    "節目": BulkKind.MILESTONE,
}
SOURCES: dict[str, MoneySource] = {
    **{source.value: source for source in MoneySource},
    "市の予算": MoneySource.BUDGET,
    "国・県の補助金": MoneySource.SUBSIDY,
    "寄付・協賛": MoneySource.DONATION,
    "物や労力の提供（換算額）": MoneySource.IN_KIND,
}


@dataclass(frozen=True)
class BulkLine:
    """What one line of the file did, in words; `language` is that of `about`."""

    number: int
    kind: BulkKind
    about: str
    language: str
    on: date
    value: str


class LineIsWrong(Exception):
    """Its text says what is wrong with a cell."""


def preview_bulk(*, actor: User, content: bytes) -> list[BulkLine]:
    """What the file would do, done and taken back: so a preview promises nothing else.

    Raises:
        FileIsUnfit, ColumnsAreMissing, BulkIsTooLong, BulkLinesAreWrong: see apply_bulk.
    """
    with transaction.atomic():
        lines = apply_bulk(actor=actor, content=content)
        transaction.set_rollback(True)
    return lines


@transaction.atomic
def apply_bulk(*, actor: User, content: bytes) -> list[BulkLine]:
    """Carry out every line as its form would, or none at all.

    Raises:
        FileIsUnfit: neither UTF-8 nor Shift_JIS, ragged, too large; it names the place.
        ColumnsAreMissing, BulkIsTooLong: it is no such file.
        BulkLinesAreWrong: names every line that is refused, with the reason.
    """
    sent = read_csv(content)
    places = _places(sent)
    lines: list[BulkLine] = []
    wrong: list[tuple[int, str]] = []
    for number, cells in sent.rows():
        if len(lines) + len(wrong) >= MOST_LINES:
            raise BulkIsTooLong(MOST_LINES)
        row = {name: one_line(cells[place]) for name, place in places.items()}
        try:
            with transaction.atomic():
                lines.append(_carry_out(actor, number, row))
        except (LineIsWrong, RuleViolation) as why:
            wrong.append((number, str(why)))
    if wrong or not lines:
        raise BulkLinesAreWrong(wrong)
    return lines


def _places(sent: SentCsv) -> dict[str, int]:
    places = {
        name: next((sent.header.index(each) for each in names if each in sent.header), None)
        for name, names in COLUMNS.items()
    }
    missing = [COLUMNS[name][0] for name in ("kind", "number", "on") if places[name] is None]
    if missing:
        raise ColumnsAreMissing(missing)
    return {name: place for name, place in places.items() if place is not None}


def _carry_out(actor: User, number: int, row: dict[str, str]) -> BulkLine:
    kind = KINDS.get(row["kind"])
    if kind is None:
        raise LineIsWrong(_("「%(kind)s」という種類はありません。") % {"kind": row["kind"]})
    on, note = _day(row["on"]), row.get("note", "")
    told: dict[str, Any] = {"note": note}
    if kind == BulkKind.MILESTONE:
        milestone = _found(Milestone, row["number"], "project__item__cycle__area")
        reach_milestone(actor=actor, milestone=milestone, reached_on=on, **told)
        return BulkLine(number, kind, milestone.title, milestone.language, on, "")
    value = _decimal(row.get("value", ""))
    told["language"] = language_of(note)
    if kind == BulkKind.READING:
        indicator = _found(Indicator, row["number"], "item", "project__item__cycle__area")
        source = row.get("source", "")
        record_reading(actor=actor, indicator=indicator, value=value, on=on, source=source, **told)
        said = quantity(value, indicator.unit)
        return BulkLine(number, kind, indicator.name, indicator.language, on, said)
    project = _found(Project, row["number"], "item__cycle__area")
    record_money(
        actor=actor,
        project=project,
        kind=MoneyKind(kind),
        source=_source(row.get("source", "")),
        amount=value,
        on=on,
        **told,
    )
    said = quantity(value, project.item.cycle.currency)
    return BulkLine(number, kind, project.item.title, project.item.language, on, said)


def _found(model: Any, number: str, *related: str) -> Any:
    row = (
        model.objects.select_related(*related).filter(pk=int(number)).first()
        if number.isascii() and number.isdigit() and len(number) < 16
        else None
    )
    if row is None:
        raise LineIsWrong(_("番号「%(number)s」のものはありません。") % {"number": number})
    return row


def _day(text: str) -> date:
    """ISO 8601, or as Japanese spreadsheets write it: 2026/4/1."""
    parts = text.replace("/", "-").split("-")
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError as error:
        wrong = _("「%(text)s」は日付として読めません。2026-04-01のように書いてください。")
        raise LineIsWrong(wrong % {"text": text}) from error


def _decimal(text: str) -> Decimal:
    wrong = _("「%(text)s」は数として読めません。") % {"text": text}
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise LineIsWrong(wrong) from error
    exponent = value.as_tuple().exponent
    # The columns keep four places, and neither infinity nor what is not a number.
    if not isinstance(exponent, int) or exponent < -4 or abs(value) >= 10**14:
        raise LineIsWrong(wrong)
    return value


def _source(text: str) -> MoneySource:
    source = SOURCES.get(text) if text else MoneySource.BUDGET
    if source is None:
        raise LineIsWrong(_("「%(source)s」という財源はありません。") % {"source": text})
    return source
