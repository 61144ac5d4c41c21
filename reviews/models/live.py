"""What a session needs while it is held: its agenda, its chair, what is written together."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import User
from portal.common.append_only import append_only
from reviews.models.commitments import Commitment
from reviews.models.projects import Project, editor_of
from reviews.models.sessions import Question, ReviewSession
from reviews.names import CHAIR_DEED_NAMES, NOTE_KIND_NAMES, choices
from reviews.states import ChairDeed, NoteKind


class AgendaPoint(models.Model):
    """One point of an agenda; of the points about a project, the room shows its charts."""

    session = models.ForeignKey(ReviewSession, models.CASCADE, related_name="agenda")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(_("議題"), max_length=120)
    language = models.CharField(max_length=5, default="ja")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["session", "place"], name="one_agenda_point_a_place")
        ]

    def __str__(self) -> str:
        return self.title


class Room(models.Model):
    """The live room of a session. `last_change` numbers what its readers must see.

    It grows only under the row's lock, which is kept until the commit, so whoever has seen
    change n, and asks for what came after it, misses nothing.
    """

    session = models.OneToOneField(
        ReviewSession, models.CASCADE, primary_key=True, related_name="room"
    )
    last_change = models.PositiveIntegerField(default=0)
    chair = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("進行役")
    )
    point = models.ForeignKey(AgendaPoint, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.session_id}: {self.last_change}"


class RoomPiece(models.Model):
    """A part of the room that readers are sent anew, and the number of its last change."""

    session = models.ForeignKey(ReviewSession, models.CASCADE, related_name="pieces")
    key = models.CharField(max_length=40)
    change = models.PositiveIntegerField()

    class Meta:
        ordering = ["change"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="one_change_a_piece"),
            models.UniqueConstraint(fields=["session", "change"], name="one_piece_a_change"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.key}: {self.change}"


class QuestionSupport(models.Model):
    """That somebody wants to know it too."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="supports")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "user"], name="one_support_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.question_id}"


class SessionNoteQuerySet(models.QuerySet["SessionNote"]):
    def listed(self) -> Self:
        return self.select_related("author", "project__item")


class SessionNote(models.Model):
    """A line of the minutes, or a decision.

    `version` counts its texts, so that whoever mends an older one is told.
    """

    edited_by: User | None = None

    session = models.ForeignKey(ReviewSession, models.PROTECT, related_name="notes")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, related_name="+", verbose_name=_("事業")
    )
    kind = models.CharField(_("種類"), max_length=10, choices=choices(NOTE_KIND_NAMES))
    text = models.TextField(_("内容"), max_length=1000)
    language = models.CharField(max_length=5, default="ja")
    author = models.ForeignKey(User, models.PROTECT, related_name="session_notes")
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords(get_user=editor_of)

    objects = SessionNoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.text[:40]}"

    @property
    def is_decision(self) -> bool:
        return self.kind == NoteKind.DECISION


@append_only
class CarriedCommitment(models.Model):
    """That a session looked at a commitment still open, and passes it on to the next."""

    session = models.ForeignKey(ReviewSession, models.PROTECT, related_name="carried")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="carried")
    note = models.CharField(_("話し合ったこと"), max_length=300, blank=True)
    language = models.CharField(max_length=5, default="ja")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "commitment"], name="carried_once_in_a_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} → {self.commitment_id}"


@append_only
class ChairAct(models.Model):
    """One line of the log of who chairs: what they moved, took up or handed on."""

    session = models.ForeignKey(ReviewSession, models.PROTECT, related_name="chair_acts")
    deed = models.CharField(max_length=12, choices=choices(CHAIR_DEED_NAMES))
    about = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="ja")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.deed}"

    @property
    def deed_name(self) -> Any:
        return CHAIR_DEED_NAMES[ChairDeed(self.deed)]
