"""What waits for a person, and what became of what they said."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.lifecycle.phases import WHO_MAY, Action
from portal.notices.record import Said
from portal.notices.waiting import Waiting
from proposals.models import CoAuthor, Proposal, ProposalSupport, Report, ReportSupport
from proposals.selectors.screening_tasks import tasks_of_screening
from proposals.selectors.writers import represented_by
from proposals.states import ProposalState, ReportState


def tasks_of(user: User, roles: frozenset[Role]) -> list[Waiting]:
    """Invitations, consents and drafts; for officers, reports and proposals without an answer."""
    return [
        *_asked_of_organisations(user),
        *_own_proposals(user),
        *_for_officers(roles),
        *tasks_of_screening(user, roles),
    ]


def _asked_of_organisations(user: User) -> list[Waiting]:
    listed = (
        CoAuthor.objects.without_consent()
        .filter(
            organisation__in=represented_by(user).values("organisation"),
            proposal__state__in=[ProposalState.DRAFT, ProposalState.RETURNED],
        )
        .select_related("proposal__item", "organisation")
    )
    return [_to_answer(each) for each in listed]


def _to_answer(listed: CoAuthor) -> Waiting:
    text = (
        _("「%(organisation)s」の代表として、提案「%(title)s」の内容に同意するか答える")
        if listed.accepted_at
        else _("「%(organisation)s」の代表として、提案「%(title)s」への招きに答える")
    )
    names = {"organisation": listed.organisation.shown_name, "title": listed.proposal.title}
    return Waiting(text=text % names, url=listed.proposal.get_absolute_url())


def _own_proposals(user: User) -> list[Waiting]:
    texts = {
        ProposalState.DRAFT: _("下書きの提案「%(title)s」を書き上げる"),
        ProposalState.CONSENTED: _("全団体が同意した提案「%(title)s」を提出する"),
        ProposalState.RETURNED: _("市の質問に答えて、提案「%(title)s」を出し直す"),
    }
    mine = Proposal.objects.filter(author=user, state__in=texts).select_related("item")
    return [
        Waiting(
            text=texts[ProposalState(proposal.state)] % {"title": proposal.title},
            url=proposal.get_absolute_url(),
        )
        for proposal in mine
    ]


_LISTS = {
    ReportState.RECEIVED: (gettext_lazy("回答を待っている報告：%(count)d件"), "proposals:reports"),
    ProposalState.SUBMITTED: (
        gettext_lazy("審査を待っている提案：%(count)d件"),
        "proposals:proposals",
    ),
}


def _for_officers(roles: frozenset[Role]) -> list[Waiting]:
    """One line a kind, with how many: the list behind it holds them all. One query."""
    kinds: list[QuerySet[Any]] = []
    if roles & WHO_MAY[Action.ANSWER_REPORT]:
        kinds.append(Report.objects.filter(state=ReportState.RECEIVED))
    if roles & WHO_MAY[Action.SCREEN_PROPOSAL]:
        kinds.append(Proposal.objects.filter(state=ProposalState.SUBMITTED))
    if not kinds:
        return []
    first, *others = (rows.order_by().values_list("state").annotate(Count("pk")) for rows in kinds)
    return [
        Waiting(_LISTS[state][0] % {"count": count}, f"{reverse(_LISTS[state][1])}?state={state}")
        for state, count in first.union(*others, all=True).order_by("state")
    ]


def record_of(user: User, most: int) -> list[Said]:
    """Reports and proposals of a person, and what they supported: the newest of each."""
    reports = Report.objects.filter(author=user).select_related("item")
    proposals = Proposal.objects.public().filter(author=user).select_related("item")
    newest_reports = reports.order_by("-created_at")[:most]
    newest_proposals = proposals.order_by("-submitted_at")[:most]
    return [
        *(_said(_("報告しました"), r, r.created_at) for r in newest_reports),
        *(_said(_("提案しました"), p, p.submitted_at or p.created_at) for p in newest_proposals),
        *_supported(user, most),
    ]


def _supported(user: User, most: int) -> list[Said]:
    reports = ReportSupport.objects.filter(user=user).select_related("report__item")
    proposals = ProposalSupport.objects.filter(user=user).select_related("proposal__item")
    return [
        *(
            _said(_("賛同しました"), each.report, each.at)
            for each in reports.order_by("-at")[:most]
        ),
        *(
            _said(_("賛同しました"), each.proposal, each.at)
            for each in proposals.order_by("-at")[:most]
        ),
    ]


def _said(deed: str, about: Report | Proposal, at: datetime) -> Said:
    return Said(deed, about.item, at, str(about.state_text.name))
