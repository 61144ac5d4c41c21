"""The refusals of the evidence library: each tells what to mend in the file or the form."""

from django.utils.translation import gettext as _

from portal.common.errors import NotAllowed, RuleViolation


class FileIsUnfit(RuleViolation):
    """Something is wrong with the file that was sent."""


class FileIsTooLarge(FileIsUnfit):
    def __init__(self, most_megabytes: int) -> None:
        super().__init__(
            _("ファイルが大きすぎます。%(most)dMBまでにしてください。") % {"most": most_megabytes}
        )


class FileIsNoText(FileIsUnfit):
    """Neither UTF-8 nor Shift_JIS, or with characters that no text has."""

    def __init__(self) -> None:
        super().__init__(_("文字を読み取れません。UTF-8かShift_JISのCSVファイルにしてください。"))


class TableIsEmpty(FileIsUnfit):
    def __init__(self) -> None:
        super().__init__(_("見出しの行と、1行以上のデータが必要です。"))


class TableIsTooWide(FileIsUnfit):
    def __init__(self, most_columns: int) -> None:
        super().__init__(
            _("列が多すぎます。%(most)d列までにしてください。") % {"most": most_columns}
        )


class ColumnHasNoName(FileIsUnfit):
    def __init__(self, number: int) -> None:
        super().__init__(_("1行目の%(number)d列目に、見出しがありません。") % {"number": number})


class ColumnNameIsTwice(FileIsUnfit):
    def __init__(self, name: str) -> None:
        super().__init__(_("見出し「%(name)s」が2つあります。") % {"name": name})


class RowIsRagged(FileIsUnfit):
    def __init__(self, line: int, found: int, expected: int) -> None:
        super().__init__(
            _("%(line)d行目は%(found)d列あります。見出しの行は%(expected)d列です。")
            % {"line": line, "found": found, "expected": expected}
        )


class TableIsMalformed(FileIsUnfit):
    """Quotation marks that are not closed, and the like."""

    def __init__(self, line: int) -> None:
        super().__init__(
            _('%(line)d行目の引用符（"）の使い方が正しくありません。') % {"line": line}
        )


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
