"""What stands beside the ten phases: open data and what was made of it."""

from functools import partial
from typing import Any

from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read
from portal.opendata.services.dumps import dump_if_due, write_dump
from portal.opendata.services.reuses import SentReuse, answer_reuse, send_reuse


def add_open_data(city: City) -> None:
    for row in read("reuses.json"):
        city.story.add(row["day"], Hour.SAY, partial(_send, city, row))
    city.story.add(-1, Hour.PHASES_CLOSE, _dump)


def _send(city: City, row: dict[str, Any]) -> None:
    sent = send_reuse(
        actor=city.people[row["by"]],
        reuse=SentReuse(
            row["title"], row["url"], row["about"], "ja", row["made_by"], tuple(row["tables"])
        ),
    )
    if row["shown"]:
        answer_reuse(actor=city.people["moderator"], reuse_id=sent.pk, is_shown=True)


def _dump() -> None:
    """The copy of the last day, there at once: no worker is about while the story is told."""
    dump = dump_if_due()
    if dump:
        write_dump.func(dump.pk)
