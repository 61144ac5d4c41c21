"""A real server (uvicorn: pages and sockets) and a real browser (Chromium)."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from tests.servers import serving

# Playwright's own loop runs in the test's thread; the ORM would take it for an async context.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ROOT = Path(__file__).parents[2]
OFFLINE_PAGES = ROOT / "frontend/dist/pages"
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is well is of no interest here, and telling it would cost more than finding it.
FINDINGS = """async tags => {
    const {violations} = await axe.run(document, {
        runOnly: {type: "tag", values: tags},
        resultTypes: ["violations"],
    });
    return violations.flatMap(rule => rule.nodes.map(
        node => `${location.href}: ${rule.id}: ${node.target} ${node.failureSummary}`));
}"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

# Said of a network that the test itself took away.
CUT_OFF = "net::ERR_INTERNET_DISCONNECTED"
# On which database a long story is told in which language; `make test-full` tells all on both.
TOLD_ON = {"ja": "sqlite3", "en": "postgresql"}


def told_in(language: str, *values: Any) -> Any:
    """Parameters of a story that takes minutes: the values, then the language, which is its id."""
    engine = django_settings.DATABASES["default"]["ENGINE"]
    marks = () if engine.endswith(TOLD_ON[language]) else pytest.mark.full
    return pytest.param(*values, language, marks=marks, id=language)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def live_url(transactional_db: None, settings) -> Iterator[str]:
    """The address of the whole portal, served by uvicorn in a thread of this process."""
    with serving() as host:
        settings.CSRF_TRUSTED_ORIGINS = [f"http://{host}"]
        yield f"http://{host}"


class Complaints(list[str]):
    """What pages complained of: console errors, failed scripts, requests to other hosts."""

    def __init__(self, live_url: str) -> None:
        super().__init__()
        self.ours = (live_url, live_url.replace("http", "ws"), "data:", "blob:")

    def watch(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("request", self._judge)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and CUT_OFF not in message.text:
            self.append(message.text)

    def _judge(self, request: Request) -> None:
        if not request.url.startswith(self.ours):
            self.append(f"request to another host: {request.url}")


def open_context(
    browser: Browser,
    complaints: Complaints,
    *,
    language: str = "ja",
    width: int = 1280,
    **options: Any,
) -> BrowserContext:
    """A context whose pages are watched."""
    context = browser.new_context(
        base_url=complaints.ours[0],
        viewport={"width": width, "height": 900},
        locale={"ja": "ja-JP", "en": "en-GB"}[language],
        timezone_id="Asia/Tokyo",
        **options,
    )
    context.set_default_timeout(15_000)
    context.on("page", complaints.watch)
    return context


@pytest.fixture
def new_context(browser: Browser, live_url: str) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts of their own; at the end no page of any may have complained."""
    contexts: list[BrowserContext] = []
    complaints = Complaints(live_url)

    def make(**options: Any) -> BrowserContext:
        contexts.append(open_context(browser, complaints, **options))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def violations(page: Page) -> list[str]:
    """What axe finds on the page: rule, where, and how to mend it."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(FINDINGS, AXE_TAGS)
    return found
