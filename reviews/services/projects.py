"""From the assembly's decision to the end of a project."""

from datetime import date

from django.db import transaction

from portal.accounts.models import Organisation, User
from portal.accounts.organisations import OrganisationKind
from portal.lifecycle import lineage
from portal.lifecycle.events import write_event
from portal.lifecycle.locks import hold_phase
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action, Phase, PhaseState
from portal.lifecycle.services import admit
from proposals.models import Proposal
from reviews.errors import (
    DatesAreReversed,
    IndicatorsAreMissing,
    OnlyADepartmentTakesOn,
    OwnerIsMissing,
    ProjectHasAnOwner,
)
from reviews.locks import hold_project
from reviews.measures import Level
from reviews.models import MoneyLine, Project, ProjectStateChange
from reviews.permissions import require_owner
from reviews.services.admission import (
    project_for_owner,
    reason_of_length,
    require_project_deed,
    some_text,
)
from reviews.states import PROJECT_BECOMES, MoneyKind, MoneySource, ProjectDeed
from voting.selectors.options import ApprovedOption, approved_options

EVENTS: dict[ProjectDeed, str] = {
    ProjectDeed.START: "reviews.project_started",
    ProjectDeed.FINISH: "reviews.project_finished",
    ProjectDeed.STOP: "reviews.project_stopped",
}

# A project decided late is carried out in VERIFY, which opens the same to its owner.
HAS_BEGUN = (PhaseState.OPEN, PhaseState.CLOSED)


@transaction.atomic
def create_projects(cycle: Cycle) -> None:
    """Make a project of every option that the assembly approved; once for each, ever.

    Runs when EXECUTE opens, and after each decision from then on. The department that screened
    the proposal answers for it; where nobody screened it, it waits for one to take it on.
    """
    approved = approved_options(cycle)
    made = set(
        Project.objects.filter(option__in=[row.option_id for row in approved]).values_list(
            "option", flat=True
        )
    )
    proposals = Proposal.objects.select_related("screening__department", "area").in_bulk(
        [row.proposal_id for row in approved if row.proposal_id is not None]
    )
    for row in approved:
        if row.option_id not in made:
            _create_project(cycle, row, proposals.get(row.proposal_id or 0))


@transaction.atomic
def create_late_projects(cycle: Cycle) -> None:
    """Make projects of what was decided after EXECUTE had opened; before that, do nothing.

    Holding the phase, so that it cannot open between our look and our commit: then neither its
    opening would see the decision nor the decision that it is open.
    """
    hold_phase(cycle.pk, Phase.EXECUTE)
    if cycle.phases.filter(phase=Phase.EXECUTE, state__in=HAS_BEGUN).exists():
        create_projects(cycle)


def _create_project(cycle: Cycle, row: ApprovedOption, proposal: Proposal | None) -> Project:
    item = lineage.place("project", cycle=cycle, title=row.item.title, language=row.item.language)
    screening = getattr(proposal, "screening", None)
    project = Project.objects.create(
        item=item,
        option_id=row.option_id,
        owner=screening.department if screening else None,
        area=proposal.area if proposal else cycle.area,
        summary=proposal.summary if proposal else "",
        language=row.item.language,
    )
    MoneyLine.objects.create(
        project=project,
        kind=MoneyKind.PLANNED,
        source=MoneySource.BUDGET,
        amount=row.amount,
        on=row.decided_on,
        language=row.item.language,
    )
    lineage.link(row.item, item)
    write_event("reviews.project_created", item=item)
    return project


@transaction.atomic
def take_on_project(*, actor: User, project: Project, department: Organisation) -> Project:
    """Let a department answer for a project that has no owner yet.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open UPDATE_PROJECT to the actor.
        ProjectStateForbids: it has begun or ended.
        ProjectHasAnOwner: somebody answers for it already.
        OnlyADepartmentTakesOn: the organisation is no department.
        NotTheOwner: the actor does not act for the department.
    """
    admit(actor=actor, cycle=project.item.cycle, action=Action.UPDATE_PROJECT)
    held = hold_project(project)
    require_project_deed(held, ProjectDeed.TAKE_ON)
    if held.owner is not None:
        raise ProjectHasAnOwner(held.owner.shown_name)
    if department.kind != OrganisationKind.DEPARTMENT:
        raise OnlyADepartmentTakesOn
    require_owner(actor, department.pk)
    held.owner, held.edited_by = department, actor
    held.save()
    write_event("reviews.project_taken_on", item=held.item, actor=actor, organisation=department)
    return held


@transaction.atomic
def plan_project(
    *,
    actor: User,
    project: Project,
    summary: str,
    starts_on: date | None,
    ends_on: date | None,
    language: str,
) -> Project:
    """Write what is done and from when to when; earlier versions stay in its history.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, ProjectStateForbids: see project_for_owner.
        TextIsMissing: there is no summary.
        DatesAreReversed: it would end before it starts.
    """
    held = project_for_owner(actor, project, ProjectDeed.PLAN)
    if starts_on and ends_on and ends_on < starts_on:
        raise DatesAreReversed
    held.summary, held.language = some_text(summary), language
    held.starts_on, held.ends_on = starts_on, ends_on
    held.edited_by = actor
    held.save()
    return held


@transaction.atomic
def start_project(*, actor: User, project: Project) -> Project:
    """Start a planned project, once what it promises can be checked.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, ProjectStateForbids: see project_for_owner.
        OwnerIsMissing: nobody answers for it.
        IndicatorsAreMissing: names the level that has no indicator, and what others lack.
    """
    if project.owner_id is None:
        raise OwnerIsMissing
    held = project_for_owner(actor, project, ProjectDeed.START)
    _require_indicators(held)
    return _change(held, ProjectDeed.START, actor, "")


@transaction.atomic
def finish_project(*, actor: User, project: Project, reason: str, language: str) -> Project:
    """Say that the work is done, and what was reached.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, ProjectStateForbids: see project_for_owner.
        ReasonIsMissing: a closing word that says nothing.
    """
    held = project_for_owner(actor, project, ProjectDeed.FINISH)
    return _change(held, ProjectDeed.FINISH, actor, reason_of_length(reason), language)


@transaction.atomic
def stop_project(*, actor: User, project: Project, reason: str, language: str) -> Project:
    """Stop a project before its end, with a public reason.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, ProjectStateForbids: see project_for_owner.
        ReasonIsMissing: a reason that explains nothing.
    """
    held = project_for_owner(actor, project, ProjectDeed.STOP)
    return _change(held, ProjectDeed.STOP, actor, reason_of_length(reason), language)


def _change(
    project: Project, deed: ProjectDeed, actor: User, reason: str, language: str = "ja"
) -> Project:
    before, project.state = project.state, PROJECT_BECOMES[deed]
    project.edited_by = actor
    project.save()
    ProjectStateChange.objects.create(
        project=project,
        from_state=before,
        to_state=project.state,
        reason=reason,
        language=language,
        by=actor,
    )
    write_event(EVENTS[deed], item=project.item, actor=actor)
    return project


def _require_indicators(project: Project) -> None:
    indicators = list(project.indicators.all())
    present = {indicator.level for indicator in indicators}
    missing = [level for level in Level if level not in present]
    incomplete = {i.name: i.missing for i in indicators if i.missing}
    if missing or incomplete:
        raise IndicatorsAreMissing(missing, incomplete)
