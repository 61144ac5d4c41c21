"""An appeal against a proposal's being declined: once, in time, decided by somebody else."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from proposals.models.proposals import Proposal
from proposals.names import OUTCOMES, StateText
from proposals.states import AppealOutcome


class Appeal(models.Model):
    proposal = models.OneToOneField(
        Proposal, models.CASCADE, primary_key=True, related_name="appeal"
    )
    appellant = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(_("不服の理由"), max_length=2000)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("回答期限"))
    # Who decided: another department, in the person of somebody else, than gave the verdict.
    department = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(
        _("結論"),
        max_length=10,
        choices=[(outcome.value, text.name) for outcome, text in OUTCOMES.items()],
        blank=True,
    )
    answer = models.TextField(_("回答（理由）"), max_length=4000, blank=True)
    answer_language = models.CharField(_("回答の言語"), max_length=5, default="ja")
    decided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.outcome}"

    @property
    def outcome_text(self) -> StateText | None:
        return OUTCOMES[AppealOutcome(self.outcome)] if self.outcome else None
