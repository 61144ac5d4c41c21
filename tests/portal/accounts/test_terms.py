from datetime import date, timedelta

import pytest
import time_machine
from django.utils.timezone import localdate

from portal.accounts.models import Consent
from portal.accounts.names import TERMS_CHANGES
from portal.accounts.selectors import has_agreed_to_terms
from portal.accounts.services.consent import agree_to_terms
from portal.accounts.terms import VERSIONS, TermsVersion, version_on
from tests.factories.accounts import UserFactory

TWO = (TermsVersion("first", date(2026, 4, 1)), TermsVersion("second", date(2026, 10, 1)))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "first"),
        (date(2026, 4, 1), "first"),
        (date(2026, 9, 30), "first"),
        (date(2026, 10, 1), "second"),
        (date(2030, 1, 1), "second"),
    ],
)
def test_a_version_holds_from_its_day_on(day, name):
    assert version_on(day, TWO).name == name
    assert version_on(day, TWO[::-1]).name == name


def test_every_version_is_named_once_dated_and_explained():
    names = [version.name for version in VERSIONS]
    assert len(set(names)) == len(names)
    assert set(names) == set(TERMS_CHANGES)
    assert sorted(VERSIONS, key=lambda version: version.holds_from) == list(VERSIONS)


@pytest.mark.django_db
def test_consent_is_written_down_once_per_version():
    resident = UserFactory(agreed=False)
    assert not has_agreed_to_terms(resident)

    agree_to_terms(user=resident)
    agree_to_terms(user=resident)

    assert has_agreed_to_terms(resident)
    assert Consent.objects.get().version == version_on(localdate()).name


@pytest.mark.django_db
def test_the_day_is_that_of_the_city(monkeypatch):
    """At 00:30 in Chiba it is still the day before in UTC."""
    first = VERSIONS[-1].holds_from
    following = TermsVersion("following", first + timedelta(days=400))
    versions = (*VERSIONS, following)
    with time_machine.travel(f"{following.holds_from}T00:30:00+09:00", tick=False):
        assert version_on(localdate(), versions) == following
