"""Hearing by mail: how often, of what; and the way out, which needs no sign-in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.accounts.models import Organisation
from portal.accounts.requests import SignedInRequest
from portal.common.kept_forms import keeps_typed, refill
from portal.notices.forms import SubscriptionForm
from portal.notices.frequencies import Frequency
from portal.notices.services.subscribing import (
    follow_groups,
    follow_organisation,
    subscribe,
    unsubscribe,
)
from portal.notices.services.writing import subscription_named


@never_cache
@keeps_typed
def settings_page(request: SignedInRequest) -> HttpResponse:
    form = refill(request, SubscriptionForm(request.POST or None, user=request.user))
    if request.method == "POST" and form.is_valid():
        subscribe(user=request.user, wanted=form.wanted())
        follow_groups(
            user=request.user,
            areas=form.cleaned_data["areas"],
            themes=form.cleaned_data["themes"],
        )
        messages.success(request, _("保存しました。"))
        return redirect("notices:settings")
    return render(request, "notices/settings.html", {"form": form})


@csrf_exempt
@never_cache
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """A question for people, an answer for mailboxes (RFC 8058): by the signed link alone.

    Who has the link may end the mail and nothing else, so no token of a session is asked for.
    """
    subscription = subscription_named(token)
    if subscription is None:
        raise Http404
    if request.method == "POST":
        unsubscribe(subscription=subscription)
        subscription.refresh_from_db()
    ended = subscription.frequency == Frequency.NEVER
    return render(request, "notices/unsubscribe.html", {"ended": ended})


@require_POST
@login_required
def follow_organisation_page(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.active(), pk=pk)
    follow_organisation(
        user=request.user, organisation=organisation, follows=request.POST.get("follow") == "yes"
    )
    return HttpResponseRedirect(organisation.get_absolute_url())
