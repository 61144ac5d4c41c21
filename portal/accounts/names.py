"""What roles and kinds of organisation are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.organisations import CommitteeSeat, MemberRole, OrganisationKind
from portal.accounts.roles import Role

ROLE_NAMES: dict[Role, Promise | str] = {
    Role.VISITOR: _("閲覧者"),
    Role.RESIDENT: _("住民（アカウント）"),
    Role.ELIGIBLE_VOTER: _("有権者（名簿登載者）"),
    Role.ORGANISATION_REPRESENTATIVE: _("団体の代表"),
    Role.ORGANISATION_EDITOR: _("団体の編集者"),
    Role.ORGANISATION_VIEWER: _("団体の閲覧者"),
    Role.DEPARTMENT_OFFICER: _("担当課職員"),
    Role.WARD_OFFICER: _("区役所職員"),
    Role.FACILITATOR: _("進行役"),
    Role.REVIEWER: _("審査員"),
    Role.PANEL_MEMBER: _("検証パネル委員"),
    Role.ANALYST: _("分析担当"),
    Role.MODERATOR: _("投稿管理者"),
    Role.COUNTER_CLERK: _("窓口担当"),
    Role.COMMITTEE_MEMBER: _("委員会委員"),
    Role.MAYORS_OFFICE: _("市長室"),
    Role.REGISTRAR: _("名簿管理者"),
    Role.TRUSTEE: _("鍵の管理者"),
    Role.AUDITOR: _("監査人"),
    Role.ADMINISTRATOR: _("システム管理者"),
}
ORGANISATION_KIND_NAMES: dict[OrganisationKind, Promise | str] = {
    OrganisationKind.NPO: _("NPO法人"),
    OrganisationKind.NEIGHBOURHOOD_ASSOCIATION: _("町内自治会"),
    OrganisationKind.AREA_COMMITTEE: _("地域運営委員会"),
    OrganisationKind.VOLUNTEER_GROUP: _("ボランティア団体"),
    OrganisationKind.COMPANY: _("企業"),
    OrganisationKind.SHOPPING_STREET: _("商店会"),
    OrganisationKind.SCHOOL: _("学校・大学"),
    OrganisationKind.DEPARTMENT: _("市の担当課"),
}
MEMBER_ROLE_NAMES: dict[MemberRole, Promise | str] = {
    MemberRole.REPRESENTATIVE: _("代表"),
    MemberRole.EDITOR: _("編集"),
    MemberRole.VIEWER: _("閲覧"),
}
COMMITTEE_SEAT_NAMES: dict[CommitteeSeat, Promise | str] = {
    CommitteeSeat.NEIGHBOURHOOD_LIAISON: _("地区町内自治会連絡協議会"),
    CommitteeSeat.SOCIAL_WELFARE: _("社会福祉協議会地区部会"),
    CommitteeSeat.SPORTS: _("地区スポーツ振興会"),
    CommitteeSeat.YOUTH: _("中学校区青少年育成委員会"),
    CommitteeSeat.WELFARE_COMMISSIONERS: _("地区民生委員・児童委員協議会"),
}
# What each version of the terms changed, in a sentence for people who agreed to the one before.
TERMS_CHANGES: dict[str, Promise | str] = {
    "2026-11": _("最初の利用規約です。"),
}
# The name under which the public contributions of a closed account stay.
CLOSED_ACCOUNT_NAME = _("退会した利用者")
