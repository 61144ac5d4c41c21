"""The pages and addresses of the demo's identity provider: on this machine alone."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from joserfc.jwk import ECKey

from portal.common.languages import in_language
from portal.demo.access import is_demo_on_this_machine
from portal.demo.identity import (
    SCOPES,
    Client,
    Refused,
    check_question,
    code_for,
    invented_people,
    own_key,
    person_of,
    token_for,
)
from voting.identity.provider import DEMO_CLIENT, DEMO_PATH, demo_client_key


def _in_the_demo(view: Any) -> Any:
    """Elsewhere there is no such address; a refusal is told as OAuth tells it."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not is_demo_on_this_machine(request):
            raise Http404
        try:
            answer: HttpResponseBase = view(request)
        except Refused as refusal:
            return JsonResponse({"error": str(refusal)}, status=400)
        return answer

    return guarded


def _at(request: HttpRequest, name: str) -> str:
    return request.build_absolute_uri(in_language(reverse(name), "ja"))


def _client(request: HttpRequest) -> Client:
    return Client(DEMO_CLIENT, ECKey.import_key(demo_client_key()), _at(request, "voting:proved"))


@require_GET
@_in_the_demo
def configuration(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {
            "issuer": request.build_absolute_uri(DEMO_PATH),
            "authorization_endpoint": _at(request, "demo:identity_authorize"),
            "token_endpoint": _at(request, "demo:identity_token"),
            "userinfo_endpoint": _at(request, "demo:identity_userinfo"),
            "jwks_uri": _at(request, "demo:identity_keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": sorted(SCOPES),
        }
    )


@require_GET
@_in_the_demo
def keys(_request: HttpRequest) -> HttpResponse:
    key = own_key()
    public = key.as_dict(private=False) | {"kid": key.thumbprint(), "alg": "ES256", "use": "sig"}
    return JsonResponse({"keys": [public]})


@_in_the_demo
def authorize(request: HttpRequest) -> HttpResponse:
    """Instead of a card: choose whom of the invented people you are."""
    asked = request.GET.dict()
    check_question(_client(request), {name: str(value) for name, value in asked.items()})
    people = invented_people()
    if request.method == "POST":
        sub = request.POST.get("person", "")
        answer = {"state": request.GET["state"], "error": "access_denied"}
        if sub in {person["sub"] for person in people}:
            del answer["error"]
            answer["code"] = code_for(sub, {name: str(asked[name]) for name in asked})
        return HttpResponseRedirect(f"{request.GET['redirect_uri']}?{urlencode(answer)}")
    noted = "note_en" if get_language() == "en" else "note_ja"
    listed = [{**person, "note": person[noted]} for person in people]
    return render(request, "demo/identity.html", {"people": listed})


@csrf_exempt
@require_POST
@_in_the_demo
def token(request: HttpRequest) -> HttpResponse:
    asked = {name: str(value) for name, value in request.POST.dict().items()}
    issuer = request.build_absolute_uri(DEMO_PATH)
    endpoint = _at(request, "demo:identity_token")
    return JsonResponse(token_for(_client(request), issuer, endpoint, asked))


@require_GET
@_in_the_demo
def userinfo(request: HttpRequest) -> HttpResponse:
    scheme, _space, access = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Refused("invalid_token")
    return JsonResponse(person_of(access))
