"""The refusals of voting."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.common.errors import RuleViolation
from voting.counting import BrokenPabulibFile, CountingError, Ranking, Rule
from voting.crypto.errors import Check, CheckFailed
from voting.names import BALLOT_TYPE_NAMES, BOARD_TEXTS, CASTING_TEXTS, RULE_NAMES, STATE_NAMES
from voting.states import ElectionState
from voting.tools.sentences import CHECKS


class OptionsAreTooFew(RuleViolation):
    """A vote between fewer than two options decides nothing."""

    MINIMUM = 2

    def __init__(self) -> None:
        super().__init__(
            _("投票の選択肢は%(minimum)d件以上選んでください。") % {"minimum": self.MINIMUM}
        )


class ProposalIsListedTwice(RuleViolation):
    """The proposal is given twice, or stands in another election of this kind in the cycle."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("「%(title)s」は、すでにこの種類の投票の選択肢になっています。") % {"title": title}
        )


class ClusterIsListedTwice(RuleViolation):
    """The issue is given twice, or stands in another election of the cycle."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("課題「%(title)s」は、すでに投票の選択肢になっています。") % {"title": title}
        )


class ClusterCannotBeListed(RuleViolation):
    """It is merged into another, undone or of another cycle; or the vote shares out money."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "課題「%(title)s」は選択肢にできません。このサイクルで確定した課題を、"
                "優先順位の投票の選択肢にできます。"
            )
            % {"title": title}
        )


class ProposalIsNotCosted(RuleViolation):
    """Only what was screened and costed can be put under a budget."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "「%(title)s」には、審査で確認された費用がまだありません。予算の投票には、費用のついた提案だけを載せられます。"
            )
            % {"title": title}
        )


class ProposalCannotBeListed(RuleViolation):
    """A draft, a returned, declined or merged proposal, or one of another cycle."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("「%(title)s」は、この投票の選択肢にできる提案ではありません。") % {"title": title}
        )


class BudgetDoesNotFit(RuleViolation):
    """The money to vote on is missing, not positive, or more than the cycle has."""

    def __init__(self) -> None:
        super().__init__(
            _("投票で配分する予算額は、0より大きく、サイクルの予算額以下にしてください。")
        )


class DatesDoNotFit(RuleViolation):
    """An election's dates lie within its phase's window, and it ends after it begins."""

    def __init__(self) -> None:
        super().__init__(
            _("投票の日程は、フェーズの期間の中で、開始より後に終了するようにしてください。")
        )


class PicksDoNotFit(RuleViolation):
    """The limits on the number of picks contradict each other or the number of options."""

    def __init__(self) -> None:
        super().__init__(
            _("選べる件数は、最小が最大以下で、選択肢の数以下になるようにしてください。")
        )


class RuleDoesNotFit(RuleViolation):
    """The counting rule cannot count this election; says why."""

    def __init__(self, error: CountingError) -> None:
        super().__init__(
            _("この集計の規則は使えません。%(reason)s") % {"reason": error.reason(own_language())}
        )


class RuleIsOfTheOtherKind(RuleViolation):
    """Priorities are put in order, projects are bought: each has rules of its own."""

    def __init__(self, rule: Rule | Ranking) -> None:
        super().__init__(
            _("「%(rule)s」は、この種類の投票の集計には使えません。ほかの規則を選んでください。")
            % {"rule": RULE_NAMES[rule.name]}
        )


class RuleNeedsOtherBallots(RuleViolation):
    """What the rule goes by does not stand on ballots of this type."""

    def __init__(self, rule: Ranking) -> None:
        super().__init__(
            _("「%(rule)s」で数えるには、投票のしかたを「%(ballots)s」にしてください。")
            % {"rule": RULE_NAMES[rule.name], "ballots": BALLOT_TYPE_NAMES[rule.accepts[0]]}
        )


class ElectionIsNot(RuleViolation):
    """The deed needs the election in another state."""

    def __init__(self, needed: ElectionState, current: ElectionState) -> None:
        super().__init__(
            _("この投票は「%(current)s」です。この操作ができるのは「%(needed)s」のときだけです。")
            % {"current": STATE_NAMES[current], "needed": STATE_NAMES[needed]}
        )


class CountIsUnderWay(RuleViolation):
    """An election is counted once at a time."""

    def __init__(self) -> None:
        super().__init__(_("この投票は、いま集計しています。終わるまでお待ちください。"))


class BallotFileIsBroken(RuleViolation):
    """A .pb file, refused whole: the line and the reason, in the reader's language."""

    def __init__(self, error: BrokenPabulibFile) -> None:
        self.line = error.line
        super().__init__(error.sentence(own_language()))


class BallotFileDoesNotFit(RuleViolation):
    """A readable file of another election; `reason` says what differs, on which line."""

    def __init__(self, line: int, reason: str | Promise) -> None:
        self.line = line
        super().__init__(_("%(line)d行目：%(reason)s") % {"line": line, "reason": reason})


class FileIsLoadedAlready(RuleViolation):
    """The same file was loaded before; says where its cycle is."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            _("このファイルはすでに読み込まれています：%(address)s") % {"address": address}
        )


class ElectionIsOfTheOtherKind(RuleViolation):
    """Answers are given to priorities, decisions are made on projects under a budget."""

    def __init__(self) -> None:
        super().__init__(_("この操作は、この種類の投票では行えません。"))


class DecisionIsRecorded(RuleViolation):
    """What the assembly decided is recorded once."""

    def __init__(self, decided_on: date) -> None:
        super().__init__(
            _("この選択肢の決定は、すでに記録されています（議決日 %(date)s）。")
            % {"date": decided_on.isoformat()}
        )


class AmountDoesNotFit(RuleViolation):
    """What is approved has an amount above nothing; what is not approved has none."""

    def __init__(self) -> None:
        super().__init__(
            _("可決のときは0より大きい予算額を書き、否決のときは予算額を空にしてください。")
        )


class DecisionIsInTheFuture(RuleViolation):
    """A decision is recorded once it was made."""

    def __init__(self) -> None:
        super().__init__(_("議決日には、今日か、それより前の日を入れてください。"))


def own_language() -> Literal["ja", "en"]:
    """The language in which the counting package is to give its reasons."""
    return "en" if get_language() == "en" else "ja"


class LogKeyIsLost(RuleViolation):
    """The key with which the portal signs a log is not where it should be."""

    def __init__(self, name: str, path: str, problem: str) -> None:
        super().__init__(
            _(
                "投票「%(name)s」の記録簿の鍵が読めません（%(path)s：%(problem)s）。"
                "鍵のファイルを控えから元の場所に戻してください。"
                "作り直すことはできません。戻せないときは、新しい投票を準備してください。"
            )
            % {"name": name, "path": path, "problem": problem}
        )


class CastingRefused(RuleViolation):
    """What a voter's device asked for cannot be done; `code` names why (docs/casting.md)."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(casting_text(code))
        self.code = code
        self.where = where


class EntryIsRefused(RuleViolation):
    """What the registrar signed cannot stand in the log; `code` is the check that failed."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("記録簿に入れられません：%(why)s") % {"why": CHECKS[Check(code)][own_language()]}
        )
        self.code = code


class BoardRefuses(RuleViolation):
    """A file cannot be laid out on the board of a vote; `code` names why."""

    def __init__(self, code: str, where: str = "") -> None:
        text = BOARD_TEXTS.get(code) or CHECKS[Check(code)][own_language()]
        super().__init__(f"{text} {where}".strip())
        self.code = code


class NotReadyToFreeze(RuleViolation):
    """Something that the definition of a vote needs is not there yet."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(_("まだ足りないものがあります：%(list)s") % {"list": "、".join(missing)})


class DefinitionCannotBe(RuleViolation):
    """The parts of a vote contradict each other, or are more than its format can hold."""

    def __init__(self, failure: CheckFailed) -> None:
        said = CHECKS[failure.check][own_language()]
        super().__init__(
            _("この内容では投票の定義を作れません：%(why)s（%(where)s）")
            % {"why": said, "where": failure.where}
        )


class HoldingDoesNotFit(RuleViolation):
    """How a vote is to be held contradicts itself; says in what."""


class PaperIsNotComplete(RuleViolation):
    """Before the record goes to the trustees, all paper ballots stand in the log."""


class ResultIsNotCounted(RuleViolation):
    """There is nothing to certify yet: no worker has counted the opened ballots."""

    def __init__(self) -> None:
        super().__init__(_("まだ集計が終わっていないので、確定できません。"))


class ResultDiffers(RuleViolation):
    """What the portal counted is not what the public record states: nothing is published."""

    def __init__(self) -> None:
        super().__init__(_("集計の結果が公開の記録と違います。確定せずに、調べてください。"))


class VoteIsHeldHere(RuleViolation):
    """Ballots of a vote held here are cast here; none are taken in from elsewhere."""

    def __init__(self) -> None:
        super().__init__(_("この投票はここで票を集めるので、票のファイルは取り込めません。"))


class ListIsRefused(RuleViolation):
    """The list of credentials is not what the registrar should hand over; says why."""


def casting_text(code: str) -> str:
    """The refusal in words: our own, or that of the check that failed."""
    if code in CASTING_TEXTS:
        return str(CASTING_TEXTS[code])
    return CHECKS[Check(code)][own_language()]
