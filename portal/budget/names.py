"""Sides and states of a budget, and the lines of the calculation, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.budget.states import AgeBand, BudgetState, Channel, Side, SimulatorState
from portal.budget.tax import Step

SIDE_NAMES: dict[Side, Promise] = {Side.EXPENDITURE: _("歳出"), Side.REVENUE: _("歳入")}
STATE_NAMES: dict[BudgetState, Promise] = {
    BudgetState.INITIAL: _("当初予算"),
    BudgetState.SETTLED: _("決算"),
}
# %(social)d and %(rate)d are those of the rules.
STEP_NAMES: dict[Step, Promise] = {
    Step.INCOME: _("給与収入（年額）"),
    Step.SALARY_DEDUCTION: _("給与所得控除"),
    Step.SOCIAL_INSURANCE: _("社会保険料控除（収入の%(social)d%%とみなします）"),
    Step.BASIC: _("基礎控除"),
    Step.SPOUSE: _("配偶者控除"),
    Step.DEPENDANTS: _("扶養控除（16歳以上）"),
    Step.TAXABLE: _("課税される所得（千円未満は切り捨て）"),
    Step.ADJUSTMENT: _("調整控除"),
    Step.LEVY: _("所得割（課税される所得の%(rate)d%%から調整控除を引き、百円未満は切り捨て）"),
    Step.PER_HEAD: _("均等割"),
    Step.TOTAL: _("市民税の合計"),
}
SIMULATOR_STATE_NAMES: dict[SimulatorState, Promise] = {
    SimulatorState.DRAFT: _("準備中"),
    SimulatorState.OPEN: _("受付中"),
    SimulatorState.CLOSED: _("終了"),
}
CHANNEL_NAMES: dict[Channel, Promise] = {
    Channel.WEB: _("ウェブ"),
    Channel.OUTREACH: _("催しなどで職員が聞き取り"),
}
AGE_NAMES: dict[AgeBand, Promise] = {
    AgeBand.UNDER_20: _("19歳以下"),
    AgeBand.FROM_20: _("20〜39歳"),
    AgeBand.FROM_40: _("40〜59歳"),
    AgeBand.FROM_60: _("60〜74歳"),
    AgeBand.FROM_75: _("75歳以上"),
}
