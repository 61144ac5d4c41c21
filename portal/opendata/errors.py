"""What is refused to who asks for data."""

from django.utils.translation import gettext as _

from portal.common.errors import NotAllowed, RuleViolation


class UnknownQuestion(RuleViolation):
    """A parameter that the table does not know: nothing is guessed."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(
            _("「%(name)s」という条件はありません。使えるのは次の条件です：%(known)s。")
            % {"name": name[:60], "known": ", ".join(known)}
        )


class UnfitAnswer(RuleViolation):
    """A parameter with a value that it cannot have."""

    def __init__(self, name: str) -> None:
        super().__init__(_("「%(name)s」の値が正しくありません。") % {"name": name})


class TokenIsNotOurs(RuleViolation):
    """The mark of the next page was changed, or is of another table or question."""

    def __init__(self) -> None:
        super().__init__(
            _("続きの印（after）が正しくありません。最初のページから読み直してください。")
        )


class AnsweringIsForModerators(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("活用事例を確かめるのは、モデレーターと管理者です。"))


class ReuseIsAnswered(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この活用事例には、すでに回答しました。"))


class ReasonIsMissing(RuleViolation):
    MINIMUM = 10

    def __init__(self) -> None:
        super().__init__(
            _("載せない理由を%(minimum)d文字以上で書いてください。") % {"minimum": self.MINIMUM}
        )


class KeysAreForOfficers(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("APIの鍵をつくれるのは、担当課の職員だけです。"))


class UnknownScope(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("できることを1つ以上、一覧から選んでください。"))


class KeyMayNot(NotAllowed):
    def __init__(self, scope: str) -> None:
        super().__init__(_("この鍵では「%(scope)s」はできません。") % {"scope": scope})
