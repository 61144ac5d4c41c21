"""The refusals of rooms, series, files with many entries, and annual reports."""

from django.utils.translation import gettext as _

from portal.common.errors import NotAllowed, RuleViolation

# --- the room of a session -----------------------------------------------------------------


class QuestionIsHidden(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この質問は非表示になっています。"))


class AgendaIsEmpty(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("議題を1つ以上書いてください。"))


class PointIsElsewhere(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この会議の議題ではありません。"))


class NotAFacilitator(NotAllowed):
    """An analyst makes memos, and does not chair."""

    def __init__(self) -> None:
        super().__init__(_("進行役になれるのは、ファシリテーターだけです。"))


class NotTheChair(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("これができるのは、この会議の進行役だけです。"))


class ChairIsAPartyToIt(NotAllowed):
    """Who chairs answers for nothing here, judges nothing, and has asked nothing."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "進行役は中立です。事業を担当する人、委員、この会議に質問した人は、進行役になれません。"
            )
        )


class ChairIsNeutral(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("進行役は中立なので、進行する会議で質問することも結論を出すこともできません。")
        )


class ChairDoesNotMendOthers(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("進行役は、ほかの人が書いた文を直せません。"))


class DecisionsAreNotYours(NotAllowed):
    """Who answers for a project notes what was said, not what was decided about it."""

    def __init__(self) -> None:
        super().__init__(_("決定事項を書けるのは、委員と会議を運営する人です。"))


class NoteHasChanged(RuleViolation):
    """Somebody mended it first; neither text is lost."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("ほかの人が先に直しました。いまの文：「%(text)s」　確かめて、送り直してください。")
            % {"text": text}
        )


class CommitmentsAreNotCarried(RuleViolation):
    """A session closes when it has looked at all that earlier ones left open."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        super().__init__(
            _("前の会議から残っている約束を、次に引き継いでから閉じてください：%(texts)s")
            % {"texts": _("、").join(f"「{text}」" for text in texts)}
        )


class NotAnAnalyst(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("これができるのは、分析担当者だけです。"))


class YearIsNotOver(RuleViolation):
    def __init__(self, year: int) -> None:
        super().__init__(_("%(year)d年はまだ終わっていません。") % {"year": year})


# --- many entries at once ------------------------------------------------------------------


class ColumnsAreMissing(RuleViolation):
    def __init__(self, names: list[str]) -> None:
        super().__init__(_("列がありません：%(names)s") % {"names": _("、").join(names)})


class BulkIsTooLong(RuleViolation):
    def __init__(self, most: int) -> None:
        super().__init__(_("一度に登録できるのは%(most)d行までです。") % {"most": most})


class BulkLinesAreWrong(RuleViolation):
    """Nothing was entered; every line that is refused is named."""

    MOST_TOLD = 50

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self.lines = lines
        told = [
            _("%(line)d行目：%(text)s") % {"line": line, "text": text}
            for line, text in lines[: self.MOST_TOLD]
        ]
        nothing = _("1行も登録していません。直して、もう一度送ってください。")
        super().__init__(" ".join([nothing, *told]))


class PanelIsOneSided(RuleViolation):
    """「行政と多様な主体の双方が参画し」: neither the city alone, nor others without it."""

    def __init__(self) -> None:
        super().__init__(
            _("市の席と、住民か団体の席の両方が必要です。どちらにも1人以上を入れてください。")
        )


class CadenceIsUnfit(RuleViolation):
    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(
            _("間隔は%(shortest)d日から%(longest)d日までにし、最終日は初回より後にしてください。")
            % {"shortest": shortest, "longest": longest}
        )
