"""Nothing typed is lost when a session ran out, or a page stood open until its token was stale.

The typed fields wait in the session, an anonymous one if need be, which lives on through sign-in;
then the same form is shown filled in. It is never sent on its own: the person presses the button
again. Passwords, tokens and files are never kept.

    @keeps_typed
    def report(request):
        form = refill(request, ReportForm(request.POST or None))
"""

import re
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, overload
from urllib.parse import quote, urlencode, urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.signing import Signer
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from portal.common.languages import unprefixed

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)
F = TypeVar("F", bound=forms.BaseForm)

SESSION_KEY = "kept_forms"
RECEIVED_COOKIE = "tm_received"
OWNER_FIELD = "typed_by"
MOST_BYTES = 64_000
# An hour: long enough to find a password, short for a computer that others use.
KEPT_FOR_SECONDS = 3_600
NEVER_KEPT = re.compile(r"passw|token|secret|credential|otp|csrf|^code$|^next$", re.IGNORECASE)


@overload
def keeps_typed(view: V) -> V: ...
@overload
def keeps_typed(
    *, page: Callable[..., str] | None = None, sign_in: bool = True
) -> Callable[[V], V]: ...
def keeps_typed(
    view: View | None = None, *, page: Callable[..., str] | None = None, sign_in: bool = True
) -> Any:
    """Decorate a view that takes a form from a signed-in person.

    Without a session, what was posted is kept and the person led to sign-in and back; `page` is
    the address of the page that shows the form, called with the view's arguments, where that is
    not the view itself. With `sign_in=False`, only a stale token is mended.
    """

    def decorate(inner: View) -> View:
        @wraps(inner)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if sign_in and not request.user.is_authenticated:
                form_page = page(*args, **kwargs) if page else request.get_full_path()
                return _ask_to_sign_in(request, form_page)
            response = inner(request, *args, **kwargs)
            if request.method == "POST" and _was_received(response):
                _forget(request, response)
            return response

        keeping.form_page = page or True  # type: ignore[attr-defined]
        return keeping

    return decorate(view) if view else decorate


def keep_after_stale_token(request: HttpRequest) -> HttpResponseBase | None:
    """Lead back to the form, filled in, if the post came from a page of ours; else nothing."""
    match = request.resolver_match
    form_page = getattr(match.func, "form_page", None) if match else None
    # A page of another site could otherwise put its words into the reader's form.
    if not match or not form_page or not _came_from_here(request):
        return None
    _keep(request)
    _say_files_are_gone(request)
    messages.warning(
        request,
        _("ページを開いてから時間がたったため、送信できませんでした。もう一度送信してください。"),
    )
    if form_page is True:
        return HttpResponseRedirect(request.get_full_path())
    return HttpResponseRedirect(form_page(*match.args, **match.kwargs))


def keep_after_refusal(request: HttpRequest) -> None:
    """Let the form be filled in when its person goes back to it, where its view keeps it."""
    match = request.resolver_match
    if request.method == "POST" and match and hasattr(match.func, "form_page"):
        _keep(request)


def refill(request: HttpRequest, form: F, *, posted_to: str | None = None) -> F:
    """Give an unbound form what its person had typed, if it was kept for this address."""
    kept = None if form.is_bound else _kept(request, posted_to or request.path)
    if kept is None or not any(form.add_prefix(name) in kept for name in form.fields):
        return form
    for name, field in form.fields.items():
        if not isinstance(field.widget, forms.FileInput | forms.PasswordInput):
            form.initial[name] = field.widget.value_from_datadict(
                kept, MultiValueDict(), form.add_prefix(name)
            )
    messages.info(request, _("入力した内容を戻しました。確かめて、もう一度送信してください。"))
    return form


def owner_mark(request: HttpRequest) -> str:
    """Whose form it is, so that nobody else who signs in on this computer is shown its words."""
    return _signer.sign(str(request.user.pk)) if request.user.is_authenticated else ""


_signer = Signer(salt="kept-forms")


def _ask_to_sign_in(request: HttpRequest, form_page: str) -> HttpResponseRedirect:
    if request.method == "POST":
        if _keep(request):
            text = _("ログインすると、入力した内容から続けられます。")
        else:
            text = _("入力が長いため、残せませんでした。前のページに戻り、写しをとってください。")
        messages.info(request, text)
        _say_files_are_gone(request)
    return redirect_to_login(form_page)


def _say_files_are_gone(request: HttpRequest) -> None:
    if request.FILES:
        messages.warning(request, _("写真などのファイルは、もう一度選んでください。"))


def _keep(request: HttpRequest) -> bool:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name == OWNER_FIELD or not NEVER_KEPT.search(name)
    ]
    query = urlencode(fields)
    address = unprefixed(request.path)
    others = {k: v for k, v in _all_kept(request).items() if k != address}
    if len(query) > MOST_BYTES:
        return False
    # The oldest give way: all together never weigh more than one may.
    while others and len(query) + sum(len(kept) for kept, _at in others.values()) > MOST_BYTES:
        del others[min(others, key=lambda each: others[each][1])]
    request.session[SESSION_KEY] = {**others, address: [query, int(time.time())]}
    return True


def _all_kept(request: HttpRequest) -> dict[str, list[Any]]:
    oldest = time.time() - KEPT_FOR_SECONDS
    kept: dict[str, list[Any]] = request.session.get(SESSION_KEY, {})
    return {address: entry for address, entry in kept.items() if entry[1] >= oldest}


def _kept(request: HttpRequest, path: str) -> QueryDict | None:
    if SESSION_KEY not in request.session or unprefixed(path) not in _all_kept(request):
        return None
    fields = QueryDict(_all_kept(request)[unprefixed(path)][0])
    owner = fields.get(OWNER_FIELD)
    return fields if not owner or owner == owner_mark(request) else None


def _was_received(response: HttpResponseBase) -> bool:
    """A view that took a form leads on; one that did not shows it again."""
    if response.status_code not in (302, 303):
        return False
    return urlsplit(response["Location"]).path != resolve_url(settings.LOGIN_URL)


def _forget(request: HttpRequest, response: HttpResponseBase) -> None:
    address = unprefixed(request.path)
    if SESSION_KEY in request.session:
        others = {k: v for k, v in _all_kept(request).items() if k != address}
        request.session[SESSION_KEY] = others
    # For frontend/lib/kept.js: its copy on the device has done its work.
    response.set_cookie(
        RECEIVED_COOKIE,
        quote(address, safe=""),
        max_age=600,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _came_from_here(request: HttpRequest) -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
