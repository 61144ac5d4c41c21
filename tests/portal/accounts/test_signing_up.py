"""Making an account and getting in, as people do it: the mails are read, the links followed."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client

from portal.accounts.models import Consent, User
from portal.registers.models import Area
from tests.factories.accounts import UserFactory
from tests.portal.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_factory():
    return Client


def answers(**changed):
    return {
        "email": "hanako@example.jp",
        "password1": PASSWORD,
        "display_name": "花子",
        "agreed": "on",
        **changed,
    }


def link_in(message):
    return re.search(r"https?://testserver(\S+)", message.body)[1]


def signs_in(client, email="hanako@example.jp", password=PASSWORD):
    response = client.post("/accounts/login/", {"login": email, "password": password})
    return response.status_code == 302 and "_auth_user_id" in client.session


def test_a_resident_signs_up_confirms_the_address_and_is_in(client, registers):
    ward = Area.objects.get(code="12101")
    response = client.post("/accounts/signup/", answers(home_area=ward.pk))
    assert response.status_code == 302
    assert "_auth_user_id" not in client.session

    [message] = mail.outbox
    assert message.to == ["hanako@example.jp"]
    page = client.get(link_in(message))
    assert page.status_code == 200
    client.post(link_in(message))

    user = User.objects.get()
    assert (user.display_name, user.home_area, user.language) == ("花子", ward, "ja")
    assert Consent.objects.get().user == user
    assert client.session["_auth_user_id"] == str(user.pk)


def test_who_signs_up_in_english_is_written_to_in_english(client):
    client.post("/en/accounts/signup/", answers())

    assert User.objects.get().language == "en"


def test_nobody_is_in_before_the_address_is_confirmed(client):
    client.post("/accounts/signup/", answers())
    client.logout()

    assert not signs_in(client)


def test_the_link_signs_nobody_in_who_did_not_sign_up_in_this_browser(client, client_factory):
    client.post("/accounts/signup/", answers())
    other = client_factory()

    other.post(link_in(mail.outbox[0]))

    assert EmailAddress.objects.get().verified
    assert "_auth_user_id" not in other.session


@pytest.mark.parametrize("missing", ["email", "password1", "display_name", "agreed"])
def test_what_is_needed_is_asked_for(client, missing):
    sent = answers()
    del sent[missing]

    response = client.post("/accounts/signup/", sent)

    assert missing in response.context["form"].errors
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["見て https://evil.example", "www.evil.example"])
def test_a_display_name_is_no_advertisement(client, name):
    response = client.post("/accounts/signup/", answers(display_name=name))

    assert "display_name" in response.context["form"].errors


def test_nobody_signs_up_as_more_than_they_are(client, registers):
    """Fields that the form does not have are not taken."""
    client.post(
        "/accounts/signup/",
        answers(is_active="", is_staff="on", role="administrator", closed_at="2026-01-01", id="99"),
    )

    user = User.objects.get()
    assert user.is_active
    assert user.closed_at is None
    assert user.pk != 99
    assert not user.role_grants.exists()


def test_an_address_that_has_an_account_gets_the_same_answer(client_factory):
    UserFactory(email="hanako@example.jp")

    def seen(email):
        browser = client_factory()
        response = browser.post("/accounts/signup/", answers(email=email))
        page = browser.get(response["Location"]).text
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        return response.status_code, response["Location"], page.replace(email, "")

    assert seen("hanako@example.jp") == seen("taro@example.jp")
    assert User.objects.filter(email="hanako@example.jp").count() == 1
    assert [message.to for message in mail.outbox] == [["hanako@example.jp"], ["taro@example.jp"]]


def test_an_address_that_has_an_account_takes_the_same_time(client, settings, monkeypatch):
    """A new account hashes the password, slowly; without the same work its absence would tell."""
    UserFactory(email="hanako@example.jp")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]

    def seconds(email):
        before = time.process_time()
        client.post("/accounts/signup/", answers(email=email))
        return time.process_time() - before

    seconds("warm-up@example.jp")
    taken, free = seconds("hanako@example.jp"), seconds("taro@example.jp")

    # One hash is most of either; a missing one would leave a small fraction.
    assert taken > free / 3


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(client, with_password):
    with_password(email="hanako@example.jp")

    wrong = client.post("/accounts/login/", {"login": "hanako@example.jp", "password": "no"})
    unknown = client.post("/accounts/login/", {"login": "nobody@example.jp", "password": "no"})

    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_asking_for_a_new_password_tells_nothing_about_the_address(client, with_password):
    with_password(email="hanako@example.jp")

    known = client.post("/accounts/password/reset/", {"email": "hanako@example.jp"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.jp"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_forgotten_password_is_set_anew_by_mail_and_ends_other_sessions(
    client, client_factory, with_password
):
    with_password(email="hanako@example.jp")
    elsewhere = client_factory()
    assert signs_in(elsewhere)

    client.post("/accounts/password/reset/", {"email": "hanako@example.jp"})
    page = client.get(link_in(mail.outbox[0]), follow=True)
    new = "atarashii-michi-wo-aruku"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})

    assert not signs_in(client)
    assert signs_in(client, password=new)
    assert elsewhere.get("/account/profile/").status_code == 302
    assert client.get(link_in(mail.outbox[0]), follow=True).context.get("token_fail")


def test_sign_in_returns_to_this_site_only(client, with_password):
    with_password(email="hanako@example.jp")
    sent = {"login": "hanako@example.jp", "password": PASSWORD}

    away = client.post("/accounts/login/?next=https://evil.example/", sent)
    client.logout()
    here = client.post("/accounts/login/?next=/organisations/", sent)

    assert "evil" not in away["Location"]
    assert here["Location"] == "/organisations/"


def test_passwords_cannot_be_tried_at_will(client, with_password):
    with_password(email="hanako@example.jp")

    for _ in range(5):
        assert not signs_in(client, password="wrong")

    # From the sixth on even the right one is refused, for five minutes.
    assert not signs_in(client)


def test_too_many_sign_ups_from_one_address_are_answered_with_429_in_words(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/m/ip"}
    statuses = [
        client.post("/accounts/signup/", answers(email=f"r{n}@example.jp")).status_code
        for n in range(3)
    ]

    assert statuses == [302, 302, 429]
    page = client.post("/accounts/signup/", answers(email="r9@example.jp"))
    assert "少し時間をおいて" in page.text
    assert User.objects.count() == 2


def test_each_network_has_a_rate_of_its_own_and_none_invents_addresses(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}

    def sign_up(number, **headers):
        sent = answers(email=f"r{number}@example.jp")
        return client.post("/accounts/signup/", sent, **headers).status_code

    assert sign_up(1, REMOTE_ADDR="192.0.2.1") == 302
    assert sign_up(2, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="198.51.100.7") == 429
    assert sign_up(3, REMOTE_ADDR="192.0.2.2") == 302
    settings.PROXIES = 1
    assert sign_up(4, REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="203.0.113.9") == 302


def test_mail_for_new_passwords_is_not_sent_at_will(client, with_password):
    with_password(email="hanako@example.jp")

    for _ in range(7):
        client.post("/accounts/password/reset/", {"email": "hanako@example.jp"})

    assert len(mail.outbox) == 5


@pytest.mark.django_db(transaction=True)
def test_a_second_step_is_set_up_and_then_asked_for(client, freshly):
    user = UserFactory(email="hanako@example.jp")
    freshly(user)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret

    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    # Whose account it is hears of it.
    assert [message.to for message in mail.outbox] == [["hanako@example.jp"]]
    client.logout()

    assert not signs_in(client)
    # The same code is good once; the next one is of the next half minute.
    cache.clear()
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert client.session["_auth_user_id"] == str(user.pk)


def code_of(secret):
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )


def test_the_list_of_sessions_ends_the_others(client, client_factory, with_password):
    user = with_password(email="hanako@example.jp")
    elsewhere = client_factory()
    assert signs_in(elsewhere)
    assert signs_in(client)
    assert UserSession.objects.filter(user=user).count() == 2

    page = client.get("/accounts/sessions/")
    assert len(page.context["sessions"]) == 2
    client.post("/accounts/sessions/")

    assert UserSession.objects.filter(user=user).count() == 1
    assert elsewhere.get("/account/profile/").status_code == 302
    assert client.get("/account/profile/").status_code == 200


def test_reading_a_page_writes_nothing(client, with_password, django_assert_max_num_queries):
    with_password(email="hanako@example.jp")
    assert signs_in(client)

    with django_assert_max_num_queries(4) as captured:
        client.get("/organisations/")

    writing = ("INSERT", "UPDATE", "DELETE")
    assert not any(query["sql"].startswith(writing) for query in captured.captured_queries)


def test_another_address_is_added_only_with_the_password_at_hand(client, with_password):
    with_password(email="hanako@example.jp")
    assert signs_in(client)

    response = client.post("/accounts/email/", {"action_add": "", "email": "evil@example.jp"})

    assert response.status_code == 302
    assert "reauthenticate" in response["Location"]
    assert not EmailAddress.objects.filter(email="evil@example.jp").exists()
