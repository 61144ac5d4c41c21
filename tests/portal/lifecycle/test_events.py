"""An organisation that an event names is read in each reader's language, also in older news."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import translation

from portal.lifecycle.events import sentence, write_event
from portal.lifecycle.models import Event
from tests.factories.accounts import OrganisationFactory
from tests.factories.reviews import ProjectFactory

pytestmark = pytest.mark.django_db
migration = import_module("portal.lifecycle.migrations.0002_event_organisation")
TAKEN_ON, BEGUN = "reviews.project_taken_on", "proposals.screening_begun"


@pytest.fixture
def department():
    return OrganisationFactory(name="土木部", name_en="Public Works")


def read_in_english(event):
    with translation.override("en"):
        return sentence(Event.objects.get(pk=event.pk))


def test_it_is_named_in_the_language_of_the_reader(department):
    with transaction.atomic():
        event = write_event(TAKEN_ON, item=ProjectFactory().item, organisation=department)

    assert "土木部" in sentence(event)
    assert "Public Works" in read_in_english(event)


@pytest.mark.parametrize(("kind", "fact"), [(TAKEN_ON, "organisation"), (BEGUN, "department")])
def test_older_news_find_their_organisation_and_their_way_back(department, kind, fact):
    facts = {fact: "土木部", "revision": 2}
    event = Event.objects.create(kind=kind, item=ProjectFactory().item, facts=facts)

    migration.find_organisations(apps, None)
    assert "Public Works" in read_in_english(event)

    migration.back_to_names(apps, None)
    event.refresh_from_db()
    assert event.facts == facts


def test_a_name_that_two_bodies_bear_is_shown_as_it_was_told(department):
    OrganisationFactory(name=department.name, verified_at=None)
    facts = {"organisation": "土木部"}
    event = Event.objects.create(kind=TAKEN_ON, item=ProjectFactory().item, facts=facts)

    migration.find_organisations(apps, None)

    assert "土木部" in read_in_english(event)


def test_news_of_today_keep_a_name_on_the_way_back(department):
    with transaction.atomic():
        event = write_event(BEGUN, item=ProjectFactory().item, organisation=department)

    migration.back_to_names(apps, None)

    event.refresh_from_db()
    assert event.facts == {"department": "土木部"}
