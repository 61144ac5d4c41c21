"""The refusals about people, organisations and roles."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.accounts.names import ROLE_NAMES
from portal.accounts.roles import Role
from portal.common.errors import NotAllowed, RuleViolation


class ReasonIsTooShort(RuleViolation):
    """A decision that people must understand needs a reason of real length."""

    MINIMUM = 10

    def __init__(self) -> None:
        super().__init__(
            _("理由を%(minimum)d文字以上で書いてください。") % {"minimum": self.MINIMUM}
        )


class RoleIsRequired(NotAllowed):
    """The person does not hold the role that may do this."""

    def __init__(self, role: Role) -> None:
        super().__init__(
            _("これができるのは、「%(role)s」の役割を持つ人だけです。") % {"role": ROLE_NAMES[role]}
        )


class MemberRoleIsRequired(NotAllowed):
    """The person's part in the organisation does not allow this."""

    def __init__(self) -> None:
        super().__init__(_("これができるのは、この団体の代表など、決まった役割の人だけです。"))


# --- roles ---------------------------------------------------------------------------------


class RolesConflict(RuleViolation):
    """Separation of duties: the person holds a role that excludes the new one."""

    def __init__(self, role: Role, held: Iterable[Role]) -> None:
        super().__init__(
            _("「%(role)s」と「%(held)s」を同じ人が兼ねることはできません。")
            % {
                "role": ROLE_NAMES[role],
                "held": _("、").join(str(ROLE_NAMES[other]) for other in sorted(held)),
            }
        )


class RoleIsHeldAlready(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この人は、すでにこの役割を持っています。"))


class RoleIsNotHeld(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この役割は、すでに取り消されています。"))


class RoleNeedsArea(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この役割には、担当する区域が必要です。"))


class RoleIsOfTheWholeCity(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この役割は市全体のものです。区域は選ばないでください。"))


class RoleIsNotGranted(RuleViolation):
    """A role held by nature (by an account, a membership, the roll) cannot be granted."""

    def __init__(self, role: Role) -> None:
        super().__init__(
            _("「%(role)s」は、与えたり取り消したりする役割ではありません。")
            % {"role": ROLE_NAMES[role]}
        )


class OwnRolesAreForOthers(NotAllowed):
    """Nobody widens their own powers."""

    def __init__(self) -> None:
        super().__init__(_("自分の役割は変えられません。ほかのシステム管理者に頼んでください。"))


class AccountIsClosed(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("このアカウントは退会しています。"))


class ExclusiveRoleIsHeld(RuleViolation):
    """Whoever keeps keys, rolls, ledgers or the system hands that over before leaving."""

    def __init__(self, held: Iterable[Role]) -> None:
        super().__init__(
            _("「%(held)s」の役割があるあいだは退会できません。先に役割を引き継いでください。")
            % {"held": _("、").join(str(ROLE_NAMES[role]) for role in sorted(held))}
        )


# --- organisations -------------------------------------------------------------------------


class OrganisationHasEnded(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この団体は活動を終えています。"))


class KindIsForAdministrators(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("市の担当課を登録できるのは、システム管理者だけです。"))


class NameIsTaken(RuleViolation):
    """A verified organisation of the area has the name, or the corporate number."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "同じ名前または法人番号の、確認済みの団体があります。その団体に招待を頼んでください。"
            )
        )


class LastRepresentative(RuleViolation):
    """An organisation keeps at least one representative: names those that would be left alone."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(
            _(
                "「%(names)s」の代表はあなただけです。先に代表を引き継ぐか、"
                "団体の活動を終える手続きをしてください。"
            )
            % {"names": _("」「").join(names)}
        )


class OrganisationHasOtherMembers(RuleViolation):
    def __init__(self) -> None:
        super().__init__(
            _(
                "ほかのメンバーがいるあいだは、団体の活動を終えられません。代表を引き継いでください。"
            )
        )


class NotAMember(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この人は、いまはこの団体のメンバーではありません。"))


class AlreadyAMember(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("すでにこの団体のメンバーです。"))


class AlreadyInvited(RuleViolation):
    def __init__(self) -> None:
        super().__init__(
            _(
                "このメールアドレスには、すでに招待を送っています。送り直すには、先に取り下げてください。"
            )
        )


class TooManyInvitations(RuleViolation):
    def __init__(self, limit: int) -> None:
        super().__init__(
            _("返事を待っている招待が%(limit)d件あります。返事を待つか、取り下げてください。")
            % {"limit": limit}
        )


class InvitationIsOver(RuleViolation):
    def __init__(self) -> None:
        super().__init__(
            _(
                "この招待は、期限が切れたか、使われたか、取り下げられています。団体の代表にもう一度頼んでください。"
            )
        )


class InvitationIsForAnother(NotAllowed):
    """Only the owner of the address, once confirmed, may accept."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "この招待は、別のメールアドレスに送られたものです。そのアドレスのアカウントでログインしてください。"
            )
        )


class MailNotSent(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("メールを送れませんでした。しばらくしてから、もう一度お試しください。"))


# --- verification and area committees ------------------------------------------------------


class VerificationIsNotAwaited(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この団体は、いま確認を待っていません。"))


class OwnOrganisation(NotAllowed):
    """An officer does not verify a body to which they belong."""

    def __init__(self) -> None:
        super().__init__(_("自分がメンバーである団体は確認できません。別の職員に頼んでください。"))


class NotAnAreaCommittee(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("構成団体を持てるのは、地域運営委員会だけです。"))


class CannotHoldASeat(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この団体は、地域運営委員会の構成団体になれません。"))


class AlreadyInTheCommittee(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この団体は、すでに招待されているか、構成団体になっています。"))
