"""The seats of an area committee, from both sides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.forms.organisations import OfferSeatForm
from portal.accounts.models import CommitteeMember, Organisation
from portal.accounts.organisations import Deed
from portal.accounts.permissions import require_deed, signed_in
from portal.accounts.selectors import committee_is_established, seats_of
from portal.accounts.services.committees import free_seat, offer_seat, take_seat
from portal.accounts.views.addresses import organisation_address
from portal.common.kept_forms import keeps_typed, refill


@keeps_typed
def seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Who holds which seat; whoever represents the committee offers them here."""
    user = signed_in(request)
    committee = get_object_or_404(Organisation.objects.with_area(), pk=pk)
    require_deed(user, committee, Deed.FILL_SEATS)
    form = refill(request, OfferSeatForm(request.POST or None, committee=committee))
    if request.method == "POST" and form.is_valid():
        member = form.cleaned_data["member"]
        offer = form.attempt(
            lambda: offer_seat(
                committee=committee,
                actor=user,
                url=organisation_address(request, member),
                **form.cleaned_data,
            )
        )
        if offer:
            messages.success(
                request, _("「%(name)s」に申し出を送りました。") % {"name": member.shown_name}
            )
            return redirect("accounts:seats", pk)
    held = seats_of(committee)
    context = {
        "committee": committee,
        "form": form,
        "seats": held,
        "is_established": committee_is_established(held),
    }
    return render(request, "accounts/seats.html", context)


@keeps_typed
@require_POST
def take(request: HttpRequest, seat_id: int) -> HttpResponse:
    offer = _seat(seat_id)
    take_seat(offer=offer, actor=signed_in(request))
    messages.success(request, _("構成団体になりました。"))
    return redirect(offer.member)


@keeps_typed
@require_POST
def free(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Decline, leave, or take back: whoever did it goes on to the page of their own side."""
    user, seat = signed_in(request), _seat(seat_id)
    own = Organisation.objects.where_may(user, Deed.TAKE_SEATS).filter(pk=seat.member_id)
    back = seat.member if own.exists() else seat.committee
    free_seat(seat=seat, actor=user)
    messages.success(request, _("席を空けました。"))
    return redirect(back)


def _seat(seat_id: int) -> CommitteeMember:
    return get_object_or_404(
        CommitteeMember.objects.select_related("committee", "member"), pk=seat_id
    )
