"""The panel's conclusion about a project, and residents who endorse what is to change."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle import lineage
from portal.lifecycle.events import write_event
from portal.lifecycle.phases import Action, Phase
from portal.lifecycle.services import admit
from portal.notices.services import follow
from reviews.errors import (
    ChairIsNeutral,
    DueDateHasPassed,
    ImprovementIsIncomplete,
    ImprovementIsMissing,
    NothingToEndorse,
    OutcomeIsNotMeasured,
    ProjectIsElsewhere,
    VerdictIsGiven,
)
from reviews.measures import Level
from reviews.models import Endorsement, Indicator, Project, Reading, ReviewSession, Room, Verdict
from reviews.services.admission import (
    evidence_of_length,
    reason_of_length,
    session_for_organiser,
)
from reviews.states import (
    VERDICTS_ON_OUTCOME,
    VERDICTS_WITH_IMPROVEMENT,
    SessionDeed,
    VerdictKind,
)


@dataclass(frozen=True)
class Improvement:
    """What is to change, by which indicator it will show, and when that is measured again."""

    text: str = ""
    measured_by: Indicator | None = None
    measured_on: date | None = None

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and self.measured_by is None and self.measured_on is None

    @property
    def is_whole(self) -> bool:
        return bool(self.text.strip()) and None not in {self.measured_by, self.measured_on}


@transaction.atomic
def give_verdict(
    *,
    actor: User,
    session: ReviewSession,
    project: Project,
    kind: VerdictKind,
    reason: str,
    evidence: str,
    improvement: Improvement = Improvement(),
    language: str = "ja",
) -> Verdict:
    """Conclude about a project that a session looked at; it arrives in IMPROVE.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: VERIFY and IMPROVE open it to the panel.
        SessionStateForbids: the session was not held.
        ProjectIsElsewhere: the session did not look at the project.
        ChairIsNeutral: the actor chairs the session.
        VerdictIsGiven: it did conclude already.
        ReasonIsMissing, EvidenceIsMissing: nobody could follow it.
        ImprovementIsMissing, ImprovementIsIncomplete: what changes, or how it shows, is not said.
        DueDateHasPassed: the day of measuring again is gone.
        OutcomeIsNotMeasured: the verdict rests on an outcome that nobody measured.
    """
    held = session_for_organiser(actor, session, SessionDeed.GIVE_VERDICT, Action.GIVE_VERDICT)
    if not held.projects.filter(pk=project.pk).exists():
        raise ProjectIsElsewhere
    if Room.objects.filter(session=held, chair=actor).exists():
        raise ChairIsNeutral
    if Verdict.objects.filter(session=held, project=project).exists():
        raise VerdictIsGiven
    _require_improvement(kind, project, improvement)
    _require_outcome(kind, project)
    verdict = Verdict.objects.create(
        session=held,
        project=project,
        kind=kind,
        reason=reason_of_length(reason),
        evidence=evidence_of_length(evidence),
        improvement=improvement.text.strip(),
        measured_by=improvement.measured_by,
        measured_on=improvement.measured_on,
        language=language,
        by=actor,
    )
    lineage.reach(project.item, Phase.IMPROVE)
    write_event("reviews.verdict_given", item=project.item, actor=actor)
    return verdict


@transaction.atomic
def endorse_improvement(*, actor: User, verdict: Verdict) -> None:
    """Stand behind an improvement, and hear what becomes of it; twice changes nothing.

    Raises:
        PhaseIsNotOpen: IMPROVE opens it to every resident.
        NothingToEndorse: the verdict names no improvement.
    """
    item = verdict.project.item
    admit(actor=actor, cycle=item.cycle, action=Action.ENDORSE_IMPROVEMENT)
    if not verdict.improvement:
        raise NothingToEndorse
    Endorsement.objects.bulk_create(
        [Endorsement(verdict=verdict, user=actor)], ignore_conflicts=True
    )
    follow(user=actor, item=item)


def _require_improvement(kind: VerdictKind, project: Project, improvement: Improvement) -> None:
    if improvement.is_empty:
        if kind in VERDICTS_WITH_IMPROVEMENT:
            raise ImprovementIsMissing
        return
    if not improvement.is_whole:
        raise ImprovementIsIncomplete
    assert improvement.measured_by is not None
    assert improvement.measured_on is not None
    if improvement.measured_by.project_id != project.pk:
        raise ProjectIsElsewhere
    if improvement.measured_on < timezone.localdate():
        raise DueDateHasPassed


def _require_outcome(kind: VerdictKind, project: Project) -> None:
    measured = Reading.objects.filter(indicator__project=project, indicator__level=Level.OUTCOME)
    if kind in VERDICTS_ON_OUTCOME and not measured.exists():
        raise OutcomeIsNotMeasured(kind)
