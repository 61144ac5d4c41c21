"""Overdue commitments are said aloud: to who promised, then to those above them."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role
from portal.notices.services import tell
from reviews.deadlines import ESCALATION_STEPS
from reviews.models import Commitment, Escalation

AT_ONCE = 100


def escalate_overdue() -> int:
    """Tell of every overdue commitment, a step at a time; safe to repeat. Returns how many."""
    told = 0
    for step, days in enumerate(ESCALATION_STEPS, start=1):
        due_before = timezone.localdate() - timedelta(days=days - 1)
        waiting = (
            Commitment.objects.overdue(due_before)
            .exclude(escalations__step=step)
            .values_list("pk", flat=True)
        )
        for commitment in list(waiting[:AT_ONCE]):
            told += _escalate(commitment, step)
    return told


@transaction.atomic
def _escalate(number: int, step: int) -> bool:
    commitment = (
        Commitment.objects.unmet()
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("item__cycle__area", "owner")
        .filter(pk=number)
        .exclude(escalations__step=step)
        .first()
    )
    if commitment is None:  # kept meanwhile, or another worker has it
        return False
    Escalation.objects.create(commitment=commitment, step=step)
    tell(_people(commitment, step), "reviews.commitment_overdue", item=commitment.item)
    return True


def _people(commitment: Commitment, step: int) -> QuerySet[User]:
    """At first who promised; then also who judges projects, and the mayor's office."""
    people = User.objects.filter(is_active=True)
    promised = people.filter(memberships__organisation=commitment.owner_id)
    if step == 1:
        return promised.distinct()
    granted = RoleGrant.objects.in_force().covering(commitment.item.cycle.area)
    above = granted.filter(role__in=[Role.PANEL_MEMBER, Role.MAYORS_OFFICE]).values("user")
    return people.filter(Q(pk__in=above) | Q(pk__in=promised.values("pk"))).distinct()
