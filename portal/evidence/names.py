"""Licences and states in words, each licence with the page that says what it allows."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.evidence.licences import Licence, RequestState

Text = Promise | str


@dataclass(frozen=True)
class LicenceText:
    name: Text
    allows: Text
    url: str


LICENCES: dict[Licence, LicenceText] = {
    Licence.CC_BY_4_0: LicenceText(
        _("クリエイティブ・コモンズ 表示 4.0（CC BY 4.0）"),
        _("出典を書けば、だれでも自由に使えます。"),
        "https://creativecommons.org/licenses/by/4.0/deed.ja",
    ),
    Licence.PDL_1_0: LicenceText(
        _("公共データ利用規約 第1.0版（PDL1.0）"),
        _("出典を書けば、だれでも自由に使えます。"),
        "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    ),
    Licence.CC0_1_0: LicenceText(
        _("CC0 1.0（権利放棄）"),
        _("出典を書かなくても、だれでも自由に使えます。"),
        "https://creativecommons.org/publicdomain/zero/1.0/deed.ja",
    ),
    Licence.CC_BY_SA_4_0: LicenceText(
        _("クリエイティブ・コモンズ 表示-継承 4.0（CC BY-SA 4.0）"),
        _("出典を書き、加工したものも同じ条件で公開すれば、だれでも使えます。"),
        "https://creativecommons.org/licenses/by-sa/4.0/deed.ja",
    ),
}
REQUEST_STATE_NAMES: dict[RequestState, Text] = {
    RequestState.WAITING: _("回答待ち"),
    RequestState.PROVIDED: _("提供しました"),
    RequestState.DECLINED: _("提供できません"),
}
