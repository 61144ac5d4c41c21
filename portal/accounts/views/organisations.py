"""Organisations: the list, the page of one, registering and editing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.forms.organisations import (
    DepartmentForm,
    IdentityForm,
    OrganisationFilterForm,
    PageForm,
    RegisterForm,
)
from portal.accounts.models import Organisation
from portal.accounts.organisations import Deed
from portal.accounts.permissions import require_deed, require_role, signed_in
from portal.accounts.roles import Role
from portal.accounts.selectors import (
    committee_is_established,
    deeds_open_to,
    former_names_of,
    organisations_found,
    seats_held_by,
    seats_of,
)
from portal.accounts.services.organisations import (
    edit_organisation_identity,
    edit_organisation_page,
    end_organisation,
    enter_department,
    register_organisation,
)
from portal.accounts.services.verification import ask_for_verification
from portal.accounts.views.addresses import invitation_address
from portal.accounts.views.guards import used_up
from portal.common.kept_forms import keeps_typed, refill
from portal.common.paging import part_of


def organisation_list(request: HttpRequest) -> HttpResponse:
    form = OrganisationFilterForm(request.GET)
    form.is_valid()
    found = organisations_found(
        words=form.cleaned_data.get("q", ""),
        kind=form.cleaned_data.get("kind", ""),
        area=form.cleaned_data.get("area"),
    )
    context = {"form": form, "part": part_of(found, request.GET, by="created_at")}
    return render(request, "accounts/organisations.html", context)


def organisation_page(request: HttpRequest, pk: int) -> HttpResponse:
    found = Organisation.objects.with_area().with_member_count()
    organisation = get_object_or_404(found, pk=pk)
    seats = seats_of(organisation) if organisation.is_area_committee else []
    held = seats_held_by(organisation)
    deeds = deeds_open_to(request.user, organisation)
    may_take = Deed.TAKE_SEATS in deeds
    context = {
        "organisation": organisation,
        "deeds": deeds,
        "former_names": former_names_of(organisation),
        "seats": seats,
        "is_established": committee_is_established(seats),
        "seats_held": [seat for seat in held if seat.accepted_at],
        "offers": [seat for seat in held if may_take and not seat.accepted_at],
        "decision": organisation.verifications.first() if Deed.SEE_MEMBERS in deeds else None,
    }
    return render(request, "accounts/organisation.html", context)


@keeps_typed
def register(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = refill(request, RegisterForm(request.POST or None))
    if request.method == "POST" and form.is_valid():
        if refusal := used_up(request, "register_organisation"):
            return refusal
        made = form.attempt(lambda: register_organisation(actor=user, **form.cleaned_data))
        if made:
            messages.success(
                request, _("団体を登録しました。区役所が確認すると、メールでお知らせします。")
            )
            return redirect(made)
    return render(request, "accounts/register.html", {"form": form})


@keeps_typed
def enter(request: HttpRequest) -> HttpResponse:
    """A department of the city, by an administrator."""
    user = signed_in(request)
    require_role(user, Role.ADMINISTRATOR)
    form = refill(request, DepartmentForm(request.POST or None))
    if request.method == "POST" and form.is_valid():
        made = form.attempt(
            lambda: enter_department(
                actor=user, address_of=invitation_address(request), **form.cleaned_data
            )
        )
        if made:
            messages.success(request, _("担当課を登録し、代表に招待を送りました。"))
            return redirect(made)
    return render(request, "accounts/department_new.html", {"form": form})


@keeps_typed
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    user, organisation = signed_in(request), get_object_or_404(Organisation, pk=pk)
    require_deed(user, organisation, Deed.EDIT_PAGE)
    initial = {"name_en": organisation.name_en, "about": organisation.about}
    form = refill(request, PageForm(request.POST or None, initial=initial))
    if request.method == "POST" and form.is_valid():
        edited = form.attempt(
            lambda: edit_organisation_page(
                organisation=organisation, actor=user, **form.cleaned_data
            )
        )
        if edited:
            messages.success(request, _("保存しました。"))
            return redirect(edited)
    context = {"form": form, "organisation": organisation}
    return render(request, "accounts/organisation_edit.html", context)


@keeps_typed
def edit_identity(request: HttpRequest, pk: int) -> HttpResponse:
    user, organisation = signed_in(request), get_object_or_404(Organisation, pk=pk)
    require_deed(user, organisation, Deed.EDIT_IDENTITY)
    initial = {
        "name": organisation.name,
        "area": organisation.area_id,
        "corporate_number": organisation.corporate_number,
    }
    form = refill(request, IdentityForm(request.POST or None, initial=initial))
    if request.method == "POST" and form.is_valid():
        edited = form.attempt(
            lambda: edit_organisation_identity(
                organisation=organisation, actor=user, **form.cleaned_data
            )
        )
        if edited:
            messages.success(request, _("保存しました。"))
            return redirect(edited)
    context = {"form": form, "organisation": organisation}
    return render(request, "accounts/organisation_identity.html", context)


@keeps_typed
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for verification."""
    organisation = get_object_or_404(Organisation, pk=pk)
    ask_for_verification(organisation=organisation, actor=signed_in(request))
    messages.success(request, _("区役所に確認を申し込みました。"))
    return redirect(organisation)


@keeps_typed
def end(request: HttpRequest, pk: int) -> HttpResponse:
    user, organisation = signed_in(request), get_object_or_404(Organisation, pk=pk)
    require_deed(user, organisation, Deed.CLOSE)
    if request.method == "POST":
        end_organisation(organisation=organisation, actor=user)
        messages.success(request, _("団体の活動を終えました。"))
        return redirect(organisation)
    context = {
        "organisation": organisation,
        "cancel_url": reverse("accounts:members", args=[organisation.pk]),
    }
    return render(request, "accounts/organisation_end.html", context)
