"""The refusals of the budget simulator."""

from django.utils.translation import gettext as _

from portal.common.csv_reading import FileIsUnfit
from portal.common.errors import NotAllowed, RuleViolation
from portal.common.money import yen


class SimulatorIsNotOpen(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("このシミュレーターは、いま受け付けていません。"))


class SimulatorCannotChange(RuleViolation):
    """Once it is open its lines stand, and closed is closed."""

    def __init__(self) -> None:
        super().__init__(_("受付を始めたシミュレーターの内容は変えられません。"))


class StepIsRefused(RuleViolation):
    def __init__(self, name: str) -> None:
        super().__init__(_("「%(name)s」には、選べない段階が指定されています。") % {"name": name})


class BudgetIsNotBalanced(RuleViolation):
    def __init__(self, missing: int) -> None:
        super().__init__(
            _("あと%(missing)s足りません。収支を合わせてから提出してください。")
            % {"missing": yen(missing)}
        )


class OnlyStaffEnter(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("催しでの聞き取りを入力できるのは、市の職員だけです。"))


class SimulatorLineIsUnfit(FileIsUnfit):
    def __init__(self, line: int, what: str) -> None:
        super().__init__(
            _("%(line)d行目：%(what)sを確かめてください。") % {"line": line, "what": what}
        )


class SimulatorHasNoLine(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("収支を合わせられません。増やせる歳入か、減らせる歳出が必要です。"))
