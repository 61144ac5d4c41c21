"""The page to which the mail of an invitation leads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.accounts.models import Invitation
from portal.accounts.permissions import signed_in
from portal.accounts.selectors import invitations_waiting_for
from portal.accounts.services.invitations import accept_invitation, decline_invitation
from portal.common.kept_forms import keeps_typed


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to. Whoever merely has the link is not shown whom it was sent to."""
    found = _invitation(token)
    context = {
        "invitation": found,
        "token": token,
        "is_open": Invitation.objects.open().filter(pk=found.pk).exists(),
        "is_own": _is_for(request, found),
        "here": request.path,
    }
    return render(request, "accounts/invitation.html", context)


@keeps_typed
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    return _answer(request, _invitation(token))


@keeps_typed
@require_POST
def answer_own(request: HttpRequest, pk: int) -> HttpResponse:
    """The same from the list of what waits, where nobody needs the link of the mail."""
    waiting = invitations_waiting_for(signed_in(request))
    return _answer(request, get_object_or_404(waiting, pk=pk))


def _answer(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Yes or no: the button that was pressed says which."""
    user = signed_in(request)
    if request.POST.get("answer") == "accept":
        accept_invitation(invitation=found, actor=user)
        messages.success(
            request,
            _("「%(name)s」のメンバーになりました。") % {"name": found.organisation.shown_name},
        )
        return redirect(found.organisation)
    decline_invitation(invitation=found, actor=user)
    messages.success(request, _("招待を断りました。"))
    return redirect("accounts:my_organisations")


def _is_for(request: HttpRequest, found: Invitation) -> bool:
    if not request.user.is_authenticated:
        return False
    return invitations_waiting_for(signed_in(request)).filter(pk=found.pk).exists()


def _invitation(token: str) -> Invitation:
    rows = Invitation.objects.with_token(token).select_related("organisation", "invited_by")
    return get_object_or_404(rows)
