"""Saying "me too" to a report, and answering it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.requests import SignedInRequest
from portal.accounts.selectors import roles_of
from portal.common.kept_forms import keeps_typed, refill
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.phases import WHO_MAY, Action
from proposals.forms import AnswerForm
from proposals.models import Report
from proposals.services import answer_report, support_report, withdraw_report_support
from proposals.states import ReportState


def page_of_report(report_id: int) -> str:
    return reverse("proposals:report", args=[report_id])


@require_POST
@keeps_typed(page=page_of_report)
def report_support(request: SignedInRequest, report_id: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.select_related("item__cycle__area"), pk=report_id)
    if request.POST.get("deed") == "withdraw":
        withdraw_report_support(actor=request.user, report=report)
        messages.success(request, _("賛同を取り消しました。"))
    else:
        support_report(actor=request.user, report=report)
        messages.success(request, _("賛同しました。この報告がどうなったか、お知らせします。"))
    return redirect(report)


@keeps_typed
def report_answer(request: SignedInRequest, report_id: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.listed(), pk=report_id)
    # Before anything is typed that could not be sent.
    if not roles_of(request.user, report.item.cycle.area) & WHO_MAY[Action.ANSWER_REPORT]:
        raise RoleIsMissing(Action.ANSWER_REPORT)
    form = refill(request, AnswerForm(request.POST or None, current=ReportState(report.state)))
    if request.method == "POST" and form.is_valid():
        answered = form.attempt(
            lambda: answer_report(
                actor=request.user, report_id=report_id, answer=form.report_answer()
            )
        )
        if answered:
            messages.success(request, _("回答を公開しました。報告した人と賛同した人に届きます。"))
            return redirect(report)
    return render(request, "proposals/report_answer.html", {"form": form, "report": report})
