"""Pages that tell about the portal itself."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.accounts.names import TERMS_CHANGES
from portal.accounts.retention import RETENTION
from portal.accounts.terms import VERSIONS, version_on
from portal.lifecycle.names import PHASE_TEXTS

# The day of the last test by people (docs and statement change together with it).
TESTED_ON = date(2026, 11, 22)


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "home/about.html")


def how_it_works(request: HttpRequest) -> HttpResponse:
    phases = [(phase.value, text) for phase, text in PHASE_TEXTS.items()]
    return render(request, "home/how_it_works.html", {"phases": phases})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html", {"tested_on": TESTED_ON})


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html", {"retention": RETENTION.values()})


def terms(request: HttpRequest) -> HttpResponse:
    versions = sorted(VERSIONS, key=lambda version: version.holds_from, reverse=True)
    return render(
        request,
        "home/terms.html",
        {
            "version": version_on(timezone.localdate()),
            "changes": [(version, TERMS_CHANGES[version.name]) for version in versions],
        },
    )


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help.html")
