"""Where the tax goes. What a reader types about themselves is answered and forgotten."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts.requests import SignedInRequest
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.budget.errors import OnlyTheMayorsOffice
from portal.budget.forms import EXAMPLE, BudgetFileForm, HouseholdForm
from portal.budget.models import BudgetLine, BudgetYear, ServiceCost
from portal.budget.selectors import (
    earlier_than,
    my_tax,
    over_the_years,
    shares,
    spending_chart,
    tariff,
)
from portal.budget.services import import_budget
from portal.budget.services.reading import COLUMNS
from portal.budget.states import Side
from portal.charts.facts import BarChart
from portal.charts.pictures import Size, picture, versioned
from portal.common.csv_export import csv_response
from portal.common.kept_forms import keeps_typed, refill


@sensitive_post_parameters()
def spending(request: HttpRequest, budget_id: int | None = None) -> HttpResponse:
    """With JavaScript what is typed stays in the browser; a POST is answered and not stored."""
    budgets = list(BudgetYear.objects.all())
    budget = next((b for b in budgets if budget_id in {None, b.pk}), None)
    if budget is None and budget_id is not None:
        raise Http404
    form = HouseholdForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "budgets": budgets, "budget": budget, "tariff": tariff()}
    if budget:
        context |= _shown(budget, budgets, form)
    response = render(request, "budget/spending.html", context)
    response.headers["Cache-Control"] = "no-store" if request.method == "POST" else "no-cache"
    return response


def _shown(budget: BudgetYear, budgets: list[BudgetYear], form: HouseholdForm) -> dict[str, Any]:
    before = earlier_than(budget, budgets)
    is_example = not form.is_valid()
    tax = my_tax(EXAMPLE if is_example else form.household(), budget, before)
    chart = spending_chart(budget, before)
    url = reverse("budget:picture", args=[budget.pk])
    return {
        "tax": tax,
        "before": before,
        "tabs": [
            {
                "label": each.name,
                "url": reverse("budget:year", args=[each.pk]),
                "is_current": each == budget,
            }
            for each in budgets
        ],
        "is_example": is_example,
        "revenue": shares(budget, Side.REVENUE),
        "services": ServiceCost.objects.all(),
        "chart": chart,
        "urls": {size.value: versioned(url, chart, size) for size in Size},
        "for_script": {
            "rules": tariff().as_written,
            "weights": [each.line.amount for each in tax.spending],
        },
    }


def spending_picture(request: HttpRequest, budget_id: int) -> HttpResponse:
    def chart() -> BarChart:
        budget = get_object_or_404(BudgetYear, pk=budget_id)
        return spending_chart(budget, earlier_than(budget, list(BudgetYear.objects.all())))

    return picture(request, chart)


def category(request: HttpRequest, budget_id: int, code: str) -> HttpResponse:
    """One category: what it is made of, and what it was in other years."""
    lines = get_object_or_404(BudgetYear, pk=budget_id).lines.select_related("parent", "budget")
    line = get_object_or_404(lines, side=Side.EXPENDITURE, code=code, parent__isnull=False)
    context = {
        "line": line,
        "parts": line.parts.all(),
        "years": over_the_years(code),
        "trail": [
            _trail(),
            (line.budget.name, reverse("budget:year", args=[budget_id])),
            *_wholes(line),
        ],
    }
    return render(request, "budget/category.html", context)


def spending_csv(request: HttpRequest, budget_id: int) -> StreamingHttpResponse:
    """The figures of a year as they can be imported again."""
    budget = get_object_or_404(BudgetYear, pk=budget_id)
    rows = budget.lines.values_list("side", "code", "parent__code", "name_ja", "name_en", "amount")
    return csv_response(request, f"budget-{budget.year}-{budget.state}", COLUMNS, rows.iterator())


@keeps_typed
def import_page(request: SignedInRequest) -> HttpResponse:
    if Role.MAYORS_OFFICE not in roles_of(request.user):
        raise OnlyTheMayorsOffice
    posted = request.method == "POST"
    form = refill(
        request,
        BudgetFileForm(request.POST if posted else None, request.FILES if posted else None),
    )
    if posted and form.is_valid():
        budget = form.attempt(
            lambda: import_budget(
                heading=form.heading(),
                content=form.cleaned_data["file"].read(),
                actor=request.user,
            )
        )
        if budget:
            messages.success(request, _("登録しました。"))
            return redirect("budget:year", budget.pk)
    return render(request, "budget/import.html", {"form": form, "trail": [_trail()]})


def _trail() -> tuple[str, str]:
    return _("市税の使いみち"), reverse("budget:spending")


def _wholes(line: BudgetLine) -> list[tuple[str, str]]:
    """The categories above one, the widest first; the whole of the expenditure has no page."""
    above = line.parent
    if above is None or above.parent_id is None:
        return []
    page = (above.name, reverse("budget:category", args=[above.budget_id, above.code]))
    return [*_wholes(above), page]
