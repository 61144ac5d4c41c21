"""Administrators grant roles, auditors read the record; nobody does both."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.models import AuditEntry
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.accounts.services import audit
from tests.factories.accounts import RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(freshly):
    return freshly(RoleGrantFactory(role=Role.ADMINISTRATOR).user)


@pytest.fixture
def auditor(client):
    client.force_login(RoleGrantFactory(role=Role.AUDITOR).user)
    return client


def test_an_administrator_grants_a_role_by_the_address_of_the_account(administrator, registers):
    resident = UserFactory(email="taro@example.jp")

    administrator.post("/roles/", {"email": "Taro@example.jp", "role": "moderator", "area": ""})

    assert Role.MODERATOR in roles_of(resident)
    assert resident.email in administrator.get("/roles/").text


def test_to_grant_asks_for_the_password_again(client):
    client.force_login(RoleGrantFactory(role=Role.ADMINISTRATOR).user)
    resident = UserFactory(email="taro@example.jp")

    response = client.post("/roles/", {"email": resident.email, "role": "moderator"})

    assert "reauthenticate" in response["Location"]
    assert not resident.role_grants.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"email": "nobody@example.jp", "role": "moderator"}, "email"),
        ({"email": "taro@example.jp", "role": "resident"}, "role"),
        ({"email": "taro@example.jp", "role": "ward_officer"}, "__all__"),
        ({"email": "auditor@example.jp", "role": "trustee"}, "__all__"),
    ],
)
def test_what_cannot_be_granted_is_said_in_the_form(administrator, sent, field):
    UserFactory(email="taro@example.jp")
    RoleGrantFactory(role=Role.AUDITOR, user=UserFactory(email="auditor@example.jp"))

    response = administrator.post("/roles/", sent)

    assert field in response.context["form"].errors


def test_a_role_is_taken_back_after_a_question(administrator):
    grant = RoleGrantFactory(role=Role.MODERATOR)
    address = f"/roles/{grant.pk}/revoke/"
    assert "取り消しますか" in administrator.get(address).text
    assert Role.MODERATOR in roles_of(grant.user)

    administrator.post(address)

    assert Role.MODERATOR not in roles_of(grant.user)
    assert administrator.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_of_roles_asks_the_database_as_often_for_twenty(
    administrator, count, registers, django_assert_num_queries
):
    for _ in range(count):
        RoleGrantFactory(role=Role.WARD_OFFICER)

    with django_assert_num_queries(5):
        administrator.get("/roles/")


def test_the_first_administrator_comes_from_the_command(capsys):
    resident = UserFactory(email="taro@example.jp")

    call_command("grant_role", "taro@example.jp", "administrator")

    assert Role.ADMINISTRATOR in roles_of(resident)
    entry = AuditEntry.objects.get(deed="grant_role")
    assert entry.actor is None
    assert entry.facts == {"role": "administrator", "area": None}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nobody@example.jp", "administrator"], "no account"),
        (["taro@example.jp", "ward_officer", "--area", "99999"], "no area"),
        (["taro@example.jp", "ward_officer"], "区域"),
        (["taro@example.jp", "resident"], "invalid choice"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, said):
    UserFactory(email="taro@example.jp")

    with pytest.raises(CommandError, match=said):
        call_command("grant_role", *arguments)


def record(count=1, deed="verify", actor=None):
    for number in range(count):
        audit.record(deed, actor=actor, subject=f"organisation:{number}", accepted=True)


def test_an_auditor_reads_the_record_and_narrows_it(auditor):
    record(deed="verify")
    record(deed="close_account")

    everything = auditor.get("/audit/").context["part"].rows
    some = auditor.get("/audit/", {"deed": "verify", "subject": "organisation:0"})

    assert {entry.deed for entry in everything} == {"verify", "close_account"}
    assert [entry.deed for entry in some.context["part"].rows] == ["verify"]


def test_an_auditor_takes_the_record_along_as_csv(auditor):
    evil = UserFactory(display_name='=HYPERLINK("http://evil.example")')
    record(actor=evil)
    record(deed="other")

    response = auditor.get("/audit.csv", {"deed": "verify"})

    heading, row = csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")))
    assert heading == ["id", "at", "actor", "deed", "subject", "facts"]
    assert row[2:] == [str(evil.pk), "verify", "organisation:0", '{"accepted": true}']
    assert "HYPERLINK" not in response.getvalue().decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_record_takes_nothing_from_its_readers(auditor, method):
    record()

    getattr(auditor, method)("/audit/", {"deed": "x"})

    assert AuditEntry.objects.get().deed == "verify"


@pytest.mark.parametrize("count", [1, 50])
def test_the_record_asks_the_database_as_often_for_fifty(auditor, count, django_assert_num_queries):
    actor = UserFactory()
    record(count, actor=actor)

    with django_assert_num_queries(4):
        auditor.get("/audit/")
