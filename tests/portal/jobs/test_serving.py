"""The embedded mode and production, as processes of their own."""

import json
import re
import signal
import socket
import subprocess
import time
import urllib.request

import psutil
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from websockets.sync.client import connect

from portal.lifecycle.models import CyclePhase
from portal.lifecycle.phases import Phase, PhaseState
from portal.opendata.models import Dump
from tests.factories.accounts import UserFactory
from tests.factories.deliberation import item_to_discuss
from tests.factories.lifecycle import CycleFactory
from tests.processes import ROOT, process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def say_in(item, host):
    """Comment as a resident does, by the form of a page, with its cookies and its token."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(UserFactory())
    session, token = client.cookies[settings.SESSION_COOKIE_NAME].value, "a" * 32
    request = urllib.request.Request(
        f"http://{host}{reverse('deliberation:post', args=[item.pk])}",
        data=f"text=hello&csrfmiddlewaretoken={token}".encode(),
        headers={
            "Accept": "application/json",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}",
        },
    )
    with urllib.request.urlopen(request) as answer:
        return answer.status


def test_one_process_serves_pages_and_sockets_and_does_the_work(port):
    Dump.objects.create(day=timezone.localdate())  # or the nightly copy may be work, and told
    item, cycle, host = item_to_discuss("report"), CycleFactory(), f"127.0.0.1:{port}"
    with process("manage.py", "serve_embedded", "--port", str(port), REDIS_URL="") as portal:
        assert f"http://{host}/" in portal.stdout.readline()
        with urllib.request.urlopen(f"http://{host}/") as page:
            assert page.status == 200
        sheet = re.search(rb'href="(/static/portal[^"]*)"', urllib.request.urlopen(page.url).read())
        with urllib.request.urlopen(f"http://{host}{sheet[1].decode()}") as styles:
            assert styles.status == 200

        with connect(f"ws://{host}/ws/threads/{item.pk}/", origin=f"http://{host}") as reader:
            assert say_in(item, host) == 201
            assert json.loads(reader.recv(timeout=10))["number"] == 1

        cycle.phases.filter(phase=Phase.KNOW).update(opens_at=timezone.now())
        until = time.monotonic() + 30
        while CyclePhase.objects.get(cycle=cycle, phase=Phase.KNOW).state != PhaseState.OPEN:
            assert time.monotonic() < until
            time.sleep(0.1)

        assert len(psutil.Process(portal.pid).children()) == 0
        portal.send_signal(signal.SIGINT)
        assert portal.wait(20) == 0
        assert portal.stderr.read() == ""
        assert "Stopped." in portal.stdout.read()


@pytest.mark.parametrize("command", ["serve_embedded", "serve_sockets"])
def test_a_port_that_is_taken_is_said_in_one_line(command):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with process("manage.py", command, "--port", str(port)) as portal:
            assert portal.wait(30) == 1
            said = portal.stderr.read().strip()

    assert said == (
        f"CommandError: Port {port} is taken by another program. "
        f"Choose another, such as PORT={port + 1}"
    )


def serve(**environment):
    return subprocess.run(
        [ROOT / "bin/serve"],
        env={"PATH": "/usr/bin:/bin", "DATA_DIR": str(settings.DATA_DIR), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("missing", ["DATABASE_URL", "REDIS_URL", "SECRET_KEY"])
def test_production_does_not_start_without_what_it_needs(missing):
    given = {"DATABASE_URL": "postgres://x", "REDIS_URL": "redis://x", "SECRET_KEY": "x"}
    del given[missing]

    refused = serve(**given)

    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert refused.stderr.startswith(f"bin/serve: set {missing} ")


def test_production_does_not_start_on_a_database_that_does_not_answer(port):
    refused = serve(
        DATABASE_URL=f"postgres://nobody@127.0.0.1:{port}/nothing",
        REDIS_URL="redis://127.0.0.1:6379/0",
        SECRET_KEY="x" * 50,
    )

    assert refused.returncode == 1
    assert "manage.py migrate" in refused.stderr


@pytest.fixture
def production(port):
    if connection.vendor != "postgresql" or not settings.REDIS_URL:
        pytest.skip("production needs PostgreSQL and Redis")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        socket_port = free.getsockname()[1]
    ports = {"PORT": str(port), "SOCKET_PORT": str(socket_port), "WORKERS": "1"}
    with process("-c", SERVE, SECRET_KEY=settings.SECRET_KEY, **ports) as running:
        until = time.monotonic() + 60
        while not (listens_on(port) and listens_on(socket_port)):
            assert running.poll() is None, running.stderr.read()
            assert time.monotonic() < until
            time.sleep(0.1)
        yield running, f"127.0.0.1:{port}", f"127.0.0.1:{socket_port}"
        # Killed, it could not end those that it started.
        running.terminate()
        running.wait(30)


SERVE = "import os; os.execv('bin/serve', ['bin/serve'])"


def listens_on(port):
    with socket.socket() as knocking:
        return knocking.connect_ex(("127.0.0.1", port)) == 0


def test_production_tells_readers_what_was_said_and_ends_well_when_asked(production):
    running, pages, sockets = production
    children = psutil.Process(running.pid).children(recursive=True)
    item = item_to_discuss("report")
    url = f"ws://{sockets}/ws/threads/{item.pk}/"
    with connect(url, origin=f"http://{sockets}") as reader:
        assert say_in(item, pages) == 201
        assert json.loads(reader.recv(timeout=10))["number"] == 1

    running.send_signal(signal.SIGTERM)

    assert running.wait(30) == 0
    assert psutil.wait_procs(children, timeout=10)[1] == []


def test_when_one_process_of_production_ends_all_end_with_a_failure(production):
    running, *_ = production
    children = psutil.Process(running.pid).children()
    [worker] = [child for child in children if child.cmdline()[-1] == "work"]

    worker.kill()

    assert running.wait(30) != 0
    assert "so all did" in running.stderr.read()
    assert psutil.wait_procs(children, timeout=10)[1] == []
