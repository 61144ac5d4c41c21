"""What happens while a project is under way: milestones and money."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle.events import write_event
from reviews.errors import (
    AmountIsNotWhole,
    AmountIsZero,
    CorrectionNeedsANote,
    DateIsInTheFuture,
    MilestoneIsReached,
    TotalBelowZero,
)
from reviews.models import Milestone, MoneyLine, Project
from reviews.money import is_whole
from reviews.services.admission import project_for_owner, some_text
from reviews.states import MONEY_DEEDS, MoneyKind, MoneySource, ProjectDeed


@transaction.atomic
def add_milestone(
    *, actor: User, project: Project, title: str, planned_on: date, language: str
) -> Milestone:
    """Promise a step that can be seen from outside.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, ProjectStateForbids: see project_for_owner.
        TextIsMissing: it has no title.
    """
    held = project_for_owner(actor, project, ProjectDeed.ADD_MILESTONE)
    return Milestone.objects.create(
        project=held, title=some_text(title), planned_on=planned_on, language=language
    )


@transaction.atomic
def reach_milestone(
    *, actor: User, milestone: Milestone, reached_on: date, note: str = ""
) -> Milestone:
    """Say that a step was taken, and on which day.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, ProjectStateForbids: see project_for_owner.
        MilestoneIsReached: it was recorded before.
        DateIsInTheFuture: it has not happened yet.
    """
    held = project_for_owner(actor, milestone.project, ProjectDeed.REACH_MILESTONE)
    milestone.refresh_from_db()
    if milestone.reached_on is not None:
        raise MilestoneIsReached(milestone.reached_on)
    if reached_on > timezone.localdate():
        raise DateIsInTheFuture
    milestone.reached_on, milestone.note = reached_on, note.strip()
    milestone.save(update_fields=["reached_on", "note"])
    write_event("reviews.milestone_reached", item=held.item, actor=actor, milestone=milestone.title)
    return milestone


@transaction.atomic
def record_money(
    *,
    actor: User,
    project: Project,
    kind: MoneyKind,
    source: MoneySource,
    amount: Decimal,
    on: date,
    note: str = "",
    language: str = "ja",
) -> MoneyLine:
    """Enter an amount planned, committed or spent; one below zero takes earlier ones back.

    More than was planned is entered like anything else, and shown.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, ProjectStateForbids: see project_for_owner.
        AmountIsZero, AmountIsNotWhole: it is no amount of the cycle's currency.
        DateIsInTheFuture: nothing is committed or spent tomorrow.
        CorrectionNeedsANote: an amount is taken back without a why.
        TotalBelowZero: more is taken back than was entered.
    """
    held = project_for_owner(actor, project, MONEY_DEEDS[kind])
    if not amount:
        raise AmountIsZero
    if not is_whole(amount, held.item.cycle.currency):
        raise AmountIsNotWhole(held.item.cycle.currency)
    if kind != MoneyKind.PLANNED and on > timezone.localdate():
        raise DateIsInTheFuture
    if amount < 0:
        _require_correction(held, kind, source, amount, note)
    return MoneyLine.objects.create(
        project=held,
        kind=kind,
        source=source,
        amount=amount,
        on=on,
        note=note.strip(),
        language=language,
        by=actor,
    )


def _require_correction(
    project: Project, kind: MoneyKind, source: MoneySource, amount: Decimal, note: str
) -> None:
    if not note.strip():
        raise CorrectionNeedsANote
    entered = project.money_lines.filter(kind=kind, source=source).aggregate(sum=Sum("amount"))
    if (entered["sum"] or Decimal(0)) + amount < 0:
        raise TotalBelowZero
