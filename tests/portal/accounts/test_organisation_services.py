import pytest
from django.core.exceptions import ValidationError

from portal.accounts.errors import (
    KindIsForAdministrators,
    MemberRoleIsRequired,
    NameIsTaken,
    OrganisationHasEnded,
    RoleIsRequired,
)
from portal.accounts.models import AuditEntry, Invitation, Organisation
from portal.accounts.organisations import OPEN_TO_RESIDENTS, MemberRole, OrganisationKind
from portal.accounts.roles import Role
from portal.accounts.services.organisations import (
    edit_organisation_identity,
    edit_organisation_page,
    end_organisation,
    enter_department,
    register_organisation,
)
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
    member_of,
)
from tests.factories.registers import AreaFactory

pytestmark = pytest.mark.django_db
NUMBER = "7000012050002"  # of the National Tax Agency, as it publishes it


def enter(actor, name="道路課"):
    return enter_department(
        actor=actor,
        name=name,
        area=AreaFactory(),
        representative_email="chief@example.jp",
        address_of=lambda token: f"https://tomoni.example/{token}",
    )


@pytest.mark.parametrize("kind", sorted(OPEN_TO_RESIDENTS))
def test_a_resident_registers_every_open_kind_and_represents_it(kind):
    resident = UserFactory()

    organisation = register_organisation(
        actor=resident, kind=kind, name="花の会", area=AreaFactory()
    )

    assert organisation.memberships.get().role == MemberRole.REPRESENTATIVE
    assert organisation.verified_at is None
    assert Organisation.objects.awaiting_verification().get() == organisation
    assert AuditEntry.objects.get().deed == "register_organisation"


def test_a_resident_does_not_register_a_department():
    with pytest.raises(KindIsForAdministrators):
        register_organisation(
            actor=UserFactory(), kind=OrganisationKind.DEPARTMENT, name="市長", area=AreaFactory()
        )


@pytest.mark.parametrize("role", [None, Role.WARD_OFFICER, Role.MAYORS_OFFICE, Role.AUDITOR])
def test_only_an_administrator_enters_a_department(role):
    actor = RoleGrantFactory(role=role).user if role else UserFactory()

    with pytest.raises(RoleIsRequired):
        enter(actor)


def test_a_department_needs_no_look_and_its_first_representative_is_invited():
    department = enter(RoleGrantFactory(role=Role.ADMINISTRATOR).user)

    assert department.verified_at
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("chief@example.jp", MemberRole.REPRESENTATIVE)


def test_the_name_of_a_verified_body_is_not_taken_again_in_its_area():
    OrganisationFactory(verified=True, name="花の会", area=AreaFactory())

    with pytest.raises(NameIsTaken):
        register_organisation(
            actor=UserFactory(), kind=OrganisationKind.NPO, name="花の会", area=AreaFactory()
        )
    register_organisation(
        actor=UserFactory(),
        kind=OrganisationKind.NPO,
        name="花の会",
        area=AreaFactory(code="12102", name_ja="花見川区"),
    )


def test_a_corporate_number_belongs_to_one_verified_body_anywhere():
    OrganisationFactory(verified=True, corporate_number=NUMBER)

    with pytest.raises(NameIsTaken):
        register_organisation(
            actor=UserFactory(),
            kind=OrganisationKind.NPO,
            name="別の会",
            area=AreaFactory(code="12102"),
            corporate_number=NUMBER,
        )


def test_a_name_that_nobody_verified_is_kept_from_nobody():
    """Else whoever comes first could keep a neighbourhood association from its own name."""
    OrganisationFactory(name="花の会", corporate_number=NUMBER)

    register_organisation(
        actor=UserFactory(),
        kind=OrganisationKind.NPO,
        name="花の会",
        area=AreaFactory(),
        corporate_number=NUMBER,
    )


def test_an_editor_edits_the_page_and_not_what_was_verified():
    organisation = OrganisationFactory(verified=True)
    editor = member_of(organisation, MemberRole.EDITOR)

    edit_organisation_page(
        organisation=organisation, actor=editor, name_en="Flowers", about="花を植えます。"
    )
    with pytest.raises(MemberRoleIsRequired):
        edit_organisation_identity(
            organisation=organisation, actor=editor, name="別の会", area=organisation.area
        )

    organisation.refresh_from_db()
    assert organisation.about == "花を植えます。"
    assert organisation.verified_at


@pytest.mark.parametrize("who", ["viewer", "stranger", "representative of another"])
def test_others_edit_nothing(who):
    organisation = OrganisationFactory()
    actor = {
        "viewer": lambda: member_of(organisation, MemberRole.VIEWER),
        "stranger": UserFactory,
        "representative of another": lambda: MembershipFactory().user,
    }[who]()

    with pytest.raises(MemberRoleIsRequired):
        edit_organisation_page(organisation=organisation, actor=actor, name_en="", about="x")
    with pytest.raises(MemberRoleIsRequired):
        edit_organisation_identity(
            organisation=organisation, actor=actor, name="x", area=organisation.area
        )


@pytest.mark.parametrize("changed", ["name", "area", "corporate_number"])
def test_a_body_that_changes_what_was_verified_is_looked_at_again(changed):
    organisation = OrganisationFactory(verified=True)
    identity = {
        "name": organisation.name,
        "area": organisation.area,
        "corporate_number": "",
    } | {changed: {"name": "千葉市", "area": AreaFactory(code="12102")}.get(changed, NUMBER)}

    edited = edit_organisation_identity(
        organisation=organisation, actor=member_of(organisation), **identity
    )

    assert edited.verified_at is None
    assert edited in Organisation.objects.awaiting_verification()


def test_a_body_that_changes_nothing_stays_verified():
    organisation = OrganisationFactory(verified=True)

    edited = edit_organisation_identity(
        organisation=organisation,
        actor=member_of(organisation),
        name=organisation.name,
        area=organisation.area,
    )

    assert edited.verified_at


def test_a_department_is_renamed_by_an_administrator_only_and_its_old_name_is_kept():
    administrator = RoleGrantFactory(role=Role.ADMINISTRATOR).user
    department = enter(administrator)
    with pytest.raises(MemberRoleIsRequired):
        edit_organisation_identity(
            organisation=department, actor=member_of(department), name="x", area=department.area
        )

    renamed = edit_organisation_identity(
        organisation=department, actor=administrator, name="みち課", area=department.area
    )

    assert renamed.verified_at
    assert "道路課" in renamed.history.values_list("name", flat=True)


def test_what_has_ended_is_not_edited():
    membership = MembershipFactory()
    end_organisation(organisation=membership.organisation, actor=membership.user)

    with pytest.raises(OrganisationHasEnded):
        edit_organisation_page(
            organisation=membership.organisation, actor=membership.user, name_en="", about="x"
        )


@pytest.mark.parametrize(
    "name",
    [
        "花\nの会",
        "花\x00の会",
        "\u202e会の花",
        "花\u200bの会",
        "見て https://evil.example",
        "WWW.evil.example",
    ],
)
def test_a_name_is_one_visible_line_and_no_advertisement(name):
    for thing in (OrganisationFactory.build(name=name), UserFactory.build(display_name=name)):
        field = "name" if hasattr(thing, "kind") else "display_name"
        with pytest.raises(ValidationError) as refused:
            thing.clean_fields()
        assert field in refused.value.message_dict
