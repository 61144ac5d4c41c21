"""The components in a real browser: nothing for axe to find, nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import violations
from tests.e2e.site.checks import sideways
from tests.factories.accounts import UserFactory
from tests.portal.common.sample_site import serve_sample_site

PASSWORD = "kodomo-to-aruku-michi"


@pytest.fixture
def sample_site(settings, transactional_db) -> None:
    serve_sample_site(settings)


@pytest.fixture
def hanako(transactional_db):
    user = UserFactory(email="hanako@example.jp", display_name="花子")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(page: Page) -> None:
    page.get_by_label("メールアドレス").fill("hanako@example.jp")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログインする", exact=True).click()


def wait_until_kept(page: Page, number: int) -> None:
    """Wait for so many texts on the device (the page's policy forbids waiting by a script)."""
    for _ in range(100):
        if page.evaluate("Object.keys(localStorage).length") == number:
            return
        page.wait_for_timeout(50)
    pytest.fail(page.evaluate("JSON.stringify(localStorage)"))


@pytest.mark.parametrize(
    ("language", "width"), [("ja", 320), ("en", 1280), ("ja", 1280), ("en", 320)]
)
def test_every_component_is_accessible(sample_site, new_context, language, width):
    page = new_context(language=language, width=width).new_page()
    page.goto("/components/" if language == "ja" else "/en/components/")
    assert violations(page) == []
    assert sideways(page) == 0


def test_axe_says_what_is_wrong_and_where(sample_site, new_context):
    page = new_context().new_page()
    page.goto("/components/")
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")

    [found] = violations(page)

    assert found.startswith(f"{page.url}: label: #main > input")


def test_text_may_be_spaced_widely(sample_site, new_context):
    """WCAG 2.2, 1.4.12: nothing is cut off and nothing overlaps the edge."""
    page = new_context(width=320).new_page()
    page.goto("/components/")
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
                word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert sideways(page) == 0


def test_the_first_stop_of_the_tab_key_leads_to_the_content(sample_site, new_context):
    page = new_context().new_page()
    page.goto("/about/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ進む")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_errors_of_a_form_are_read_first_and_lead_to_the_field(
    sample_site, new_context, hanako
):
    page = new_context().new_page()
    page.goto("/accounts/login/?next=/note/")
    sign_in(page)
    page.get_by_role("button", name="送る").click()
    summary = page.locator(".tm-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.get_by_label("題名")).to_be_focused()


def test_what_was_typed_before_the_page_was_closed_is_offered_again(
    sample_site, new_context, hanako
):
    context = new_context()
    page = context.new_page()
    page.goto("/accounts/login/?next=/note/")
    sign_in(page)
    page.get_by_label("題名").fill("歩道の段差")
    page.get_by_label("安全").check()
    page.get_by_label("合言葉").fill("himitsu")
    wait_until_kept(page, 1)
    assert "himitsu" not in page.evaluate("JSON.stringify(localStorage)")
    page.close()

    page = context.new_page()
    page.goto("/note/")
    expect(page.get_by_label("題名")).to_have_value("")
    page.get_by_role("button", name="続きから書く").click()
    expect(page.get_by_label("題名")).to_have_value("歩道の段差")
    expect(page.get_by_label("安全")).to_be_checked()
    expect(page.get_by_label("合言葉")).to_have_value("")

    page.get_by_role("button", name="送る").click()
    wait_until_kept(page, 0)


def test_what_is_kept_on_the_device_goes_with_signing_out(sample_site, new_context, hanako):
    page = new_context().new_page()
    page.goto("/accounts/login/?next=/note/")
    sign_in(page)
    page.get_by_label("題名").fill("歩道の段差")
    wait_until_kept(page, 1)
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="ログアウトする").click()
    wait_until_kept(page, 0)


@pytest.mark.parametrize("with_scripts", [True, False])
def test_what_was_typed_survives_an_expired_session(sample_site, new_context, hanako, with_scripts):
    context = new_context(java_script_enabled=with_scripts)
    page = context.new_page()
    page.goto("/accounts/login/?next=/note/")
    sign_in(page)
    page.get_by_label("題名").fill("歩道の段差")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="送る").click()
    expect(page.get_by_text("ログインすると、入力した内容から続けられます。")).to_be_visible()
    sign_in(page)
    expect(page.get_by_label("題名")).to_have_value("歩道の段差")
    expect(page.get_by_text("入力した内容を戻しました。")).to_be_visible()


def test_furigana_are_switched_without_scripts(sample_site, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/about/")
    page.get_by_role("button", name="ふりがな").click()
    expect(page.locator("main rt").first).to_be_visible()
    expect(page.get_by_role("button", name="ふりがな")).to_have_attribute("aria-pressed", "true")


def test_the_language_switch_keeps_the_page(sample_site, new_context):
    page = new_context().new_page()
    page.goto("/help/?from=mail")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/help/?from=mail")
    expect(page.get_by_role("heading", level=1)).to_have_text("Help and questions")
