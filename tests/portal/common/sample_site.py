"""A site around the shared parts: forms, refusals and failures as a room would have them."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse

from portal.common.errors import NotAllowed, RuleViolation
from portal.common.errors_views import too_many_requests
from portal.common.kept_forms import keeps_typed, refill
from portal.home.views.gallery import gallery
from portal.urls import handler400, handler403, handler404, handler429, handler500
from portal.urls import urlpatterns as portal_urls

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]


def serve_sample_site(settings: Any) -> None:
    """Put this site in the place of the portal, for one test."""
    settings.ROOT_URLCONF = __name__
    [engine] = settings.TEMPLATES
    folder = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], folder]}]


class NoteForm(forms.Form):
    title = forms.CharField(label="題名", max_length=100)
    text = forms.CharField(label="本文", widget=forms.Textarea, required=False)
    themes = forms.MultipleChoiceField(
        label="テーマ",
        choices=[("a", "安全"), ("b", "環境")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    seen_at = forms.SplitDateTimeField(label="気づいた時", required=False)
    agreed = forms.BooleanField(label="同意", required=False)
    password = forms.CharField(label="合言葉", widget=forms.PasswordInput, required=False)
    photo = forms.FileField(label="写真", required=False)


def _answer(request: HttpRequest, form: NoteForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(reverse("home"))
    return render(request, "form_page.html", {"form": form})


@keeps_typed
def note(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST, request.FILES) if request.method == "POST" else NoteForm()
    return _answer(request, refill(request, form))


@keeps_typed(sign_in=False)
def letter(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST) if request.method == "POST" else NoteForm()
    return _answer(request, refill(request, form))


@keeps_typed
def closed_note(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        raise RuleViolation("受付は12月1日からです。")
    return _answer(request, refill(request, NoteForm()))


def item(request: HttpRequest, number: int) -> HttpResponse:
    return _answer(
        request, refill(request, NoteForm(), posted_to=reverse("comment", args=[number]))
    )


@keeps_typed(page=lambda number: reverse("item", args=[number]))
def comment(request: HttpRequest, number: int) -> HttpResponse:
    return _answer(request, NoteForm(request.POST))


def unkept(request: HttpRequest) -> HttpResponse:
    return HttpResponse("reached")


def closed(request: HttpRequest) -> HttpResponse:
    raise RuleViolation("受付は12月1日からです。")


def not_for_you(request: HttpRequest) -> HttpResponse:
    raise NotAllowed("この提案を直せるのは、書いた人だけです。")


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def bad(request: HttpRequest) -> HttpResponse:
    raise BadRequest


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def too_many(request: HttpRequest) -> HttpResponseBase:
    return too_many_requests(request)


urlpatterns = [
    path("components/", gallery, name="components"),
    path("note/", note, name="note"),
    path("closed-note/", closed_note, name="closed_note"),
    path("letter/", letter, name="letter"),
    path("items/<int:number>/", item, name="item"),
    path("items/<int:number>/comments/", comment, name="comment"),
    path("unkept/", unkept),
    path("closed/", closed),
    path("not-for-you/", not_for_you),
    path("missing/", missing),
    path("forbidden/", forbidden),
    path("bad/", bad),
    path("broken/", broken),
    path("too-many/", too_many),
    path("en/components/", gallery),
    path("en/closed/", closed),
    path("en/missing/", missing),
    path("en/forbidden/", forbidden),
    path("en/bad/", bad),
    path("en/broken/", broken),
    path("en/too-many/", too_many),
    *portal_urls,
]
