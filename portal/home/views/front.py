from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.home.selectors import counts_of_the_city, latest_news, quick_doors
from portal.lifecycle.selectors import open_cycles


def front(request: HttpRequest) -> HttpResponse:
    cards = open_cycles()
    return render(
        request,
        "home/front.html",
        {
            "cards": cards,
            "doors": quick_doors(cards),
            "groups": latest_news(),
            "counts": counts_of_the_city(),
        },
    )
