"""The members of an organisation: who is in, who is invited, who goes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.errors import MemberRoleIsRequired
from portal.accounts.forms.organisations import HandOverForm, InviteForm, MemberRoleForm
from portal.accounts.models import Invitation, Membership, Organisation
from portal.accounts.organisations import INVITATION_DAYS, Deed
from portal.accounts.permissions import require_deed, signed_in
from portal.accounts.selectors import deeds_open_to
from portal.accounts.services.invitations import invite_member, withdraw_invitation
from portal.accounts.services.memberships import (
    change_member_role,
    end_membership,
    hand_over,
    leave_organisation,
)
from portal.accounts.views.addresses import invitation_address
from portal.accounts.views.guards import used_up
from portal.common.kept_forms import keeps_typed, refill


@keeps_typed
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """The list; whoever may invite does it here."""
    user, organisation = signed_in(request), get_object_or_404(Organisation, pk=pk)
    deeds = deeds_open_to(user, organisation)
    if Deed.SEE_MEMBERS not in deeds:
        raise MemberRoleIsRequired
    form = refill(request, InviteForm(request.POST or None))
    if request.method == "POST" and form.is_valid():
        if refusal := used_up(request, "invite"):
            return refusal
        if _invite(request, organisation, form):
            return redirect("accounts:members", pk)
    memberships = organisation.memberships.in_force().select_related("user")
    context = {
        "organisation": organisation,
        "deeds": deeds,
        "form": form,
        "memberships": memberships.order_by("joined_at"),
        "invitation_days": INVITATION_DAYS,
        "invitations": organisation.invitations.open() if Deed.INVITE in deeds else [],
    }
    return render(request, "accounts/members.html", context)


def _invite(request: HttpRequest, organisation: Organisation, form: InviteForm) -> bool:
    invited = form.attempt(
        lambda: invite_member(
            organisation=organisation,
            actor=signed_in(request),
            address_of=invitation_address(request),
            **form.cleaned_data,
        )
    )
    if invited:
        text = _("%(email)s に招待を送りました。")
        messages.success(request, text % {"email": invited.email})
    return bool(invited)


@keeps_typed
def change_role(request: HttpRequest, pk: int, membership_id: int) -> HttpResponse:
    user, membership = signed_in(request), _membership(pk, membership_id)
    require_deed(user, membership.organisation, Deed.CHANGE_ROLES)
    form = MemberRoleForm(request.POST or None, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        changed = form.attempt(
            lambda: change_member_role(
                membership=membership, actor=user, role=form.cleaned_data["role"]
            )
        )
        if changed:
            messages.success(request, _("役割を変えました。"))
            return redirect("accounts:members", pk)
    return render(request, "accounts/member_role.html", {"form": form, "membership": membership})


@keeps_typed
def end(request: HttpRequest, pk: int, membership_id: int) -> HttpResponse:
    user, membership = signed_in(request), _membership(pk, membership_id)
    require_deed(user, membership.organisation, Deed.CHANGE_ROLES)
    if request.method == "POST":
        end_membership(membership=membership, actor=user)
        messages.success(request, _("メンバーから外しました。"))
        return redirect("accounts:members", pk)
    return render(
        request,
        "accounts/member_end.html",
        {"membership": membership, "cancel_url": reverse("accounts:members", args=[pk])},
    )


@keeps_typed
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the representation over to another member."""
    user, organisation = signed_in(request), get_object_or_404(Organisation, pk=pk)
    require_deed(user, organisation, Deed.HAND_OVER)
    form = HandOverForm(request.POST or None, organisation=organisation, giver=user.pk)
    if request.method == "POST" and form.is_valid():
        successor = form.attempt(
            lambda: hand_over(organisation=organisation, to=form.cleaned_data["to"], actor=user)
        )
        if successor:
            messages.success(
                request, _("%(name)sさんに代表を引き継ぎました。") % {"name": successor.user.name}
            )
            return redirect("accounts:members", pk)
    return render(request, "accounts/hand_over.html", {"form": form, "organisation": organisation})


@keeps_typed
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    user, organisation = signed_in(request), get_object_or_404(Organisation, pk=pk)
    require_deed(user, organisation, Deed.LEAVE)
    if request.method == "POST":
        leave_organisation(organisation=organisation, actor=user)
        text = _("「%(name)s」を抜けました。")
        messages.success(request, text % {"name": organisation.shown_name})
        return redirect("accounts:my_organisations")
    return render(
        request,
        "accounts/leave.html",
        {"organisation": organisation, "cancel_url": reverse("accounts:members", args=[pk])},
    )


@keeps_typed
@require_POST
def withdraw(request: HttpRequest, pk: int, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(
        Invitation.objects.select_related("organisation"), organisation=pk, pk=invitation_id
    )
    withdraw_invitation(invitation=invitation, actor=signed_in(request))
    messages.success(request, _("招待を取り下げました。"))
    return redirect("accounts:members", pk)


def _membership(pk: int, membership_id: int) -> Membership:
    """A membership in force, of the organisation that the address names and of no other."""
    rows = Membership.objects.in_force().select_related("user", "organisation")
    return get_object_or_404(rows, organisation=pk, pk=membership_id)
