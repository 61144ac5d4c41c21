"""Organisations in the browser: the flows with their mails, and what an attacker would try."""

import re

import pytest
from django.test import Client
from django.utils import translation

from portal.accounts.models import Invitation, Organisation
from portal.accounts.organisations import CommitteeSeat, MemberRole, OrganisationKind
from portal.accounts.roles import Role
from portal.accounts.services.organisations import edit_organisation_identity
from portal.registers.models import Area
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
    member_of,
)

pytestmark = pytest.mark.django_db


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ward(registers):
    return Area.objects.get(code="12101")


@pytest.fixture
def organisation(ward):
    return MembershipFactory(organisation__area=ward).organisation


@pytest.fixture
def representative(organisation):
    return browser_of(organisation.memberships.get().user)


def registration(ward, **changed):
    return {"kind": "npo", "name": "花の会", "area": ward.pk, **changed}


def invite(browser, organisation, callbacks, email="guest@example.jp", role="editor"):
    with callbacks(execute=True):
        return browser.post(
            f"/organisations/{organisation.pk}/members/", {"email": email, "role": role}
        )


def link_in(message):
    return re.search(r"https?://testserver(\S+)", message.body)[1]


def test_a_resident_registers_an_organisation_and_a_ward_officer_verifies_it(
    ward, mailoutbox, django_capture_on_commit_callbacks
):
    resident = UserFactory()
    made = browser_of(resident).post("/organisations/new/", registration(ward))
    page = browser_of(resident).get(made["Location"])
    assert "区役所の確認待ち" in page.text
    officer = browser_of(RoleGrantFactory(role=Role.WARD_OFFICER, area=ward).user)
    queue = officer.get("/verifications/")
    assert "花の会" in queue.text
    address = re.search(r'"(/organisations/\d+/verification/)"', queue.text)[1]

    short = officer.post(address, {"accepted": "yes", "reason": "よい"})
    assert "reason" in short.context["form"].errors
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(address, {"accepted": "yes", "reason": "規約と名簿を窓口で確かめました。"})

    assert "区役所が確認済み" in Client().get(made["Location"]).text
    assert mailoutbox[0].to == [resident.email]
    assert link_in(mailoutbox[0]) == made["Location"]


def test_who_was_declined_reads_why_and_asks_again(ward, organisation, representative):
    organisation.verification_asked_at = organisation.created_at
    organisation.save()
    officer = browser_of(RoleGrantFactory(role=Role.WARD_OFFICER, area=ward).user)
    reason = "名簿の住所が区域と合いません。"
    officer.post(
        f"/organisations/{organisation.pk}/verification/", {"accepted": "no", "reason": reason}
    )

    address = f"/organisations/{organisation.pk}/"
    assert reason in representative.get(address).text
    # What an office said about a body is for its members, not for the street.
    assert reason not in Client().get(address).text
    representative.post(f"{address}ask/")

    assert organisation in Organisation.objects.awaiting_verification()


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "department"},
        {"kind": "ministry"},
        {"name": ""},
        {"name": "www.evil.example"},
        {"area": "999999"},
        {"corporate_number": "1234567890123"},
        {"about": "あ" * 2001},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_does_not_fit_is_refused_beside_its_field(ward, changed):
    response = browser_of(UserFactory()).post("/organisations/new/", registration(ward, **changed))

    assert set(response.context["form"].errors) == set(changed)
    assert not Organisation.objects.exists()


def test_a_corporate_number_is_read_however_it_was_typed(ward):
    browser_of(UserFactory()).post(
        "/organisations/new/", registration(ward, corporate_number="７-0000-1205 0002")
    )

    assert Organisation.objects.get().corporate_number == "7000012050002"


def test_nobody_registers_a_verified_organisation(ward):
    """Fields that the form does not have are not taken."""
    browser_of(UserFactory()).post(
        "/organisations/new/",
        registration(ward, verified_at="2026-01-01", verification_asked_at="", id=77, pk=77),
    )

    organisation = Organisation.objects.get()
    assert organisation.verified_at is None
    assert organisation.verification_asked_at
    assert organisation.pk != 77


def test_an_editor_does_not_slip_the_name_in_with_the_page(organisation):
    editor = browser_of(member_of(organisation, MemberRole.EDITOR))
    name = organisation.name

    editor.post(
        f"/organisations/{organisation.pk}/edit/",
        {
            "about": "新しい紹介",
            "name": "千葉市",
            "kind": "department",
            "verified_at": "2026-01-01",
        },
    )

    organisation.refresh_from_db()
    assert (organisation.name, organisation.kind) == (name, OrganisationKind.NPO)
    assert organisation.about == "新しい紹介"
    assert organisation.verified_at is None


def test_an_invited_resident_follows_the_mail_and_joins(
    organisation, representative, mailoutbox, django_capture_on_commit_callbacks
):
    invite(representative, organisation, django_capture_on_commit_callbacks)
    link = link_in(mailoutbox[0])
    visitor = Client().get(link)
    assert f"?next={link}" in visitor.text
    assert "guest@example.jp" not in visitor.text
    guest = UserFactory(email="guest@example.jp")

    page = browser_of(guest).get(link)
    assert "参加する" in page.text
    browser_of(guest).post(f"{link}answer/", {"answer": "accept"})

    assert organisation.memberships.get(user=guest).role == MemberRole.EDITOR
    assert "この招待は使えません" in browser_of(guest).get(link).text


def test_a_link_that_was_passed_on_admits_nobody_else(
    organisation, representative, mailoutbox, django_capture_on_commit_callbacks
):
    invite(representative, organisation, django_capture_on_commit_callbacks)
    link = link_in(mailoutbox[0])
    other = UserFactory()

    page = browser_of(other).get(link)
    answer = browser_of(other).post(f"{link}answer/", {"answer": "accept"})

    assert "別のメールアドレス" in page.text
    assert "guest@example.jp" not in page.text
    assert answer.status_code == 403
    assert not organisation.memberships.filter(user=other).exists()


def test_what_waits_is_answered_without_the_mail_by_its_owner_alone(
    organisation, representative, django_capture_on_commit_callbacks
):
    invite(representative, organisation, django_capture_on_commit_callbacks)
    guest = UserFactory(email="guest@example.jp")
    address = f"/account/organisations/invitations/{Invitation.objects.get().pk}/"
    assert browser_of(UserFactory()).post(address, {"answer": "accept"}).status_code == 404
    assert address in browser_of(guest).get("/account/organisations/").text

    browser_of(guest).post(address, {"answer": "decline"})

    assert not Invitation.objects.open().exists()
    assert not organisation.memberships.filter(user=guest).exists()


@pytest.mark.parametrize(
    "token", ["", "x", "a" * 43, "%00", "../../etc/passwd", "' OR 1=1 --", "\u202e", "a" * 5000]
)
def test_a_guessed_token_finds_nothing(client, token):
    assert client.get(f"/invitations/{token}/").status_code == 404


def test_whether_an_address_has_an_account_is_not_told_to_who_invites(
    organisation, representative, django_capture_on_commit_callbacks
):
    UserFactory(email="known@example.jp")

    known = invite(
        representative, organisation, django_capture_on_commit_callbacks, "known@example.jp"
    )
    unknown = invite(
        representative, organisation, django_capture_on_commit_callbacks, "unknown@example.jp"
    )

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize(
    "email", ["a@example.jp\nBcc: all@example.jp", "a@example.jp,b@example.jp", "a@b@c", "名前"]
)
def test_an_address_that_is_more_than_one_is_refused(
    organisation, representative, mailoutbox, django_capture_on_commit_callbacks, email
):
    response = invite(representative, organisation, django_capture_on_commit_callbacks, email)

    assert "email" in response.context["form"].errors
    assert mailoutbox == []


def test_invitations_are_not_sent_at_will(
    settings, organisation, representative, django_capture_on_commit_callbacks
):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/h/user"}
    statuses = [
        invite(
            representative, organisation, django_capture_on_commit_callbacks, f"g{n}@example.jp"
        ).status_code
        for n in range(3)
    ]

    assert statuses == [302, 302, 429]


@pytest.mark.django_db(transaction=True)
def test_a_refused_mail_is_told_and_leaves_nothing_open(settings, organisation, representative):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nothing listens there

    response = representative.post(
        f"/organisations/{organisation.pk}/members/",
        {"email": "guest@example.jp", "role": "editor"},
    )

    assert "メールを送れませんでした" in response.text
    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize("deed", ["role/", "end/"])
def test_a_member_of_another_organisation_is_out_of_reach(organisation, representative, deed):
    """The number of a membership counts only under the address of its own organisation."""
    other = MembershipFactory(role=MemberRole.VIEWER)

    for pk in (organisation.pk, other.organisation_id):
        address = f"/organisations/{pk}/members/{other.pk}/{deed}"
        assert representative.post(address, {"role": "editor"}).status_code in {403, 404}

    other.refresh_from_db()
    assert (other.role, other.left_at) == (MemberRole.VIEWER, None)


def test_an_invitation_of_another_organisation_is_out_of_reach(
    organisation, representative, django_capture_on_commit_callbacks
):
    other = MembershipFactory()
    invite(browser_of(other.user), other.organisation, django_capture_on_commit_callbacks)
    number = Invitation.objects.get().pk

    for pk in (organisation.pk, other.organisation_id):
        address = f"/organisations/{pk}/invitations/{number}/withdraw/"
        assert representative.post(address).status_code in {403, 404}

    assert Invitation.objects.open().exists()


def test_the_representation_goes_to_a_member_of_this_organisation_only(
    organisation, representative
):
    stranger = MembershipFactory(role=MemberRole.VIEWER)
    address = f"/organisations/{organisation.pk}/hand-over/"
    assert "to" in representative.post(address, {"to": stranger.pk}).context["form"].errors
    successor = MembershipFactory(organisation=organisation, role=MemberRole.VIEWER)

    representative.post(address, {"to": successor.pk})

    successor.refresh_from_db()
    assert successor.role == MemberRole.REPRESENTATIVE


def test_the_last_representative_reads_why_they_cannot_leave(organisation, representative):
    response = representative.post(f"/organisations/{organisation.pk}/leave/")

    assert response.status_code == 409
    assert "代表はあなただけです" in response.text


def test_a_committee_fills_its_five_seats_and_is_established(
    ward, mailoutbox, django_capture_on_commit_callbacks
):
    committee = MembershipFactory(
        organisation__kind=OrganisationKind.AREA_COMMITTEE, organisation__area=ward
    ).organisation
    chair = browser_of(committee.memberships.get().user)
    for seat in CommitteeSeat:
        assert "成立しています" not in Client().get(committee.get_absolute_url()).text
        member = MembershipFactory(organisation__area=ward, organisation__verified=True)
        with django_capture_on_commit_callbacks(execute=True):
            chair.post(
                f"/organisations/{committee.pk}/seats/",
                {"seat": seat.value, "member": member.organisation_id},
            )
        assert mailoutbox[-1].to == [member.user.email]
        page = browser_of(member.user).get(link_in(mailoutbox[-1]))
        take = re.search(r'"(/seats/\d+/take/)"', page.text)[1]
        browser_of(member.user).post(take)

    assert "成立しています" in Client().get(committee.get_absolute_url()).text


def test_a_body_far_away_is_not_asked_into_a_committee(ward):
    committee = MembershipFactory(
        organisation__kind=OrganisationKind.AREA_COMMITTEE, organisation__area=ward
    ).organisation
    elsewhere = OrganisationFactory(area=Area.objects.get(code="12102"))

    response = browser_of(committee.memberships.get().user).post(
        f"/organisations/{committee.pk}/seats/",
        {"seat": CommitteeSeat.SPORTS.value, "member": elsewhere.pk},
    )

    assert "member" in response.context["form"].errors


def test_an_administrator_enters_a_department_whose_chief_joins_by_mail(
    ward, mailoutbox, django_capture_on_commit_callbacks
):
    administrator = RoleGrantFactory(role=Role.ADMINISTRATOR).user
    with django_capture_on_commit_callbacks(execute=True):
        browser_of(administrator).post(
            "/organisations/departments/new/",
            {"name": "道路課", "area": ward.pk, "representative_email": "chief@example.jp"},
        )
    chief = UserFactory(email="chief@example.jp")
    browser_of(chief).post(f"{link_in(mailoutbox[0])}answer/", {"answer": "accept"})

    department = Organisation.objects.departments().get()
    assert department.memberships.representing().get().user == chief


def test_a_former_name_is_shown(organisation, representative):
    edit_organisation_identity(
        organisation=organisation,
        actor=organisation.memberships.get().user,
        name="新しい名前の会",
        area=organisation.area,
    )

    page = Client().get(organisation.get_absolute_url()).text

    assert "以前の名前" in page
    assert organisation.name in page


def test_in_english_the_english_name_is_read(client, organisation):
    organisation.name_en = "The Flower Club"
    organisation.save()

    page = client.get(f"/en/organisations/{organisation.pk}/").text

    assert '<h1 lang="en">The Flower Club</h1>' in page
    translation.activate("ja")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"花の会", "花壇クラブ", "木の会"}),
        ({"q": "花"}, {"花の会", "花壇クラブ"}),
        ({"kind": "company"}, {"木の会"}),
        ({"q": "花", "area": "12102"}, {"花壇クラブ"}),
        ({"q": "Garden"}, {"花壇クラブ"}),
        ({"kind": "nonsense"}, {"花の会", "花壇クラブ", "木の会"}),
    ],
)
def test_the_list_is_narrowed(client, ward, query, found):
    other = Area.objects.get(code="12102")
    OrganisationFactory(name="花の会", area=ward)
    OrganisationFactory(name="花壇クラブ", name_en="Garden Club", area=other)
    OrganisationFactory(name="木の会", area=ward, kind="company")
    OrganisationFactory(name="昔の会", area=ward, closed_at="2020-01-01T00:00:00Z")
    if "area" in query:
        query = {**query, "area": Area.objects.get(code=query["area"]).pk}

    rows = client.get("/organisations/", query).context["part"].rows

    assert {row.name for row in rows} == found


@pytest.mark.parametrize("count", [1, 20])
def test_pages_ask_the_database_as_often_for_twenty_as_for_one(
    ward, count, django_assert_num_queries
):
    committee = MembershipFactory(
        organisation__kind=OrganisationKind.AREA_COMMITTEE, organisation__area=ward
    ).organisation
    chair = browser_of(committee.memberships.get().user)
    for _ in range(count):
        member = OrganisationFactory(area=ward, verified=True)
        committee.seats.create(member=member, seat=CommitteeSeat.SPORTS)
        MembershipFactory(organisation=committee, role=MemberRole.VIEWER)
        OrganisationFactory(area=ward, verification_asked_at=committee.created_at)
        MembershipFactory(user=committee.memberships.representing().get().user)
    officer = browser_of(RoleGrantFactory(role=Role.WARD_OFFICER, area=ward).user)
    chair.get("/")

    # Session and account are the first two of each but the last.
    with django_assert_num_queries(8):
        chair.get(committee.get_absolute_url())
    with django_assert_num_queries(6):
        chair.get(f"{committee.get_absolute_url()}members/")
    with django_assert_num_queries(6):
        chair.get(f"{committee.get_absolute_url()}seats/")
    with django_assert_num_queries(5):
        chair.get("/account/organisations/")
    with django_assert_num_queries(5):
        officer.get("/verifications/")
    with django_assert_num_queries(2):
        Client().get("/organisations/")


def test_the_buttons_of_every_partial_carry_the_token(
    organisation, representative, django_capture_on_commit_callbacks
):
    """As a browser sends them: what the page says, and nothing else."""
    invite(representative, organisation, django_capture_on_commit_callbacks)
    strict = Client(enforce_csrf_checks=True)
    guest = UserFactory(email="guest@example.jp")
    strict.force_login(guest)
    form = re.search(
        r'<form method="post" action="(?P<address>/account/organisations/invitations/\d+/)".*?'
        r'name="csrfmiddlewaretoken" value="(?P<token>\w+)"',
        strict.get("/account/organisations/").text,
        re.DOTALL,
    )

    strict.post(form["address"], {"answer": "accept", "csrfmiddlewaretoken": form["token"]})

    assert organisation.memberships.filter(user=guest).exists()
