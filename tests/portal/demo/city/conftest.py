"""The demo city, filled once for all tests of it in a process, and taken back at the end."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from portal.demo.services import fill_demo_city


@pytest.fixture(scope="package")
def city(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[date]:
    """The day on which the city was filled."""
    today = timezone.localdate()
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    # Tests that use it need the mark django_db, else there is no test database to fill.
    assert "test" in str(connection.settings_dict["NAME"])
    with files, django_db_blocker.unblock(), transaction.atomic():
        fill_demo_city(today=today)
        yield today
        transaction.set_rollback(True)
