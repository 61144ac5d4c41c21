"""Cycles, and their phases as the calendar opens and closes them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from portal.demo.calendar import Calendar
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read
from portal.lifecycle.phases import Phase
from portal.lifecycle.services import (
    Window,
    change_due_phases,
    create_cycle,
    leave_phase_out,
    open_child_cycle,
    reopen_phase,
)
from reviews.services import carry_over

YEARS = {"past": -935, "now": -1}
DAYS_FROM_CHILD_TO_CARRYING = 8


def add_cycles(city: City) -> None:
    rows = read("cycles.json")
    for row in rows:
        city.story.add(row["created"], Hour.JOIN, partial(_create, city, row))
        for departure in row.get("departures", ()):
            city.story.add(departure["day"], Hour.REPORT, partial(_depart, city, row, departure))
        if "parent" in row:
            day = row["created"] + DAYS_FROM_CHILD_TO_CARRYING
            city.story.add(day, Hour.CONCLUDE, partial(_carry, city, row))
    for day, hour in sorted(_boundaries(rows), key=lambda boundary: boundary[0]):
        city.story.add(day, hour, partial(_change_due, city, day, hour))


def _boundaries(rows: list[dict[str, Any]]) -> set[tuple[int, Hour]]:
    """The past moments at which some phase opens or closes."""
    boundaries = set()
    for row in rows:
        for opens, closes in row["windows"].values():
            boundaries |= {(opens, Hour.PHASES_OPEN), (closes, Hour.PHASES_CLOSE)}
        boundaries |= {
            (departure["closes"], Hour.PHASES_CLOSE)
            for departure in row.get("departures", ())
            if "closes" in departure
        }
    return {(day, hour) for day, hour in boundaries if day < 0}


def _change_due(city: City, day: int, hour: Hour) -> None:
    change_due_phases(now=city.calendar.moment(day, hour.value))


def _create(city: City, row: dict[str, Any]) -> None:
    years = {name: city.calendar.fiscal_year(day) for name, day in YEARS.items()}
    named = {name: row[name].format(**years) for name in ("slug", "name_ja", "name_en")}
    windows = {Phase[name]: _window(city.calendar, *days) for name, days in row["windows"].items()}
    if parent := row.get("parent"):
        cycle = open_child_cycle(
            parent=city.cycles[parent],
            actor=city.people["mayor"],
            budget=row["budget"],
            windows=windows,
            **named,
        )
    else:
        area = city.areas[row["area"]]
        cycle = create_cycle(area=area, budget=row["budget"], windows=windows, **named)
    city.cycles[row["key"]] = cycle


def _window(calendar: Calendar, opens: int, closes: int) -> Window:
    return Window(
        calendar.moment(opens, Hour.PHASES_OPEN.value),
        calendar.moment(closes, Hour.PHASES_CLOSE.value),
    )


def _depart(city: City, row: dict[str, Any], departure: dict[str, Any]) -> None:
    """What the administrator changed by hand, and why."""
    said: dict[str, Any] = {"reason": departure["reason"]}
    change: Callable[..., object] = leave_phase_out
    if departure["change"] == "reopen":
        change = reopen_phase
        said["closes_at"] = city.calendar.moment(departure["closes"], Hour.PHASES_CLOSE.value)
    change(
        cycle=city.cycles[row["key"]],
        phase=Phase[departure["phase"]],
        actor=city.administrator,
        **said,
    )


def _carry(city: City, row: dict[str, Any]) -> None:
    city.carried += carry_over(
        actor=city.people["mayor"],
        cycle=city.cycles[row["parent"]],
        child=city.cycles[row["key"]],
    )
