"""Joining an organisation by invitation, and everyone who should not."""

import hashlib
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.accounts.errors import (
    AlreadyAMember,
    AlreadyInvited,
    InvitationIsForAnother,
    InvitationIsOver,
    MailNotSent,
    MemberRoleIsRequired,
    OrganisationHasEnded,
    TooManyInvitations,
)
from portal.accounts.models import AuditEntry, Invitation
from portal.accounts.organisations import (
    INVITATION_DAYS,
    OPEN_INVITATIONS_UNVERIFIED,
    OPEN_INVITATIONS_VERIFIED,
    MemberRole,
    OrganisationKind,
)
from portal.accounts.roles import Role
from portal.accounts.services.invitations import (
    accept_invitation,
    decline_invitation,
    invite_member,
    withdraw_invitation,
)
from portal.accounts.services.memberships import hand_over
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
    member_of,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def address_of(token):
    return f"https://tomoni.example/invitations/{token}/"


def invite(organisation, email="guest@example.jp", role=MemberRole.EDITOR, actor=None):
    return invite_member(
        organisation=organisation,
        email=email,
        role=role,
        actor=actor or organisation.memberships.representing().first().user,
        address_of=address_of,
    )


@pytest.fixture
def organisation(db):
    return MembershipFactory().organisation


def token_in(message):
    return re.search(r"/invitations/([\w-]+)/", message.body)[1]


def test_the_token_is_in_the_mail_and_only_its_hash_in_the_table(
    organisation, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(organisation)

    [message] = mailoutbox
    token = token_in(message)
    assert message.to == ["guest@example.jp"]
    assert organisation.name in message.subject
    assert len(token) >= 43  # 256 bits in base64
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert Invitation.objects.with_token(token).get() == invitation
    assert token not in str(list(Invitation.objects.values()))


@pytest.mark.parametrize(("language", "word"), [("ja", "招待"), ("en", "invited")])
def test_whoever_has_an_account_is_invited_in_its_language(
    organisation, mailoutbox, django_capture_on_commit_callbacks, language, word
):
    UserFactory(email="guest@example.jp", language=language)

    with django_capture_on_commit_callbacks(execute=True):
        invite(organisation)

    assert word in mailoutbox[0].body


def test_a_name_with_a_line_break_adds_no_header(mailoutbox, django_capture_on_commit_callbacks):
    """Forms refuse such a name; should one get into the table, the mail still is one mail."""
    organisation = MembershipFactory(
        organisation__name="花の会\nBcc: all@example.jp", user__display_name="幹事\r\nX-Evil: 1"
    ).organisation

    with django_capture_on_commit_callbacks(execute=True):
        invite(organisation)

    [message] = mailoutbox
    sent = message.message()
    assert sent["Bcc"] is None
    assert sent["X-Evil"] is None
    assert message.recipients() == ["guest@example.jp"]


def test_an_invitation_that_cannot_be_mailed_is_withdrawn(
    organisation, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nothing listens there

    with pytest.raises(MailNotSent), django_capture_on_commit_callbacks(execute=True):
        invite(organisation)

    assert not Invitation.objects.open().exists()


def test_the_invited_person_becomes_a_member_with_the_role_named(organisation):
    guest = UserFactory(email="guest@example.jp")

    membership = accept_invitation(invitation=invite(organisation), actor=guest)

    assert (membership.user, membership.role) == (guest, MemberRole.EDITOR)
    assert {entry.deed for entry in AuditEntry.objects.all()} == {
        "invite_member",
        "accept_invitation",
    }


def test_the_address_is_compared_without_regard_to_case(organisation):
    guest = UserFactory(email="guest@example.jp")

    accept_invitation(invitation=invite(organisation, email=" Guest@Example.JP "), actor=guest)


@pytest.mark.parametrize("answer", [accept_invitation, decline_invitation])
def test_an_invitation_admits_nobody_but_the_owner_of_the_address(organisation, answer):
    """The link alone is not enough: mails get passed on."""
    invitation = invite(organisation)

    with pytest.raises(InvitationIsForAnother):
        answer(invitation=invitation, actor=UserFactory())


def test_an_address_that_is_not_confirmed_is_not_owned(organisation):
    """Else anyone could enter the address of another into their own account and accept."""
    claimant = UserFactory(email="guest@example.jp", confirmed=False)

    with pytest.raises(InvitationIsForAnother):
        accept_invitation(invitation=invite(organisation), actor=claimant)


@pytest.mark.parametrize("settle", [accept_invitation, decline_invitation])
def test_an_invitation_is_used_once(organisation, settle):
    guest = UserFactory(email="guest@example.jp")
    invitation = invite(organisation)
    settle(invitation=invitation, actor=guest)
    organisation.memberships.filter(user=guest).delete()

    with pytest.raises(InvitationIsOver):
        accept_invitation(invitation=invitation, actor=guest)


def test_a_withdrawn_invitation_is_over(organisation):
    invitation = invite(organisation)
    withdraw_invitation(
        invitation=invitation, actor=organisation.memberships.representing().first().user
    )

    with pytest.raises(InvitationIsOver):
        accept_invitation(invitation=invitation, actor=UserFactory(email="guest@example.jp"))


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False)])
def test_an_invitation_expires_after_fourteen_days(organisation, seconds, is_open):
    guest = UserFactory(email="guest@example.jp")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        invitation = invite(organisation)
        clock.shift(timedelta(days=INVITATION_DAYS, seconds=seconds))
        if is_open:
            accept_invitation(invitation=invitation, actor=guest)
        else:
            with pytest.raises(InvitationIsOver):
                accept_invitation(invitation=invitation, actor=guest)


def test_a_member_does_not_join_twice_nor_rise_by_an_invitation(organisation):
    guest = member_of(organisation, MemberRole.VIEWER, email="guest@example.jp")

    with pytest.raises(AlreadyAMember):
        accept_invitation(
            invitation=invite(organisation, role=MemberRole.REPRESENTATIVE), actor=guest
        )


@pytest.mark.parametrize("role", [MemberRole.EDITOR, MemberRole.VIEWER])
def test_only_a_representative_invites_and_withdraws(organisation, role):
    member, invitation = member_of(organisation, role), invite(organisation, "other@example.jp")

    with pytest.raises(MemberRoleIsRequired):
        invite(organisation, actor=member)
    with pytest.raises(MemberRoleIsRequired):
        withdraw_invitation(invitation=invitation, actor=member)


def test_a_representative_of_one_organisation_does_nothing_in_another(organisation):
    stranger = MembershipFactory().user

    with pytest.raises(MemberRoleIsRequired):
        invite(organisation, actor=stranger)
    with pytest.raises(MemberRoleIsRequired):
        withdraw_invitation(invitation=invite(organisation), actor=stranger)


def test_an_administrator_invites_for_a_department_and_for_no_other_body(organisation):
    administrator = RoleGrantFactory(role=Role.ADMINISTRATOR).user
    department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)

    invite(department, actor=administrator)
    with pytest.raises(MemberRoleIsRequired):
        invite(organisation, actor=administrator)


def test_one_address_has_one_open_invitation(organisation):
    invite(organisation)

    with pytest.raises(AlreadyInvited):
        invite(organisation, email="GUEST@example.jp")


@pytest.mark.parametrize(
    ("verified", "limit"),
    [(False, OPEN_INVITATIONS_UNVERIFIED), (True, OPEN_INVITATIONS_VERIFIED)],
)
def test_an_organisation_cannot_mail_to_any_number_of_strangers(verified, limit):
    organisation = MembershipFactory(organisation__verified=verified).organisation
    actor = organisation.memberships.get().user
    Invitation.objects.bulk_create(
        Invitation(
            organisation=organisation,
            email=f"guest{n}@example.jp",
            role=MemberRole.VIEWER,
            token_hash=str(n),
            invited_by=actor,
            expires_at=timezone.now() + timedelta(days=1),
        )
        for n in range(limit)
    )

    with pytest.raises(TooManyInvitations):
        invite(organisation)


def test_who_no_longer_represents_an_organisation_no_longer_lets_anyone_in(organisation):
    guest = UserFactory(email="guest@example.jp")
    leaving = organisation.memberships.get().user
    invitation = invite(organisation, actor=leaving)
    successor = MembershipFactory(organisation=organisation, role=MemberRole.VIEWER)
    hand_over(organisation=organisation, to=successor, actor=leaving)

    with pytest.raises(InvitationIsOver):
        accept_invitation(invitation=invitation, actor=guest)


def test_nobody_joins_what_has_ended(organisation):
    invitation = invite(organisation)
    organisation.closed_at = timezone.now()
    organisation.save()

    with pytest.raises(OrganisationHasEnded):
        accept_invitation(invitation=invitation, actor=UserFactory(email="guest@example.jp"))
    with pytest.raises(OrganisationHasEnded):
        invite(organisation, email="other@example.jp")


@pytest.mark.django_db(transaction=True)
def test_of_many_acceptances_at_once_one_counts(mailoutbox):
    organisation = MembershipFactory().organisation
    guest = UserFactory(email="guest@example.jp")
    invitation = invite(organisation)

    errors = at_once(*[lambda: accept_invitation(invitation=invitation, actor=guest)] * 4)

    assert errors.count(None) == 1
    assert organisation.memberships.in_force().filter(user=guest).count() == 1
