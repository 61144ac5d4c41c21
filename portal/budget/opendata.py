"""What is public of the city's budget: its categories by year, and what services cost."""

from django.utils.translation import gettext_lazy as _

from portal.budget.models import BudgetLine, ServiceCost
from portal.budget.names import SIDE_NAMES, STATE_NAMES
from portal.opendata.tables import Column, Table, coded, money, number_of

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
)
