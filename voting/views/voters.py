"""What voters use: the page of casting, a practice ballot, and how one follows one's own ballot."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache

from voting.models import HeldVote
from voting.selectors.pages import offline_pages
from voting.views.trails import trail


@never_cache
def cast(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "voting/cast.html", _context(request, pk))


def practice(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "voting/practice.html", _context(request, pk))


def check(request: HttpRequest, pk: int) -> HttpResponse:
    context = _context(request, pk)
    return render(
        request, "voting/check.html", {**context, "page_hash": offline_pages()["challenge"]}
    )


def _context(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One query for the vote, one for its options: the definition itself is fetched by the page."""
    votes = HeldVote.objects.with_election().defer("definition", "result")
    held = get_object_or_404(votes, election=pk)
    options = held.election.options.values_list("external_id", "pk")
    return {
        "election": held.election,
        "held": held,
        "trail": trail(held.election),
        "lookup": request.build_absolute_uri(reverse("voting:check", args=[pk])),
        "offline": static("pages/challenge.html"),
        "links": json.dumps({name: reverse("voting:option", args=[of]) for name, of in options}),
    }
