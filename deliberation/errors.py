"""The refusals of deliberation."""

from django.utils.translation import gettext as _

from portal.common.errors import NotAllowed, RuleViolation


class NothingIsSaid(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("意見を書いてください。"))


class TextIsTooLong(RuleViolation):
    def __init__(self, limit: int) -> None:
        super().__init__(_("意見は%(limit)d文字以内で書いてください。") % {"limit": limit})


class NotSpeakingForOrganisation(NotAllowed):
    """Only a representative or an editor of the organisation writes in its name."""

    def __init__(self) -> None:
        super().__init__(_("この団体として発言できるのは、団体の代表か編集者だけです。"))


class NotYourContribution(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("編集できるのは、書いた本人だけです。"))


class EditingIsOver(RuleViolation):
    def __init__(self, minutes: int) -> None:
        super().__init__(
            _("編集できるのは、書いてから%(minutes)d分以内です。新しい意見として書いてください。")
            % {"minutes": minutes}
        )


class ContributionIsHidden(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この投稿は非表示になっています。"))


class NotAModerator(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("投稿について判断できるのは、投稿管理者だけです。"))


class ContributionIsShown(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この投稿は表示されています。"))


class ItemIsNotPublic(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("公開されていないものには、意見を書けません。"))


class OpinionMapIsClosed(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この意見の地図は、受付を終えました。"))


class StatementIsNotOpen(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この短い意見には、いま答えられません。"))


class StatementIsThere(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("同じ短い意見がすでにあります。"))


class StatementIsDecided(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この短い意見は、すでに確認されています。"))


class TooManyStatements(RuleViolation):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("一人が加えられる短い意見は%(most)d件までです。ほかの人の意見に答えてください。")
            % {"most": most}
        )


class MapIsFull(RuleViolation):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("短い意見が%(most)d件になったので、これ以上は加えられません。") % {"most": most}
        )


class NotRunningTheMap(NotAllowed):
    """Statements are decided by a moderator, or by who opened the map."""

    def __init__(self) -> None:
        super().__init__(_("これができるのは、投稿管理者と、この意見の地図を開いた人だけです。"))


class ItemIsElsewhere(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("ほかのサイクルのものは選べません。"))


class ThreadIsClosed(RuleViolation):
    def __init__(self) -> None:
        super().__init__(
            _("この話し合いは、進行役が閉じました。結果は、話し合いの先頭にあります。")
        )


class NotOfThatKind(RuleViolation):
    """An opening, or a reply, cannot be of this kind."""

    def __init__(self) -> None:
        super().__init__(_("この種類では書けません。種類を選び直してください。"))


class OnlyTheCityAnswers(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("市の回答を書けるのは、市の部署の担当者だけです。質問に返信してください。")
        )


class NotAReplyHere(RuleViolation):
    """What is replied to is a reply itself, or stands in another discussion."""

    def __init__(self) -> None:
        super().__init__(_("ここには返信できません。もとの意見に返信してください。"))


class NotTheirWords(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("引用は、もとの意見の言葉をそのまま使ってください。"))


class OwnContribution(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("自分の意見には、反応をつけられません。"))


class OwnWords(RuleViolation):
    """Nobody reports or judges what they wrote."""

    def __init__(self) -> None:
        super().__init__(_("自分の投稿については、知らせたり判断したりできません。"))


class FlaggedAlready(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この投稿は、すでにお知らせいただいています。"))


class TooManyFlags(RuleViolation):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("一日に知らせることができるのは%(most)d件までです。明日、もう一度お試しください。")
            % {"most": most}
        )


class AnotherDecides(RuleViolation):
    """The second look is of other eyes than the first."""

    def __init__(self) -> None:
        super().__init__(_("異議については、非表示にした人とは別の投稿管理者が判断します。"))


class DecisionDoesNotFit(RuleViolation):
    """It was decided meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("この投稿については、すでに判断されています。ページを読み込み直してください。")
        )


class AppealIsOver(RuleViolation):
    def __init__(self, days: int) -> None:
        super().__init__(
            _("異議を申し立てられるのは、非表示になってから%(days)d日以内に1回です。")
            % {"days": days}
        )


class WordIsRefused(RuleViolation):
    def __init__(self, word: str) -> None:
        super().__init__(
            _("「%(word)s」は、この市では使えない言葉です。ほかの言葉で書いてください。")
            % {"word": word}
        )


class NewAccountIsLimited(RuleViolation):
    def __init__(self, most: int, days: int) -> None:
        super().__init__(
            _(
                "登録から%(days)d日間は、24時間に%(most)d件まで書けます。"
                "時間をおいて、もう一度お試しください。"
            )
            % {"days": days, "most": most}
        )


class NotModeratingTheCity(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("決まりを変えられるのは、市全体の投稿管理者だけです。"))


class NotAFacilitator(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("話し合いの進行役になれるのは、進行役の役割を持つ人だけです。"))


class NotTheChair(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("これができるのは、この話し合いの進行役だけです。"))


class ChairIsAParty(RuleViolation):
    """Who chairs has neither written what is discussed nor said anything about it."""

    def __init__(self) -> None:
        super().__init__(
            _("この話し合いに書いた人や、話し合われているものを書いた人は、進行役になれません。")
        )


class ChairSaysNothing(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("進行役をしている間は、この話し合いに意見を書けません。"))


class RestsOnNothing(RuleViolation):
    """A summary, or an outcome, names what it rests on, and that is in sight in the thread."""

    def __init__(self) -> None:
        super().__init__(_("もとになった意見を、この話し合いから1件以上選んでください。"))


class NotTheirSummary(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("まとめに異議を書けるのは、もとになった意見を書いた人だけです。"))


class SummaryIsWithdrawn(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("このまとめは取り下げられました。"))


class ObjectedAlready(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("このまとめには、すでに異議を書いています。"))


class TooManyPins(RuleViolation):
    def __init__(self, most: int) -> None:
        super().__init__(_("目立たせることができる意見は%(most)d件までです。") % {"most": most})


class ContributionIsMoved(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この意見は、ほかの話し合いに移されました。"))


class NotMovedThere(RuleViolation):
    def __init__(self) -> None:
        super().__init__(
            _(
                "移せるのは返信でない意見だけです。同じサイクルの、ほかの開いている話し合いを選んでください。"
            )
        )


class ThreadIsOpen(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この話し合いは開いています。"))
