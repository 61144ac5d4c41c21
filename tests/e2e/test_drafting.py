"""Two organisations and a resident write one draft in three browsers, and hand it in."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.lifecycle.phases import Phase
from portal.registers.models import Area
from portal.registers.services import load_registers
from proposals import scribe
from tests.e2e.conftest import violations
from tests.e2e.test_proposals import sign_in
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import DraftFactory
from tests.proposals.people import joined, representative_of

KEPT = re.compile("すべて保存されています|Everything is saved")


@pytest.fixture
def city(transactional_db, monkeypatch):
    monkeypatch.setattr(scribe, "SECONDS_OF_REST", 0.3)
    load_registers()
    return cycle_in(Phase.DISCOVER, Phase.DESIGN, area=Area.objects.get(code="12100"))


@pytest.fixture
def at(new_context, live_url):
    """A page of a person, signed in."""

    def open_page(person, address, **options) -> Page:
        context = new_context(**options)
        sign_in(context, person, live_url)
        page: Page = context.new_page()
        page.goto(address)
        return page

    return open_page


def field(page: Page, name: str):
    return page.get_by_role("textbox", name=name, exact=True)


def write(page: Page, name: str, text: str, *, at_end: bool = True) -> None:
    field(page, name).click()
    page.keyboard.press("Control+End" if at_end else "Control+Home")
    page.keyboard.insert_text(text)


def test_three_write_together_one_is_away_for_a_while_and_all_hand_it_in(city, at):
    draft = DraftFactory(cycle=city, aim="安心", means="")
    bodies = [joined(draft), joined(draft)]
    heads = [representative_of(each.organisation) for each in bodies]
    people = [draft.author, *heads]
    pages = [at(person, f"/proposals/{draft.pk}/write/") for person in people]
    resident, npo, committee = pages
    for page in pages:
        expect(page.locator("[data-status]")).to_have_text(KEPT)

    write(npo, "手段", "街灯を3本建てる。")
    expect(field(resident, "手段")).to_contain_text("街灯を3本建てる。")
    expect(resident.locator("[data-people]")).to_contain_text(bodies[0].organisation.shown_name)
    expect(resident.locator(".tm-caret").first).to_have_attribute(
        "data-name", heads[0].display_name
    )
    assert violations(resident) == []

    npo.context.set_offline(True)
    expect(npo.locator("[data-status]")).to_contain_text("通信が切れています")
    write(npo, "ありたい姿", "して歩けるまち")
    write(committee, "ありたい姿", "だれもが", at_end=False)
    expect(field(resident, "ありたい姿")).to_contain_text("だれもが安心")
    npo.context.set_offline(False)
    for page in pages:
        expect(field(page, "ありたい姿")).to_contain_text("だれもが安心して歩けるまち")
        expect(page.locator("[data-status]")).to_have_text(KEPT)

    for page, body in zip([npo, committee], bodies, strict=True):
        page.get_by_role("link", name="書き終えて、提案を見る").click()
        entry = page.locator(".tm-log__entry", has_text=body.organisation.shown_name)
        entry.get_by_role("button", name=re.compile("同意")).click()
        expect(page.get_by_text("に同意しました。").first).to_be_visible()
    resident.get_by_role("link", name="書き終えて、提案を見る").click()
    resident.get_by_role("button", name="提出する").click()
    expect(resident.get_by_text("提案を提出しました。", exact=False)).to_be_visible()
    draft.refresh_from_db()
    assert (draft.aim, draft.means) == ("だれもが安心して歩けるまち", "街灯を3本建てる。")


def test_what_was_not_sent_when_the_browser_died_is_there_when_it_is_opened_again(city, at):
    draft = DraftFactory(cycle=city, gap="")
    page = at(draft.author, f"/proposals/{draft.pk}/write/")
    expect(page.locator("[data-status]")).to_have_text(KEPT)
    page.context.set_offline(True)
    expect(page.locator("[data-status]")).to_contain_text("通信が切れています")
    write(page, "ありたい姿と現状の差", "明るさが足りない。")
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.context.set_offline(False)

    again.goto(f"/proposals/{draft.pk}/write/")

    expect(field(again, "ありたい姿と現状の差")).to_contain_text("明るさが足りない。")
    expect(again.locator("[data-status]")).to_have_text(KEPT)


def test_without_javascript_the_plain_form_is_one_link_away(city, at):
    draft = DraftFactory(cycle=city, aim="歩けるまち")

    page = at(draft.author, f"/proposals/{draft.pk}/write/", java_script_enabled=False, width=320)

    expect(page.get_by_text("歩けるまち")).to_be_visible()
    page.get_by_role("link", name="ふつうの入力欄で書き直す").first.click()
    expect(page.get_by_label("ありたい姿", exact=False).first).to_have_value("歩けるまち")


def test_a_plain_form_meets_those_who_write_live(city, at):
    draft = DraftFactory(cycle=city, aim="")
    live = at(draft.author, f"/proposals/{draft.pk}/write/")
    expect(live.locator("[data-status]")).to_have_text(KEPT)
    plain = at(draft.author, f"/proposals/{draft.pk}/edit/")

    plain.get_by_label("手段").fill("公園に街灯を建てる。")
    plain.get_by_role("button", name="新しい版として保存する").click()

    expect(field(live, "手段")).to_contain_text("公園に街灯を建てる。")
