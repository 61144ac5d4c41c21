"""The refusals of the roll, of registering online, and of the counter."""

from django.utils.translation import gettext as _

from portal.common.errors import RuleViolation
from voting.eligibility import Refusal
from voting.names import REFUSAL_HELP, REFUSAL_NAMES


class CannotVote(RuleViolation):
    """The rules give this person no vote, or none now; `refusal` names why, the text what to do."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        self.help = str(REFUSAL_HELP[refusal])
        super().__init__(f"{REFUSAL_NAMES[refusal]}{REFUSAL_HELP[refusal]}")


class RollIsMissing(RuleViolation):
    """Nobody is on the roll of this vote yet."""

    def __init__(self) -> None:
        super().__init__(_("この投票には、まだ名簿がありません。先に名簿を取り込んでください。"))


class RollIsFixed(RuleViolation):
    """Someone registered by it, or the registrar has it: it stays as it is."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "この名簿はもう変えられません。オンライン登録が始まったか、名簿管理者に引き渡されています。"
            )
        )


class RollFileIsBroken(RuleViolation):
    """A roll, refused whole: the first faults with their lines, and how many there are."""

    def __init__(self, faults: list[str], count: int) -> None:
        self.faults, self.count = faults, count
        said = _("名簿に%(count)d件の誤りがあります。何も取り込んでいません。") % {"count": count}
        super().__init__("\n".join([said, *faults]))


class ElectoratesDoNotFit(RuleViolation):
    """Without an electorate, two of one name, or an age without its day."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "投票する人の区分は1つ以上、名前は別々にしてください。年齢の下限には、数える日も必要です。"
            )
        )
