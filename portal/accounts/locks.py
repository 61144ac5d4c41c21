"""Who changes who stands for an organisation does so alone: two leaving at once would empty it."""

from portal.accounts.errors import OrganisationHasEnded
from portal.accounts.models import Organisation


def hold_organisation(organisation_id: int) -> Organisation:
    """Hold an organisation to the end of the transaction, and give it as it is now.

    On PostgreSQL its row is locked; on SQLite a transaction that writes is alone from its start.
    Raises OrganisationHasEnded for one that has.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if organisation.closed_at:
        raise OrganisationHasEnded
    return organisation
