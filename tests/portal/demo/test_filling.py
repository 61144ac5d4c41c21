"""The command that fills the demo city: once, on purpose, and never by accident."""

import io
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.common.append_only import check_triggers
from portal.demo.calendar import Calendar, clock_at
from portal.demo.services import empty_everything
from portal.demo.services.story import Hour, Story
from portal.lifecycle.models import Cycle, PhaseChange
from portal.lifecycle.phases import Phase
from portal.lifecycle.services import open_phase
from tests.factories.lifecycle import CycleFactory

MOMENT = datetime.fromisoformat("2024-05-01T09:00:00+09:00")


def fill(**options):
    said = io.StringIO()
    call_command("fill_demo_city", stdout=said, **options)
    return said.getvalue()


@pytest.mark.django_db
def test_where_no_demo_is_meant_nothing_is_filled_or_removed(settings):
    settings.DEMO = False
    cycle = CycleFactory()
    for options in ({}, {"fresh": True, "no_input": True}):
        with pytest.raises(CommandError):
            fill(**options)
    assert list(Cycle.objects.all()) == [cycle]
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["", "no", "Yes", "y"])
def test_anything_but_yes_removes_nothing(settings, monkeypatch, answer):
    settings.DEMO = True
    monkeypatch.setattr("builtins.input", lambda _question: answer)
    cycle = CycleFactory()
    with pytest.raises(CommandError):
        fill(fresh=True)
    assert list(Cycle.objects.all()) == [cycle]


@pytest.mark.django_db(transaction=True)
def test_a_fresh_start_empties_the_ledgers_too_and_guards_them_again():
    cycle = CycleFactory()
    open_phase(cycle=cycle, phase=Phase.KNOW, actor=None)
    empty_everything()
    assert not Cycle.objects.exists()
    assert not PhaseChange.objects.exists()
    assert list(check_triggers(databases=["default"])) == []
    open_phase(cycle=CycleFactory(), phase=Phase.KNOW, actor=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        PhaseChange.objects.all().delete()


@pytest.mark.django_db
def test_the_clock_is_heard_by_services_and_defaults_and_goes_on_afterwards():
    with clock_at(MOMENT):
        cycle = CycleFactory()
        open_phase(cycle=cycle, phase=Phase.KNOW, actor=None)
        assert timezone.localdate().isoformat() == "2024-05-01"
    assert cycle.created_at == MOMENT
    assert PhaseChange.objects.get().at == MOMENT
    assert timezone.now().year > MOMENT.year


def test_the_clock_goes_on_after_an_error():
    with pytest.raises(ZeroDivisionError), clock_at(MOMENT):
        _ = 1 / 0
    assert timezone.now().year > MOMENT.year


@pytest.mark.django_db
def test_a_story_is_told_in_the_order_of_its_days_and_hours():
    heard = []
    story = Story(Calendar(timezone.localdate()))

    def note(name):
        return lambda: heard.append((name, timezone.localtime().strftime("%H:%M")))

    story.add(-1, Hour.SAY, note("last"))
    story.add(-2, Hour.REPORT, note("second"))
    story.add(-2, Hour.REPORT, note("third"))
    story.add(-2, Hour.PHASES_OPEN, note("first"))
    story.tell()
    assert heard == [("first", "09:00"), ("second", "09:30"), ("third", "09:35"), ("last", "15:20")]


@pytest.mark.parametrize("day", [0, 1])
def test_a_story_tells_of_the_past_only(day):
    with pytest.raises(ValueError, match="yesterday"):
        Story(Calendar(timezone.localdate())).add(day, Hour.SAY, lambda: None)


@pytest.mark.parametrize(
    ("today", "year"), [("2026-11-22", 2026), ("2027-03-31", 2026), ("2027-04-01", 2027)]
)
def test_a_fiscal_year_begins_in_april(today, year):
    calendar = Calendar(datetime.fromisoformat(today).date())
    assert calendar.fiscal_year(0) == year
