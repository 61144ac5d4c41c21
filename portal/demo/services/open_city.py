"""What stands beside the ten phases: open data, what was made of it, the budget simulator."""

from functools import partial
from typing import Any

from portal.budget.models import Simulator
from portal.budget.services.simulating import (
    About,
    Answer,
    close_simulator,
    open_simulator,
    save_answer,
    set_up_simulator,
)
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import DATA, read
from portal.opendata.services.dumps import dump_if_due, write_dump
from portal.opendata.services.reuses import SentReuse, answer_reuse, send_reuse


def add_open_data(city: City) -> None:
    for row in read("reuses.json"):
        city.story.add(row["day"], Hour.SAY, partial(_send, city, row))
    city.story.add(-1, Hour.PHASES_CLOSE, _dump)


def add_simulators(city: City) -> None:
    """One of last year with its results, and one that is open."""
    for year, day in ((2025, -200), (2026, -20)):
        city.story.add(day, Hour.WORK, partial(_simulate, city, year))


def _simulate(city: City, year: int) -> None:
    mayor = city.people["mayor"]
    made = set_up_simulator(
        actor=mayor,
        about=About(
            f"{year + 1}年度の予算を組んでみる",
            f"Make the budget of fiscal {year + 1}",
            "来年度は6億円足りない見込みです。歳出を減らすか歳入を増やして、収支を合わせてください。"
            "数字はデモのために作ったものです。",
            "Next year 600 million yen will be missing. Cut spending or raise revenue until it is "
            "balanced. The figures are invented for the demo.",
            600_000_000,
        ),
        content=(DATA / "simulator.csv").read_bytes(),
    )
    open_simulator(actor=mayor, simulator=made)
    people = sorted(city.people.values(), key=lambda person: person.pk)
    for number, person in enumerate(people[:24]):
        save_answer(
            simulator=made,
            answer=Answer(_balanced(made, number)),
            user=person,
            device="",
            sends=True,
        )
    if year == 2025:
        close_simulator(actor=mayor, simulator=made)


def _balanced(simulator: Simulator, number: int) -> dict[str, object]:
    """Ways to find the money, some with something new beside it."""
    roads, care, _welfare, elderly, culture, disaster, fees, bonds = (
        str(line.pk) for line in simulator.lines.all()
    )
    ways: tuple[dict[str, object], ...] = (
        {bonds: 2},
        {culture: -1, fees: 2},
        {roads: -1, bonds: 1},
        {fees: 1, culture: -2},
        {bonds: 4, disaster: 3},
        {elderly: -2, fees: 1},
        {bonds: 3, fees: 1, care: 1},
    )
    return ways[number % len(ways)]


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
