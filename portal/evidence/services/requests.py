"""Asking for data, and answering."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.evidence.errors import DataSetIsMissing, NotADepartmentOfficer, RequestIsAnswered
from portal.evidence.licences import RequestState
from portal.evidence.models import DataSet, EvidenceRequest
from portal.lifecycle import lineage
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from portal.notices.services import follow


@transaction.atomic
def request_evidence(
    *, actor: User, cycle: Cycle, text: str, why: str, language: str = "ja"
) -> EvidenceRequest:
    """Ask the city for data. The asker follows what becomes of it.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open REQUEST_EVIDENCE to the actor.
    """
    admit(actor=actor, cycle=cycle, action=Action.REQUEST_EVIDENCE)
    item = lineage.place("data_request", cycle=cycle, title=text, language=language)
    asked = EvidenceRequest.objects.create(
        item=item, text=text, why=why, language=language, by=actor
    )
    follow(user=actor, item=item)
    write_event("evidence.data_requested", item=item, actor=actor)
    return asked


@dataclass(frozen=True)
class RequestAnswer:
    """What the city says: here it is (with the data set), or why it cannot be given."""

    text: str
    data_set: DataSet | None = None
    language: str = "ja"


@transaction.atomic
def provide_data(*, actor: User, request_id: int, answer: RequestAnswer) -> EvidenceRequest:
    """Answer a request with a data set of the library; whoever asked follows that too.

    An answer belongs to no phase: what was asked is owed an answer.

    Raises:
        NotADepartmentOfficer: the actor acts for no department of the area.
        RequestIsAnswered: once is enough.
        DataSetIsMissing: names none.
    """
    asked = _hold(actor, request_id)
    if answer.data_set is None:
        raise DataSetIsMissing
    asked.data_set = answer.data_set
    _write(asked, RequestState.PROVIDED, answer, actor)
    lineage.link(asked.item, answer.data_set.item)
    follow(user=asked.by, item=answer.data_set.item)
    write_event("evidence.data_provided", item=asked.item, actor=actor)
    return asked


@transaction.atomic
def decline_request(*, actor: User, request_id: int, answer: RequestAnswer) -> EvidenceRequest:
    """Say why the data cannot be given.

    Raises:
        NotADepartmentOfficer, RequestIsAnswered: as for providing.
        ReasonIsMissing: the reason is too short to explain anything.
    """
    asked = _hold(actor, request_id)
    if len(answer.text.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    _write(asked, RequestState.DECLINED, answer, actor)
    write_event("evidence.request_declined", item=asked.item, actor=actor)
    return asked


def _hold(actor: User, request_id: int) -> EvidenceRequest:
    asked = (
        EvidenceRequest.objects.select_for_update(of=("self",))
        .select_related("item__cycle__area", "by")
        .get(pk=request_id)
    )
    may = Role.DEPARTMENT_OFFICER in roles_of(actor, asked.item.cycle.area)
    if not actor.is_active or not may:
        raise NotADepartmentOfficer
    if asked.state != RequestState.WAITING:
        raise RequestIsAnswered
    return asked


def _write(asked: EvidenceRequest, state: RequestState, answer: RequestAnswer, actor: User) -> None:
    asked.state = state
    asked.answer = answer.text
    asked.answer_language = answer.language
    asked.answered_by = actor
    asked.answered_at = timezone.now()
    asked.save()
