"""What is public of the city's budget: its categories by year, and what services cost."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.budget.models import BudgetLine, ServiceCost, Simulator, SimulatorLine
from portal.budget.names import SIDE_NAMES, STATE_NAMES
from portal.budget.simulator_selectors import results_of
from portal.budget.states import SimulatorState
from portal.opendata.tables import Column, Kind, Table, coded, money, number_of


def _simulator_lines() -> QuerySet[SimulatorLine]:
    """Of those that are closed: what people chose tells nobody how to choose."""
    return SimulatorLine.objects.filter(simulator__state=SimulatorState.CLOSED)


def _chosen(numbers: Sequence[int]) -> Mapping[int, Mapping[str, object]]:
    simulators = Simulator.objects.filter(lines__in=numbers).distinct()
    return {
        each.line.pk: {
            "submissions": results.count,
            "median": each.median_yen,
            "lower": each.range_yen[0],
            "upper": each.range_yen[1],
        }
        for simulator in simulators
        for results in [results_of(simulator)]
        for each in results.lines
    }


TABLES = (
    Table(
        "budget_lines",
        _("予算と決算"),
        _("年度ごとの、歳入と歳出の分類と金額です。内訳の合計は、上の分類の金額と合います。"),
        BudgetLine.objects.all,
        (
            number_of("year", "年度", "budget__year", filters=True),
            *coded("state", "区分", "budget__state", STATE_NAMES),
            *coded("side", "歳入歳出", "side", SIDE_NAMES),
            Column("code", "分類コード", "code", filters=True),
            Column("parent_code", "上位分類コード", "parent__code"),
            Column("name", "分類名", "name_ja"),
            Column("name_en", "分類名_英字", "name_en"),
            money("amount", "金額", "amount"),
            Column("source", "出典", "budget__source_ja"),
        ),
    ),
    Table(
        "service_costs",
        _("サービスの費用と利用者の負担"),
        _("1回の利用にかかる費用と、そのうち利用者が払う額です。"),
        ServiceCost.objects.all,
        (
            Column("name", "サービス名", "name_ja"),
            Column("name_en", "サービス名_英字", "name_en"),
            Column("unit", "単位", "unit_ja"),
            money("cost", "費用", "cost"),
            money("paid_by_user", "利用者負担額", "paid_by_user"),
            Column("source", "出典", "source_ja"),
        ),
    ),
    Table(
        "simulator_results",
        _("予算シミュレーターの結果"),
        _("受付を終えた予算シミュレーターの、項目ごとの中央値です。市民全体を代表しません。"),
        _simulator_lines,
        (
            number_of("simulator_id", "シミュレーターID", "simulator_id", filters=True),
            Column("simulator", "シミュレーター名", "simulator__name_ja"),
            *coded("side", "歳入歳出", "side", SIDE_NAMES),
            Column("name", "項目名", "name_ja"),
            Column("name_en", "項目名_英字", "name_en"),
            money("base", "いまの額", "base"),
            Column("submissions", "提出数", kind=Kind.INTEGER),
            Column("median", "増減の中央値", kind=Kind.INTEGER),
            Column("lower", "増減の第1四分位", kind=Kind.INTEGER),
            Column("upper", "増減の第3四分位", kind=Kind.INTEGER),
        ),
        computed=_chosen,
    ),
)
