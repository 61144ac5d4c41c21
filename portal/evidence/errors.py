"""The refusals of the evidence library: each tells what to mend in the file or the form."""

from django.utils.translation import gettext as _

from portal.common.errors import NotAllowed, RuleViolation


class NotOfTheOrganisation(NotAllowed):
    def __init__(self, organisation: str) -> None:
        super().__init__(
            _("「%(organisation)s」の資料を登録できるのは、その代表か編集者だけです。")
            % {"organisation": organisation}
        )


class OrganisationIsNotVerified(RuleViolation):
    def __init__(self, organisation: str) -> None:
        super().__init__(
            _("「%(organisation)s」は、まだ区役所の確認を受けていないため、資料を登録できません。")
            % {"organisation": organisation}
        )


class NotADepartmentOfficer(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("データの要望に答えられるのは、市の担当課の職員だけです。"))


class RequestIsAnswered(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この要望には、すでに回答があります。"))


class DataSetIsMissing(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("提供するデータを、資料の一覧から選んでください。"))
