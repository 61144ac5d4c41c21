"""What programs of the city's departments may write. Each app registers its own in ready().

A deed calls a service of its room, as a page does, in the name of the officer who made the key: so
nothing is allowed to a program that is not allowed to its officer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from ninja import Schema

from portal.accounts.models import User


class Written(Schema):
    """What a deed made: its number, and the page on which it is seen."""

    id: int
    url: str


@dataclass(frozen=True)
class ApiDeed:
    """`name` is the last part of its address, and the scope that a key needs for it."""

    name: str
    label: Promise
    about: str
    body: type[Schema]
    do: Callable[[User, Any], Written]


_deeds: dict[str, ApiDeed] = {}


def register_deeds(*deeds: ApiDeed) -> None:
    _deeds.update({deed.name: deed for deed in deeds})


def all_deeds() -> tuple[ApiDeed, ...]:
    return tuple(_deeds.values())
