"""The charts of a result, each with the same figures as a table. Nothing is counted here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from portal.charts.facts import Bar, BarChart
from portal.registers.models import Area, Theme
from voting import counting
from voting.counting.explanation import Explanation, GroupShare
from voting.explained import ExplainedBudget
from voting.models import Election
from voting.names import GROUP_COLUMN_NAMES
from voting.selectors.groups import THEME, WARD
from voting.selectors.results import ResultRow
from voting.selectors.why import explanation_of
from voting.selectors.words import amount_of, decimal_of

MOST_BARS = 20
"""Of the options in a picture, the first; the table has them all."""
FULL_SUPPORT = 100
FUNDED, NOT_FUNDED = 0, 2
HIGHEST_SUPPORT = Fraction(200)
"""A bar goes no further; the number beside it does."""


@dataclass(frozen=True)
class Figure:
    """A chart and its table; `key` is its name in addresses. The first column names the row."""

    key: str
    chart: BarChart
    headings: list[str]
    rows: list[list[str]]

    @property
    def number_columns(self) -> list[int]:
        return list(range(1, len(self.headings)))


def figures_of(election: Election, rows: list[ResultRow]) -> list[Figure]:
    """Those of an election that is loaded with result and explanation. Two queries at most."""
    found = counting.found_from_json(election.result.outcome)
    figures = [_votes(rows, election)]
    explained = explanation_of(election.result)
    if isinstance(found, counting.Result) and isinstance(explained, ExplainedBudget):
        figures += _of_budget(election, found, explained.explanation, rows)
    return figures


def _of_budget(
    election: Election, found: counting.Result, explanation: Explanation, rows: list[ResultRow]
) -> list[Figure]:
    by_number = {row.option.external_id: row for row in rows}
    figures = [_budget(election, found, by_number)]
    if explanation.money:
        figures.insert(0, _support(explanation.money.effective_support, rows))
    figures.append(_coverage(explanation))
    names = _group_names(explanation)
    figures += [
        _spread(column, shares, names.get(column, {}), election.cycle.currency)
        for column, shares in explanation.spread.items()
        if any(share.group and share.cost for share in shares)
    ]
    return figures


def _votes(rows: list[ResultRow], election: Election) -> Figure:
    first = sorted(rows, key=lambda row: row.rank)
    is_budget = election.budget is not None
    in_words = _("%(votes)s票")
    chart = BarChart(
        title=_("得票の多い順"),
        description=_("票が多かったのは、%(titles)sです。")
        % {"titles": _("、").join(row.option.item.title for row in first[:3])},
        bars=tuple(
            Bar(
                label=row.option.item.title,
                value=decimal_of(row.votes),
                text=in_words % {"votes": row.votes_text},
                pattern=NOT_FUNDED if is_budget and not row.funded else FUNDED,
            )
            for row in first[:MOST_BARS]
        ),
        patterns=_funded_or_not() if is_budget else (),
    )
    table = [[row.option.item.title, row.votes_text, row.share_text] for row in first]
    return Figure("votes", chart, [_("選択肢"), _("票"), _("投票した人に占める割合")], table)


def _support(support: Mapping[str, Fraction], rows: list[ResultRow]) -> Figure:
    ordered = sorted(rows, key=lambda row: -support[row.option.external_id])
    percents = [support[row.option.external_id] for row in ordered]
    chart = BarChart(
        title=_("有効な支持（選んだ人たちが出せる額が、費用の何％か）"),
        description=_("100％以上のものは、選んだ人たちの持ち分で費用をまかなえます。"),
        bars=tuple(
            Bar(
                label=row.option.item.title,
                value=decimal_of(min(percent, HIGHEST_SUPPORT)),
                text=f"{float(percent):.1f}%",
                pattern=FUNDED if row.funded else NOT_FUNDED,
            )
            for row, percent in list(zip(ordered, percents, strict=True))[:MOST_BARS]
        ),
        patterns=_funded_or_not(),
        line=Decimal(FULL_SUPPORT),
        line_label=_("破線：100％"),
    )
    table = [
        [row.option.item.title, f"{float(percent):.1f}%"]
        for row, percent in zip(ordered, percents, strict=True)
    ]
    return Figure("support", chart, [_("選択肢"), _("有効な支持")], table)


def _budget(election: Election, found: counting.Result, rows: Mapping[str, ResultRow]) -> Figure:
    """One after the other, each from where the one before it ended, up to the whole budget."""
    currency, left = election.cycle.currency, found.budget - found.cost
    bars, spent = [], Fraction(0)
    for number in found.winners:
        cost = found.projects[number].cost
        bars.append((rows[number].option.item.title, cost, spent))
        spent += cost
    shown = bars[:MOST_BARS]
    if rest := bars[MOST_BARS:]:
        others = _("ほかの%(count)d件") % {"count": len(rest)}
        shown.append((others, sum((cost for _name, cost, _at in rest), Fraction(0)), rest[0][2]))
    drawn = [
        Bar(name, decimal_of(cost), amount_of(cost, currency), FUNDED, decimal_of(start))
        for name, cost, start in shown
    ]
    remains = Bar(_("残り"), decimal_of(left), amount_of(left, currency), 1, decimal_of(spent))
    told = {
        "budget": amount_of(found.budget, currency),
        "spent": amount_of(found.cost, currency),
        "left": amount_of(left, currency),
    }
    chart = BarChart(
        title=_("予算の使われ方（選ばれた順）"),
        description=_("予算%(budget)sのうち%(spent)sを使い、%(left)sが残ります。") % told,
        bars=(*drawn, remains),
        line=decimal_of(found.budget),
        line_label=_("破線：予算 %(budget)s") % told,
    )
    table = [
        [name, amount_of(cost, currency), amount_of(at + cost, currency)] for name, cost, at in bars
    ]
    table.append([_("残り"), told["left"], told["budget"]])
    return Figure("budget", chart, [_("事業"), _("費用"), _("費用の累計")], table)


def _coverage(explanation: Explanation) -> Figure:
    covered = explanation.coverage
    labels = [_("1件もない"), _("1件"), _("2件"), _("3件以上")]
    parts = [Fraction(100 * people, max(covered.voters, 1)) for people in covered.funded_picks]
    chart = BarChart(
        title=_("自分の選んだものが、いくつ選ばれたか（人数）"),
        description=_("投票した人の%(share).1f％は、選んだものが1件以上選ばれました。")
        % {"share": float(100 * covered.with_any)},
        bars=tuple(
            Bar(label, Decimal(people), _of_voters(people, part), NOT_FUNDED if not place else 0)
            for place, (label, people, part) in enumerate(
                zip(labels, covered.funded_picks, parts, strict=True)
            )
        ),
    )
    table = [
        [label, f"{people:,}", f"{float(part):.1f}%"]
        for label, people, part in zip(labels, covered.funded_picks, parts, strict=True)
    ]
    return Figure("coverage", chart, [_("選ばれた数"), _("人数"), _("割合")], table)


def _of_voters(people: int, part: Fraction) -> str:
    return _("%(people)s人（%(part).1f％）") % {"people": f"{people:,}", "part": float(part)}


def _spread(
    column: str, shares: tuple[GroupShare, ...], names: Mapping[str, str], currency: str
) -> Figure:
    by_people = any(share.share_of_people for share in shares)
    ordered = sorted(shares, key=lambda share: (not share.group, -share.share_of_money))
    name_of: Callable[[GroupShare], str] = lambda share: (  # noqa: E731
        names.get(share.group, share.group) or _("区分なし・全体")
    )
    what = str(GROUP_COLUMN_NAMES[column])
    chart = BarChart(
        title=_("%(what)sごとの予算の割合") % {"what": what},
        description=_("予算の割合が最も大きいのは、%(group)sです。")
        % {"group": name_of(max(ordered, key=lambda share: share.share_of_money))},
        bars=tuple(
            Bar(
                label=name_of(share),
                value=decimal_of(100 * share.share_of_money),
                text=f"{float(100 * share.share_of_money):.1f}%",
                mark=decimal_of(100 * share.share_of_people) if share.share_of_people else None,
            )
            for share in ordered[:MOST_BARS]
        ),
        line_label=_("太い縦線：人口の割合") if by_people else "",
    )
    headings = [what, _("選択肢"), _("選ばれた数"), _("費用"), _("予算の割合")]
    table = [
        [
            name_of(share),
            f"{share.projects:,}",
            f"{share.funded:,}",
            amount_of(share.cost, currency),
            f"{float(100 * share.share_of_money):.1f}%",
            *([f"{float(100 * (share.share_of_people or 0)):.1f}%"] if by_people else []),
        ]
        for share in ordered
    ]
    return Figure(column, chart, [*headings, *([_("人口の割合")] if by_people else [])], table)


def _group_names(explanation: Explanation) -> dict[str, dict[str, str]]:
    """What the codes of wards and themes are called. A query for each of the two that is there."""
    names = {}
    if WARD in explanation.spread:
        names[WARD] = {area.code: area.name for area in Area.objects.wards()}
    if THEME in explanation.spread:
        names[THEME] = {theme.slug: theme.name for theme in Theme.objects.all()}
    return names


def _funded_or_not() -> tuple[str, ...]:
    """By the numbers of their patterns; the one between is not used."""
    return (_("選ばれた"), "", _("選ばれなかった"))
