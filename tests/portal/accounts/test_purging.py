"""Personal data dies on the day that the retention table names, and the record says how much."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.models import AuditEntry, Invitation, Membership, User
from portal.accounts.organisations import MemberRole
from portal.accounts.retention import RETENTION
from portal.accounts.roles import Role
from portal.accounts.services.purging import (
    ENDED_MEMBERSHIP_DAYS,
    SETTLED_INVITATION_DAYS,
    UNCONFIRMED_ACCOUNT_DAYS,
    purge_personal_data,
)
from tests.factories.accounts import MembershipFactory, RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db


def invitation(**moments):
    return Invitation.objects.create(
        **{
            "organisation": MembershipFactory().organisation,
            "email": "guest@example.jp",
            "role": MemberRole.VIEWER,
            "token_hash": str(Invitation.objects.count()),
            "invited_by": UserFactory(),
            "expires_at": timezone.now() + timedelta(days=365),
            **moments,
        }
    )


def session(key, expires):
    Session.objects.create(session_key=key, session_data="", expire_date=expires)
    return UserSession.objects.create(
        user=UserFactory(), session_key=key, ip="127.0.0.1", user_agent="x"
    )


def unconfirmed(moment):
    return UserFactory(confirmed=False, date_joined=moment)


def just(days):
    """A moment that is due now, and one that is due a second later."""
    now = timezone.now()
    return now, now - timedelta(days=days, seconds=1), now - timedelta(days=days, seconds=-1)


def purge(now):
    counts = purge_personal_data(now=now)
    entry = AuditEntry.objects.get(deed="purge_personal_data")
    assert entry.facts == counts
    return {name: count for name, count in counts.items() if count}


def test_every_row_has_its_texts_and_a_row_with_a_term_has_its_deed():
    for name, row in RETENTION.items():
        assert row.name == name
        assert all(map(str, (row.what, row.why, row.term)))
        assert row.days is None or str(row.days) in row.term
        assert (row.days is None) is (row.remove is None), name


def test_an_account_whose_address_was_never_confirmed_goes():
    now, due, not_yet = just(UNCONFIRMED_ACCOUNT_DAYS)
    going, staying = unconfirmed(due), unconfirmed(not_yet)
    confirmed = UserFactory(date_joined=due)

    assert purge(now) == {"unconfirmed_accounts": 1}
    assert not User.objects.filter(pk=going.pk).exists()
    assert User.objects.filter(pk__in=[staying.pk, confirmed.pk]).count() == 2


def test_an_account_on_which_something_rests_stays():
    now, due, _ = just(UNCONFIRMED_ACCOUNT_DAYS)
    granted = RoleGrantFactory(role=Role.MODERATOR, user=unconfirmed(due)).user
    signed_in = unconfirmed(due)
    signed_in.last_login = due
    signed_in.save()

    assert purge(now) == {}
    assert User.objects.filter(pk__in=[granted.pk, signed_in.pk]).count() == 2


@pytest.mark.parametrize("ended", ["accepted_at", "declined_at", "withdrawn_at", "expires_at"])
def test_the_address_of_an_invitation_goes_after_its_answer(ended):
    now, due, not_yet = just(SETTLED_INVITATION_DAYS)
    invitation(**{ended: due})
    staying, waiting = invitation(**{ended: not_yet}), invitation()

    assert purge(now) == {"settled_invitations": 1}
    assert set(Invitation.objects.all()) == {staying, waiting}


def test_that_someone_was_a_member_is_forgotten():
    now, due, not_yet = just(ENDED_MEMBERSHIP_DAYS)
    MembershipFactory(left_at=due)
    staying, member = MembershipFactory(left_at=not_yet), MembershipFactory()

    assert purge(now) == {"ended_memberships": 1}
    assert set(Membership.objects.all()) == {staying, member}


def test_where_someone_was_signed_in_is_forgotten():
    now, due, not_yet = just(0)
    session("over", due)
    session("running", not_yet)
    UserSession.objects.create(
        user=UserFactory(), session_key="gone", ip="127.0.0.1", user_agent="x"
    )

    # The session itself, what was noted for it, and what was noted for one that is gone.
    assert purge(now) == {"sessions": 3}
    assert UserSession.objects.get().session_key == "running"


def test_the_command_says_what_it_removed_and_bears_repetition():
    _, due, _ = just(UNCONFIRMED_ACCOUNT_DAYS)
    unconfirmed(due)
    said = StringIO()

    call_command("purge_personal_data", stdout=said)
    call_command("purge_personal_data", stdout=said)

    assert "unconfirmed_accounts: 1" in said.getvalue()
    assert "unconfirmed_accounts: 0" in said.getvalue()
    assert AuditEntry.objects.filter(deed="purge_personal_data").count() == 2
