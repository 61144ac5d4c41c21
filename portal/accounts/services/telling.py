"""Mails to those who represent an organisation, each in their own language."""

from portal.accounts import mail
from portal.accounts.models import Organisation


def tell_representatives(organisation: Organisation, template: str, **context: object) -> int:
    """Write to all representatives; how many mails the server took."""
    representing = organisation.memberships.representing().select_related("user")
    return sum(
        mail.send(
            template,
            to=membership.user.email,
            language=membership.user.language,
            organisation=organisation,
            **context,
        )
        for membership in representing
    )
