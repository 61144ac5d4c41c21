"""What every test has: the registers on demand, quick passwords, ledgers that a flush may empty."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from portal.common.append_only import install_triggers, remove_triggers
from portal.registers.services import load_registers

# How long an example takes says more of the machine than of the code; `make bench` measures.
# In CI every run looks at the same examples, as Hypothesis itself would have it.
hypothesis_settings.register_profile(
    "tomoni",
    deadline=None,
    print_blob=True,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
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


# Migrations fill them, and nothing in the portal changes them.
LASTING = {"django_content_type", "auth_permission"}


@pytest.fixture(autouse=True, scope="session")
def _tables_are_emptied_row_by_row() -> Iterator[None]:
    """Tests on threads end by emptying all tables, the ledgers too.

    PostgreSQL truncates a hundred tables in a second, and deletes the few rows of a test in no
    time; content types and permissions stay, so that nothing has to be filled in anew.
    """
    case: Any = TransactionTestCase
    teardown = case._fixture_teardown

    def emptied(self: TransactionTestCase) -> None:
        tables = connection.introspection.django_table_names(only_existing=True)
        with transaction.atomic(), connection.cursor() as cursor:
            remove_triggers()
            for table in set(tables) - LASTING:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        with transaction.atomic():
            install_triggers()

    case._fixture_teardown = emptied
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
