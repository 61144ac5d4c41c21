"""Looking after one's own account: profile, data, leaving."""

import json

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient

from portal.accounts.models import User
from portal.accounts.roles import Role
from tests.factories.accounts import MembershipFactory, RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db


def passwordless():
    """Someone of whom no password can be asked."""
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    return user


def test_a_profile_is_changed(client, registers):
    user = UserFactory()
    client.force_login(user)

    client.post(
        "/account/profile/",
        {"display_name": " 花\u200b子 ", "language": "en", "email": "evil@example.jp", "pk": 1},
    )

    before, user = user, User.objects.get(pk=user.pk)
    assert (user.display_name, user.language, user.home_area) == ("花子", "en", None)
    assert user.email == before.email


@pytest.mark.parametrize("language", ["", "fr", "../"])
def test_a_language_that_the_portal_does_not_write_is_refused(client, language):
    client.force_login(UserFactory())

    response = client.post("/account/profile/", {"display_name": "花子", "language": language})

    assert "language" in response.context["form"].errors


def test_the_download_asks_for_the_password_first(client):
    client.force_login(UserFactory())

    response = client.get("/account/data/download/")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/reauthenticate/")


def test_all_that_the_account_holds_is_downloaded(freshly):
    user = MembershipFactory(user__display_name="花子").user

    response = freshly(user).get("/account/data/download/")

    assert response["Content-Type"] == "application/json"
    assert "attachment" in response["Content-Disposition"]
    assert response["Cache-Control"] == "no-store"
    held = json.loads(response.getvalue())
    assert held["tables"]["accounts.User.pk"][0]["display_name"] == "花子"
    assert held["tables"]["usersessions.UserSession.user"]
    assert "pbkdf2" not in response.getvalue().decode()


def test_the_download_is_not_repeated_at_will(freshly, settings):
    settings.ACCOUNT_RATE_LIMITS = {"download_my_data": "1/h/user"}
    client = freshly(UserFactory())

    statuses = [client.get("/account/data/download/").status_code for _ in range(2)]

    assert statuses == [200, 429]


@pytest.mark.asyncio
@pytest.mark.django_db(transaction=True)
async def test_the_download_is_streamed_over_asgi_too():
    user = await sync_to_async(passwordless)()
    client = AsyncClient()
    await client.aforce_login(user)

    response = await client.get("/account/data/download/")

    assert response.is_async
    held = json.loads(b"".join([part async for part in response.streaming_content]))
    assert held["account"] == user.pk


def test_leaving_asks_for_the_password_and_a_mark_first(client, freshly):
    user = UserFactory()
    client.force_login(user)
    assert "reauthenticate" in client.post("/account/close/", {"understood": "on"})["Location"]

    fresh = freshly(user)
    page = fresh.get("/account/close/")
    assert "すぐに消えるもの" in page.text
    assert "残るもの" in page.text
    response = fresh.post("/account/close/", {})

    assert "understood" in response.context["form"].errors
    assert User.objects.get().is_active


def test_who_leaves_is_out_and_cannot_come_back(freshly, settings):
    client = freshly(UserFactory(email="hanako@example.jp"))

    response = client.post("/account/close/", {"understood": "on"})

    assert response["Location"] == "/"
    assert not User.objects.get().is_active
    assert client.get("/account/profile/").status_code == 302
    again = {"login": "hanako@example.jp", "password": "kodomo-to-aruku-michi"}
    assert client.post("/accounts/login/", again).status_code == 200


def test_whoever_has_something_to_hand_over_reads_what(freshly):
    auditor = RoleGrantFactory(role=Role.AUDITOR).user
    organisation = MembershipFactory(user=auditor, organisation__name="花の会").organisation
    client = freshly(auditor)

    page = client.get("/account/close/")
    assert "監査人" in page.text
    assert f"/organisations/{organisation.pk}/members/" in page.text
    refused = client.post("/account/close/", {"understood": "on"})

    assert refused.context["form"].non_field_errors()
    assert User.objects.get(pk=auditor.pk).is_active


def test_what_was_typed_waits_through_sign_in(client, with_password):
    with_password(email="hanako@example.jp")
    client.post("/organisations/new/", {"kind": "npo", "name": "花の会"})

    sent = {"login": "hanako@example.jp", "password": "kodomo-to-aruku-michi"}
    client.post("/accounts/login/?next=/organisations/new/", sent)

    assert 'value="花の会"' in client.get("/organisations/new/").text
