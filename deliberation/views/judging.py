"""Reporting one thing, deciding on it, appealing: each a page with its form."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deliberation.forms.moderation import AppealForm, DecisionForm, FlagForm, HidingForm
from deliberation.names import MODERATION_DEED_NAMES
from deliberation.services import appeal, decide, flag
from deliberation.states import ModerationDeed
from deliberation.subjects import Subject, find_subject, subject_label
from deliberation.views.deeds import DeedPage, actor_of, do
from deliberation.views.moderation import case_url, find_for_judging, judges, moderation_trail
from portal.common.kept_forms import keeps_typed, refill

GET_OR_POST = ["GET", "POST"]


@require_http_methods(GET_OR_POST)
@keeps_typed
def report(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Tell the moderators of what somebody else wrote; they themselves decide at once."""
    subject = find_subject(kind, number)
    if subject is None or subject.is_hidden:
        raise Http404
    if judges(actor_of(request), subject):
        return redirect(case_url(subject))
    form = refill(request, FlagForm(request.POST or None))
    page = DeedPage(
        title=_("この投稿を投稿管理者に知らせる"),
        submit=_("知らせる"),
        said=_("知らせました。投稿管理者が確認し、結果をお知らせします。"),
        back=subject.url,
        trail=moderation_trail(),
        subject=_excerpt(subject),
        explanation=_(
            "知らせた人の名前は、書いた人にも、ほかの人にも伝わりません。"
            "反対の意見だというだけでは、非表示にはなりません。"
        ),
    )
    return do(
        request,
        form,
        lambda: flag(actor=actor_of(request), subject=subject, **form.cleaned_data),
        page,
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def decision(request: HttpRequest, kind: str, number: int, deed: str) -> HttpResponse:
    """Decide, with a reason that everyone reads."""
    subject = find_for_judging(request, kind, number)
    person = actor_of(request)
    if deed not in set(ModerationDeed) or subject.author.pk == person.pk:
        raise Http404
    decided = ModerationDeed(deed)
    form_class = HidingForm if decided == ModerationDeed.HIDE else DecisionForm
    form: Any = refill(request, form_class(request.POST or None))
    page = DeedPage(
        title=str(MODERATION_DEED_NAMES[decided]),
        submit=_("決める"),
        said=_("決めました。書いた本人に理由を知らせ、記録に残しました。"),
        back=case_url(subject),
        trail=[*moderation_trail(), (subject_label(kind), case_url(subject))],
        subject=_excerpt(subject),
        explanation=_("あとから元に戻すことができます。"),
        danger=decided == ModerationDeed.HIDE,
    )
    return do(
        request,
        form,
        lambda: decide(actor=person, subject=subject, deed=decided, **form.cleaned_data),
        page,
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def appeal_page(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Ask for a second look at what was hidden of one's own."""
    subject = find_for_judging(request, kind, number)
    if subject.author.pk != request.user.pk:
        raise Http404
    form = refill(request, AppealForm(request.POST or None))
    page = DeedPage(
        title=_("異議を申し立てる"),
        submit=_("申し立てる"),
        said=_("申し立てました。別の投稿管理者が判断し、結果をお知らせします。"),
        back=case_url(subject),
        trail=[*moderation_trail(), (subject_label(kind), case_url(subject))],
        subject=_excerpt(subject),
    )
    return do(
        request,
        form,
        lambda: appeal(actor=actor_of(request), subject=subject, **form.cleaned_data),
        page,
    )


def _excerpt(subject: Subject) -> str:
    return subject.text if len(subject.text) <= 200 else f"{subject.text[:200]}…"
