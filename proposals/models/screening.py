"""What a department found about a proposal: four headings, a verdict, one public answer."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import Organisation, User
from proposals.models.proposals import Proposal
from proposals.names import HEADING_NAMES, JUDGEMENTS, VERDICT_NAMES, StateText, Text
from proposals.states import Heading, Judgement, ScreeningVerdict


def _officer(instance: "Screening", **_: Any) -> User | None:
    return instance.officer


class Screening(models.Model):
    """Begun when a department takes the proposal up; `at` is when the verdict was given.

    A proposal that was sent back and handed in again is screened anew in the same row; the
    history keeps the earlier answers.
    """

    proposal = models.OneToOneField(
        Proposal, models.CASCADE, primary_key=True, related_name="screening"
    )
    department = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("担当課"))
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    began_at = models.DateTimeField(default=timezone.now)
    # By when it is answered; everyone sees the day. Null: begun before there were days.
    due_on = models.DateField(_("回答期限"), null=True, blank=True)
    # By heading, a Judgement; null where it was judged before headings had them.
    judgements = models.JSONField(null=True, blank=True)
    law = models.TextField(_("法令"), max_length=2000, blank=True)
    cost_finding = models.TextField(_("費用"), max_length=2000, blank=True)
    duplication = models.TextField(_("ほかの事業との重なり"), max_length=2000, blank=True)
    feasibility = models.TextField(_("実現できるか"), max_length=2000, blank=True)
    verdict = models.CharField(
        _("結論"),
        max_length=10,
        choices=[(verdict.value, name) for verdict, name in VERDICT_NAMES.items()],
        blank=True,
    )
    answer = models.TextField(_("回答（理由）"), max_length=4000, blank=True)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    # The way of delivery that is put to the vote; `cost` is the total of its lines at the verdict.
    option = models.ForeignKey(
        "DeliveryOption", models.PROTECT, null=True, blank=True, related_name="+"
    )
    cost = models.DecimalField(_("費用"), max_digits=16, decimal_places=2, null=True, blank=True)
    cost_basis = models.TextField(_("費用の根拠"), max_length=2000, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords(get_user=_officer)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cost=None) | models.Q(cost__gte=0),
                name="screening_cost_not_negative",
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict=ScreeningVerdict.COSTED) | models.Q(cost__isnull=False),
                name="costed_names_its_cost",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.verdict}"

    @property
    def cost_yen(self) -> int | None:
        return None if self.cost is None else int(self.cost)

    def findings(self) -> list[tuple[Text, StateText | None, str]]:
        """Under each heading: its name, the judgement, and the reason."""
        return [
            (name, self._judged(heading), getattr(self, REASON_OF[heading]))
            for heading, name in HEADING_NAMES.items()
        ]

    def _judged(self, heading: Heading) -> StateText | None:
        judgement = (self.judgements or {}).get(heading)
        return JUDGEMENTS[Judgement(judgement)] if judgement else None


# `cost` is the sum in yen.
REASON_OF = {heading: heading.value for heading in Heading} | {Heading.COST: "cost_finding"}
