"""The ways that lead on from a vote held here: to registering online, counter, registrar."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.accounts.selectors import Person, roles_of
from voting.models import Election
from voting.selectors.deeds import Deed
from voting.selectors.registrations import takes_registrations
from voting.states import ElectionState

OFFICES = (
    (Role.COUNTER_CLERK, "counter", _("紙の投票の窓口")),
    (Role.REGISTRAR, "registrar", _("名簿管理者とのやりとり")),
    (Role.ADMINISTRATOR, "registration", _("オンライン登録の期間")),
)

ELECTORATES = (_("投票する人の区分"), "electorates")


def ways_of(person: Person, election: Election) -> list[Deed]:
    """Those open to the person. One query, and one more for who is signed in."""
    if not hasattr(election, "held"):
        return []
    roll = getattr(election, "roll", None)
    pages = [(_("オンライン登録"), "register")] if roll and _is_open(election) else []
    held = roles_of(person, election.cycle.area) if person.is_authenticated else frozenset()
    if election.held.registrar_id != person.pk:
        held -= {Role.REGISTRAR}
    pages += [(label, page) for role, page, label in OFFICES if role in held]
    if election.state == ElectionState.PREPARED and Role.ADMINISTRATOR in held:
        pages.append(ELECTORATES)
    return [Deed(label, reverse(f"voting:{page}", args=[election.pk])) for label, page in pages]


def _is_open(election: Election) -> bool:
    return takes_registrations(election.roll, timezone.now())
