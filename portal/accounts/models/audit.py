"""The record of privileged deeds: who did what to which thing, and when. It only grows."""

from django.db import models
from django.utils import timezone

from portal.accounts.models.people import User
from portal.common.append_only import append_only


@append_only
class AuditEntry(models.Model):
    """One deed. `deed` is the service's name; `facts` never holds a secret or a text typed."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    deed = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["deed", "-at"], name="audit_by_deed"),
            models.Index(fields=["subject", "-at"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.deed}: {self.subject}"
