"""Forty queries, and what each finds among reports that were made for it."""

import pytest

from portal.registers.models import Area
from portal.search.models import SearchEntry
from portal.search.services import forget, rebuild
from proposals.selectors import ProposalFilter, ReportFilter, filtered_proposals, filtered_reports
from proposals.selectors.searching import understood
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import (
    DraftFactory,
    ProposalFactory,
    ProposalSupportFactory,
    ReportFactory,
    ScreeningFactory,
)
from tests.factories.registers import AreaFactory
from tests.proposals.people import joined

pytestmark = pytest.mark.django_db

WARDS = [
    ("12101", "中央区", "Chuo Ward"),
    ("12102", "花見川区", "Hanamigawa Ward"),
    ("12103", "稲毛区", "Inage Ward"),
    ("12104", "若葉区", "Wakaba Ward"),
    ("12105", "緑区", "Midori Ward"),
    ("12106", "美浜区", "Mihama Ward"),
]
REPORTS = {
    "lamp": ("通学路の街灯が切れている", "夜は足もとが見えません。LEDに替えてほしい。", "12101"),
    "park": ("公園のベンチが壊れている", "座ると危ない。木がくさっています。", "12102"),
    "waste": ("ゴミの分別がわからない", "外国から来た人に案内がありません。", "12103"),
    "bus": ("バスの時刻表が読めない", "雨でにじんでいます。停留所の屋根もありません。", "12104"),
    "water": ("水路のさくが低い", "子どもが落ちそうです。", "12105"),
    "beach": ("海岸の清掃を手伝いたい", "毎月の清掃の日を知りたいです。", "12106"),
    "library": ("Library hours are too short", "Nobody can borrow books after work.", "12101"),
    "bench": ("Benches at the station", "Older people wait standing for the bus.", "12106"),
}
QUERIES = {
    "街灯": "lamp",
    "通学": "lamp",
    "学路": "lamp",
    "通学路": "lamp",
    "LED": "lamp",
    "ｌｅｄ": "lamp",
    "夜": "lamp",
    "街灯 夜": "lamp",
    "街灯　公園": "",
    "公園": "park",
    "ベンチ": "park",
    "べんち": "park",
    "ﾍﾞﾝﾁ": "park",
    "座ると危ない": "park",
    "危": "park",
    "ゴミ": "waste",
    "ごみ": "waste",
    "分別": "waste",
    "外国 案内": "waste",
    "バス": "bus",
    "時刻": "bus",
    "停留所の屋根": "bus",
    "水路": "water",
    "子ども": "water",
    "海岸": "beach",
    "清掃": "beach",
    "library": "library",
    "Libraries": "library",
    "BOOKS": "library",
    "bench": "bench",
    "benches": "bench",
    "older people": "bench",
    "花見川区": "park",
    "花見側区": "park",
    "はなみがわ": "park",
    "Hanamigwa": "park",
    "いなげく": "waste",
    "Inage": "waste",
    "みはま 清掃": "beach",
    "wakaba": "bus",
    "Midori ward": "water",
    "存在しないことば": "",
}


@pytest.fixture
def wards():
    return [AreaFactory(code=code, name_ja=ja, name_en=en) for code, ja, en in WARDS]


@pytest.fixture
def reports(wards):
    cycle = cycle_in()
    by_code = {ward.code: ward for ward in wards}
    return {
        key: ReportFactory(cycle=cycle, title=title, text=text, area=by_code[code])
        for key, (title, text, code) in REPORTS.items()
    }


def test_every_query_finds_what_it_should(reports, wards):
    assert len(QUERIES) >= 40
    keys = {report.pk: key for key, report in reports.items()}
    found = {
        query: " ".join(
            keys[report.pk]
            for report in filtered_reports(ReportFilter(words=understood(query, wards).words))
        )
        for query in QUERIES
    }

    assert found == QUERIES


def test_a_word_that_is_found_is_not_read_as_a_name(reports, wards):
    ReportFactory(title="いなげの浜で泳ぎたい", area=Area.objects.get(code="12106"))

    assert understood("いなげ", wards).read_as == ()
    assert understood("花見側区", wards).read_as[0][1].name_ja == "花見川区"


def test_a_draft_is_found_by_nobody_and_what_was_handed_in_is():
    DraftFactory(title="まぼろしの橋")
    public = ProposalFactory(title="まことの橋")

    assert list(filtered_proposals(ProposalFilter(words="の橋"))) == [public]
    assert SearchEntry.objects.count() == 1


def test_the_index_can_be_made_anew(reports):
    ProposalFactory()
    forget(reports["lamp"].pk)
    assert not filtered_reports(ReportFilter(words="通学路"))

    assert rebuild() == len(REPORTS) + 1
    assert list(filtered_reports(ReportFilter(words="通学路"))) == [reports["lamp"]]


def test_proposals_are_narrowed_by_organisation_and_cost_and_ordered(client):
    cheap, dear = (
        ScreeningFactory(cost=cost, proposal=ProposalFactory(state="costed")).proposal
        for cost in (300_000, 7_000_000)
    )
    ProposalSupportFactory(proposal=cheap)
    listed = joined(dear)

    def shown(query):
        return [row.pk for row in client.get(f"/proposals/{query}").context["part"].rows]

    assert shown("?cost=small") == [cheap.pk]
    assert shown(f"?organisation={listed.organisation_id}") == [dear.pk]
    assert shown("?order=support") == [cheap.pk, dear.pk]
    assert shown("?order=cost") == [dear.pk, cheap.pk]
    assert shown(f"?phase={dear.item.phase}") == [dear.pk, cheap.pk]


@pytest.mark.parametrize("order", ["newest", "support", "cost"])
def test_the_parts_of_an_ordered_list_hold_each_once_and_the_csv_the_same(client, order):
    for number in range(45):
        proposal = ProposalFactory(state="costed")
        ScreeningFactory(proposal=proposal, cost=1_000_000 + number % 3)
    seen, address = [], f"/proposals/?order={order}"
    while address:
        part = client.get(address).context["part"]
        seen += [row.pk for row in part.rows]
        address = part.next_url and f"/proposals/{part.next_url}"

    rows = b"".join(client.get(f"/proposals/proposals.csv?order={order}").streaming_content)
    in_csv = [int(line.split(",")[1]) for line in rows.decode().splitlines()[1:]]
    assert len(set(seen)) == 45
    assert seen == in_csv


def test_a_place_of_another_order_begins_the_list_anew(client):
    ProposalFactory()

    answer = client.get("/proposals/?order=support&after=1700000000000000-1")

    assert len(answer.context["part"].rows) == 1


def test_a_feed_holds_what_its_list_finds(client):
    ProposalFactory(title="駅前のベンチ")
    ProposalFactory(title="川の掃除")

    feed = client.get("/proposals/feed.atom?q=ベンチ")

    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "駅前のベンチ" in feed.content.decode()
    assert "川の掃除" not in feed.content.decode()
