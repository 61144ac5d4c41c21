"""The dates of the lifecycle, which lies below this room: when phases begin and end."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.lifecycle.models import CyclePhase
from portal.lifecycle.names import PHASE_TEXTS
from portal.lifecycle.phases import Phase, PhaseState
from portal.notices.dates_of import Dated


def phases(after: datetime) -> Iterable[Dated]:
    planned = CyclePhase.objects.filter(Q(opens_at__gte=after) | Q(closes_at__gte=after))
    for row in planned.exclude(state=PhaseState.LEFT_OUT).select_related("cycle"):
        words = {"cycle": row.cycle.name, "phase": PHASE_TEXTS[Phase(row.phase)].name}
        path = row.cycle.get_absolute_url()
        if row.opens_at and row.opens_at >= after:
            opens = _("%(cycle)s：「%(phase)s」が始まる") % words
            yield Dated(f"phase-{row.pk}-opens", opens, row.opens_at, path)
        if row.closes_at and row.closes_at >= after:
            closes = _("%(cycle)s：「%(phase)s」が終わる") % words
            yield Dated(f"phase-{row.pk}-closes", closes, row.closes_at, path)
