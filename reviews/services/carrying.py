"""What was not done, and what is to spread, goes on in the next cycle."""

from dataclasses import replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.accounts.models import User
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle, Item, Link
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit, open_child_cycle
from proposals.models import Report
from proposals.services import ProposalText, ReportText, carry_in_draft, carry_in_report
from proposals.states import Delivery
from reviews.errors import NotTheNextCycle
from reviews.models import Commitment, Project, Verdict
from reviews.states import CarriedAs, ProjectState, VerdictKind, carried_as

LONGEST_TITLE = Report._meta.get_field("title").max_length


@transaction.atomic
def carry_over(*, actor: User, cycle: Cycle, child: Cycle) -> list[Item]:
    """Take what a cycle leaves open into its child, each once; returns the new items.

    A commitment that was not kept and a project that never came to its end come back as
    reports: the need is still there. A project to be improved or rolled out comes back as a
    draft of the one who proposed it. All keep their path, and who reported and supported the
    first of it is told.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: IMPROVE opens it to the panel and the mayor's office.
        NotTheNextCycle: the other cycle is no child of this one.
    """
    admit(actor=actor, cycle=cycle, action=Action.CARRY_OVER)
    if child.parent_id != cycle.pk:
        raise NotTheNextCycle
    carried = set(
        Link.objects.filter(source__cycle=cycle, target__cycle=child).values_list(
            "source", flat=True
        )
    )
    new = [
        _as_report(child, commitment.item, commitment.project, actor)
        for commitment in _unmet(cycle)
        if commitment.pk not in carried
    ]
    for project, verdict in _projects(cycle):
        if project.pk not in carried:
            new += _carry(child, project, verdict, actor)
    return new


@transaction.atomic
def open_next_cycle(
    *,
    actor: User,
    cycle: Cycle,
    slug: str,
    name_ja: str,
    name_en: str,
    budget: Decimal | int,
) -> Cycle:
    """Open the next cycle and carry over into it what this one leaves open.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: IMPROVE opens it to the panel and the mayor's office.
    """
    child = open_child_cycle(
        parent=cycle, actor=actor, slug=slug, name_ja=name_ja, name_en=name_en, budget=budget
    )
    carry_over(actor=actor, cycle=cycle, child=child)
    return child


def _unmet(cycle: Cycle) -> list[Commitment]:
    return list(
        Commitment.objects.unmet()
        .filter(item__cycle=cycle)
        .select_related(
            "item", "project__item", "project__area", "project__option__proposal__theme"
        )
    )


def _projects(cycle: Cycle) -> list[tuple[Project, Verdict | None]]:
    projects = Project.objects.filter(item__cycle=cycle).select_related(
        "item", "area", "option__proposal__author", "option__proposal__theme"
    )
    # The last verdict on each.
    verdicts = {v.project_id: v for v in Verdict.objects.filter(project__item__cycle=cycle)}
    return [(project, verdicts.get(project.pk)) for project in projects]


def _carry(child: Cycle, project: Project, verdict: Verdict | None, actor: User) -> list[Item]:
    kind = VerdictKind(verdict.kind) if verdict else None
    how = carried_as(ProjectState(project.state), kind)
    if how is None:
        return []
    if how == CarriedAs.REPORT:
        return [_as_report(child, project.item, project, actor)]
    return [_as_draft(child, project.item, project, verdict, actor)]


def _as_report(child: Cycle, source: Item, project: Project, actor: User) -> Item:
    """The need behind what was not done. Without a theme, a report has no place: then a draft."""
    theme = project.option.proposal.theme if project.option.proposal else None
    if theme is None:
        return _as_draft(child, source, project, None, actor)
    report = carry_in_report(
        actor=actor,
        cycle=child,
        source=source,
        text=ReportText(
            title=source.title[:LONGEST_TITLE],
            text=_why(source, project),
            theme=theme,
            area=project.area,
            language=source.language,
        ),
    )
    return _tell(child, source, report.item, actor)


def _as_draft(
    child: Cycle, source: Item, project: Project, verdict: Verdict | None, actor: User
) -> Item:
    """A draft for who proposed it first; for the actor where nobody did, or the account is gone."""
    first = project.option.proposal
    author = first.author if first and first.author and first.author.is_active else actor
    text = ProposalText(
        title=source.title,
        area=project.area,
        summary=project.summary[:200],
        situation=verdict.reason if verdict else _why(source, project),
        means=verdict.improvement if verdict else "",
        language=source.language,
    )
    if first:
        text = replace(
            text,
            theme=first.theme,
            delivery=Delivery(first.delivery),
            aim=first.aim,
            gap=first.gap,
            means="\n\n".join(filter(None, [first.means, text.means]))[:4000],
        )
    draft = carry_in_draft(actor=actor, author=author, cycle=child, source=source, text=text)
    return _tell(child, source, draft.item, actor)


def _tell(child: Cycle, source: Item, carried: Item, actor: User) -> Item:
    write_event("reviews.carried_over", item=source, cycle=child, actor=actor)
    return carried


def _why(source: Item, project: Project) -> str:
    """What a reader of the next cycle must know, in the language of the thing itself."""
    with override(source.language):
        if source.kind == "commitment":
            text = _(
                "前のサイクルの検証会議で約束されましたが、実行されていません。"
                "約束：「%(title)s」 事業：「%(project)s」"
            )
        else:
            text = _("前のサイクルで予算がつきましたが、実現していません。事業：「%(project)s」")
        return text % {"title": source.title, "project": project.item.title}
