"""People, organisations, roles, and the record of privileged deeds."""

from portal.accounts.models.audit import AuditEntry
from portal.accounts.models.organisations import (
    CommitteeMember,
    Invitation,
    Membership,
    Organisation,
    Verification,
)
from portal.accounts.models.people import Consent, RoleGrant, User

__all__ = [
    "AuditEntry",
    "CommitteeMember",
    "Consent",
    "Invitation",
    "Membership",
    "Organisation",
    "RoleGrant",
    "User",
    "Verification",
]
