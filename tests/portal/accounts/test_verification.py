import pytest

from portal.accounts.errors import (
    MemberRoleIsRequired,
    NameIsTaken,
    OwnOrganisation,
    ReasonIsTooShort,
    RoleIsRequired,
    VerificationIsNotAwaited,
)
from portal.accounts.models import AuditEntry
from portal.accounts.organisations import MemberRole, OrganisationKind
from portal.accounts.roles import GRANTABLE, NEEDS_AREA, Role
from portal.accounts.selectors import organisations_to_verify
from portal.accounts.services.organisations import register_organisation
from portal.accounts.services.verification import ask_for_verification, decide_verification
from portal.registers.models import Area
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
    member_of,
)
from tests.threads import at_once

REASON = "規約と会員名簿を窓口で確かめました。"


@pytest.fixture
def ward(registers):
    return Area.objects.get(code="12101")


@pytest.fixture
def officer(ward):
    return RoleGrantFactory(role=Role.WARD_OFFICER, area=ward).user


@pytest.fixture
def organisation(ward):
    # No corporate number: a neighbourhood association rarely has one (P03).
    return register_organisation(
        actor=UserFactory(),
        kind=OrganisationKind.NEIGHBOURHOOD_ASSOCIATION,
        name="中央一丁目町内会",
        area=ward,
    )


def decide(organisation, officer, *, accepted=True, reason=REASON):
    return decide_verification(
        organisation=organisation,
        accepted=accepted,
        reason=reason,
        officer=officer,
        url="https://tomoni.example/organisations/1/",
    )


@pytest.mark.parametrize("accepted", [True, False])
def test_a_decision_is_kept_with_its_reason_and_its_officer(organisation, officer, accepted):
    decide(organisation, officer, accepted=accepted)

    organisation.refresh_from_db()
    assert bool(organisation.verified_at) is accepted
    assert organisation.verification_asked_at is None
    decision = organisation.verifications.get()
    assert (decision.reason, decision.officer) == (REASON, officer)
    assert AuditEntry.objects.filter(deed="decide_verification", actor=officer).exists()


@pytest.mark.parametrize("accepted", [True, False])
def test_the_representatives_are_told_with_the_reason(
    organisation, officer, accepted, mailoutbox, django_capture_on_commit_callbacks
):
    english = member_of(organisation, language="en", email="second@example.jp")
    member_of(organisation, MemberRole.EDITOR)

    with django_capture_on_commit_callbacks(execute=True):
        decide(organisation, officer, accepted=accepted)

    first = organisation.memberships.representing().exclude(user=english).get().user
    assert {message.to[0] for message in mailoutbox} == {first.email, english.email}
    assert all(REASON in message.body for message in mailoutbox)


@pytest.mark.parametrize("role", sorted(GRANTABLE - {Role.WARD_OFFICER}))
def test_nobody_but_a_ward_officer_verifies(organisation, role):
    assert role not in NEEDS_AREA

    with pytest.raises(RoleIsRequired):
        decide(organisation, RoleGrantFactory(role=role).user)


def test_an_officer_verifies_in_their_own_ward_only(organisation):
    elsewhere = RoleGrantFactory(role=Role.WARD_OFFICER, area=Area.objects.get(code="12102")).user

    assert organisation not in organisations_to_verify(elsewhere)
    with pytest.raises(RoleIsRequired):
        decide(organisation, elsewhere)


@pytest.mark.parametrize("code", ["12101", "12100"])
def test_the_queue_shows_what_the_officer_may_decide(organisation, code):
    officer = RoleGrantFactory(role=Role.WARD_OFFICER, area=Area.objects.get(code=code)).user

    assert list(organisations_to_verify(officer)) == [organisation]
    decide(organisation, officer)
    assert not organisations_to_verify(officer)


def test_an_officer_does_not_verify_their_own_body(organisation, officer):
    MembershipFactory(organisation=organisation, user=officer, role=MemberRole.VIEWER)

    with pytest.raises(OwnOrganisation):
        decide(organisation, officer)


@pytest.mark.parametrize("reason", ["", "だめです", "         だめ         "])
def test_a_decision_needs_a_reason_of_real_length(organisation, officer, reason):
    with pytest.raises(ReasonIsTooShort):
        decide(organisation, officer, accepted=False, reason=reason)


def test_it_is_decided_once(organisation, officer):
    decide(organisation, officer)

    with pytest.raises(VerificationIsNotAwaited):
        decide(organisation, officer, accepted=False)


def test_who_was_declined_may_ask_again(organisation, officer):
    representative = organisation.memberships.get().user
    decide(organisation, officer, accepted=False)

    ask_for_verification(organisation=organisation, actor=representative)

    assert list(organisations_to_verify(officer)) == [organisation]
    with pytest.raises(VerificationIsNotAwaited):
        ask_for_verification(organisation=organisation, actor=representative)


def test_only_a_representative_asks(organisation, officer):
    decide(organisation, officer, accepted=False)

    with pytest.raises(MemberRoleIsRequired):
        ask_for_verification(
            organisation=organisation, actor=member_of(organisation, MemberRole.EDITOR)
        )


def test_of_two_bodies_with_one_name_one_is_verified(organisation, officer):
    namesake = OrganisationFactory(
        name=organisation.name,
        area=organisation.area,
        verification_asked_at=organisation.verification_asked_at,
    )
    decide(organisation, officer)

    with pytest.raises(NameIsTaken):
        decide(namesake, officer)
    decide(namesake, officer, accepted=False)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_decide_at_once_one_does(organisation, ward):
    officers = [RoleGrantFactory(role=Role.WARD_OFFICER, area=ward).user for _ in range(2)]

    errors = at_once(
        lambda: decide(organisation, officers[0], accepted=True),
        lambda: decide(organisation, officers[1], accepted=False),
    )

    assert errors.count(None) == 1
    assert sum(isinstance(error, VerificationIsNotAwaited) for error in errors) == 1
    assert organisation.verifications.count() == 1
