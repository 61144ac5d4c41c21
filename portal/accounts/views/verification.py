"""The queue of a ward officer, and the decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.accounts.forms.organisations import VerificationForm
from portal.accounts.models import Organisation
from portal.accounts.permissions import require_role, signed_in
from portal.accounts.roles import Role
from portal.accounts.selectors import organisations_to_verify
from portal.accounts.services.verification import decide_verification
from portal.accounts.views.addresses import organisation_address
from portal.common.kept_forms import keeps_typed, refill

MOST_SHOWN = 50


@keeps_typed
def queue(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    require_role(user, Role.WARD_OFFICER)
    waiting = organisations_to_verify(user)
    context = {"organisations": waiting[:MOST_SHOWN], "count": waiting.count()}
    return render(request, "accounts/verifications.html", context)


@keeps_typed
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    organisation = get_object_or_404(Organisation.objects.with_area(), pk=pk)
    require_role(user, Role.WARD_OFFICER, organisation.area)
    form = refill(request, VerificationForm(request.POST or None))
    if request.method == "POST" and form.is_valid():
        decision = form.attempt(
            lambda: decide_verification(
                organisation=organisation,
                officer=user,
                url=organisation_address(request, organisation),
                **form.cleaned_data,
            )
        )
        if decision:
            messages.success(request, _("結果を記録し、団体の代表に知らせました。"))
            return redirect("accounts:verifications")
    context = {
        "form": form,
        "organisation": organisation,
        "representatives": organisation.memberships.representing().select_related("user"),
        "earlier": organisation.verifications.select_related("officer"),
    }
    return render(request, "accounts/verification.html", context)
