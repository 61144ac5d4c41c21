"""A passage changed by somebody who may not edit, for the writers to take or to decline."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from proposals.models.proposals import Proposal
from proposals.names import FIELD_NAMES, SUGGESTION_STATES, StateText
from proposals.shared_text import FIELDS
from proposals.states import SuggestionState


class Suggestion(models.Model):
    """`before` stands in the field, or is empty: then `after` is to follow at its end."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="suggestions")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    field = models.CharField(
        _("直す欄"), max_length=20, choices=[(name, FIELD_NAMES[name]) for name in FIELDS]
    )
    before = models.TextField(_("いまの文"), max_length=4000, blank=True)
    after = models.TextField(_("直した文"), max_length=4000, blank=True)
    reason = models.TextField(_("直す理由"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, text.name) for state, text in SUGGESTION_STATES.items()],
        default=SuggestionState.OPEN,
    )
    answer = models.TextField(_("答え"), max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["proposal", "-id"], name="suggestions_of_proposal")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", decided_at=None)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="who_decided_a_suggestion_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.field}"

    @property
    def state_text(self) -> StateText:
        return SUGGESTION_STATES[SuggestionState(self.state)]
