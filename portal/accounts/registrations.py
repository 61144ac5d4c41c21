"""What accounts puts into the tables that all apps fill: personal data, and how long it is kept."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import PersonalTable, register_personal_data
from portal.accounts.retention import Retention, register_retention
from portal.accounts.services import purging
from portal.jobs.chores import Chore, register_chores

PERSONAL_TABLES = (
    PersonalTable(
        "accounts.User",
        "pk",
        ("email", "display_name", "home_area__name_ja", "language", "date_joined", "last_login"),
    ),
    PersonalTable("accounts.Consent", "user", ("version", "at")),
    PersonalTable(
        "accounts.RoleGrant", "user", ("role", "area__name_ja", "granted_at", "revoked_at")
    ),
    PersonalTable(
        "accounts.RoleGrant", "granted_by", ("role", "user_id", "granted_at", "revoked_at")
    ),
    PersonalTable(
        "accounts.Membership",
        "user",
        ("organisation__name", "role", "joined_at", "left_at"),
        erased=True,
    ),
    PersonalTable(
        "accounts.Invitation",
        "invited_by",
        ("organisation__name", "email", "role", "created_at", "accepted_at", "withdrawn_at"),
    ),
    PersonalTable(
        "accounts.Verification", "officer", ("organisation__name", "accepted", "reason", "at")
    ),
    PersonalTable(
        "accounts.HistoricalOrganisation",
        "history_user",
        ("id", "name", "history_type", "history_date"),
    ),
    PersonalTable("accounts.AuditEntry", "actor", ("at", "deed", "subject", "facts")),
    PersonalTable("account.EmailAddress", "user", ("email", "verified", "primary"), erased=True),
    # Neither keys nor recovery codes are handed out.
    PersonalTable("mfa.Authenticator", "user", ("type", "created_at", "last_used_at"), erased=True),
    PersonalTable(
        "usersessions.UserSession",
        "user",
        ("ip", "user_agent", "created_at", "last_seen_at"),
        erased=True,
    ),
)

RETENTION_ROWS = (
    Retention(
        name="account",
        what=_("メールアドレス、表示名、お住まいの区、通知の言語、パスワード（読めない形）"),
        why=_("ログイン、投稿者の表示、お知らせのため"),
        until=_("退会するまで。退会するとすぐに消えます。"),
    ),
    Retention(
        name="contributions",
        what=_("公開された投稿、提案、コメント"),
        why=_("話し合いの経過を、だれでも後からたどれるようにするため"),
        until=_("ずっと。退会した後は、名前を「退会した利用者」に変えて残します。"),
    ),
    Retention(
        name="consents",
        what=_("利用規約に同意した日と、その版"),
        why=_("どの規約のもとで投稿されたかを示すため"),
        until=_("ずっと。退会した後は、だれのものか分からない形で残します。"),
    ),
    Retention(
        name="audit",
        what=_("役割の付与や団体の確認など、権限を使った操作の記録（アカウントの番号だけ）"),
        why=_("正しく運営されているかを、監査人が確かめるため"),
        until=_("ずっと。名前やメールアドレスは入っていません。"),
    ),
    Retention(
        name="unconfirmed_accounts",
        what=_("メールアドレスが確認されなかったアカウント"),
        why=_("登録の途中だから"),
        until=_("登録から%(days)s日後まで"),
        days=purging.UNCONFIRMED_ACCOUNT_DAYS,
        remove=purging.remove_unconfirmed_accounts,
    ),
    Retention(
        name="settled_invitations",
        what=_("団体への招待に書かれたメールアドレス"),
        why=_("招待の返事を待ち、経過を代表に示すため"),
        until=_("返事、取り下げ、期限切れのいずれかから%(days)s日後まで"),
        days=purging.SETTLED_INVITATION_DAYS,
        remove=purging.remove_settled_invitations,
    ),
    Retention(
        name="ended_memberships",
        what=_("団体のメンバーだった記録"),
        why=_("引き継ぎについて、団体の中で確かめられるようにするため"),
        until=_("団体を抜けてから%(days)s日後まで。退会するとすぐに消えます。"),
        days=purging.ENDED_MEMBERSHIP_DAYS,
        remove=purging.remove_ended_memberships,
    ),
    Retention(
        name="sessions",
        what=_("ログイン中の端末のIPアドレスとブラウザの種類"),
        why=_("身に覚えのないログインに、自分で気づけるようにするため"),
        until=_("ログアウトするか、最後のログインから%(days)s日たつまで"),
        days=settings.SESSION_COOKIE_AGE // (24 * 60 * 60),
        remove=purging.remove_ended_sessions,
    ),
)


def _purge_once_a_day() -> None:
    purging.purge_when_due(now=timezone.now())


def register() -> None:
    register_personal_data(*PERSONAL_TABLES)
    register_retention(*RETENTION_ROWS)
    register_chores(Chore("accounts.purge", _purge_once_a_day, every=timedelta(hours=1)))
