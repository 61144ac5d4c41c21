"""The refusals of budget figures: each tells the line and what to mend."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.common.csv_reading import FileIsUnfit
from portal.common.errors import NotAllowed
from portal.common.money import yen


class ColumnsAreMissing(FileIsUnfit):
    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(_("次の列がありません：%(names)s") % {"names": ", ".join(names)})


class SideIsUnknown(FileIsUnfit):
    def __init__(self, line: int, found: str) -> None:
        super().__init__(
            _("%(line)d行目：「%(found)s」は区分ではありません。expenditure か revenue です。")
            % {"line": line, "found": found}
        )


class CodeIsUnfit(FileIsUnfit):
    def __init__(self, line: int) -> None:
        super().__init__(
            _("%(line)d行目：code は半角の英数字とハイフン、下線で、60文字までです。")
            % {"line": line}
        )


class CodeIsTwice(FileIsUnfit):
    def __init__(self, line: int, code: str) -> None:
        super().__init__(
            _("%(line)d行目：code「%(code)s」が2つあります。") % {"line": line, "code": code}
        )


class ParentIsUnknown(FileIsUnfit):
    """It must stand above its parts, so that no category can hold itself."""

    def __init__(self, line: int, code: str) -> None:
        super().__init__(
            _("%(line)d行目：上の分類「%(code)s」が、この行より前にありません。")
            % {"line": line, "code": code}
        )


class NameIsMissing(FileIsUnfit):
    def __init__(self, line: int) -> None:
        super().__init__(
            _("%(line)d行目：名称（日本語と英語）を200文字までで書いてください。") % {"line": line}
        )


class AmountIsUnfit(FileIsUnfit):
    def __init__(self, line: int, found: str) -> None:
        super().__init__(
            _("%(line)d行目：金額「%(found)s」は0以上の整数（円）ではありません。")
            % {"line": line, "found": found}
        )


class TotalIsNotOne(FileIsUnfit):
    def __init__(self, side: str) -> None:
        super().__init__(
            _("%(side)sには、合計の行（parent_code が空の行）がちょうど1つ必要です。")
            % {"side": side}
        )


class PartsDoNotAddUp(FileIsUnfit):
    def __init__(self, line: int, name: str, whole: int, parts: int) -> None:
        super().__init__(
            _(
                "%(line)d行目：「%(name)s」は%(whole)sですが、内訳を足すと%(parts)sです。"
                "差は%(gap)sです。"
            )
            % {
                "line": line,
                "name": name,
                "whole": yen(whole),
                "parts": yen(parts),
                "gap": yen(parts - whole),
            }
        )


class OnlyTheMayorsOffice(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("予算・決算の数字を登録できるのは、市長部局の職員だけです。"))
