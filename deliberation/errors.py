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
        super().__init__(_("この意見は非表示になっています。"))


class NotAModerator(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("意見を非表示にできるのは、投稿管理者だけです。"))


class ContributionIsShown(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この意見は表示されています。"))


class ItemIsNotPublic(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("公開されていないものには、意見を書けません。"))
