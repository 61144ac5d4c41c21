"""Where tax goes, worked out as one types: nothing that is typed leaves the page."""

import pytest
from playwright.sync_api import expect

from portal.budget.services import load_budgets
from portal.registers.services import load_registers

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_what_one_types_is_worked_out_on_the_page_and_sent_nowhere(new_context):
    load_registers()
    load_budgets()
    page = new_context().new_page()
    page.goto("/budget/")
    sent = []
    # Pictures come as one looks at them.
    page.on("request", lambda asked: "/static/" in asked.url or sent.append(asked.url))
    total = page.locator("tfoot [data-tax-total]")
    expect(total).to_have_text("139,400円")

    page.get_by_label("給与収入").fill("600")
    page.get_by_label("配偶者を扶養している").check()
    page.get_by_label("扶養している16歳以上の家族").fill("2")

    # The family of tests/portal/budget/test_tax.py.
    expect(total).to_have_text("159,800円")
    parts = [
        int(text.strip("円").replace(",", ""))
        for text in page.locator("[data-tax-yearly]").all_inner_texts()
    ]
    assert sum(parts) == 159_800

    page.get_by_label("給与収入").fill("99999")
    page.get_by_role("button", name="計算する").click()

    expect(page.locator("[data-tax-unfit]")).to_be_visible()
    expect(total).to_have_text("159,800円")
    assert sent == []
