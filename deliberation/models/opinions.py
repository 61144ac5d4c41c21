"""Opinion maps: short statements, what people answered to them, and the groups found in that."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deliberation.models.threads import Contribution
from deliberation.opinions.answers import Answer
from portal.accounts.models import User
from portal.lifecycle.models import Item

STATEMENT_LIMIT = 140


class StatementState(models.TextChoices):
    WAITING = "waiting", _("確認待ち")
    SHOWN = "shown", _("公開")
    REFUSED = "refused", _("不掲載")


class OpinionMapQuerySet(models.QuerySet["OpinionMap"]):
    def listed(self) -> Self:
        """With all that one card of a list shows."""
        return self.select_related("item__cycle").annotate(
            statement_count=models.Count(
                "statements", models.Q(statements__state=StatementState.SHOWN)
            )
        )


class OpinionMap(models.Model):
    """A question on which residents answer statements by agreeing, disagreeing or passing.

    The question is the title of its item; what it concerns is linked to it on the path.
    `is_changed`: somebody answered since groups were last looked for; a chore takes it back.
    """

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="opinion_map")
    about = models.TextField(_("説明"), max_length=1000, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_changed = models.BooleanField(default=False)

    objects = OpinionMapQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-item"]

    def __str__(self) -> str:
        return self.item.title

    def get_absolute_url(self) -> str:
        return reverse("deliberation:opinion_map", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class StatementQuerySet(models.QuerySet["Statement"]):
    def shown(self) -> Self:
        return self.filter(state=StatementState.SHOWN)

    def waiting(self) -> Self:
        return self.filter(state=StatementState.WAITING)


class Statement(models.Model):
    """One thought that can be agreed with or not. Who wrote it is shown to moderators only.

    `sequence` counts from 1 within the map, and is the place of its letter in everybody's answers.
    """

    opinion_map = models.ForeignKey(OpinionMap, models.PROTECT, related_name="statements")
    sequence = models.PositiveIntegerField()
    text = models.CharField(_("短い意見"), max_length=STATEMENT_LIMIT)
    language = models.CharField(max_length=5, default="ja")
    author = models.ForeignKey(User, models.PROTECT, related_name="statements")
    # The argument of a discussion that it puts in short.
    argument = models.ForeignKey(
        Contribution, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    state = models.CharField(
        max_length=10, choices=StatementState.choices, default=StatementState.WAITING
    )
    reason = models.TextField(_("理由"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["opinion_map", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion_map", "sequence"], name="one_statement_a_number"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=StatementState.REFUSED) | ~models.Q(reason=""),
                name="refused_statement_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PersonalAnswers(models.Model):
    """What one person answered: a letter for each statement, in the order of their numbers.

    One short row a person: 100,000 of them are read in a moment. When which answer was given is
    kept nowhere.
    """

    opinion_map = models.ForeignKey(OpinionMap, models.PROTECT, related_name="answers")
    person = models.ForeignKey(User, models.PROTECT, related_name="opinion_answers")
    letters = models.TextField(blank=True)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opinion_map", "person"], name="one_row_of_answers")
        ]
        indexes = [models.Index(fields=["opinion_map", "-last_at"], name="answers_by_time")]

    def __str__(self) -> str:
        return f"{self.opinion_map_id} / {self.person_id}"

    def to(self, sequence: int) -> Answer:
        """The answer to the statement of that number."""
        return Answer(self.letters[sequence - 1 : sequence] or Answer.NONE)


class OpinionGroups(models.Model):
    """What was found last: the published matrix without names, and all that is shown of it.

    `columns` are the numbers of the statements that stand in `rows`, a line a person in an order
    drawn anew each time. `found` is null where there was too little to look at.
    """

    opinion_map = models.OneToOneField(
        OpinionMap, models.PROTECT, primary_key=True, related_name="groups"
    )
    number = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    columns: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    rows = models.TextField(blank=True)
    found: models.JSONField[Any, Any] = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.opinion_map_id} #{self.number}"
