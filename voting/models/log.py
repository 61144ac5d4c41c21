"""The log of a vote held here. All these tables only grow, and none of them knows a reader.

No row has a time, an address or an account, and an entry no number before it is sequenced: who
reads the whole database learns nothing of the order within a batch but what the disk tells.
"""

from django.db import models
from django.utils import timezone

from portal.common.append_only import append_only
from voting.models.held import Credential, HeldVote


@append_only
class LogEntry(models.Model):
    """An entry as it was promised; `leaf` is its hash in the tree.

    `tracker` of a ballot, or of what was spoilt; `credential` of a ballot, or of whom the
    registrar excludes; `counter` of a ballot alone.
    """

    leaf = models.CharField(primary_key=True, max_length=64)
    held = models.ForeignKey(HeldVote, models.PROTECT, related_name="entries")
    kind = models.PositiveSmallIntegerField()
    encoded = models.BinaryField()
    tracker = models.CharField(max_length=64, null=True)  # noqa: DJ001
    credential = models.ForeignKey(
        Credential, models.PROTECT, null=True, related_name="entries", db_index=False
    )
    counter = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tracker"], name="one_entry_per_tracker"),
            models.UniqueConstraint(
                fields=["credential", "counter"], name="one_ballot_per_counter"
            ),
            models.UniqueConstraint(
                fields=["credential"],
                condition=models.Q(counter=None),
                name="a_credential_is_excluded_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_id}: {self.leaf[:8]}"


@append_only
class SeenElement(models.Model):
    """Half of a ciphertext: none stands in two ballots."""

    element = models.BinaryField(primary_key=True, max_length=32)

    def __str__(self) -> str:
        return bytes(self.element).hex()[:8]


@append_only
class Place(models.Model):
    """Where an entry stands in the log: given once, in batches, by the sequencer."""

    entry = models.OneToOneField(LogEntry, models.PROTECT, primary_key=True, related_name="place")
    held = models.ForeignKey(HeldVote, models.PROTECT, related_name="places", db_index=False)
    index = models.PositiveIntegerField()

    class Meta:
        ordering = ["held", "index"]
        constraints = [
            models.UniqueConstraint(fields=["held", "index"], name="one_entry_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.held_id}: {self.index}"


@append_only
class LogNode(models.Model):
    """The root of a full subtree: of the leaves index * 2^level to (index + 1) * 2^level - 1."""

    held = models.ForeignKey(HeldVote, models.PROTECT, related_name="nodes", db_index=False)
    level = models.PositiveSmallIntegerField()
    index = models.PositiveIntegerField()
    root = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held", "level", "index"], name="one_root_per_node"),
        ]

    def __str__(self) -> str:
        return f"{self.held_id}: {self.level}/{self.index}"


@append_only
class LogHead(models.Model):
    """A signed head. `at` is the time of its batch, the finest time that the log knows."""

    held = models.ForeignKey(HeldVote, models.PROTECT, related_name="heads")
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["held", "size"]
        constraints = [
            models.UniqueConstraint(fields=["held", "size"], name="one_head_per_size"),
        ]

    def __str__(self) -> str:
        return f"{self.held_id}: {self.size}"


class Challenges(models.Model):
    """How many ballots a credential has spoilt: which ones is not kept."""

    credential = models.OneToOneField(
        Credential, models.PROTECT, primary_key=True, related_name="challenges"
    )
    count = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.credential_id}: {self.count}"
