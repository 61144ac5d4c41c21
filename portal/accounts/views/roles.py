"""Who holds which role: for administrators to see, grant and take back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.forms.people import GrantRoleForm
from portal.accounts.models import RoleGrant, User
from portal.accounts.permissions import require_role, signed_in
from portal.accounts.roles import Role
from portal.accounts.services.roles import grant_role, revoke_role
from portal.accounts.views.guards import freshly_signed_in_to_change
from portal.common.kept_forms import keeps_typed, refill
from portal.common.paging import part_of


@keeps_typed
@freshly_signed_in_to_change
def roles(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    require_role(user, Role.ADMINISTRATOR)
    form = refill(request, GrantRoleForm(request.POST or None))
    if request.method == "POST" and form.is_valid() and _grant(form, user):
        messages.success(request, _("役割を与えました。"))
        return redirect("accounts:roles")
    held = RoleGrant.objects.in_force().select_related("user", "area", "granted_by")
    context = {"form": form, "part": part_of(held, request.GET, by="granted_at", size=50)}
    return render(request, "accounts/roles.html", context)


def _grant(form: GrantRoleForm, actor: User) -> RoleGrant | None:
    person = User.objects.filter(email__iexact=form.cleaned_data["email"]).first()
    if person is None:
        form.add_error("email", _("このメールアドレスのアカウントはありません。"))
        return None
    return form.attempt(lambda: grant_role(user=person, actor=actor, **form.granted()))


@keeps_typed
@freshly_signed_in_to_change
def revoke(request: HttpRequest, grant_id: int) -> HttpResponse:
    user = signed_in(request)
    require_role(user, Role.ADMINISTRATOR)
    grant = get_object_or_404(
        RoleGrant.objects.in_force().select_related("user", "area"), pk=grant_id
    )
    if request.method == "POST":
        revoke_role(grant=grant, actor=user)
        messages.success(request, _("役割を取り消しました。"))
        return redirect("accounts:roles")
    return render(
        request,
        "accounts/role_revoke.html",
        {"grant": grant, "cancel_url": reverse("accounts:roles")},
    )
