"""People and organisations in Chromium: a journey without a mouse's help, new terms on the way."""

import os
import re
from pathlib import Path

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from playwright.sync_api import expect

from portal.accounts.models import Invitation
from portal.registers.models import Area
from portal.registers.services import load_registers
from tests.e2e.conftest import violations
from tests.factories.accounts import UserFactory

PASSWORD = "kodomo-to-aruku-michi"
PICTURES = os.environ.get("PICTURES")


def signed_in(context, user):
    """A page whose reader is signed in, without a password to be asked for again."""
    user.set_unusable_password()
    user.save()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookie = {"name": "sessionid", "value": session.session_key, "domain": "127.0.0.1", "path": "/"}
    context.add_cookies([cookie])
    return context.new_page()


@pytest.fixture
def ward(transactional_db):
    load_registers()
    return Area.objects.get(code="12103")


def picture(page, name):
    """For eyes: PICTURES=/some/folder keeps what was seen."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_a_resident_signs_up_registers_an_organisation_and_invites_by_keyboard(
    new_context, live_url, ward
):
    page = new_context(width=390).new_page()
    page.goto("/accounts/signup/")
    for label, text in (
        ("メールアドレス", "hanako@example.jp"),
        ("パスワード", PASSWORD),
        ("表示名", "花子"),
    ):
        page.get_by_label(re.compile(label)).first.focus()
        page.keyboard.type(text)
    page.get_by_label("お住まいの区").select_option("稲毛区")
    page.get_by_label(re.compile("利用規約に同意します")).focus()
    page.keyboard.press("Space")
    assert violations(page) == []
    picture(page, "signup")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("メールをご確認ください")

    page.goto(re.search(r"/accounts/confirm-email/\S+", mail.outbox[0].body)[0])
    page.get_by_role("button", name="はい、確認しました").press("Enter")
    expect(page.get_by_text("花子さんとしてログインしました。")).to_be_visible()

    page.goto("/organisations/new/")
    page.get_by_role("button", name="登録する").press("Enter")
    expect(page.get_by_text("入力内容をご確認ください")).to_be_visible()
    page.get_by_label("種別").select_option("町内自治会")
    page.get_by_label(re.compile("^団体名")).first.fill("稲毛一丁目町内会")
    page.get_by_label("活動する区域").select_option("稲毛区")
    page.get_by_role("button", name="登録する").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("稲毛一丁目町内会")

    page.get_by_role("link", name="メンバー", exact=True).press("Enter")
    page.get_by_label("メールアドレス").fill("taro@example.jp")
    page.get_by_role("button", name="招待を送る").press("Enter")
    expect(page.get_by_text("taro@example.jp に招待を送りました。")).to_be_visible()
    assert mail.outbox[-1].to == ["taro@example.jp"]
    assert Invitation.objects.open().count() == 1


def test_consent_to_new_terms_sends_on_what_was_typed(browser, live_url, ward):
    # A context of its own: Chromium complains on the console of every answer like 409.
    page = signed_in(browser.new_context(base_url=live_url), UserFactory(agreed=False))
    page.goto("/organisations/new/")
    page.get_by_label("種別").select_option("商店会")
    page.get_by_label(re.compile("^団体名")).first.fill("稲毛せんげん通り商店会")
    page.get_by_label("活動する区域").select_option("稲毛区")
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("利用規約が新しくなりました")
    assert violations(page) == []
    picture(page, "terms-first")

    page.get_by_role("button", name="同意して送信する").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("稲毛せんげん通り商店会")
    page.context.close()
