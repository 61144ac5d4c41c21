"""The result of a vote as an open table (投票結果一覧)."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from voting.counting.numbers import exact_text
from voting.models import Election
from voting.selectors.results import ResultTable
from voting.states import ElectionKind

HEADINGS = (
    _("区域コード"),
    _("区域名"),
    _("サイクルID"),
    _("投票ID"),
    _("投票名"),
    _("選択肢ID"),
    _("選択肢番号"),
    _("選択肢名"),
    _("提案ID"),
    _("順位"),
    _("得票数"),
    _("得票率"),
    _("得点"),
    _("採否"),
    _("事業費"),
    _("累計額"),
    _("通貨"),
    _("議決"),
    _("議決額"),
    _("議決日"),
    _("備考"),
)
YES, NO = 1, 0


def export_rows(election: Election, table: ResultTable) -> Iterator[tuple[object, ...]]:
    """One row per option; yes and no are 1 and 0, what is unknown or does not apply is empty."""
    cycle, is_budget = election.cycle, election.kind == ElectionKind.BUDGET
    for row in table.rows:
        decision = row.decision
        yield (
            cycle.area.code,
            cycle.area.name,
            cycle.slug,
            election.pk,
            election.name,
            row.option.pk,
            row.option.external_id,
            row.option.item.title,
            row.option.proposal_id,
            row.rank,
            exact_text(row.votes),
            f"{float(row.share):.2f}",
            exact_text(row.score),
            (YES if row.funded else NO) if is_budget else None,
            row.option.cost,
            exact_text(row.spent) if is_budget else None,
            cycle.currency if is_budget else None,
            None if decision is None else YES if decision.approved else NO,
            decision.amount if decision else None,
            decision.decided_on if decision else None,
            " ".join(row.why),
        )
