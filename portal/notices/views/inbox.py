"""My page: what waits for me, what I was told, what I follow, what became of what I said."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.requests import SignedInRequest
from portal.common.paging import part_of
from portal.lifecycle.models import Item
from portal.notices import services
from portal.notices.record import record_of
from portal.notices.selectors import followed_by, notices_of, unread_by
from portal.notices.waiting import tasks_for
from portal.notices.workplaces import workplaces_of

RECENT = 10


@require_GET
@never_cache
@login_required
def my_page(request: SignedInRequest) -> HttpResponse:
    """The short form of everything that concerns a person; the long lists are a link away."""
    user = request.user
    return render(
        request,
        "notices/my_page.html",
        {
            "tasks": tasks_for(user),
            "workplaces": workplaces_of(user),
            "notices": notices_of(user)[:RECENT],
            "unread": unread_by(user).count(),
            "follows": followed_by(user)[:RECENT],
            "record": record_of(user, RECENT)[:RECENT],
            "recent": RECENT,
        },
    )


@require_GET
@never_cache
@login_required
def inbox(request: SignedInRequest) -> HttpResponse:
    part = part_of(notices_of(request.user), request.GET, by="created_at")
    unread = unread_by(request.user).count()
    return render(request, "notices/inbox.html", {"part": part, "unread": unread})


@require_GET
@never_cache
@login_required
def following(request: SignedInRequest) -> HttpResponse:
    part = part_of(followed_by(request.user), request.GET, by="at")
    return render(request, "notices/following.html", {"part": part})


@require_GET
@never_cache
@login_required
def record(request: SignedInRequest) -> HttpResponse:
    return render(request, "notices/record.html", {"record": record_of(request.user)})


@require_GET
@login_required
def open_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lead to what a notice is about. Opening it is reading it."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    services.read_notices(user=request.user, notices=[notice.pk])
    return redirect(notice.get_target_url())


@require_POST
@login_required
def read_all(request: SignedInRequest) -> HttpResponse:
    services.read_notices(user=request.user)
    return HttpResponseRedirect(_way_back(request) or "/")


@login_required
def follow(request: SignedInRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(Item.objects.public(), pk=item_id)
    if request.method == "POST":
        services.follow(user=request.user, item=item)
    return HttpResponseRedirect(_way_back(request) or item.get_absolute_url())


@login_required
def unfollow(request: SignedInRequest, item_id: int) -> HttpResponse:
    """Also of an item that is public no longer."""
    item = get_object_or_404(Item, pk=item_id, follows__user=request.user)
    if request.method == "POST":
        services.unfollow(user=request.user, item=item)
    return HttpResponseRedirect(_way_back(request) or item.get_absolute_url())


def _way_back(request: HttpRequest) -> str | None:
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else None
