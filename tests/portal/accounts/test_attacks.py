"""What people try at the doors of an account, one after the other, against the real addresses."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from deliberation.models import Contribution
from portal.accounts.models import Organisation
from portal.notices.models import Follow
from proposals.models import ReportSupport
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ReportFactory
from tests.portal.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "///evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example/",
)


def test_a_session_from_before_the_sign_in_is_worth_nothing_afterwards(client, with_password):
    user = with_password()
    client.get("/reports/new/")
    client.post("/reports/new/", {"title": "暗い道"})  # It begins an anonymous session.
    planted = client.cookies["sessionid"].value

    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/account/profile/").status_code == 302


def test_who_signs_in_after_another_gets_nothing_of_their_session(client, with_password):
    first, second = with_password(), with_password()
    client.post("/accounts/login/", {"login": first.email, "password": PASSWORD})
    session = client.session
    session["theirs"] = "kept"
    session.save()
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": second.email, "password": PASSWORD})
    assert "theirs" not in client.session


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_address_leads_to_another_site(client, with_password, wanted):
    report = ReportFactory()
    sent = {"next": wanted, "agreed": "on", "language": "en", "on": "on"}
    client.force_login(with_password())
    doors = [
        reverse("set_language"),
        reverse("furigana"),
        reverse("accounts:terms") + "?next=",
        reverse("notices:read_all"),
        reverse("notices:follow", args=[report.pk]),
        reverse("notices:unfollow", args=[report.pk]),
        reverse("account_logout"),
    ]
    for door in doors:
        address = door + wanted if door.endswith("=") else door
        answer = client.post(address, sent, headers={"referer": "https://evil.example/"})
        assert answer.status_code == 302, door
        assert answer["Location"].startswith("/"), door
        assert not answer["Location"].startswith(("//", "/\\")), door


@pytest.mark.parametrize(
    "headers", [{"host": "evil.example"}, {"x-forwarded-host": "evil.example"}]
)
def test_no_mail_leads_to_a_host_that_a_stranger_named(client, with_password, headers):
    user = with_password()
    client.post("/accounts/password/reset/", {"email": user.email}, headers=headers)
    assert not any("evil.example" in message.body for message in mail.outbox)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_sent_or_changed_by_a_form_of_another_site(method):
    """The deeds of an account, without the token of its forms."""
    client, user = Client(enforce_csrf_checks=True), UserFactory()
    client.force_login(user)
    report = ReportFactory()
    deeds = (
        reverse("account_logout"),
        reverse("accounts:edit_profile"),
        reverse("accounts:close_account"),
        reverse("accounts:register_organisation"),
        reverse("notices:follow", args=[report.pk]),
        reverse("proposals:report_support", args=[report.pk]),
        reverse("deliberation:post", args=[report.pk]),
    )
    for deed in deeds:
        sent = {"display_name": "x", "text": "x", "name": "x"}
        assert getattr(client, method)(deed, sent).status_code in {200, 302, 403, 405}, deed

    user.refresh_from_db()
    assert "_auth_user_id" in client.session
    assert user.is_active
    assert user.display_name != "x"
    made = (Organisation, Follow, ReportSupport, Contribution)
    assert not any(model.objects.exists() for model in made)
