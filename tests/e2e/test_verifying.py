"""The second verifier in Chromium: on the portal's page, and as one file without a network."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import violations
from tests.voting.records import document, edited, good
from voting.crypto.record.frames import Tag

ROOT = Path(__file__).parents[2]
GOOD = {"ja": "この記録は正しいものです", "en": "The record is good"}


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    file = tmp_path_factory.mktemp("records") / "vote.tomoni"
    file.write_bytes(good())
    return file


@pytest.fixture(scope="module")
def refused(record):
    file = record.with_name("refused.tomoni")
    file.write_bytes(edited(good(), Tag.MIX, 0, document("mixer", 3)))
    return file


def said(page: Page):
    return page.get_by_role("status")


@pytest.mark.parametrize(("language", "width"), [("ja", 390), ("en", 1280)])
def test_a_resident_verifies_a_record_in_the_portal(
    new_context, transactional_db, record, refused, language, width
):
    page: Page = new_context(language=language, width=width).new_page()
    page.goto(("" if language == "ja" else "/en") + "/votes/verify/")

    page.locator("#record-file").set_input_files(record)
    expect(said(page)).to_contain_text(GOOD[language])
    # A head, and 16 checks: two lists, each mixed twice.
    expect(page.get_by_role("row")).to_have_count(1 + 16)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.locator("#record-file").set_input_files(refused)
    expect(said(page)).to_contain_text("signature")
    expect(said(page)).not_to_contain_text(GOOD[language])

    page.locator("#record-file").set_input_files(__file__)
    expect(said(page)).to_contain_text({"ja": "読み取れません", "en": "cannot be read"}[language])


def test_a_published_record_is_fetched_and_verified(new_context, transactional_db, record):
    page: Page = new_context(language="en").new_page()
    address = 'data-verifier data-record="/vote.tomoni" '

    def with_address(route):
        body = route.fetch().text()
        assert "data-verifier " in body
        route.fulfill(body=body.replace("data-verifier ", address), content_type="text/html")

    page.route("**/votes/verify/", with_address)
    page.route("**/vote.tomoni", lambda route: route.fulfill(body=record.read_bytes()))
    page.goto("/en/votes/verify/")
    page.get_by_role("button", name="Fetch the published record").click()
    expect(said(page)).to_contain_text(GOOD["en"])

    page.route("**/vote.tomoni", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="Fetch the published record").click()
    expect(said(page)).to_contain_text("cannot be read")


def built(name: str) -> bytes:
    subprocess.run(["node", "frontend/pages/build.mjs", name], cwd=ROOT, check=True)
    return (ROOT / f"build/pages/{name}.html").read_bytes()


def test_the_page_is_one_file_that_works_without_a_network(browser, record, refused):
    page_file = built("verifier")
    assert hashlib.sha256(built("verifier")).digest() == hashlib.sha256(page_file).digest()
    context = browser.new_context(offline=True, locale="en-GB")
    page: Page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{ROOT}/build/pages/verifier.html")

    page.locator("#record-file").set_input_files(record)
    expect(page.get_by_role("status")).to_contain_text(GOOD["en"])
    page.get_by_role("button", name="日本語").click()
    page.locator("#record-file").set_input_files(refused)
    expect(page.get_by_role("status")).to_contain_text("署名が正しくありません")

    assert violations(page) == []
    assert {address.split(":")[0] for address in asked} <= {"file", "blob"}
    with pytest.raises(Exception, match=r"Content Security Policy|Failed to fetch"):
        page.evaluate("fetch('https://example.org/')")
    context.close()
