"""Pages over ASGI: one process serves them in the embedded mode."""

import time
import urllib.request

import pytest
from django.db.backends.signals import connection_created

from tests.servers import serving

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_page_leaves_no_connection_to_the_database_open():
    opened = []

    def note(connection, **_signal):
        opened.append(connection)

    connection_created.connect(note)
    try:
        with serving() as host, urllib.request.urlopen(f"http://{host}/") as page:
            assert page.status == 200
            until = time.monotonic() + 20
            # The answer is read before the request is done with.
            while not opened or any(each.connection for each in opened):
                assert time.monotonic() < until, opened
                time.sleep(0.05)
    finally:
        connection_created.disconnect(note)
