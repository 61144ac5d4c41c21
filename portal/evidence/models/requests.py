"""What residents want to know and could not find."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.evidence.licences import RequestState
from portal.evidence.models.data_sets import DataSet
from portal.evidence.names import REQUEST_STATE_NAMES
from portal.lifecycle.models import Item


class EvidenceRequestQuerySet(models.QuerySet["EvidenceRequest"]):
    def waiting(self) -> Self:
        return self.filter(state=RequestState.WAITING)

    def listed(self) -> Self:
        """With all that one line of a list shows."""
        return self.select_related("item__cycle", "data_set__item")


class EvidenceRequest(models.Model):
    """A request for data, and the city's answer: the data itself, or why it cannot be given."""

    item = models.OneToOneField(
        Item, models.PROTECT, primary_key=True, related_name="evidencerequest"
    )
    text = models.CharField(_("ほしいデータ"), max_length=200)
    why = models.TextField(_("使いみち"), max_length=1000)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    by = models.ForeignKey(User, models.PROTECT, related_name="evidence_requests")
    state = models.CharField(
        _("状態"),
        max_length=10,
        choices=[(state.value, name) for state, name in REQUEST_STATE_NAMES.items()],
        default=RequestState.WAITING,
    )
    answer = models.TextField(_("回答"), max_length=2000, blank=True)
    answer_language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    data_set = models.ForeignKey(
        DataSet, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = EvidenceRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-item"]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    @property
    def state_name(self) -> Promise | str:
        return REQUEST_STATE_NAMES[RequestState(self.state)]
