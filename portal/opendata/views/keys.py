"""Keys of programs: made, shown once, revoked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.accounts.models import Organisation
from portal.accounts.requests import SignedInRequest
from portal.common.kept_forms import keeps_typed, refill
from portal.opendata.deeds import all_deeds
from portal.opendata.errors import KeysAreForOfficers
from portal.opendata.key_form import KeyForm
from portal.opendata.models import ApiKey
from portal.opendata.services.keys import make_key, revoke_key
from portal.opendata.views.pages import trail_to_catalogue


@never_cache
@keeps_typed
def keys(request: SignedInRequest) -> HttpResponse:
    """Those of the person, and a new one: its letters stand in the answer to the form alone."""
    departments = Organisation.objects.departments().acted_for_by(request.user)
    if not departments:
        raise KeysAreForOfficers
    posted = request.method == "POST"
    form = refill(request, KeyForm(request.POST if posted else None, departments=departments))
    shown = ""
    if posted and form.is_valid():
        typed = form.cleaned_data
        _made, shown = make_key(
            actor=request.user,
            organisation=typed["organisation"],
            name=typed["name"],
            scopes=typed["scopes"],
        )
        form = KeyForm(departments=departments)
    labels = {deed.name: deed.label for deed in all_deeds()}
    own = ApiKey.objects.filter(owner=request.user).select_related("organisation")
    context = {
        "form": form,
        "shown": shown,
        "keys": [(key, [labels[name] for name in key.scopes if name in labels]) for key in own],
        "trail": [trail_to_catalogue()],
    }
    return render(request, "opendata/keys.html", context)


@login_required
def key_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey.objects.filter(owner=request.user.pk), pk=pk, revoked_at=None)
    if request.method == "POST":
        revoke_key(actor=key.owner, key=key)
        messages.success(request, _("鍵を無効にしました。"))
        return redirect("opendata:keys")
    context = {"key": key, "cancel_url": reverse("opendata:keys")}
    return render(request, "opendata/key_revoke.html", context)
