"""Counting a published result again on one's own device, in Chromium, on the real page."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import violations
from tests.factories.voting import counted_election
from tests.voting.counting import vectors
from tests.voting.counting.elections import PABULIB_DIR, needs_real_files
from voting.services import load_past_election

# Five voters for the first two, three for the third: 400,000 each, of 1,000,000.
BALLOTS = {(0, 1): 4, (0,): 1, (2,): 3}
WIDTHS = [("ja", 390), ("en", 1280), ("ja", 1280), ("en", 390)]
SAME = {"ja": "同じ結果でした", "en": "The same result"}


@pytest.fixture
def election(transactional_db):
    return counted_election(BALLOTS)


def open_result(new_context, election, *, language="ja", width=1280) -> Page:
    page: Page = new_context(language=language, width=width).new_page()
    prefix = "" if language == "ja" else "/en"
    page.goto(f"{prefix}/votes/{election.pk}/result/")
    return page


def section(page: Page):
    return page.locator("[data-recount]")


def recount(page: Page, rule: str | None = None) -> None:
    if rule:
        page.locator("#recount-rule").select_option(label=rule)
    section(page).locator("form [type=submit]").click()


def said(page: Page):
    return section(page).get_by_role("status")


@pytest.mark.parametrize(("language", "width"), WIDTHS)
def test_a_resident_comes_to_the_published_result(new_context, election, language, width):
    page = open_result(new_context, election, language=language, width=width)

    recount(page)

    expect(said(page)).to_contain_text(SAME[language])
    expect(section(page).locator("progress")).to_be_hidden()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("language", "width"), WIDTHS[:2])
def test_another_rule_can_be_tried(new_context, election, language, width):
    page = open_result(new_context, election, language=language, width=width)

    page.locator("#recount-rule").select_option(index=3)  # equal shares
    recount(page)

    expect(said(page)).to_contain_text(
        {"ja": "これは試しの計算です。", "en": "This is only a trial."}[language]
    )
    expect(section(page).locator("ol li").first).to_have_text("公園のベンチ1")
    assert violations(page) == []


def test_a_file_that_was_changed_on_the_way_is_not_counted(new_context, election):
    page = open_result(new_context, election)

    def change(route):
        text = route.fetch().text()
        assert "budget;1000000\n" in text
        route.fulfill(body=text.replace("budget;1000000\n", "budget;2000000\n"))

    page.route("**/ballots.pb", change)
    recount(page)

    expect(said(page)).to_contain_text("票のファイルが、この結果のものではありません")
    expect(said(page)).not_to_contain_text("同じ結果")


def test_a_broken_file_is_refused_with_its_line(new_context, election):
    page = open_result(new_context, election, language="en")

    page.route("**/ballots.pb", lambda route: route.fulfill(body="META\nkey;value\n"))
    recount(page)

    expect(said(page)).to_contain_text("Line 2: META has no description.")


def test_a_failed_download_is_said_and_can_be_tried_again(new_context, election):
    page = open_result(new_context, election)
    page.route("**/result.json", lambda route: route.fulfill(body="<!doctype html>"))

    recount(page)
    expect(said(page)).to_contain_text("ファイルを受け取れませんでした")

    page.unroute("**/result.json")
    recount(page)
    expect(said(page)).to_contain_text(SAME["ja"])


def test_the_first_difference_is_named(new_context, election):
    page = open_result(new_context, election)

    def exchange(route):
        told = json.loads(route.fetch().text())
        told["winners"].reverse()
        route.fulfill(body=json.dumps(told))

    page.route("**/result.json", exchange)
    recount(page)

    expect(said(page)).to_contain_text(
        "最初の違いは1番目です。公表された結果では「公園のベンチ2」、この端末では「公園のベンチ1」です。"
    )


def test_a_recount_can_be_stopped(new_context, election):
    page = open_result(new_context, election)
    held = []
    page.route("**/ballots.pb", lambda route: held.append(route))

    recount(page)
    section(page).get_by_role("button", name="やめる").click()

    expect(said(page)).to_have_text("数え直しをやめました。")
    expect(section(page).locator("form [type=submit]")).to_be_focused()
    page.unroute("**/ballots.pb")
    recount(page)
    expect(said(page)).to_contain_text(SAME["ja"])


def test_without_scripts_the_command_is_named(new_context, election):
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/votes/{election.pk}/result/")

    expect(section(page).get_by_text("JavaScriptが必要です")).to_be_visible()
    expect(section(page).locator("form")).to_be_hidden()


IN_WORKER = """
([address, cases]) => Promise.all(cases.map((given) => new Promise((resolve) => {
  const worker = new Worker(address, {type: "module"});
  worker.addEventListener("message", ({data}) => {
    if (data.kind === "reading" || data.kind === "counting") return;
    worker.terminate();
    resolve(data);
  });
  worker.addEventListener("error", ({message}) => resolve({text: message}));
  const octets = (text) => new TextEncoder().encode(text).buffer;
  const files = given.electorates.map(({name, file}) => ({name, bytes: octets(file)}));
  worker.postMessage({...given, files});
})))
"""


def test_the_vectors_come_out_in_the_worker_of_the_page(new_context, election):
    page = open_result(new_context, election)
    address = section(page).get_attribute("data-worker")
    wanted = [
        case
        for theme in ("ways_of_voting", "ties", "drawn")
        for case in json.loads((vectors.HERE / f"{theme}.json").read_text(encoding="utf-8"))
        if len(case["electorates"]) == 1 and "input" in case["expected"]
    ]
    given = [
        {
            "electorates": case["electorates"],
            "rule": json.dumps(case["rule"]),
            "input": case["expected"]["input"],
        }
        for case in wanted
    ]

    told = [
        answer
        for start in range(0, len(given), 10)
        for answer in page.evaluate(IN_WORKER, [address, given[start : start + 10]])
    ]

    assert len(told) == len(wanted) > 150
    for case, answer in zip(wanted, told, strict=True):
        expected = json.dumps(case["expected"], ensure_ascii=False, indent=1)
        assert answer.get("text") == expected, case["name"]


# How often the page was drawn anew under each thing it said.
NOTE_EACH_FRAME = """
() => {
  window.drawn = {};
  const note = () => {
    const said = document.querySelector("[data-place=said]").textContent.trim();
    drawn[said] = (drawn[said] ?? 0) + 1;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}
"""


@needs_real_files
def test_a_page_answers_while_ninety_thousand_votes_are_counted(new_context, transactional_db):
    with (PABULIB_DIR / "Poland_Lodz_2022.pb").open("rb") as file:
        election = load_past_election(file=file, file_name="x.pb", cycle_name="Łódź").election
    page = open_result(new_context, election)
    workers = []
    page.on("worker", lambda worker: workers.append(worker.url))
    page.evaluate(NOTE_EACH_FRAME)

    recount(page)

    expect(said(page)).to_contain_text(SAME["ja"], timeout=120_000)
    drawn = page.evaluate("drawn")
    assert drawn["票を読んでいます…"] > 1
    # The count itself is done within a frame or two by now; it is not done by the page.
    assert len(workers) == 1
