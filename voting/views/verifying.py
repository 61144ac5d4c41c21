"""The second verifier, in the reader's own browser, and as a file to be used without a network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from voting.selectors.pages import offline_pages
from voting.views.trails import trail


def verify_page(request: HttpRequest) -> HttpResponse:
    return render(request, "voting/verify.html", {"trail": trail(), "pages": offline_pages()})
