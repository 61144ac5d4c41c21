"""The demo city, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction

from portal.accounts.models import User
from portal.budget.services import load_budgets
from portal.common.append_only import install_triggers, remove_triggers
from portal.demo.calendar import Calendar
from portal.demo.people import MAIL_DOMAIN
from portal.demo.services.cast import add_cast
from portal.demo.services.city import City
from portal.demo.services.cycles import add_cycles
from portal.demo.services.drafts import add_proposals
from portal.demo.services.facilitating import add_facilitation
from portal.demo.services.held import add_held_votes
from portal.demo.services.issues import add_reports
from portal.demo.services.library import add_library
from portal.demo.services.meetings import add_meetings
from portal.demo.services.moderating import add_moderation
from portal.demo.services.open_city import add_open_data, add_simulators
from portal.demo.services.opinions import add_opinions
from portal.demo.services.sorting import add_clusters
from portal.demo.services.story import Hour
from portal.demo.services.talk import add_talk
from portal.demo.services.votes import add_votes, load_vote_of_elsewhere
from portal.demo.services.works import add_projects
from portal.evidence.models import DataSet
from portal.notices.services.reading import read_notices
from portal.opendata.models import Dump
from portal.registers.services import load_registers

# What came before, everyone has read.
LAST_READ = -14


def demo_city_is_there() -> bool:
    return User.objects.filter(email__endswith=f"@{MAIL_DOMAIN}").exists()


def fill_demo_city(*, today: date) -> None:
    """Write the whole demo city: the services of all rooms, told of each deed at its moment.

    The past needs a clock that can be set (portal.demo.calendar.clock_at): nothing is written
    around the services, and no date is changed afterwards.
    """
    with without_mail(), transaction.atomic():
        load_registers()
        load_budgets()
        city = City(Calendar(today))
        add_cast(city)
        add_cycles(city)
        add_library(city)
        add_reports(city)
        add_clusters(city)
        add_proposals(city)
        add_votes(city)
        add_held_votes(city)
        add_projects(city)
        add_meetings(city)
        add_talk(city)
        add_open_data(city)
        add_simulators(city)
        add_opinions(city)
        add_moderation(city)
        add_facilitation(city)
        city.story.add(LAST_READ, Hour.PHASES_CLOSE, lambda: _read_all(city))
        city.story.tell()
        load_vote_of_elsewhere()


def empty_everything() -> None:
    """Remove every row of every table, and the files of the library and of open data.

    The ledgers forbid it, so their triggers stand aside meanwhile.
    """
    with transaction.atomic():
        for data_set in DataSet.objects.all():
            transaction.on_commit(partial(data_set.file.storage.delete, data_set.file.name))
        for dump in Dump.objects.exclude(file=""):
            transaction.on_commit(partial(default_storage.delete, dump.file))
        remove_triggers()
        call_command("flush", interactive=False, verbosity=0)
        install_triggers()


def _read_all(city: City) -> None:
    for person in city.people.values():
        read_notices(user=person)


@contextmanager
def without_mail() -> Iterator[None]:
    """Nobody of the demo has a mailbox; what would be written to them goes nowhere."""
    sending = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = sending
