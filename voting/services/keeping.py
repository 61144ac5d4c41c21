"""What voting keeps about people, why and until when: its rows of the table of retention."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.retention import Retention
from voting.services.rolls import APPEAL_DAYS, remove_ended_rolls, remove_spent_permissions

RETENTION_ROWS = (
    Retention(
        name="rolls",
        what=_("投票の名簿（番号、生年月日、区、住所、氏名）と、オンライン登録をしたかどうか"),
        why=_("投票できる人に、1人1票の資格を届けるため"),
        until=_("投票の終了から%(days)s日後（不服を申し立てられる期間の終わり）まで"),
        days=APPEAL_DAYS,
        remove=remove_ended_rolls,
    ),
    Retention(
        name="registration_permissions",
        what=_("オンラインで本人確認をした人に出した、登録の許可"),
        why=_("1人が1つの鍵だけを登録できるようにするため"),
        until=_("使われるまで。使われないときは30分で無効になり、%(days)d日以内に消えます。"),
        days=1,
        remove=remove_spent_permissions,
    ),
)
