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


# --- online registration -------------------------------------------------------------------


class IdentityFailed(RuleViolation):
    """The proof of identity did not come to a good end; `step` says where, for the log."""

    def __init__(self, step: str) -> None:
        self.step = step
        super().__init__(
            _(
                "本人確認を終えられませんでした。はじめからもう一度お試しください。"
                "うまくいかないときは、はがきのコードか、窓口の紙の投票をお使いください。"
            )
        )


class RegistrationIsNotOpen(RuleViolation):
    """Registering online has not begun, is over, or is not offered in this vote."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "いまは、オンライン登録を受け付けていません。登録していない方には、コードを書いたはがきが届きます。"
            )
        )


class KeyIsRegistered(RuleViolation):
    """One key for each entry of the roll."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "この方の登録はすでに済んでいます。コードは登録のときに画面に出たものです。"
                "なくしたときや、登録した覚えがないときは、窓口で紙の投票をお使いください。"
            )
        )


class PermissionIsOver(RuleViolation):
    """It was used, or its minutes are over."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "本人確認から時間がたったか、登録が済んでいます。もう一度、本人確認からお願いします。"
            )
        )


class SealedKeyIsBroken(RuleViolation):
    def __init__(self) -> None:
        super().__init__(
            _("鍵を受け取れませんでした。ページを読み込み直して、もう一度お試しください。")
        )


class RegistrationDatesDoNotFit(RuleViolation):
    """It ends after it begins, and before the vote does begin."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "オンライン登録の期間は、終わりを始まりより後、投票の開始より前にしてください。名簿管理者の登録用の鍵も必要です。"
            )
        )


class RegistrationIsUnderWay(RuleViolation):
    """The roll goes to the registrar once nobody can register any more."""

    def __init__(self) -> None:
        super().__init__(_("オンライン登録の期間が終わるまで、名簿は引き渡せません。"))
