"""Whether people may register online now, and for which permission."""

from datetime import datetime

from voting.models import RegistrationPermission, Roll


def takes_registrations(roll: Roll, now: datetime) -> bool:
    """Within its dates, with a key to seal to, and the registrar has not got the roll yet."""
    opens, closes = roll.registration_opens_at, roll.registration_closes_at
    if roll.handed_over_at or not roll.registrar_key or opens is None or closes is None:
        return False
    return opens <= now < closes


def permission_for(ticket: str, now: datetime) -> RegistrationPermission | None:
    """One that can still be used, with the vote that it is for."""
    given = RegistrationPermission.objects.filter(token_sha256=ticket, expires_at__gt=now)
    return given.select_related("entry__election__held", "entry__election__roll").first()
