"""What an electorate whose ballots nobody has decided, as one sum for each option."""

from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.utils import timezone

from portal.accounts.models import User
from voting.models.roll import Electorate


class ElectorateTotals(models.Model):
    """The totals of a committee or a survey, in the order of the options, as decimal text.

    They may be put anew until the ballots of the others are in; then they are counted with them.
    """

    electorate = models.OneToOneField(
        Electorate, models.PROTECT, primary_key=True, related_name="totals"
    )
    values = models.JSONField()
    file_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.electorate_id}: {len(self.values)}"

    @property
    def votes(self) -> tuple[Fraction, ...]:
        return tuple(Fraction(Decimal(value)) for value in self.values)
