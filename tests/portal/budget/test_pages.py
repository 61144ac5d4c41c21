import csv
import logging
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal.accounts.models import AuditEntry
from portal.accounts.roles import Role
from portal.budget.models import BudgetLine, BudgetYear, ServiceCost
from portal.budget.services import load_budgets
from portal.budget.services.importing import FILES
from portal.budget.states import BudgetState
from portal.registers.services import load_registers
from tests.factories.accounts import RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db
TYPED = {"income": "612", "spouse": "on", "dependants": "2"}
SMALL = b"""side,code,parent_code,name_ja,name_en,amount_yen
expenditure,total,,A,A,5
expenditure,a,total,B,B,%d
"""


@pytest.fixture
def budgets():
    load_registers()
    load_budgets()
    return list(BudgetYear.objects.all())


@pytest.fixture
def officer(client):
    user = RoleGrantFactory(role=Role.MAYORS_OFFICE).user
    client.force_login(user)
    return user


def test_without_figures_the_page_says_so(client):
    assert "まだ登録されていません" in client.get(reverse("budget:spending")).content.decode()


def test_the_newest_year_is_shown_with_the_change_since_the_year_before(client, budgets):
    page = client.get(reverse("budget:spending"))

    assert page.context["budget"].year == 2023
    welfare = page.context["tax"].spending[0]
    assert (welfare.line.amount, welfare.before) == (159_900_000_000, 120_000_000_000)
    # 159,900,000,000 / 980,219 residents
    assert welfare.per_resident == 163_126
    assert "給与だけの人の目安" in page.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_without_javascript_a_form_answers_the_same(client, budgets, prefix):
    page = client.post(f"{prefix}/budget/", TYPED)

    tax = page.context["tax"]
    assert sum(each.yearly for each in tax.spending) == tax.estimate.total > 0
    assert sum(each.daily for each in tax.spending) == tax.daily == tax.estimate.total // 365
    assert not page.context["is_example"]


def test_what_one_types_is_stored_nowhere_and_in_no_log(client, budgets, caplog):
    caplog.set_level(logging.DEBUG)

    page = client.post(reverse("budget:spending"), TYPED)

    assert page.headers["Cache-Control"] == "no-store"
    assert set(page.cookies) <= {"csrftoken"}
    assert not client.session.keys()
    assert "612" not in caplog.text


def test_a_number_that_is_none_is_told_at_its_field(client, budgets):
    page = client.post(reverse("budget:spending"), {"income": "たくさん", "dependants": "99"})

    assert set(page.context["form"].errors) == {"income", "dependants"}
    assert page.context["is_example"]


@pytest.mark.parametrize(
    "address", ["/budget/99999/", "/budget/99999/chart.svg", "/budget/99999/budget.csv"]
)
def test_an_unknown_year_is_not_found(client, budgets, address):
    assert client.get(address).status_code == 404


def test_a_category_leads_down_to_its_parts_and_up_to_its_whole(client, budgets):
    budget = budgets[0]
    welfare = budget.lines.get(code="welfare")
    part = BudgetLine.objects.create(
        budget=budget,
        side="expenditure",
        code="care",
        parent=welfare,
        position=99,
        name_ja="介護",
        name_en="Care",
        amount=welfare.amount,
    )

    upper = client.get(reverse("budget:category", args=[budget.pk, "welfare"]))
    lower = client.get(reverse("budget:category", args=[budget.pk, "care"]))

    assert list(upper.context["parts"]) == [part]
    assert [line.budget.year for line in upper.context["years"]] == [2023, 2019]
    assert reverse("budget:category", args=[budget.pk, "welfare"]) in lower.content.decode()


def test_the_whole_is_no_category(client, budgets):
    assert client.get(reverse("budget:category", args=[budgets[0].pk, "total"])).status_code == 404


def test_services_show_what_users_pay(client, budgets):
    ServiceCost.objects.create(
        name_ja="学校給食", name_en="School lunch", unit_ja="1食", unit_en="a meal",
        cost=600, paid_by_user=250, source_ja="例", source_en="Example",
    )  # fmt: skip

    # 250 of 600 is 41.67%, rounded down.
    assert "250円（41%）" in client.get(reverse("budget:spending")).content.decode()


def test_what_is_downloaded_can_be_imported_again(client, officer, budgets):
    sent = b"".join(client.get(reverse("budget:csv", args=[budgets[0].pk])).streaming_content)

    rows = list(csv.reader(StringIO(sent.decode("utf-8-sig"))))
    answer = client.post(reverse("budget:import"), upload(sent, year=2024))

    assert len(rows) == 1 + budgets[0].lines.count()
    again = BudgetYear.objects.get(year=2024)
    assert answer.url == reverse("budget:year", args=[again.pk])
    assert list(again.lines.values_list("code", "amount")) == list(
        budgets[0].lines.values_list("code", "amount")
    )
    assert AuditEntry.objects.filter(deed="import_budget", actor=officer).count() == 1


def upload(content, year=2025):
    return {
        "year": year,
        "state": BudgetState.INITIAL,
        "source_ja": "市の予算書",
        "source_en": "Budget",
        "file": SimpleUploadedFile("b.csv", content),
    }


def test_figures_that_do_not_add_up_leave_the_year_as_it_was(client, officer):
    client.post(reverse("budget:import"), upload(SMALL % 5))

    answer = client.post(reverse("budget:import"), upload(SMALL % 6))

    assert "差は1円です" in answer.content.decode()
    assert BudgetLine.objects.get(code="a").amount == 5


def test_the_same_year_is_replaced(client, officer):
    for _ in range(2):
        client.post(reverse("budget:import"), upload(SMALL % 5))

    assert BudgetYear.objects.count() == 1
    assert BudgetLine.objects.count() == 2


def test_only_the_mayors_office_brings_figures(client):
    client.force_login(UserFactory())

    assert client.get(reverse("budget:import")).status_code == 403
    assert client.post(reverse("budget:import"), upload(SMALL % 5)).status_code == 403
    assert not BudgetYear.objects.exists()


def test_the_command_imports_and_says_what_is_wrong(tmp_path, capsys):
    file = tmp_path / "b.csv"
    words = ["--year", "2023", "--source-ja", "市", "--source-en", "City"]

    call_command("import_budget", str(FILES / "2023.csv"), *words)
    file.write_bytes(SMALL % 6)

    assert "17 lines" in capsys.readouterr().out
    with pytest.raises(CommandError, match="by ¥1"):
        call_command("import_budget", str(file), *words)
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_budget", str(tmp_path / "none.csv"), *words)


def test_a_page_asks_few_queries(client, budgets, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(reverse("budget:spending"))
