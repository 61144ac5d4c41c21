from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.common.middleware import FURIGANA_COOKIE

ONE_YEAR = 365 * 86_400


# Changes nothing but how this browser shows pages; a token here would give every reader a cookie.
@csrf_exempt
@require_POST
def furigana(request: HttpRequest) -> HttpResponse:
    """Switch readings over kanji on or off in this browser, and stay on the page."""
    wanted = request.POST.get("next", "")
    stays = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(wanted if stays else "/")
    if request.POST.get("furigana") == "on":
        response.set_cookie(
            FURIGANA_COOKIE,
            "on",
            max_age=ONE_YEAR,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    else:
        response.delete_cookie(FURIGANA_COOKIE)
    return response
