"""The result of a vote in a real browser: axe, reflow, pictures, the count as it is watched."""

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.jobs.services import do_once
from portal.registers.services import load_registers
from tests.e2e.conftest import violations
from tests.e2e.site.checks import pictures, sideways
from tests.factories.accounts import RoleGrantFactory
from tests.factories.voting import counted_election, opened_election
from voting.counting import EqualShares, Utilitarian, rule_to_json
from voting.services import ask_for_count
from voting.states import ElectionKind

BALLOTS = {(0, 1): 9, (2,): 8, (1, 3): 4}
COSTS = (400_000, 300_000, 500_000, 700_000)
SHARES = rule_to_json(EqualShares(completions=(Utilitarian(),)))


@pytest.fixture
def elections(transactional_db):
    load_registers()
    return {
        "greedy": counted_election(BALLOTS, costs=COSTS),
        "shares": counted_election(BALLOTS, costs=COSTS, rule=SHARES),
        "priorities": counted_election(
            BALLOTS, costs=COSTS, kind=ElectionKind.PRIORITY, budget=None
        ),
    }


@pytest.mark.parametrize(
    ("language", "width"),
    [
        ("ja", 390),
        ("en", 1280),
        pytest.param("ja", 1280, marks=pytest.mark.full),
        pytest.param("en", 390, marks=pytest.mark.full),
    ],
)
def test_a_result_can_be_read_by_everyone(new_context, elections, language, width):
    page = new_context(language=language, width=width).new_page()
    prefix = "" if language == "ja" else "/en"
    for election in elections.values():
        page.goto(prefix + reverse("voting:result", args=[election.pk]))
        assert violations(page) == []
        assert sideways(page) == 0
        assert all(pictures(page))
        page.locator("#rules a").last.click()
        page.locator("#rules table").wait_for()
        assert violations(page) == []
        page.goto(prefix + election.options.last().get_absolute_url())
        assert violations(page) == []
        assert sideways(page) == 0


def test_a_result_is_whole_without_scripts(new_context, elections):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(reverse("voting:result", args=[elections["greedy"].pk]))

    page.locator("#rules a").last.click()

    assert "何が変わるか" in page.locator("#rules table").inner_text()
    page.locator("main summary").first.click()
    assert page.locator("main details[open] table").count() == 1


def test_the_command_can_be_copied(new_context, elections):
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    election = elections["greedy"]
    page.goto(reverse("voting:result", args=[election.pk]))

    page.locator("[data-copies]").click()

    page.locator("[data-copy-said]:not(:empty)").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"python -m voting.counting vote-{election.pk}.pb --rule")


def test_a_count_is_watched_until_its_result_is_there(new_context, elections):
    election = opened_election(BALLOTS, costs=COSTS)
    administrator = RoleGrantFactory(role=Role.ADMINISTRATOR).user
    ask_for_count(actor=administrator, election=election)
    page = new_context().new_page()
    page.goto(election.get_absolute_url())
    assert "集計の順番を待っています" in page.locator("[data-count]").inner_text()
    assert violations(page) == []

    do_once()

    page.get_by_role("link", name="結果を見る").wait_for()
    assert page.locator("[data-count-said]").text_content() == "集計が終わりました。"
    page.get_by_role("link", name="結果を見る").click()
    assert page.url.endswith(reverse("voting:result", args=[election.pk]))
