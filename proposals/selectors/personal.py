"""What waits for a person, and what became of what they said."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.lifecycle.phases import WHO_MAY, Action
from portal.notices.record import Said
from portal.notices.waiting import Waiting
from proposals.models import CoAuthor, Proposal, ProposalSupport, Report, ReportSupport
from proposals.selectors.writers import represented_by
from proposals.states import ProposalState, ReportState

MOST_SAID = 50


def tasks_of(user: User) -> list[Waiting]:
    """Invitations, consents and drafts; for officers, reports and proposals without an answer."""
    return [
        *_asked_of_organisations(user),
        *_own_proposals(user),
        *_for_officers(roles_of(user)),
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
    return [
        Waiting(
            text=(
                _("「%(organisation)s」の代表として、提案「%(title)s」の内容に同意するか答える")
                if each.accepted_at
                else _("「%(organisation)s」の代表として、提案「%(title)s」への招きに答える")
            )
            % {"organisation": each.organisation.shown_name, "title": each.proposal.title},
            url=each.proposal.get_absolute_url(),
        )
        for each in listed
    ]


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


def _for_officers(roles: frozenset[Role]) -> list[Waiting]:
    """One line a kind, with how many: the list behind it holds them all."""
    counted = []
    if roles & WHO_MAY[Action.ANSWER_REPORT]:
        waiting = Report.objects.filter(state=ReportState.RECEIVED).count()
        counted.append((waiting, _("回答を待っている報告：%(count)d件"), "reports", "received"))
    if roles & WHO_MAY[Action.SCREEN_PROPOSAL]:
        waiting = Proposal.objects.filter(state=ProposalState.SUBMITTED).count()
        counted.append((waiting, _("審査を待っている提案：%(count)d件"), "proposals", "submitted"))
    return [
        Waiting(text=text % {"count": count}, url=f"{reverse(f'proposals:{page}')}?state={state}")
        for count, text, page, state in counted
        if count
    ]


def record_of(user: User) -> list[Said]:
    """Reports and proposals of a person, and what they supported: the newest of each."""
    reports = Report.objects.filter(author=user).select_related("item")
    proposals = Proposal.objects.public().filter(author=user).select_related("item")
    return [
        *(
            Said(_("報告しました"), r.item, r.created_at, str(r.state_text.name))
            for r in reports.order_by("-created_at")[:MOST_SAID]
        ),
        *(
            Said(_("提案しました"), p.item, p.submitted_at or p.created_at, str(p.state_text.name))
            for p in proposals.order_by("-submitted_at")[:MOST_SAID]
        ),
        *_supported(user),
    ]


def _supported(user: User) -> list[Said]:
    reports = ReportSupport.objects.filter(user=user).select_related("report__item")
    proposals = ProposalSupport.objects.filter(user=user).select_related("proposal__item")
    return [
        *(
            Said(_("賛同しました"), s.report.item, s.at, str(s.report.state_text.name))
            for s in reports.order_by("-at")[:MOST_SAID]
        ),
        *(
            Said(_("賛同しました"), s.proposal.item, s.at, str(s.proposal.state_text.name))
            for s in proposals.order_by("-at")[:MOST_SAID]
        ),
    ]
