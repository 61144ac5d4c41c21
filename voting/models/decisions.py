"""What the city and its assembly made of a vote: the vote itself binds nobody."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import User
from portal.common.append_only import append_only
from portal.common.written import language_of
from voting.models.elections import Option


@append_only
class Decision(models.Model):
    """The assembly's decision on one option, recorded by the mayor's office.

    `amount` is in the cycle's currency, null where it was not approved.
    """

    option = models.OneToOneField(Option, models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    amount = models.DecimalField(
        _("予算額"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    reason = models.TextField(_("理由"), max_length=2000, blank=True)
    decided_on = models.DateField(_("議決日"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved=True, amount__isnull=False, amount__gt=0)
                | models.Q(approved=False, amount=None),
                name="what_is_approved_has_an_amount",
            )
        ]

    def __str__(self) -> str:
        return f"{self.option_id}: {self.approved}"

    @property
    def language(self) -> str:
        return language_of(self.reason)


def _answering(instance: "PriorityAnswer", **_: Any) -> User:
    return instance.by


class PriorityAnswer(models.Model):
    """What the city answers to one priority, and does about it in the budget."""

    option = models.OneToOneField(Option, models.PROTECT, related_name="priority_answer")
    text = models.TextField(_("市の回答"), max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    history = HistoricalRecords(get_user=_answering)

    def __str__(self) -> str:
        return f"{self.option_id}: {self.text[:40]}"

    @property
    def language(self) -> str:
        return language_of(self.text)
