"""What a session looked at: its data as they stood when the memo went out."""

from django.db import models
from django.utils import timezone

from portal.common.append_only import append_only
from reviews.models.sessions import ReviewSession


@append_only
class Snapshot(models.Model):
    """The data behind a session, frozen: later readings and payments change nothing here.

    `document` holds for each language the projects as reviews.selectors.snapshots makes them.
    """

    session = models.OneToOneField(
        ReviewSession, models.PROTECT, primary_key=True, related_name="snapshot"
    )
    document = models.JSONField()
    taken_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.session_id}: {self.taken_at:%Y-%m-%d}"
