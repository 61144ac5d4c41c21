"""Projects: planned, begun, paid for, measured, finished."""

from decimal import Decimal
from functools import partial
from typing import Any

from portal.accounts.models import User
from portal.accounts.organisations import MemberRole
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read
from reviews.deadlines import Frequency
from reviews.measures import Direction, Level, Nature
from reviews.models import Milestone, Project
from reviews.services import (
    Promise,
    add_indicator,
    add_milestone,
    finish_project,
    plan_project,
    reach_milestone,
    record_money,
    record_reading,
    start_project,
)
from reviews.states import MoneyKind, MoneySource

PLANNED, PROMISED = -598, -597


def add_projects(city: City) -> None:
    for row in read("projects.json"):
        city.story.add(PLANNED, Hour.WORK, partial(_plan, city, row))
        for indicator in row["indicators"]:
            city.story.add(PROMISED, Hour.WORK, partial(_promise, city, row, indicator))
            for day, value in indicator["readings"]:
                read_off = partial(_measure, city, row, indicator["key"], day, value)
                city.story.add(day, Hour.CONCLUDE, read_off)
        city.story.add(row["started"], Hour.WORK, partial(_start, city, row))
        for title, planned, reached, note in row["milestones"]:
            city.story.add(PROMISED, Hour.WORK, partial(_milestone, city, row, title, planned))
            reach = partial(_reach, city, row, title, reached, note)
            city.story.add(reached, Hour.CONCLUDE, reach)
        for line in row["money"]:
            city.story.add(line[3], Hour.CONCLUDE, partial(_pay, city, row, line))
        city.story.add(row["finished"], Hour.CONCLUDE, partial(_finish, city, row))


def _officer(project: Project) -> User:
    """Who writes for the department that answers for the project."""
    assert project.owner is not None
    return project.owner.memberships.get(role=MemberRole.REPRESENTATIVE).user


def _plan(city: City, row: dict[str, Any]) -> None:
    project = Project.objects.select_related("owner", "item").get(
        option__proposal=city.proposals[row["key"]]
    )
    city.projects[row["key"]] = plan_project(
        actor=_officer(project),
        project=project,
        summary=row["summary"],
        starts_on=city.calendar.date(row["starts"]),
        ends_on=city.calendar.date(row["ends"]),
        language="ja",
    )


def _promise(city: City, row: dict[str, Any], said: dict[str, Any]) -> None:
    project = city.projects[row["key"]]
    city.indicators[said["key"]] = add_indicator(
        actor=_officer(project),
        project=project,
        promise=Promise(
            name=said["name"],
            level=Level(said["level"]),
            nature=Nature(said["nature"]),
            unit=said["unit"],
            direction=Direction(said.get("direction", Direction.MORE)),
            baseline=Decimal(said["baseline"]),
            baseline_on=city.calendar.date(said["baseline_on"]),
            target=Decimal(said["target"]),
            target_on=city.calendar.date(said["target_on"]),
            source=said["source"],
            frequency=Frequency(said["frequency"]),
        ),
    )


def _measure(city: City, row: dict[str, Any], indicator: str, day: int, value: int) -> None:
    record_reading(
        actor=_officer(city.projects[row["key"]]),
        indicator=city.indicators[indicator],
        value=Decimal(value),
        on=city.calendar.date(day),
    )


def _start(city: City, row: dict[str, Any]) -> None:
    project = city.projects[row["key"]]
    city.projects[row["key"]] = start_project(actor=_officer(project), project=project)


def _milestone(city: City, row: dict[str, Any], title: str, planned: int) -> None:
    project = city.projects[row["key"]]
    add_milestone(
        actor=_officer(project),
        project=project,
        title=title,
        planned_on=city.calendar.date(planned),
        language="ja",
    )


def _reach(city: City, row: dict[str, Any], title: str, reached: int, note: str) -> None:
    project = city.projects[row["key"]]
    reach_milestone(
        actor=_officer(project),
        milestone=Milestone.objects.get(project=project, title=title),
        reached_on=city.calendar.date(reached),
        note=note,
    )


def _pay(city: City, row: dict[str, Any], line: list[Any]) -> None:
    kind, source, amount, day, note = line
    project = city.projects[row["key"]]
    record_money(
        actor=_officer(project),
        project=project,
        kind=MoneyKind(kind),
        source=MoneySource(source),
        amount=Decimal(amount),
        on=city.calendar.date(day),
        note=note,
    )


def _finish(city: City, row: dict[str, Any]) -> None:
    project = city.projects[row["key"]]
    city.projects[row["key"]] = finish_project(
        actor=_officer(project), project=project, reason=row["closing"], language="ja"
    )
