"""Reports, proposals and evidence in Chromium: the map, no JavaScript, two who edit at once."""

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, expect

from portal.accounts.models import User
from portal.lifecycle.phases import Phase
from portal.registers.models import Area
from portal.registers.services import load_registers
from proposals.models import Report
from tests.e2e.conftest import violations
from tests.factories.accounts import UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import (
    DraftFactory,
)
from tests.proposals.people import editor_of, joined


@pytest.fixture
def city(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_registers()
    return cycle_in(Phase.DISCOVER, Phase.DESIGN, area=Area.objects.get(code="12100"))


def sign_in(context: BrowserContext, user: User, url: str) -> None:
    client = Client()
    client.force_login(user)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}]
    )


def test_a_point_is_chosen_on_the_map(city, new_context, live_url):
    context = new_context()
    sign_in(context, UserFactory(), live_url)
    page = context.new_page()
    page.goto("/reports/new/")
    chart = page.get_by_role("application", name="地点を選ぶ地図")
    chart.scroll_into_view_if_needed()
    ward = page.locator(".tm-point-map__name", has_text="若葉区")

    ward_box = ward.bounding_box()
    page.mouse.click(ward_box["x"] + ward_box["width"] / 2, ward_box["y"] + ward_box["height"] / 2)

    expect(page.get_by_text("若葉区の地点を選びました。")).to_be_visible()
    expect(page.get_by_label("区", exact=True)).to_have_value(
        str(Area.objects.get(code="12104").pk)
    )
    page.get_by_label("題名").fill("暗い道")
    page.get_by_label("くわしい内容").fill("街灯が切れています。")
    page.get_by_label("まち", exact=True).check()
    page.get_by_role("button", name="報告する", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("暗い道")
    report = Report.objects.get(title="暗い道")
    assert report.area.code == "12104"
    assert 35.5 < report.latitude < 35.72


def test_a_point_is_chosen_with_the_keyboard_alone(city, new_context, live_url):
    context = new_context()
    sign_in(context, UserFactory(), live_url)
    page = context.new_page()
    page.goto("/reports/new/")
    page.get_by_role("application", name="地点を選ぶ地図").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="地図の中央を選ぶ").focus()
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")

    expect(page.locator("[data-said]")).to_contain_text("の地点を選びました。")
    page.get_by_text("緯度と経度を数字で入れる").click()
    assert page.get_by_label("緯度", exact=True).input_value().startswith("35.")

    page.get_by_role("button", name="地点を消す").click()
    expect(page.get_by_label("緯度", exact=True)).to_have_value("")


def test_a_report_needs_no_javascript(city, new_context, live_url):
    context = new_context(width=320, java_script_enabled=False)
    sign_in(context, UserFactory(), live_url)
    page = context.new_page()
    page.goto("/reports/new/")

    expect(page.get_by_text("地図を押すと地点を選べます。", exact=False)).to_be_hidden()
    page.get_by_label("題名").fill("段差")
    page.get_by_label("くわしい内容").fill("車いすで通れません。")
    page.get_by_label("まち", exact=True).check()
    page.get_by_label("区", exact=True).select_option(label="美浜区")
    page.get_by_role("button", name="報告する", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("段差")
    page.get_by_role("button", name="わたしも賛同する").click()
    expect(page.get_by_text("あなたも賛同しています。")).to_be_visible()


def test_two_people_who_edit_one_text_lose_nothing(city, new_context, live_url):
    draft = DraftFactory(cycle=city)
    colleague = editor_of(joined(draft).organisation)
    pages = []
    for person in (draft.author, colleague):
        context = new_context(width=320)
        sign_in(context, person, live_url)
        pages.append(context.new_page())
        pages[-1].goto(f"/proposals/{draft.pk}/edit/")
    first, second = pages

    first.get_by_label("手段").fill("先に保存した手段")
    first.get_by_role("button", name="新しい版として保存する").click()
    expect(first.get_by_text("第2版を保存しました。")).to_be_visible()
    second.get_by_label("ありたい姿", exact=False).first.fill("後から書いた姿")
    second.get_by_role("button", name="新しい版として保存する").click()

    expect(second.get_by_role("heading", level=1)).to_have_text("ほかの人も書き直していました")
    assert violations(second) == []
    second.get_by_role("button", name="合わせたものを保存する").click()
    expect(second.get_by_text("第3版を保存しました。")).to_be_visible()
    draft.refresh_from_db()
    assert (draft.aim, draft.means) == ("後から書いた姿", "先に保存した手段")
