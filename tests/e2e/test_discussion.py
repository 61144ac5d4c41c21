"""A discussion in real browsers: live, in both languages, without a socket and without scripts."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from deliberation.services import hide_contribution
from portal.accounts.roles import Role
from portal.lifecycle import kinds
from portal.lifecycle.kinds import ItemKind
from portal.lifecycle.phases import Phase
from tests.e2e.conftest import violations
from tests.factories.accounts import MembershipFactory, RoleGrantFactory, UserFactory
from tests.factories.deliberation import contribute, item_to_discuss

PASSWORD = "kodomo-to-aruku-michi"
PAGE = "/discussions/{}/"
# A network on whose way something swallows sockets.
WITHOUT_SOCKETS = """
window.WebSocket = class extends EventTarget {
  constructor() { super(); setTimeout(() => this.dispatchEvent(new Event("close")), 10); }
  close() {}
};
WebSocket.OPEN = 1;
"""


@pytest.fixture
def item(transactional_db, monkeypatch):
    subject = ItemKind("subject", "議題", "deliberation:thread", Phase.DISCOVER)
    monkeypatch.setitem(kinds._items, subject.name, subject)
    return item_to_discuss()


def sign_in(context, live_url, user):
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_url}])


@pytest.fixture
def reader(new_context, live_url, item):
    """Opens the discussion, as a visitor or as somebody."""

    def open_page(user=None, *, prefix="", block_sockets=False, **options) -> Page:
        context = new_context(**options)
        if user:
            sign_in(context, live_url, user)
        page: Page = context.new_page()
        if block_sockets:
            page.add_init_script(WITHOUT_SOCKETS)
        page.goto(prefix + PAGE.format(item.pk))
        return page

    return open_page


def say(page: Page, text: str) -> None:
    form = page.locator("#contribution-form")
    form.get_by_role("textbox").fill(text)
    form.get_by_role("button").click()


def wait_until_listening(page: Page) -> None:
    expect(page.locator("[data-thread][data-listening=yes]")).to_be_attached()


def test_what_one_says_the_other_reads_without_loading_the_page_again(reader, item):
    hanako, smith = reader(UserFactory(display_name="花子")), reader(prefix="/en", language="en")
    wait_until_listening(smith)
    smith.evaluate("window.stayed = true")

    say(hanako, "街灯を**3本**増やしてほしいです。")

    expect(hanako.get_by_text("街灯を3本増やしてほしいです。")).to_be_visible()
    expect(hanako.locator("#contribution-form").get_by_role("textbox")).to_have_value("")
    expect(hanako.get_by_role("link", name="編集する")).to_be_visible()
    contribution = smith.locator("#contribution-1")
    expect(contribution.get_by_text("街灯を3本増やしてほしいです。")).to_be_visible()
    assert contribution.locator("[lang=ja]").count() == 1
    expect(contribution.get_by_text("花子")).to_be_visible()
    expect(smith.locator("[data-thread-status]")).to_have_text("New comments: 1.")
    expect(smith.locator("[data-thread-total]")).to_have_text("1")
    expect(smith.get_by_text("No comments yet.")).to_be_hidden()
    assert smith.evaluate("window.stayed")
    assert smith.get_by_role("link", name="Edit").count() == 0


def test_nobodys_place_moves_when_something_comes_in(reader, item):
    for number in range(20):
        contribute(item, f"意見{number}。" + "長い文です。" * 40)
    page = reader(UserFactory(), width=320)
    wait_until_listening(page)
    field = page.locator("#contribution-form textarea")
    field.fill("書きかけ")
    field.evaluate("field => field.scrollIntoView({block: 'center'})")
    before = field.evaluate("field => field.getBoundingClientRect().top")

    contribute(item, "新しい意見です。" * 30)

    expect(page.locator("#contribution-21")).to_be_attached()
    page.wait_for_timeout(300)
    assert abs(field.evaluate("field => field.getBoundingClientRect().top") - before) < 2
    assert field.input_value() == "書きかけ"


def test_what_came_in_out_of_sight_is_a_link_away(reader, item):
    for number in range(20):
        contribute(item, f"意見{number}。" + "長い文です。" * 40)
    page = reader()
    wait_until_listening(page)

    contribute(item, "遠くの意見です。")
    contribute(item, "もっと遠くの意見です。")

    news = page.get_by_role("link", name="新しい意見が2件届きました。")
    expect(news).to_be_visible()
    news.click()
    expect(page.locator("#contribution-21")).to_be_in_viewport()


def test_a_connection_that_was_cut_catches_up(reader, item):
    page = reader()
    wait_until_listening(page)
    contribute(item, "切れる前")
    expect(page.get_by_text("切れる前")).to_be_visible()

    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    for number in range(3):
        contribute(item, f"切れている間{number}")
    assert page.locator("[data-sequence]").count() == 1
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    expect(page.locator("[data-sequence]")).to_have_count(4)
    numbers = page.locator("[data-sequence]").evaluate_all(
        "items => items.map(item => Number(item.dataset.sequence))"
    )
    assert numbers == [1, 2, 3, 4]


def test_where_sockets_are_blocked_the_page_asks_now_and_then(reader, item):
    page = reader(block_sockets=True)
    contribute(item, "ソケットなしでも届きます。")

    expect(page.get_by_text("ソケットなしでも届きます。")).to_be_visible(timeout=30_000)


def test_readings_come_with_what_comes_in_where_they_are_switched_on(reader, item, live_url):
    page = reader()
    page.context.add_cookies([{"name": "furigana", "value": "on", "url": live_url}])
    page.reload()
    wait_until_listening(page)

    contribute(item, "街灯を増やす。")

    expect(page.locator("#contribution-1 ruby").first).to_be_visible()


def test_what_a_moderator_hides_goes_out_of_sight(reader, item):
    said = contribute(item, "電話番号は000です。")
    page = reader()
    wait_until_listening(page)

    hide_contribution(
        contribution=said,
        actor=RoleGrantFactory(role=Role.MODERATOR).user,
        reason="個人の情報があるため",
    )

    expect(page.get_by_text("個人の情報があるため")).to_be_visible()
    expect(page.get_by_text("電話番号は000です。")).to_have_count(0)


def test_a_refusal_is_said_beside_the_field_and_keeps_the_text(reader, item):
    page = reader(UserFactory())
    item.cycle.phases.update(state="closed")

    say(page, "遅くなりました。")

    expect(page.get_by_role("alert")).to_contain_text("受け付けていません")
    expect(page.locator("#contribution-form textarea")).to_have_value("遅くなりました。")


def test_without_a_session_the_text_waits_behind_the_sign_in(reader, item):
    person = UserFactory()
    person.set_password(PASSWORD)
    person.save()
    page = reader(person)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    say(page, "ログインが切れていました。")

    page.wait_for_url("**/accounts/login/**")
    expect(page.get_by_text("ログインすると、入力した内容から続けられます。")).to_be_visible()
    page.get_by_label("メールアドレス").fill(person.email)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログインする", exact=True).click()
    page.wait_for_url(f"**{PAGE.format(item.pk)}")
    expect(page.locator("#contribution-form textarea")).to_have_value("ログインが切れていました。")


def test_without_scripts_a_discussion_is_a_plain_form(reader, item):
    page = reader(UserFactory(), java_script_enabled=False)

    say(page, "スクリプトなしです。")

    expect(page.get_by_text("スクリプトなしです。")).to_be_visible()
    assert page.url.endswith("#contribution-1")


@pytest.mark.parametrize(("prefix", "language", "width"), [("", "ja", 320), ("/en", "en", 1280)])
def test_axe_finds_nothing_in_a_discussion(reader, item, prefix, language, width):
    member = MembershipFactory()
    contribute(item, actor=member.user, organisation=member.organisation)
    said = contribute(item, "# 見出し\n\n* 一つ\n* 二つ\n\n[資料](https://example.jp/)")
    page = reader(said.author, prefix=prefix, language=language, width=width)

    assert violations(page) == []
    page.goto(prefix + "/discussions/")
    assert violations(page) == []
    page.goto(prefix + said.get_absolute_url())
    assert violations(page) == []
