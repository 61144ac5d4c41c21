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


class TotalsFileIsBroken(RuleViolation):
    """A file of totals, refused whole: the first faults by line, and how many there are."""

    MOST = 50

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        said = _("合計のファイルに%(count)d件の誤りがあります。何も取り込んでいません。")
        super().__init__("\n".join([said % {"count": len(faults)}, *faults[: self.MOST]]))


class TotalsAreMissing(RuleViolation):
    """Of several electorates one has ballots; of all others the totals have to be there first."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            _(
                "区分がいくつかあるときは、票のファイルは1つの区分のものです。ほかの区分の合計を先に取り込んでください：%(names)s"
            )
            % {"names": "、".join(names)}
        )


class WeightsDoNotFit(RuleViolation):
    """The weights of the electorates are not all stated, or do not make 100."""


class ElectoratesDoNotFit(RuleViolation):
    """Without an electorate, two of one name, or an age without its day."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "投票する人の区分は1つ以上、名前は別々にしてください。年齢の下限には、数える日も必要です。"
            )
        )


class ElectoratesAreFixed(RuleViolation):
    """A roll, or the registrar's list, was taken in by the electorates as they are."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "名簿や合計を取り込んだあと、または署名した名簿を受け取ったあとは、投票する人の区分を変えられません。"
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


# --- paper ---------------------------------------------------------------------------------


class CardIsUnknown(RuleViolation):
    """The card is none of this vote, or its key was taken back or voted on paper before."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "このはがきでは受け付けられません。この投票のものでないか、取り消されているか、すでに紙で投票しています。名簿の番号で調べてください。"
            )
        )


class FileIsRefused(RuleViolation):
    """A file from the registrar that is of another vote, not signed, or asks what cannot be."""

    def __init__(self, check: str) -> None:
        self.check = check
        super().__init__(
            _("このファイルは受け取れません（%(check)s）。名簿管理者にお問い合わせください。")
            % {"check": check}
        )


class BatchIsBeyondYou(RuleViolation):
    """Who typed a batch types it no second time and settles none of its differences."""

    def __init__(self) -> None:
        super().__init__(
            _("この束は、あなたが入力しました。2回目の入力と違いの判定は、別の職員が行います。")
        )


class BatchIsTyped(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この束は、もう入力できません。"))


class BallotsAreMissing(RuleViolation):
    """Not every ballot of the batch was typed."""

    def __init__(self, numbers: list[int]) -> None:
        shown = "、".join(map(str, numbers[:10]))
        super().__init__(_("まだ入力していない票があります：%(numbers)s") % {"numbers": shown})


class BallotCannotBeRead(RuleViolation):
    """What was typed is nothing that a ballot of this vote can say."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "この投票の票として読めません。選択肢の番号を、間を空けて入れてください。白票や読めない票は「-」です。"
            )
        )


class NothingDiffers(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この票の2つの入力は同じか、すでに判定されています。"))


class BallotIsNotToBeAudited(RuleViolation):
    """It is not in the sample that the trustees' seed drew, or it was read before."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "この票は、点検する標本に入っていないか、もう点検しました。一覧の番号を入れてください。"
            )
        )


class SampleIsNotAudited(RuleViolation):
    """The result is certified once the whole sample of paper ballots was read again."""

    def __init__(self, left: int) -> None:
        super().__init__(
            _(
                "まだ点検していない紙の票が%(left)d枚あります。標本をすべて点検してから確定してください。"
            )
            % {"left": left}
        )


class PaperDoesNotAddUp(RuleViolation):
    """As many paper ballots as people whose key was excluded for them, and nobody waits."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
