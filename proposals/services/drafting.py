"""Writing a proposal: begun from reports, edited without overwriting anybody."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.lifecycle import lineage
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from portal.notices.services import follow
from portal.registers.models import Area, Theme
from proposals.errors import EditedMeanwhile, ReportsAreMissing
from proposals.models import Proposal, Report
from proposals.selectors import action_of_writing
from proposals.services.co_drafting import save_revision, settle
from proposals.services.deeds import hold_proposal, require_writer, state_after
from proposals.services.places import settled_area
from proposals.states import Delivery, ProposalDeed


@dataclass(frozen=True)
class ProposalText:
    """What a proposal says. A draft may have gaps; only its title and area may not."""

    title: str
    area: Area | None
    theme: Theme | None = None
    summary: str = ""
    aim: str = ""
    situation: str = ""
    gap: str = ""
    means: str = ""
    delivery: Delivery = Delivery.SHARED
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    language: str = "ja"


@transaction.atomic
def draft_proposal(
    *, actor: User, cycle: Cycle, text: ProposalText, reports: Sequence[Report]
) -> Proposal:
    """Begin a draft from one or more reports; only its authors see it until it is handed in.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open DRAFT_PROPOSAL to the actor.
        ReportsAreMissing: a proposal answers at least one report.
        AreaIsMissing, AreaIsOutsideTheCycle, PointIsOutsideTheCity, PointIsOutsideTheWard.
    """
    admit(actor=actor, cycle=cycle, action=Action.DRAFT_PROPOSAL)
    if not reports:
        raise ReportsAreMissing
    item = lineage.place(
        "proposal", cycle=cycle, title=text.title, language=text.language, is_public=False
    )
    proposal = Proposal(item=item, author=actor, **_fields(cycle, text))
    proposal.edited_by = actor
    proposal.save(force_insert=True)
    for report in reports:
        lineage.link(report.item, item)
    follow(user=actor, item=item)
    return proposal


def edit_proposal(*, actor: User, proposal_id: int, based_on: int, text: ProposalText) -> Proposal:
    """Save a new revision, if the text is still the one it was written upon.

    Consent given to the earlier revision counts no more. A text without a change is no revision.
    Those who write the same draft live have it before them at once.

    Raises:
        NotAnAuthor: the actor does not write this proposal.
        DeedIsNotOpen: its state does not allow editing.
        RoleIsMissing, PhaseIsNotOpen: the cycle is past drafting.
        EditedMeanwhile: carries the newer text; nothing was overwritten.
        AreaIsMissing, AreaIsOutsideTheCycle, PointIsOutsideTheCity, PointIsOutsideTheWard.
    """
    edited = _edit(actor, proposal_id, based_on, text)
    if isinstance(edited, EditedMeanwhile):
        # Only now: what others wrote live has become the revision that it carries, and stays.
        raise edited
    return edited


@transaction.atomic
def _edit(
    actor: User, proposal_id: int, based_on: int, text: ProposalText
) -> Proposal | EditedMeanwhile:
    proposal = hold_proposal(proposal_id)
    require_writer(actor, proposal)
    state_after(proposal, ProposalDeed.EDIT)
    admit(actor=actor, cycle=proposal.item.cycle, action=action_of_writing(proposal))
    settle(proposal)
    if proposal.revision != based_on:
        return EditedMeanwhile(proposal)
    written = _fields(proposal.item.cycle, text)
    changed = {name for name, value in written.items() if getattr(proposal, name) != value}
    if changed:
        save_revision(proposal, {name: written[name] for name in changed}, actor=actor)
    return proposal


def _fields(cycle: Cycle, text: ProposalText) -> dict[str, Any]:
    area = settled_area(cycle, text.area, text.latitude, text.longitude)
    return {field.name: getattr(text, field.name) for field in fields(text)} | {"area": area}
