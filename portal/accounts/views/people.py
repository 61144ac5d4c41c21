"""One's own account: profile, organisations, terms, data, and leaving."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from portal.accounts.forms.people import AgreeForm, CloseAccountForm, ProfileForm
from portal.accounts.names import ROLE_NAMES, TERMS_CHANGES
from portal.accounts.permissions import signed_in
from portal.accounts.roles import GRANTABLE
from portal.accounts.selectors import (
    exclusive_roles_of,
    has_agreed_to_terms,
    invitations_waiting_for,
    offers_waiting_for,
    roles_of,
    solely_represented_by,
)
from portal.accounts.services.closing import close_account
from portal.accounts.services.consent import agree_to_terms
from portal.accounts.services.exporting import personal_data_as_json
from portal.accounts.services.profile import edit_profile
from portal.accounts.terms import version_on
from portal.accounts.views.guards import freshly_signed_in, posted, used_up
from portal.common.kept_forms import keeps_typed, refill
from portal.common.streaming import streamed


@keeps_typed
def profile(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    initial = {
        "display_name": user.display_name,
        "home_area": user.home_area_id,
        "language": user.language,
    }
    form = refill(request, ProfileForm(request.POST or None, initial=initial))
    if request.method == "POST" and form.is_valid():
        edit_profile(user=user, **form.cleaned_data)
        messages.success(request, _("保存しました。"))
        return redirect("accounts:edit_profile")
    held = sorted(roles_of(user) & GRANTABLE)
    context = {"form": form, "roles": [(role, ROLE_NAMES[role]) for role in held]}
    return render(request, "accounts/profile.html", context)


@keeps_typed
def my_organisations(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    memberships = user.memberships.in_force().select_related("organisation__area")
    context = {
        "memberships": memberships.order_by("organisation__name"),
        "invitations": invitations_waiting_for(user),
        "offers": offers_waiting_for(user),
    }
    return render(request, "accounts/my_organisations.html", context)


@keeps_typed
def terms(request: HttpRequest) -> HttpResponse:
    """Agree to the terms as they hold today, and go on to where one wanted to go."""
    user, version = signed_in(request), version_on(timezone.localdate())
    form = AgreeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        agree_to_terms(user=user)
        messages.success(request, _("同意を記録しました。"))
        return redirect(_next(request) or "accounts:edit_profile")
    context = {
        "form": form,
        "version": version,
        "change": TERMS_CHANGES[version.name],
        "agreed": has_agreed_to_terms(user),
    }
    return render(request, "accounts/terms.html", context)


def _next(request: HttpRequest) -> str:
    """Where to go on to, on this site only."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""


@keeps_typed
def my_data(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/my_data.html")


@keeps_typed
@freshly_signed_in
def download_my_data(request: HttpRequest) -> HttpResponseBase:
    user = signed_in(request)
    if refusal := used_up(request, "download_my_data"):
        return refusal
    now = timezone.now()
    return streamed(
        request,
        personal_data_as_json(user, now=now),
        content_type="application/json",
        filename=f"tomoni-{timezone.localdate(now)}.json",
    )


@keeps_typed
@freshly_signed_in
def close(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = CloseAccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        closed = form.attempt(lambda: close_account(user=user))
        if closed:
            logout(request)
            messages.success(request, _("退会しました。ご利用ありがとうございました。"))
            return redirect("home")
    context = {
        "form": form,
        "held": [ROLE_NAMES[role] for role in sorted(exclusive_roles_of(user))],
        "alone": solely_represented_by(user),
    }
    return render(request, "accounts/close.html", context)
