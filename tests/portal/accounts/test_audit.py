import pytest
from django.db import DatabaseError, transaction

from portal.accounts.models import AuditEntry
from portal.accounts.services import audit
from tests.factories.accounts import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_deed_is_recorded_with_who_and_what():
    actor, organisation = UserFactory(), OrganisationFactory()

    audit.record("verify", actor=actor, subject=organisation, accepted=True)

    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.deed) == (actor, "verify")
    assert entry.subject == f"organisation:{organisation.pk}"
    assert entry.facts == {"accepted": True}


@pytest.mark.django_db(transaction=True)
def test_a_deed_is_recorded_only_within_its_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        audit.record("verify", actor=None, subject="portal")


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: AuditEntry.objects.update(deed="nothing"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.get().delete(),
    ],
    ids=["change all", "remove all", "remove one"],
)
def test_the_database_refuses_to_change_or_remove_an_entry(tamper):
    audit.record("verify", actor=None, subject="portal")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        tamper()

    assert AuditEntry.objects.get().deed == "verify"
