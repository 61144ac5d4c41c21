"""A proposal, the organisations that write it together, and who supports it."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import Membership, Organisation, User
from portal.accounts.selectors import Person
from portal.lifecycle.models import Item
from portal.registers.models import Area, Theme
from proposals.models.places import Placed
from proposals.names import DELIVERY_NAMES, FIELD_NAMES, PROPOSAL_STATES, StateText
from proposals.states import Delivery, ProposalState


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def public(self) -> Self:
        return self.filter(item__is_public=True)

    def visible_to(self, person: Person) -> Self:
        """What is public, and the drafts of one's own and of one's organisations.

        An invited organisation reads the draft before it answers.
        """
        if not isinstance(person, User):
            return self.public()
        return self.filter(models.Q(item__is_public=True) | written_by(person))

    def drafts_of(self, user: User) -> Self:
        return self.filter(written_by(user), item__is_public=False)

    def costed(self) -> Self:
        return self.filter(state=ProposalState.COSTED)

    def listed(self) -> Self:
        """With all that one line of a list shows."""
        return self.select_related("item__cycle", "area", "theme").with_support_count()

    def with_support_count(self) -> Self:
        supports = ProposalSupport.objects.filter(proposal=models.OuterRef("pk")).order_by()
        counted = supports.values("proposal").annotate(count=models.Count("pk")).values("count")
        return self.annotate(support_count=Coalesce(models.Subquery(counted), 0))

    def for_reader(self, person: Person) -> Self:
        """With whether the person supports it."""
        given = ProposalSupport.objects.filter(proposal=models.OuterRef("pk"), user=person.pk)
        return self.annotate(is_supported=models.Exists(given))


def written_by(user: User) -> models.Q:
    """The condition that a person is among those who write the proposal, or is asked to be."""
    memberships = Membership.objects.in_force().filter(user=user).values("organisation")
    listed = CoAuthor.objects.filter(organisation__in=memberships, proposal=models.OuterRef("pk"))
    return models.Q(author=user) | models.Q(models.Exists(listed))


def _editor(instance: "Proposal", **_: Any) -> User | None:
    return instance.edited_by


class Proposal(Placed):
    """A way from how it is to how it should be. Its number is that of its item on the path.

    `revision` counts the texts: it rises with every edit, and consent is given to one of them.
    `author` is null for what was loaded from elsewhere, `external_id` its number there.
    """

    # Who makes the change that the next save writes into the history.
    edited_by: User | None = None
    # Of a row that was loaded `for_reader`.
    is_supported: bool

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="proposal")
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="proposals")
    title = models.CharField(FIELD_NAMES["title"], max_length=200)
    summary = models.CharField(FIELD_NAMES["summary"], max_length=200, blank=True)
    aim = models.TextField(FIELD_NAMES["aim"], max_length=2000, blank=True)
    situation = models.TextField(FIELD_NAMES["situation"], max_length=2000, blank=True)
    gap = models.TextField(FIELD_NAMES["gap"], max_length=2000, blank=True)
    means = models.TextField(FIELD_NAMES["means"], max_length=4000, blank=True)
    language = models.CharField(FIELD_NAMES["language"], max_length=5, default="ja")
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, db_index=False, verbose_name=FIELD_NAMES["theme"]
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        db_index=False,
        verbose_name=FIELD_NAMES["area"],
        related_name="proposals",
    )
    place = models.CharField(FIELD_NAMES["place"], max_length=200, blank=True)
    delivery = models.CharField(
        FIELD_NAMES["delivery"],
        max_length=10,
        choices=[(delivery.value, name) for delivery, name in DELIVERY_NAMES.items()],
        default=Delivery.SHARED,
    )
    state = models.CharField(
        _("状態"),
        max_length=20,
        choices=[(state.value, text.name) for state, text in PROPOSAL_STATES.items()],
        default=ProposalState.DRAFT,
    )
    revision = models.PositiveIntegerField(_("版"), default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    external_id = models.CharField(max_length=100, blank=True)
    history = HistoricalRecords(get_user=_editor)

    objects = ProposalQuerySet.as_manager()

    class Meta(Placed.Meta):
        indexes = [
            # One for each way in which the list is narrowed: its newest part is read in order.
            models.Index(fields=["-submitted_at", "-item"], name="proposal_newest"),
            models.Index(fields=["state", "-submitted_at", "-item"], name="proposal_of_state"),
            models.Index(fields=["theme", "-submitted_at", "-item"], name="proposal_of_theme"),
            models.Index(fields=["area", "-submitted_at", "-item"], name="proposal_of_area"),
            # The numbers beside the wards are counted without reading the texts.
            models.Index(fields=["area", "state"], name="proposal_counted"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    @property
    def state_text(self) -> StateText:
        return PROPOSAL_STATES[ProposalState(self.state)]


class CoAuthorQuerySet(models.QuerySet["CoAuthor"]):
    def without_consent(self) -> Self:
        """Those that have not consented to the text as it stands now."""
        return self.exclude(
            consented_at__isnull=False, consented_revision=models.F("proposal__revision")
        )


class CoAuthor(models.Model):
    """An organisation that writes a proposal with its author, or is asked to.

    Consent is to one revision; a later edit leaves it behind.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="co_authors")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="co_authorships")
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    consented_at = models.DateTimeField(null=True, blank=True)
    consented_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    consented_revision = models.PositiveIntegerField(null=True, blank=True)

    objects = CoAuthorQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "organisation"], name="one_co_authorship_per_organisation"
            ),
            models.CheckConstraint(
                condition=models.Q(consented_at=None) | models.Q(accepted_at__isnull=False),
                name="consent_follows_acceptance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.organisation_id}"


class ProposalSupport(models.Model):
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supports")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "user"], name="one_support_per_proposal")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.proposal_id}"
