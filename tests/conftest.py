"""What every test has: the registers on demand, quick passwords, ledgers that a flush may empty."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from portal.common.append_only import install_triggers, remove_triggers
from portal.registers.services import load_registers

# How long an example takes says more of the machine than of the code; `make bench` measures.
hypothesis_settings.register_profile(
    "tomoni", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("tomoni")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last: Playwright's loop runs on in the thread, where no other could start."""
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)


@pytest.fixture(autouse=True)
def _plain_settings(settings) -> Iterator[None]:
    # Slow on purpose elsewhere; a test that signs a hundred people up cannot wait for it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    if settings.REDIS_URL:
        # Each worker has a database of Redis to itself: clearing one empties no other.
        worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        settings.REDIS_URL = f"{settings.REDIS_URL.rpartition('/')[0]}/{1 + worker % 15}"
        settings.CACHES = {
            "default": {**settings.CACHES["default"], "LOCATION": settings.REDIS_URL}
        }
    # With Redis the counts outlive a test, and the whole suite writes from one address.
    settings.WRITE_RATES = "1000000 per minute"
    # Each client of a test has middleware of its own: none reads every static file beforehand.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    yield
    cache.clear()
    # A request leaves its language behind in the thread.
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_ledgers() -> Iterator[None]:
    """Tests on threads end by emptying all tables, which the append-only triggers refuse."""
    case: Any = TransactionTestCase
    teardown = case._fixture_teardown

    def without_triggers(self: TransactionTestCase) -> None:
        remove_triggers()
        teardown(self)
        install_triggers()

    case._fixture_teardown = without_triggers
    yield
    case._fixture_teardown = teardown


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """PostgreSQL drops no database that a thread of a server, or a killed worker, still holds."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True, scope="session")
def _channels_of_this_worker() -> None:
    """Tests that run at once give their items the same numbers, but must not hear each other."""
    if django_settings.REDIS_URL:
        layer: Any = django_settings.CHANNEL_LAYERS["default"]
        layer["CONFIG"]["prefix"] = os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture
def registers(db) -> None:
    """The six wards of the city and the five themes."""
    load_registers()
