"""What comes out of an earlier cycle, before this one opens its phases.

The stage that carries it over has admitted its actor (Action.CARRY_OVER, in the earlier cycle).
"""

from dataclasses import fields

from django.db import transaction

from portal.accounts.models import User
from portal.lifecycle import lineage
from portal.lifecycle.models import Cycle, Item
from portal.notices.services import follow
from proposals.models import Proposal, Report
from proposals.services.drafting import ProposalText
from proposals.services.finding import let_report_be_found
from proposals.services.reporting import ReportText


@transaction.atomic
def carry_in_report(*, actor: User, cycle: Cycle, source: Item, text: ReportText) -> Report:
    """Let a need that was not met come back as a report, joined to what it came of.

    The area was settled when the first report came in: `text` names it.
    """
    item = lineage.place("report", cycle=cycle, title=text.title, language=text.language)
    report = Report.objects.create(item=item, author=actor, **_columns(text))
    let_report_be_found(report)
    lineage.link(source, item)
    return report


@transaction.atomic
def carry_in_draft(
    *, actor: User, author: User, cycle: Cycle, source: Item, text: ProposalText
) -> Proposal:
    """Give somebody a draft that goes on from an earlier thing; its author follows it.

    The area was settled when the first proposal came in: `text` names it.
    """
    item = lineage.place(
        "proposal", cycle=cycle, title=text.title, language=text.language, is_public=False
    )
    proposal = Proposal(item=item, author=author, **_columns(text))
    proposal.edited_by = actor
    proposal.save(force_insert=True)
    lineage.link(source, item)
    follow(user=author, item=item)
    return proposal


def _columns(text: ReportText | ProposalText) -> dict[str, object]:
    return {field.name: getattr(text, field.name) for field in fields(text)}
