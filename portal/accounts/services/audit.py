"""Writing to the record of privileged deeds, in the transaction of the deed."""

from django.db import connection, models, transaction

from portal.accounts.models import AuditEntry, User

Fact = str | int | bool | None


def record(deed: str, *, actor: User | None, subject: models.Model | str, **facts: Fact) -> None:
    """Say who did what to which thing. `deed` is the service's name.

    A model as subject is kept as its kind and number ("organisation:12"). Facts hold neither
    secrets nor texts that people typed nor anything personal: this record is never erased.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A deed is recorded with the deed itself.")
    AuditEntry.objects.create(
        actor=actor,
        deed=deed,
        subject=subject if isinstance(subject, str) else f"{subject._meta.model_name}:{subject.pk}",
        facts=facts,
    )
