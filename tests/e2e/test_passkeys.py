"""A passkey is made and used in Chromium, under the portal's own content security policy."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect

from tests.factories.accounts import UserFactory

PASSWORD = "kodomo-to-aruku-michi"


@pytest.fixture
def localhost(live_url: str, settings) -> str:
    # Browsers refuse passkeys for a bare number such as 127.0.0.1.
    address = live_url.replace("127.0.0.1", "localhost")
    settings.CSRF_TRUSTED_ORIGINS = [address]
    return address


@pytest.fixture
def page(browser: Browser, localhost: str) -> Iterator[Page]:
    """A page with a built-in authenticator; at the end nothing may have complained."""
    context = browser.new_context(base_url=localhost, locale="ja-JP", timezone_id="Asia/Tokyo")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    authenticator = context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    authenticator.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def resident(transactional_db):
    user = UserFactory(email="hanako@example.jp", display_name="花子")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in_by_password(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill("hanako@example.jp")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログインする", exact=True).click()
    page.wait_for_url("**/")


def open_the_page_for_new_passkeys(page: Page) -> None:
    """It asks for the password once more, as for every change of how one signs in."""
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="確認する").click()
    expect(page.get_by_role("heading", name="パスキーを登録する")).to_be_visible()


def test_a_passkey_is_made_and_then_signs_in(page, resident):
    sign_in_by_password(page)
    open_the_page_for_new_passkeys(page)
    page.get_by_label("パスワードなしでログインできるようにする").check()
    page.get_by_role("button", name="登録する").click()
    # The first key comes with recovery codes.
    expect(page.get_by_role("heading", name="リカバリーコード")).to_be_visible()
    assert Authenticator.objects.filter(user=resident, type="webauthn").count() == 1

    page.goto("/accounts/logout/")
    page.get_by_role("button", name="ログアウトする").click()
    page.goto("/accounts/login/?next=/help/")
    page.get_by_role("button", name="パスキーでログインする").click()
    page.wait_for_url("**/help/")
    expect(page.get_by_role("link", name="ログイン", exact=True)).to_have_count(0)


def test_a_passkey_is_the_second_step_after_the_password(page, resident):
    sign_in_by_password(page)
    open_the_page_for_new_passkeys(page)
    page.get_by_role("button", name="登録する").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="ログアウトする").click()

    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill("hanako@example.jp")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログインする", exact=True).click()
    expect(page.get_by_role("heading", name="二段階認証")).to_be_visible()
    page.get_by_role("button", name="パスキーで確認する").click()
    page.wait_for_url(lambda url: url.endswith("/"))
    expect(page.get_by_role("link", name="ログイン", exact=True)).to_have_count(0)


def test_an_unknown_passkey_is_refused_in_words(page, resident):
    page.goto("/accounts/login/")
    page.get_by_role("button", name="パスキーでログインする").click()
    expect(
        page.get_by_text("パスキーの確認が取り消されたか、時間切れになりました。")
    ).to_be_visible()
