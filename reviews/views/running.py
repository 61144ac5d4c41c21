"""What owners do with their projects: plan, start, progress, measure, end."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from portal.common.kept_forms import keeps_typed, refill
from portal.common.written import language_of
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from reviews.forms import (
    IndicatorForm,
    MilestoneForm,
    MoneyForm,
    PlanForm,
    ReachForm,
    ReadingForm,
    ReasonForm,
    TakeOnForm,
)
from reviews.forms.fields import DeedForm
from reviews.models import Indicator, Milestone, Project
from reviews.names import PROJECT_DEED_NAMES
from reviews.selectors.projects import money_kinds_open
from reviews.services import (
    add_indicator,
    add_milestone,
    edit_indicator,
    finish_project,
    plan_project,
    reach_milestone,
    record_money,
    record_reading,
    start_project,
    stop_project,
    take_on_project,
)
from reviews.services.admission import project_for_owner, project_to_measure
from reviews.states import MONEY_DEEDS, ProjectDeed
from reviews.views.deeds import DeedPage, actor_of, do, projects_trail
from reviews.views.projects import find_project


@keeps_typed
def take_on(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(pk)
    form = TakeOnForm(request.POST or None, officer=actor_of(request))
    return do(
        request,
        form,
        lambda: take_on_project(
            actor=actor_of(request),
            project=project,
            department=form.cleaned_data["department"],
        ),
        _page(
            request,
            project,
            ProjectDeed.TAKE_ON,
            _("担当になりました。"),
            gate=lambda: admit(
                actor=actor_of(request), cycle=project.item.cycle, action=Action.UPDATE_PROJECT
            ),
        ),
    )


@keeps_typed
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(pk)
    initial = {name: getattr(project, name) for name in PlanForm.base_fields}
    form = refill(request, PlanForm(request.POST or None, initial=initial))
    return do(
        request,
        form,
        lambda: plan_project(
            actor=actor_of(request),
            project=project,
            language=language_of(form.cleaned_data["summary"]),
            **form.cleaned_data,
        ),
        _page(request, project, ProjectDeed.PLAN, _("事業の計画を公開しました。")),
    )


@keeps_typed
def start(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(pk)
    form = DeedForm(request.POST if request.method == "POST" else None)
    explanation = _(
        "始めたあとは、指標の基準値と目標値を変えられません。"
        "事業の始まりは、最初に報告した人や賛同した人にも知らされます。"
    )
    return do(
        request,
        form,
        lambda: start_project(actor=actor_of(request), project=project),
        _page(
            request, project, ProjectDeed.START, _("事業を始めました。"), explanation=explanation
        ),
    )


@keeps_typed
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, pk, ProjectDeed.FINISH, finish_project, _("事業を完了しました。"))


@keeps_typed
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, pk, ProjectDeed.STOP, stop_project, _("事業を中止しました。"))


@keeps_typed
def milestone_add(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(pk)
    form = refill(request, MilestoneForm(request.POST or None))
    return do(
        request,
        form,
        lambda: add_milestone(
            actor=actor_of(request),
            project=project,
            language=language_of(form.cleaned_data["title"]),
            **form.cleaned_data,
        ),
        _page(request, project, ProjectDeed.ADD_MILESTONE, _("節目を加えました。")),
    )


@keeps_typed
def milestone_reach(request: HttpRequest, pk: int) -> HttpResponse:
    milestones = Milestone.objects.select_related("project__item__cycle__area")
    milestone = get_object_or_404(milestones, pk=pk)
    form = refill(request, ReachForm(request.POST or None))
    return do(
        request,
        form,
        lambda: reach_milestone(actor=actor_of(request), milestone=milestone, **form.cleaned_data),
        _page(
            request,
            milestone.project,
            ProjectDeed.REACH_MILESTONE,
            _("節目の達成を記録しました。"),
            subject=milestone.title,
            language=milestone.language,
        ),
    )


@keeps_typed
def money_add(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(pk)
    kinds = money_kinds_open(project)
    title = _("お金を記録する")
    form = refill(request, MoneyForm(request.POST or None, kinds=kinds))
    return do(
        request,
        form,
        lambda: record_money(
            actor=actor_of(request),
            project=project,
            language=language_of(form.cleaned_data["note"]),
            **form.entry(),
        ),
        _page(
            request,
            project,
            MONEY_DEEDS[kinds[0]],
            _("お金の記録を公開しました。"),
            title=title,
            submit=title,
            explanation=_("記録は公開され、あとから変えられません。"),
        ),
    )


@keeps_typed
def indicator_add(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(pk)
    form = refill(request, IndicatorForm(request.POST or None))
    return do(
        request,
        form,
        lambda: add_indicator(actor=actor_of(request), project=project, promise=form.promise()),
        _page(request, project, ProjectDeed.ADD_INDICATOR, _("指標を加えました。")),
    )


@keeps_typed
def indicator_edit(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = _indicator(pk)
    initial = IndicatorForm.values_of(indicator)
    form = refill(request, IndicatorForm(request.POST or None, initial=initial))
    return do(
        request,
        form,
        lambda: edit_indicator(
            actor=actor_of(request), indicator=indicator, promise=form.promise()
        ),
        _of_indicator(request, indicator, ProjectDeed.EDIT_INDICATOR, _("指標を直しました。")),
    )


@keeps_typed
def reading_add(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = _indicator(pk)
    form = refill(request, ReadingForm(request.POST or None))
    return do(
        request,
        form,
        lambda: record_reading(
            actor=actor_of(request),
            indicator=indicator,
            language=language_of(form.cleaned_data["note"]),
            **form.cleaned_data,
        ),
        _of_indicator(
            request,
            indicator,
            ProjectDeed.RECORD_READING,
            _("測定値を公開しました。"),
            gate=lambda: project_to_measure(actor_of(request), indicator.project),
        ),
    )


def _end(
    request: HttpRequest, pk: int, deed: ProjectDeed, service: Callable[..., Any], said: str
) -> HttpResponse:
    project = _project(pk)
    form = refill(request, ReasonForm(request.POST or None))
    return do(
        request,
        form,
        lambda: service(
            actor=actor_of(request),
            project=project,
            reason=form.cleaned_data["reason"],
            language=language_of(form.cleaned_data["reason"]),
        ),
        _page(request, project, deed, said, danger=deed == ProjectDeed.STOP),
    )


def _page(
    request: HttpRequest, project: Project, deed: ProjectDeed, said: str, **further: Any
) -> DeedPage:
    title = str(PROJECT_DEED_NAMES[deed])
    url = project.get_absolute_url()
    return DeedPage(
        **{
            "gate": lambda: project_for_owner(actor_of(request), project, deed),
            "title": title,
            "submit": title,
            "said": said,
            "back": url,
            "trail": projects_trail((project.item.title, url)),
            "subject": project.item.title,
            "language": project.item.language,
            **further,
        }
    )


def _of_indicator(
    request: HttpRequest, indicator: Indicator, deed: ProjectDeed, said: str, **further: Any
) -> DeedPage:
    return _page(
        request,
        indicator.project,
        deed,
        said,
        **further,
        back=indicator.get_absolute_url(),
        subject=indicator.name,
        language=indicator.language,
    )


def _project(pk: int) -> Project:
    return find_project(pk)


def _indicator(pk: int) -> Indicator:
    indicators = Indicator.objects.select_related("item__cycle__area", "project__item__cycle__area")
    return get_object_or_404(indicators, pk=pk)
