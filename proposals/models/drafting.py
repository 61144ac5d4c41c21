"""What is written together, live: the document, what came in since it was last settled, credit."""

from django.db import models
from django.utils import timezone

from portal.accounts.models import User
from proposals.models.proposals import Proposal


class SharedDraft(models.Model):
    """The document behind the texts of a proposal, from when they are first opened live.

    Steps are numbered from 1 without gaps, under the hold of the proposal. `state` holds all steps
    up to `settled_step`, and the columns of the proposal say what it says; what came later lies in
    the updates, and is no revision yet.
    """

    proposal = models.OneToOneField(
        Proposal, models.CASCADE, primary_key=True, related_name="shared"
    )
    state = models.BinaryField()
    step = models.PositiveIntegerField(default=1)
    settled_step = models.PositiveIntegerField(default=1)
    # Of the state and the updates together.
    size_bytes = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.settled_step}/{self.step}"

    @property
    def is_settled(self) -> bool:
        return self.step == self.settled_step


class DraftUpdate(models.Model):
    """What one person wrote in one step. It goes when the draft is settled; the credit stays."""

    draft = models.ForeignKey(SharedDraft, models.CASCADE, related_name="updates")
    step = models.PositiveIntegerField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    data = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["step", "id"]
        indexes = [models.Index(fields=["draft", "step", "id"], name="draft_updates_in_order")]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.step}"


class Credit(models.Model):
    """One of those whose words are in a revision that several wrote."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="credits")
    revision = models.PositiveIntegerField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "revision", "user"], name="one_credit_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}/{self.revision}: {self.user_id}"
