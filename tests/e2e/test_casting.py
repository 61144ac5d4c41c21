"""A resident casts in Chromium, against the whole portal, and things break on the way."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.conftest import OFFLINE_PAGES, Complaints, open_context, violations
from tests.e2e.voters import Booth, town_with_codes
from tests.factories.held import DRAW
from tests.servers import serving
from voting.audit_ballot.command import main as audit_ballot
from voting.crypto.draw import draw_scalar
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.heads import sign_receipt
from voting.crypto.wire import proof_bytes
from voting.models import LogEntry
from voting.services.log import sequence

OFFLINE_PAGE = OFFLINE_PAGES / "challenge.html"


# What the browser says of requests that we break, and of refusals and trackers that are none.
BROKEN = re.compile(r"Failed to load resource: (net::ERR_FAILED|.* status of 40[049])")


@pytest.fixture
def new_context(browser, live_url):
    """Contexts whose pages may complain of broken requests, and of nothing else."""
    contexts, complaints = [], Complaints(live_url)

    def make(**options):
        contexts.append(open_context(browser, complaints, **options))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()
    assert [said for said in complaints if not BROKEN.search(said)] == []


@pytest.fixture
def town(transactional_db):
    return town_with_codes()


@pytest.fixture
def booth(new_context, town):
    return lambda **options: Booth(new_context(**{"width": 390, **options}).new_page(), town)


def trackers():
    return list(LogEntry.objects.order_by("counter").values_list("tracker", flat=True))


def lost_answer(route: Route) -> None:
    """The portal does it, and the answer never comes."""
    route.fetch()
    route.abort()


def assert_code_stays(tab, code):
    """Neither the code nor a part of it, as printed or as typed, was sent or stored."""
    kept = tab.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    for part in (code[:9], code.replace("-", "").lower()[:8], code.replace("-", "")[:8]):
        assert not any(part in said for said in [*tab.sent, kept, tab.page.url])


def change_ballot(tab, code):
    """With the code typed in small letters, and without hyphens."""
    tab.enter(code.replace("-", "").lower())
    tab.heading("このコードで投票されています")
    tab.button("票を変更する（あと20回できます）").click()
    tab.pick(3)
    tab.commit()
    tab.cast()
    tab.heading("票を変更しました")
    assert len(trackers()) == 2


def test_a_resident_votes_with_a_postcard_and_changes_the_ballot(town, booth):
    tab = booth(width=320)
    tab.scan(0)
    assert tab.page.evaluate("location.hash") == ""
    tab.pick(1, 2, 3)
    tab.button("内容を確かめる").click()
    expect(tab.place.get_by_role("alert")).to_contain_text("費用が200,000円超えています")
    tab.button("1つ戻す").click()
    assert violations(tab.page) == []
    tracker = tab.commit()
    assert trackers() == []  # 44: nothing that could be cast is there before the voter chose.
    tab.cast()
    tab.heading("投票しました")
    assert trackers() == [tracker]
    assert violations(tab.page) == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320

    sequence(town.vote)
    tab.button("記録に載ったかを確かめる").click()
    expect(tab.place).to_contain_text("記録の1番目にあります（全部で1件）")
    receipt = tab.place.inner_text()
    assert "公園のベンチ" not in receipt
    tab.page.reload()
    expect(tab.place).to_contain_text("この画面で投票しました")

    change_ballot(tab, town.codes[0])
    assert_code_stays(tab, town.codes[0])


def test_an_answer_that_never_comes_neither_loses_nor_doubles_a_ballot(town, booth):
    tab = booth()
    tab.page.route("**/ballots", lost_answer)
    tab.scan(0)
    tab.pick(1)
    tracker = tab.commit()
    tab.button("この票を投じる").dblclick()
    tab.heading("届いたかどうか、まだ分かりません")
    assert trackers() == [tracker]

    tab.page.unroute("**/ballots")
    tab.button("もう一度送る").click()
    tab.heading("投票しました")
    assert trackers() == [tracker]

    tab.page.route("**/ballots", lost_answer)
    tab.button("票を変更する").click()
    tab.button("票を変更する（あと20回できます）").click()
    changed = tab.commit()
    tab.cast()
    tab.heading("届いたかどうか、まだ分かりません")
    tab.page.on("dialog", lambda dialog: dialog.accept())
    tab.page.reload()
    expect(tab.place).to_contain_text("前の票は届いています")
    assert trackers() == [tracker, changed]


def test_a_connection_that_breaks_before_anything_arrived_is_told_and_costs_nothing(town, booth):
    tab = booth()
    tab.scan(0)
    tab.pick(1)
    tab.page.route("**/receipts", lambda route: route.abort())
    tab.button("内容を確かめる").click()
    tab.button("暗号にする").click()
    tab.heading("つながりませんでした")
    tab.page.unroute("**/receipts")
    tab.button("もう一度試す").click()
    tab.heading("暗号にしました。投じるか、確かめるかを選んでください")
    tab.page.route("**/ballots", lambda route: route.abort())
    tab.cast()
    tab.heading("届いたかどうか、まだ分かりません")
    tab.page.on("dialog", lambda dialog: dialog.accept())
    tab.page.reload()
    expect(tab.place).to_contain_text("前の票は届いていません")
    assert trackers() == []


def test_a_server_that_restarts_between_the_steps_loses_and_doubles_nothing(
    transactional_db, browser
):
    town = town_with_codes(voters=1)
    with serving() as host:
        complaints = Complaints(f"http://{host}")
        context = open_context(browser, complaints, width=390)
        tab = Booth(context.new_page(), town)
        tab.scan(0)
        tab.pick(1)
    port = int(host.split(":")[1])
    with serving(port):
        tracker = tab.commit()
    tab.cast()
    expect(tab.place).to_contain_text("回目の送り直しをしています")
    with serving(port):
        tab.heading("投票しました")
        context.close()
    assert trackers() == [tracker]


def test_of_two_tabs_one_ballot_counts_and_the_other_is_told(town, booth):
    first, second = booth(), booth()
    for tab, option in ((first, 1), (second, 2)):
        tab.scan(0)
        tab.pick(option)
        tab.commit()
    first.cast()
    first.heading("投票しました")
    second.cast()
    second.heading("この票は投じられませんでした")
    assert trackers() == [first.tracker()]
    second.button("票を変更する（あと20回できます）").click()
    second.commit()
    second.cast()
    second.heading("票を変更しました")


def check_offline(browser, file, shown):
    """The page in one file, with the network off: it says what the command says of a file."""
    context = browser.new_context(offline=True, locale="ja-JP")
    page = context.new_page()
    asked, said_wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said_wrong.append(message.text))
    page.on("pageerror", lambda error: said_wrong.append(str(error)))
    page.goto(OFFLINE_PAGE.as_uri())
    page.locator("input[type=file]").set_input_files(file)
    said = page.get_by_role("status")
    expect(said).to_contain_text("正しい票です")
    for text in shown:
        expect(said).to_contain_text(text)
    assert violations(page) == []
    torn = file.with_name("torn.json")
    torn.write_text(file.read_text().replace('"choice":[0,2]', '"choice":[1]'))
    page.locator("input[type=file]").set_input_files(torn)
    expect(said).to_contain_text("challenged-ballot")
    assert audit_ballot([str(torn)]) == 1
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check a challenged ballot")
    assert (asked, said_wrong) == ([OFFLINE_PAGE.as_uri()], [])
    context.close()


def test_a_challenged_ballot_is_opened_without_a_network_and_never_cast(
    browser, town, booth, tmp_path, capsys
):
    tab = booth()
    tab.scan(0)
    tab.pick(1, 3)
    tracker = tab.commit()
    tab.button("投じずに、端末を確かめる").click()
    tab.heading("この票は投じられなくなりました")
    with tab.page.expect_download() as saving:
        tab.button("ファイルを保存する").click()
    file = tmp_path / "challenge.json"
    saving.value.save_as(file)
    assert audit_ballot([str(file)]) == 0
    assert tracker in capsys.readouterr().out

    shown = (tracker, town.held.fingerprint, "公園のベンチ1", "公園のベンチ3")
    check_offline(browser, file, shown)

    tab.button("投票に戻る").click()
    tab.pick(2)
    tab.commit()
    tab.cast()
    tab.heading("投票しました")
    assert LogEntry.objects.count() == 2


def test_a_portal_whose_receipt_is_not_the_logs_is_told_and_gets_no_ballot(town, booth):
    forged = draw_scalar(DRAW, RISTRETTO255)
    # Playwright answers in a context of its own, where the database would be asked over a
    # connection that nobody closes.
    definition = town.definition

    def lie(route: Route) -> None:
        sent = route.request.post_data_json or {}
        tracker = bytes.fromhex(sent["tracker"])
        receipt = sign_receipt(definition, tracker, forged, DRAW)
        route.fulfill(json={"receipt": proof_bytes(RISTRETTO255, receipt).hex()})

    tab = booth()
    tab.page.route("**/receipts", lie)
    tab.scan(0)
    tab.pick(1)
    tab.button("内容を確かめる").click()
    tab.button("暗号にする").click()
    tab.heading("市のシステムの答えが、正しくありません")
    expect(tab.place).to_contain_text("signature")
    assert trackers() == []


def test_a_wrong_code_is_told_before_and_after_it_was_looked_up(town, booth):
    tab = booth()
    tab.enter("7K3M")
    expect(tab.place.get_by_role("alert")).to_contain_text("いまは4文字あります")
    stranger = town_with_codes(voters=1).codes[0]
    tab.enter(stranger)
    expect(tab.place.get_by_role("alert")).to_contain_text(
        "この投票のものではありません", timeout=30_000
    )


def test_practice_needs_no_code_and_sends_nothing(town, new_context):
    tab = Booth(new_context(width=390).new_page(), town, way="practice")
    tab.page.goto(tab.address)
    tab.button("練習を始める").click()
    tab.pick(1)
    tab.commit()
    tab.cast()
    tab.heading("練習が終わりました")
    assert not [sent for sent in tab.sent if re.search(r"/casting/\w+/(?!definition)", sent)]
    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize("kind", ["points", "ranking"])
def test_points_and_ranks_are_given_by_keyboard(transactional_db, new_context, kind):
    fields = {
        "points": {"ballot_type": "cumulative", "plan": {"limit": 5, "points": 6}},
        "ranking": {"ballot_type": "ordinal", "plan": {"limit": 2}},
    }
    town = town_with_codes(voters=1, **fields[kind])
    tab = Booth(new_context(width=390).new_page(), town)
    tab.scan(0)
    tab.heading("選んでください")
    if kind == "points":
        tab.button("「公園のベンチ2」を1点増やす").press("Enter")
        tab.page.keyboard.press("Enter")
        expect(tab.place).to_contain_text("点：2点（残り4点）")
        shown = "公園のベンチ2：2点"
    else:
        tab.button("「公園のベンチ3」を1位にする").press("Enter")
        tab.button("「公園のベンチ1」を2位にする").press("Enter")
        tab.button("「公園のベンチ1」を上へ").press("Enter")
        shown = "1位　公園のベンチ1"
    assert violations(tab.page) == []
    tab.button("内容を確かめる").press("Enter")
    expect(tab.place).to_contain_text(shown)
    tab.button("暗号にする").press("Enter")
    tab.heading("暗号にしました。投じるか、確かめるかを選んでください")
    tab.button("この票を投じる").press("Enter")
    tab.heading("投票しました")


def test_how_one_knows_is_told_in_both_languages_and_looks_a_tracker_up(town, new_context):
    device = town.device(0)
    tracker = device.cast((0,)).hex()
    sequence(town.vote)
    for language, heading, said in (
        ("ja", "自分の票が数えられたと、どうして分かるのですか", "記録の1番目にあります"),
        ("en", "How do I know that my vote counts?", "It is entry 1 of 1"),
    ):
        page = new_context(language=language, width=390).new_page()
        prefix = "" if language == "ja" else "/en"
        page.goto(f"{prefix}/votes/{town.election.pk}/check/#{tracker}")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.get_by_role("status").last).to_contain_text(said)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
