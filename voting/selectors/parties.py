"""Who takes part in holding a vote, and what each has done so far."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role
from voting.models import BoardFile, Election, HeldVote, TrusteeSeat
from voting.selectors.groups import groups_of
from voting.states import ElectionState
from voting.trustee.following import Stage

Text = Promise | str

STAGE_NAMES: dict[Stage, Text] = {
    Stage.KEYS: _("鍵の管理者が、それぞれの鍵を置いています。"),
    Stage.COMMITMENTS: _("約束の値（ハッシュ）を置いています。"),
    Stage.DEALINGS: _("鍵のもとを明かしています。"),
    Stage.VERDICTS: _("受け取ったものを確かめています。"),
    Stage.DONE: _("投票の鍵ができました。"),
}
DEEDS: dict[str, Text] = {
    "keys": _("鍵を置いた"),
    "commitment": _("約束の値を置いた"),
    "dealing": _("鍵のもとを明かした"),
    "verdict": _("確かめた"),
    "approval": _("定義に署名した"),
    "countersignature": _("記録簿に署名した"),
    "mix": _("票を混ぜた"),
    "opening": _("開票の分を出した"),
}
"""What a trustee does, by the beginning of the file's name, in its order."""


@dataclass(frozen=True)
class SeatShown:
    """One trustee: `done` says for each of `DEEDS` whether it is done."""

    seat: TrusteeSeat
    done: list[bool]


def with_role(role: Role) -> QuerySet[User]:
    """The people who hold a role of the whole city."""
    grants = RoleGrant.objects.in_force().filter(role=role)
    return User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("pk")


def seats_shown(held: HeldVote) -> list[SeatShown]:
    """All trustees with what each has done. Two queries."""
    given: defaultdict[int, set[str]] = defaultdict(set)
    rows = BoardFile.objects.standing().filter(held=held, trustee__isnull=False)
    for trustee, name in rows.values_list("trustee", "name"):
        given[trustee or 0].add(name.split("-")[0])
    return [
        SeatShown(seat, [deed in given[seat.number] for deed in DEEDS])
        for seat in held.seats.select_related("person")
    ]


def seat_of(held: HeldVote, person: Any) -> TrusteeSeat | None:
    return held.seats.filter(person=person.pk).first() if person.is_authenticated else None


def quotas_by(election: Election, most: Mapping[str, int]) -> list[dict[str, Any]]:
    """At most so many of each theme or ward (by column) that has more options than that."""
    cells = groups_of(election).cells
    numbers = dict(election.options.values_list("position", "external_id"))
    return [
        quota
        for column, limit in most.items()
        for quota in _quotas(numbers, cells.get(column, {}), limit)
    ]


def _quotas(numbers: dict[int, str], cells: Mapping[str, str], most: int) -> list[dict[str, Any]]:
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for position, number in numbers.items():
        if group := cells.get(number):
            positions[group].append(position)
    return [
        {"options": sorted(own), "least": 0, "most": most}
        for own in positions.values()
        if len(own) > most
    ]


def open_votes() -> list[HeldVote]:
    """The votes in which people cast now, the newest first."""
    held = HeldVote.objects.filter(election__state=ElectionState.OPEN)
    return list(held.select_related("election").order_by("-pk"))
