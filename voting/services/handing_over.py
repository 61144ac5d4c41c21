"""The roll goes to the registrar, who makes codes for everyone that has no key yet."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.registers.models import Area
from voting.eligibility import standing_of
from voting.models import Election, Electorate, Roll, RollEntry
from voting.permissions import require_registrar
from voting.roll_errors import RegistrationIsUnderWay, RollIsMissing

HEADING = ("entry", "electorate", "ward", "age", "name", "address", "sealed")
# From which age a band of the table of turnout reaches to the next.
BANDS = (0, 18, 30, 40, 50, 60, 70)
ROWS_AT_ONCE = 2_000


@transaction.atomic
def hand_over_roll(*, actor: User, election: Election, now: datetime) -> Roll:
    """Close the roll for good, that the registrar may take it; a second time is only noted.

    Raises:
        RoleIsRequired, RoleIsMissing: the actor is not the registrar of this vote.
        RollIsMissing: nobody is on it.
        RegistrationIsUnderWay: people may still register online.
    """
    require_registrar(actor, election.pk)
    roll = Roll.objects.select_for_update().filter(election=election, size__gt=0).first()
    if roll is None:
        raise RollIsMissing
    if roll.registration_closes_at and now < roll.registration_closes_at:
        raise RegistrationIsUnderWay
    if roll.handed_over_at is None:
        roll.handed_over_at = now
        roll.save(update_fields=["handed_over_at"])
    record("hand_over_roll", actor=actor, subject=election, entries=roll.size)
    return roll


def rows_for_registrar(election: Election) -> Iterator[tuple[str, ...]]:
    """Who may vote, for `python -m voting.registrar make`: nobody whom a rule refuses is there."""
    wards = dict(Area.objects.values_list("code", "name_ja"))
    electorates = {electorate.pk: electorate for electorate in election.electorates.all()}
    entries = RollEntry.objects.of(election).select_related("registration").order_by("pk")
    for entry in entries.iterator(chunk_size=ROWS_AT_ONCE):
        electorate = electorates[entry.electorate_id]
        if standing_of(electorate.rule, entry.person) is None:
            yield _row(entry, electorate, wards.get(entry.ward_code, entry.ward_code))


def _row(entry: RollEntry, electorate: Electorate, ward: str) -> tuple[str, ...]:
    sealed = entry.registration.sealed if hasattr(entry, "registration") else ""
    band = band_of(entry.birth_date, electorate.age_on) if electorate.age_on else ""
    return (entry.voter_no, electorate.code, ward, band, entry.name, entry.address, sealed)


def band_of(birth_date: date, day: date) -> str:
    """The band of ages, by birthdays: turnout needs no law."""
    age = day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
    first = max(lower for lower in BANDS if lower <= max(age, 0))
    following = [lower for lower in BANDS if lower > first]
    return f"{first}-{following[0] - 1}" if following else f"{first}-"
