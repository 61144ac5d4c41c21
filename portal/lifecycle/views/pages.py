"""Pages of the cycle itself, and the whole path of an item."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.lifecycle.lineage import stretches_of, whole_path_of
from portal.lifecycle.models import Cycle, Item
from portal.lifecycle.selectors import cycles_side_by_side, sections_of_cycle, steps_of_path


def cycle_list(request: HttpRequest) -> HttpResponse:
    return render(request, "lifecycle/cycles.html", {"groups": cycles_side_by_side()})


def cycle_page(request: HttpRequest, slug: str) -> HttpResponse:
    cycle = get_object_or_404(Cycle.objects.select_related("area", "parent"), slug=slug)
    sections = sections_of_cycle(cycle)
    return render(
        request,
        "lifecycle/cycle.html",
        {
            "cycle": cycle,
            "sections": sections,
            "steps": [section.step for section in sections],
            "changes": cycle.phase_changes.select_related("actor").order_by("-id"),
            "children": cycle.children.all(),
            "may_change": request.user.is_authenticated
            and Role.ADMINISTRATOR in roles_of(request.user, cycle.area),
        },
    )


def path_page(request: HttpRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(Item.objects.public().select_related("cycle"), pk=item_id)
    path = whole_path_of(item)
    return render(
        request,
        "lifecycle/path.html",
        {
            "item": item,
            "steps": steps_of_path(item, path),
            "stretches": stretches_of(path, item),
        },
    )
