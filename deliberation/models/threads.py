"""A thread of contributions on any item of the path."""

from collections.abc import Sequence
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from deliberation.names import KIND_NAMES, REACTION_NAMES
from deliberation.states import Kind, View
from portal.accounts.models import Organisation, User
from portal.lifecycle.models import Item

TEXT_LIMIT = 2000
QUOTE_LIMIT = 400


class ThreadQuerySet(models.QuerySet["Thread"]):
    def listed(self) -> Self:
        """Those on public items, with all that listing them needs."""
        return self.filter(item__is_public=True).select_related("item", "item__cycle")

    def for_view(self, view: View) -> Self:
        """Those in which there is something to see of that kind."""
        if view == View.BALANCE:
            return self.filter(for_total__gt=0, against_total__gt=0)
        if view == View.UNANSWERED:
            return self.filter(open_question_total__gt=0)
        return self


class Thread(models.Model):
    """The discussion of an item, from its first contribution on.

    `last_sequence` numbers contributions. `last_change` numbers every change that readers must
    see: a contribution, an edit, a reaction, a removal. The totals count what is in sight. All of
    it changes only under the row lock that services.numbering takes and keeps until the commit, so
    whoever has seen change n, and asks for what came after it, misses nothing.
    """

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="thread")
    last_sequence = models.PositiveIntegerField(default=0)
    last_change = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)
    for_total = models.PositiveIntegerField(null=True)
    against_total = models.PositiveIntegerField(null=True)
    question_total = models.PositiveIntegerField(null=True)
    open_question_total = models.PositiveIntegerField(null=True)
    answer_total = models.PositiveIntegerField(null=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # The facilitator who chairs it, and so says nothing in it.
    chair = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # How many summaries stand.
    summary_total = models.PositiveIntegerField(null=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-last_at", "-item"], name="thread_by_life")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.last_sequence}"


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def with_speakers(self) -> Self:
        """With all that showing one needs."""
        return self.select_related("author", "organisation", "reply_to", "moved_to")

    def in_sight(self) -> Self:
        """Without what a moderator hid, and what was moved elsewhere."""
        return self.filter(hidden_at=None, moved_to=None)

    def openings(self) -> Self:
        """Without replies."""
        return self.filter(reply_to=None)

    def on_public_items(self) -> Self:
        return self.filter(thread__item__is_public=True)


def _changed_by(instance: "Contribution", **_: Any) -> User | None:
    return instance.changed_by


class Contribution(models.Model):
    """What one person said, as themselves or for an organisation.

    `change` is the thread's number of the last change made to it. A reply is one level deep:
    `reply_to` is no reply itself, and `quote` a part of its text. `reactions` and `answers` repeat
    what is counted. What a moderator hid stays here, out of sight, with the reason.
    """

    # Who makes the change that the next save writes into the history.
    changed_by: User | None = None
    # Of an opening: the replies that its page shows, and how many there are beside them.
    shown_replies: Sequence["Contribution"] = ()
    more_replies: int = 0

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="contributions")
    sequence = models.PositiveIntegerField()
    change = models.PositiveIntegerField()
    author = models.ForeignKey(User, models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("発言する立場"),
    )
    # What came to this table later is null where older code wrote the row.
    kind = models.CharField(  # noqa: DJ001
        _("意見の種類"),
        max_length=20,
        choices=[(kind.value, name) for kind, name in KIND_NAMES.items()],
        blank=True,
        null=True,
    )
    reply_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    quote = models.TextField(  # noqa: DJ001
        _("引用"), max_length=QUOTE_LIMIT, blank=True, null=True
    )
    reactions = models.JSONField(null=True, blank=True)
    # Of a question: how many answers of the city are in sight.
    answers = models.PositiveSmallIntegerField(null=True, blank=True)
    # When its author said that they think otherwise by now.
    changed_mind_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    # Who chairs the discussion moved it: here stays a line that leads to where it stands now.
    moved_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="moved_from"
    )
    text = models.TextField(_("意見"), max_length=TEXT_LIMIT)
    language = models.CharField(max_length=5, default="ja")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField(_("非表示にした理由"), blank=True)

    objects = ContributionQuerySet.as_manager()
    history = HistoricalRecords(get_user=_changed_by)

    class Meta:
        ordering = ["thread", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "sequence"], name="one_contribution_a_number"
            ),
            models.UniqueConstraint(fields=["thread", "change"], name="one_contribution_a_change"),
        ]
        indexes = [
            models.Index(fields=["author", "-created_at"], name="contribution_of_author"),
            models.Index(fields=["thread", "kind", "-sequence"], name="contribution_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} #{self.sequence}"

    def get_absolute_url(self) -> str:
        return reverse("deliberation:contribution", args=[self.thread_id, self.sequence])

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_moved(self) -> bool:
        return self.moved_to_id is not None

    @property
    def is_reply(self) -> bool:
        return self.reply_to_id is not None

    @property
    def is_question(self) -> bool:
        return self.kind == Kind.QUESTION

    @property
    def is_answer(self) -> bool:
        return self.kind == Kind.ANSWER

    @property
    def kind_name(self) -> str:
        """What it is, for all but plain remarks."""
        return str(KIND_NAMES[Kind(self.kind)]) if self.kind else ""

    @property
    def quoted(self) -> str:
        """The quote, as long as what it is of stands in sight."""
        hidden = self.reply_to is not None and self.reply_to.is_hidden
        return "" if hidden else self.quote or ""


class Reaction(models.Model):
    """That a person found something in what another said. It is no vote and orders nothing."""

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, related_name="reactions_of_people"
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="reactions")
    kind = models.CharField(
        max_length=20, choices=[(kind.value, name) for kind, name in REACTION_NAMES.items()]
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "user", "kind"], name="one_reaction_of_a_kind"
            )
        ]
        indexes = [models.Index(fields=["user", "contribution"], name="reaction_of_person")]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.kind}"

    @property
    def mark(self) -> str:
        """As the buttons of a page name it."""
        return f"{self.contribution.sequence}:{self.kind}"
