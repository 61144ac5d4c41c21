"""What a name may consist of. Names stand in pages, mails and their subject lines."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.common.written import plain


def validate_one_line(text: str) -> None:
    """Refuse line breaks, invisible characters and changes of direction.

    Forms take them out; a line break that came another way would end a mail's header, and the
    others make one name look like another.
    """
    if plain(text) != unicodedata.normalize("NFC", text) or set(text) & {"\n", "\t"}:
        raise ValidationError(_("改行や、目に見えない文字は使えません。"), code="not_one_line")


def validate_no_address(text: str) -> None:
    """Refuse web addresses: a name is sent to others by mail, and must not be an advertisement."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if "://" in folded or "www." in folded:
        raise ValidationError(_("ウェブページのアドレスは入れられません。"), code="address")
