"""Imported ballots, without names, and what counting them gave. Both tables only grow."""

from django.db import models
from django.utils import timezone

from portal.common.append_only import append_only
from voting.models.elections import Election


@append_only
class BallotGroup(models.Model):
    """`count` identical ballots.

    `content` is a list of pairs: the position of an option, and the points given to it, in units
    of 1 / election.point_unit; in the voter's order where options are ranked. Who cast a ballot
    is not stored anywhere, and neither is the order in which they came. `electorate` is the place
    of the body that cast them; null where there is but one.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="ballot_groups")
    electorate = models.PositiveSmallIntegerField(null=True, blank=True)
    content = models.JSONField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.election_id}: {self.count}"


@append_only
class Result(models.Model):
    """A count of an election, with all that is needed to come to it again.

    `outcome` is voting.counting.Result as JSON: it names its rule, the hash of its input and the
    version of the counting itself; they are repeated beside it to be found.
    """

    election = models.OneToOneField(Election, models.PROTECT, related_name="result")
    rule = models.JSONField()
    input_sha256 = models.CharField(max_length=64)
    counting_version = models.CharField(max_length=20)
    outcome = models.JSONField()
    counted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.election_id}: {self.input_sha256[:12]}"
