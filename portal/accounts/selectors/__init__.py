"""What a person is and may act for; what waits for whom; how an area committee stands."""

from portal.accounts.selectors.organisations import (
    Seat,
    bears_a_verified_name,
    committee_is_established,
    deeds_open_to,
    former_names_of,
    invitations_waiting_for,
    offers_waiting_for,
    organisations_found,
    organisations_to_verify,
    seats_held_by,
    seats_of,
)
from portal.accounts.selectors.people import (
    consents_to_terms,
    has_agreed_to_terms,
    solely_represented_by,
)
from portal.accounts.selectors.roles import (
    Person,
    Standing,
    exclusive_roles_of,
    granted_in,
    holds,
    roles_by_area,
    roles_of,
    standing_of,
)

__all__ = [
    "Person",
    "Seat",
    "Standing",
    "bears_a_verified_name",
    "committee_is_established",
    "consents_to_terms",
    "deeds_open_to",
    "exclusive_roles_of",
    "former_names_of",
    "granted_in",
    "has_agreed_to_terms",
    "holds",
    "invitations_waiting_for",
    "offers_waiting_for",
    "organisations_found",
    "organisations_to_verify",
    "roles_by_area",
    "roles_of",
    "seats_held_by",
    "seats_of",
    "solely_represented_by",
    "standing_of",
]
