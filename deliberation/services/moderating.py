"""Reporting what others wrote, deciding on it, appealing. Every decision can be undone.

A case is held from the first look to the commit, so of two moderators at once the second sees what
the first decided.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from deliberation.errors import (
    AnotherDecides,
    AppealIsOver,
    ContributionIsHidden,
    ContributionIsShown,
    DecisionDoesNotFit,
    FlaggedAlready,
    NotAModerator,
    NotYourContribution,
    OwnWords,
    TooManyFlags,
)
from deliberation.models import Appeal, Case, Contribution, Decision, Flag
from deliberation.names import MODERATOR
from deliberation.selectors.moderation import last_hiding, moderators_of
from deliberation.selectors.subjects import subject_of_contribution
from deliberation.states import (
    IN_QUEUE,
    MODERATION,
    OUT_OF_SIGHT,
    SECOND_LOOK,
    CaseState,
    Ground,
    ModerationDeed,
)
from deliberation.subjects import Subject, subject_kind
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import holds
from portal.accounts.services import audit
from portal.common.errors import RuleViolation
from portal.common.written import one_line, plain
from portal.lifecycle.errors import ReasonIsMissing
from portal.notices.services import tell

MOST_FLAGS_A_DAY = 20
APPEAL_DAYS = 30
# What the author is told of a decision, and what the record of deeds calls it.
TOLD: dict[ModerationDeed, str] = {
    ModerationDeed.HIDE: "deliberation.hidden",
    ModerationDeed.KEEP: "deliberation.kept",
    ModerationDeed.SHOW: "deliberation.shown",
    ModerationDeed.UPHOLD: "deliberation.appeal_upheld",
    ModerationDeed.GRANT: "deliberation.appeal_granted",
}


@transaction.atomic
def flag(*, actor: User, subject: Subject, ground: Ground, note: str = "") -> Case:
    """Report what another wrote; the moderators of its area are told once it waits for them.

    Raises:
        OwnWords: the actor wrote it.
        ContributionIsHidden: it is out of sight already.
        FlaggedAlready: the actor reported it before.
        TooManyFlags: the actor reported as much as one may within a day.
    """
    if subject.author.pk == actor.pk:
        raise OwnWords
    case = hold_case(subject)
    if case.state in OUT_OF_SIGHT:
        raise ContributionIsHidden
    day_ago = timezone.now() - timedelta(days=1)
    if Flag.objects.filter(person=actor, at__gte=day_ago).count() >= MOST_FLAGS_A_DAY:
        raise TooManyFlags(MOST_FLAGS_A_DAY)
    if case.flags.filter(person=actor).exists():
        raise FlaggedAlready
    _into_queue(case, subject, without=actor)
    Flag.objects.create(case=case, person=actor, ground=ground, note=one_line(note))
    return case


@transaction.atomic
def flag_automatically(*, subject: Subject, ground: Ground, note: str) -> Case:
    """Let a moderator look at what a rule noticed. It stays in sight: a rule only suggests."""
    case = hold_case(subject)
    _into_queue(case, subject, without=subject.author)
    Flag.objects.create(case=case, person=None, ground=ground, note=note)
    return case


@transaction.atomic
def decide(
    *,
    actor: User,
    subject: Subject,
    deed: ModerationDeed,
    reason: str,
    ground: Ground | None = None,
) -> Decision:
    """Decide about one thing; its author is told the reason, and so are all, in the public log.

    Raises:
        ReasonIsMissing: the reason is too short to explain anything.
        NotAModerator: the actor is no moderator there.
        OwnWords: nobody decides about what they wrote.
        AnotherDecides: an appeal is decided by another moderator than the one who hid it.
        ContributionIsHidden, ContributionIsShown, DecisionDoesNotFit: it was decided meanwhile.
    """
    require_reason(reason)
    if not holds(actor, Role.MODERATOR, subject.item.cycle.area):
        raise NotAModerator
    if subject.author.pk == actor.pk:
        raise OwnWords
    case = hold_case(subject)
    if case.state not in MODERATION[deed][0]:
        raise _misfit(deed)
    hidden_by = last_hiding(case) if deed in SECOND_LOOK else None
    if hidden_by and hidden_by.actor_id == actor.pk:
        raise AnotherDecides
    concerned = _who_reported(case)
    decision = write_decision(
        case,
        actor=actor,
        deed=deed,
        role=MODERATOR,
        reason=reason,
        ground=ground,
        looks_at=hidden_by,
    )
    _put(subject, deed, decision.reason, actor)
    audit.record(TOLD[deed], actor=actor, subject=f"deliberation.{subject.kind}:{subject.number}")
    _tell_of(decision, subject, concerned)
    return decision


@transaction.atomic
def appeal(*, actor: User, subject: Subject, text: str) -> Appeal:
    """Ask that another moderator looks at what was hidden of one's own.

    Raises:
        NotYourContribution: the actor did not write it.
        ReasonIsMissing: the text is too short to explain anything.
        AppealIsOver: it is not hidden, was looked at twice, or was hidden more than 30 days ago.
    """
    if subject.author.pk != actor.pk:
        raise NotYourContribution
    require_reason(text)
    case = hold_case(subject)
    hidden_by = last_hiding(case)
    if not may_appeal(case, hidden_by) or hidden_by is None:
        raise AppealIsOver(APPEAL_DAYS)
    made = Appeal.objects.create(decision=hidden_by, author=actor, text=plain(text).strip())
    case.state, case.waiting_since = CaseState.APPEALED, timezone.now()
    case.save(update_fields=["state", "waiting_since"])
    others = moderators_of(subject.item.cycle.area).exclude(pk__in=[hidden_by.actor_id, actor.pk])
    _tell(others, "deliberation.appealed", subject)
    return made


def may_appeal(case: Case, hidden_by: Decision | None) -> bool:
    """Whether an author may still ask for a second look."""
    oldest = timezone.now() - timedelta(days=APPEAL_DAYS)
    return case.state == CaseState.HIDDEN and hidden_by is not None and hidden_by.at >= oldest


@transaction.atomic
def hide_contribution(*, contribution: Contribution, actor: User, reason: str) -> Contribution:
    """Take what somebody said out of sight; a line with the reason stays in its place.

    Raises: as for deciding.
    """
    subject = subject_of_contribution(contribution)
    decide(actor=actor, subject=subject, deed=ModerationDeed.HIDE, reason=reason)
    return Contribution.objects.with_speakers().get(pk=contribution.pk)


@transaction.atomic
def show_contribution(*, contribution: Contribution, actor: User, reason: str) -> Contribution:
    """Put what was hidden back into sight.

    Raises: as for deciding.
    """
    subject = subject_of_contribution(contribution)
    decide(actor=actor, subject=subject, deed=ModerationDeed.SHOW, reason=reason)
    return Contribution.objects.with_speakers().get(pk=contribution.pk)


def hold_case(subject: Subject) -> Case:
    """The case as it is now, made where there was none, held until the transaction ends."""
    Case.objects.get_or_create(
        kind=subject.kind,
        number=subject.number,
        defaults={
            "item": subject.item,
            "author": subject.author,
            "state": CaseState.HIDDEN if subject.is_hidden else CaseState.KEPT,
        },
    )
    return Case.objects.select_for_update().get(kind=subject.kind, number=subject.number)


def require_reason(reason: str) -> None:
    if len(reason.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing


def write_decision(
    case: Case,
    *,
    actor: User,
    deed: ModerationDeed,
    role: str,
    reason: str,
    ground: Ground | None = None,
    looks_at: Decision | None = None,
) -> Decision:
    """Put a line into the public log, and the case, which is held, into the state it leads to."""
    decision = Decision.objects.create(
        case=case,
        deed=deed,
        actor=actor,
        role=role,
        ground=ground or "",
        reason=plain(reason).strip(),
        looks_at=looks_at,
        waited_minutes=_minutes_since(case.waiting_since) if case.state in IN_QUEUE else None,
    )
    case.state = MODERATION[deed][1]
    case.save(update_fields=["state"])
    return decision


def _minutes_since(moment: datetime) -> int:
    return max(0, int((timezone.now() - moment).total_seconds() // 60))


def _misfit(deed: ModerationDeed) -> RuleViolation:
    if deed == ModerationDeed.HIDE:
        return ContributionIsHidden()
    if deed == ModerationDeed.SHOW:
        return ContributionIsShown()
    return DecisionDoesNotFit()


def _into_queue(case: Case, subject: Subject, *, without: User) -> None:
    if case.state == CaseState.WAITING:
        return
    case.state, case.waiting_since = CaseState.WAITING, timezone.now()
    case.save(update_fields=["state", "waiting_since"])
    moderators = moderators_of(subject.item.cycle.area).exclude(pk=without.pk)
    _tell(moderators, "deliberation.flagged", subject)


def _who_reported(case: Case) -> list[User]:
    """Those who wait for this decision."""
    if case.state != CaseState.WAITING:
        return []
    waiting = case.flags.filter(at__gte=case.waiting_since).exclude(person=None)
    return [each.person for each in waiting.select_related("person") if each.person]


def _put(subject: Subject, deed: ModerationDeed, reason: str, actor: User) -> None:
    kind = subject_kind(subject.kind)
    assert kind is not None, subject.kind
    if deed == ModerationDeed.HIDE:
        kind.hide(subject.number, reason, actor)
    elif MODERATION[deed][1] == CaseState.SHOWN:
        kind.show(subject.number, actor)


def _tell_of(decision: Decision, subject: Subject, who_reported: Iterable[User]) -> None:
    deed = ModerationDeed(decision.deed)
    if deed != ModerationDeed.KEEP:
        _tell([subject.author], TOLD[deed], subject, reason=decision.reason)
    outcome = "flag_hidden" if deed == ModerationDeed.HIDE else "flag_kept"
    _tell(who_reported, f"deliberation.{outcome}", subject)


def _tell(people: Iterable[User], kind: str, subject: Subject, reason: str = "") -> None:
    """Who reported, and who decided, stands in no notice."""
    told = list(people)
    if told:
        tell(
            told,
            kind,
            item=subject.item,
            subject=subject.kind,
            number=subject.number,
            sequence=subject.place,
            reason=reason,
        )
