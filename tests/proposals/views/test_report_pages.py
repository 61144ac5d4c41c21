import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from portal.accounts.roles import Role
from portal.lifecycle.phases import Phase
from portal.registers.models import Area, Theme
from proposals.models import Report, ReportSupport
from proposals.selectors.tables import REPORT_COLUMNS
from proposals.states import ReportState
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.lifecycle import CycleFactory, cycle_in
from tests.factories.proposals import ReportFactory, ReportSupportFactory
from tests.proposals.people import officer

pytestmark = pytest.mark.django_db
LIST = "/reports/"
NEW = "/reports/new/"
HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> "quoted" \u202egnp.exe'


@pytest.fixture
def cycle(registers):
    return cycle_in(Phase.DISCOVER, Phase.DESIGN, area=Area.objects.get(code="12100"))


def typed(**fields):
    return {
        "title": "暗い道",
        "text": "街灯が切れています。",
        "theme": Theme.objects.get(slug="town").pk,
        "area": Area.objects.get(code="12106").pk,
        "place": "",
        "latitude": "",
        "longitude": "",
        **fields,
    }


def test_the_list_shows_reports_newest_first(client, cycle):
    old = ReportFactory(cycle=cycle, title="古い報告", created_at=timezone.now() - timedelta(3))
    new = ReportFactory(cycle=cycle, title="新しい報告")

    page = client.get(LIST)

    assert [r.pk for r in page.context["part"].rows] == [new.pk, old.pk]
    assert page.context["total"] == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ベンチ", {"bench"}),
        ("q=心配　暗い", {"lamp"}),
        ("area=12106", {"bench"}),
        ("theme=living", {"bench"}),
        ("state=done", {"lamp"}),
        ("state=done&area=12106", set()),
        ("cycle=other", {"other"}),
        # What is no choice narrows nothing.
        ("area=99999&state=x", {"lamp", "bench", "other"}),
        ("after=nonsense", {"lamp", "bench", "other"}),
    ],
)
def test_the_list_is_narrowed(client, cycle, query, found):
    mihama, living = Area.objects.get(code="12106"), Theme.objects.get(slug="living")
    named = {
        "lamp": ReportFactory(
            cycle=cycle, title="暗い道", text="夜が心配です", state=ReportState.DONE
        ),
        "bench": ReportFactory(cycle=cycle, title="ベンチ", area=mihama, theme=living),
        "other": ReportFactory(cycle=cycle_in(slug="other", area=cycle.area)),
    }

    page = client.get(f"{LIST}?{query}")

    assert {r.pk for r in page.context["part"].rows} == {named[name].pk for name in found}
    assert page.context["total"] == len(found)


def test_the_map_marks_the_listed_reports_by_shape_and_number(client, cycle):
    ReportFactory(cycle=cycle, latitude="35.6131", longitude="140.1133", state=ReportState.DONE)
    ReportFactory(cycle=cycle)

    drawn = client.get(LIST).context["map"]

    assert [ward.count for ward in drawn.wards] == [2, 0, 0, 0, 0, 0]
    (mark,) = drawn.marks
    assert (mark.number, mark.state_text.shape) == (2, "square")
    assert 0 < mark.x < drawn.drawn.canvas.width


def test_the_marks_stand_in_a_table_too(client, cycle):
    report = ReportFactory(cycle=cycle, latitude="35.6131", longitude="140.1133")

    page = client.get(LIST).content.decode()

    table = page[page.index("地図の印</caption>") :]
    assert report.title in table
    assert "中央区" in table
    assert "受付" in table


def test_beside_each_ward_stands_what_a_press_on_it_finds(client, cycle):
    ReportFactory(cycle=cycle)
    ReportFactory(cycle=cycle, area=Area.objects.get(code="12106"))

    page = client.get(f"{LIST}?area=12106")

    assert [w.count for w in page.context["map"].wards] == [1, 0, 0, 0, 0, 1]
    assert page.context["total"] == 1


@pytest.mark.parametrize("rows", [1, 20, 45])
def test_the_list_asks_the_same_queries_for_any_number_of_rows(
    client, cycle, rows, django_assert_num_queries
):
    for _ in range(rows):
        ReportSupportFactory(report=ReportFactory(cycle=cycle, latitude="35.6", longitude="140.1"))
    # Areas, themes, cycles; counts; rows.
    with django_assert_num_queries(5):
        client.get(LIST)


def test_a_part_of_the_list_leads_on_and_back(client, cycle):
    for _ in range(45):
        ReportFactory(cycle=cycle)
    first = client.get(LIST)
    second = client.get(LIST + first.context["part"].next_url)
    third = client.get(LIST + second.context["part"].next_url)

    assert [len(p.context["part"].rows) for p in (first, second, third)] == [20, 20, 5]
    assert third.context["part"].next_url == ""
    back = client.get(LIST + third.context["part"].previous_url)
    assert [r.pk for r in back.context["part"].rows] == [r.pk for r in second.context["part"].rows]


@pytest.mark.parametrize("changes", [1, 20])
def test_a_page_asks_the_same_queries_for_any_length_of_its_story(
    client, cycle, changes, django_assert_num_queries
):
    report, person = ReportFactory(cycle=cycle, latitude="35.6", longitude="140.1"), officer()
    for _ in range(changes):
        report.state_changes.create(
            from_state="received", to_state="looked_at", message="確認中", officer=person
        )
        ReportSupportFactory(report=report)
    # Report; phases reached; answers; wards; neighbours; the discussion.
    with django_assert_num_queries(6):
        client.get(f"{LIST}{report.pk}/")


def test_a_visitor_reads_the_whole_story(client, cycle):
    report = ReportFactory(cycle=cycle, state=ReportState.IN_PROGRESS)
    body = officer().memberships.get().organisation
    report.state_changes.create(
        from_state="received",
        to_state="in_progress",
        message="街灯を**取り替え**ます。",
        officer=UserFactory(),
        department=body,
    )

    page = client.get(f"{LIST}{report.pk}/").content.decode()

    assert "<strong>取り替え</strong>" in page
    assert body.name in page
    assert "対応中" in page


def test_an_english_reader_is_told_which_words_are_japanese(client, cycle):
    report = ReportFactory(cycle=cycle)

    page = client.get(f"/en/reports/{report.pk}/").content.decode()

    assert f'<h1 lang="ja">{report.title}</h1>' in page


def test_reporting_asks_a_visitor_to_sign_in_and_keeps_the_words(client, cycle):
    answer = client.post(NEW, typed())

    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]
    assert not Report.objects.exists()

    client.force_login(UserFactory())
    assert client.get(NEW).context["form"]["title"].value() == "暗い道"


def test_a_resident_reports(client, cycle):
    client.force_login(UserFactory())

    answer = client.post(NEW, typed())

    report = Report.objects.get()
    assert answer["Location"] == f"{LIST}{report.pk}/"
    assert (report.title, report.language, report.channel) == ("暗い道", "ja", "web")


def test_a_report_in_english_is_marked_so(client, cycle):
    client.force_login(UserFactory())

    client.post(NEW, typed(title="Dark street", text="The lamp has been out for a week."))

    assert Report.objects.get().item.language == "en"


def test_the_point_may_be_more_exact_than_a_tenth_of_a_metre(client, cycle):
    client.force_login(UserFactory())

    client.post(NEW, typed(area="", latitude="35.64851234567", longitude="140.0418"))

    report = Report.objects.get()
    assert (str(report.latitude), report.area.code) == ("35.648512", "12106")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "あ" * 81}, "title"),
        ({"text": "\u200b \n"}, "text"),
        ({"text": "あ" * 2001}, "text"),
        ({"theme": ""}, "theme"),
        ({"theme": "999999"}, "theme"),
        ({"area": ""}, "area"),
        ({"area": "999999"}, "area"),
        ({"latitude": "35.6"}, "__all__"),
        ({"latitude": "north", "longitude": "140"}, "latitude"),
        ({"latitude": "NaN", "longitude": "140"}, "latitude"),
        ({"latitude": "91", "longitude": "140"}, "latitude"),
        # 千葉駅 is not in 美浜区, 東京駅 not in the city.
        ({"latitude": "35.6131", "longitude": "140.1133"}, "area"),
        ({"area": "", "latitude": "35.6812", "longitude": "139.7671"}, "latitude"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(client, cycle, fields, field):
    client.force_login(UserFactory())

    page = client.post(NEW, typed(**fields))

    form = page.context["form"]
    assert list(form.errors) == [field]
    assert form["place"].value() == ""
    assert not Report.objects.exists()


def test_hostile_words_are_shown_and_do_nothing(client, cycle):
    client.force_login(UserFactory())
    client.post(NEW, typed(title=HOSTILE[:80], text=HOSTILE * 20))

    report = Report.objects.get()
    for address in (LIST, f"{LIST}{report.pk}/", f"{LIST}?q=%3Cscript%3E"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "onerror=alert(2)>" not in page.replace("&gt;", "")
        assert "\u202e" not in page


def test_a_closed_phase_is_told_before_anything_is_typed(client, registers):
    CycleFactory(area=Area.objects.get(code="12100"))
    client.force_login(UserFactory())

    page = client.get(NEW)

    assert page.status_code == 409
    assert "課題発見" in page.content.decode()


def test_where_one_cycle_is_left_nobody_is_asked_which(client, cycle):
    client.force_login(UserFactory())
    other = cycle_in(Phase.DISCOVER, area=cycle.area)
    cycle.phases.update(state="closed")

    # Only the other one is open now, and takes it.
    client.post(NEW, typed(cycle=cycle.pk))

    assert Report.objects.get().item.cycle == other


def test_with_several_cycles_one_is_chosen(client, cycle):
    of_mihama = cycle_in(Phase.DISCOVER, area=Area.objects.get(code="12106"))
    client.force_login(UserFactory())

    assert not client.get(NEW).context["form"]["cycle"].is_hidden
    client.post(NEW, typed(cycle=of_mihama.pk))

    assert Report.objects.get().item.cycle == of_mihama


def test_only_staff_are_asked_how_it_came(client, cycle):
    client.force_login(UserFactory())
    assert "channel" not in client.get(NEW).context["form"].fields

    client.force_login(RoleGrantFactory(role=Role.COUNTER_CLERK).user)
    client.post(NEW, typed(channel="phone"))
    assert Report.objects.get().channel == "phone"


def test_support_is_given_and_taken_back_by_plain_forms(client, cycle):
    report, neighbour = ReportFactory(cycle=cycle), UserFactory()
    client.force_login(neighbour)
    address = f"{LIST}{report.pk}/support/"

    assert client.get(address).status_code == 405
    client.post(address, {"deed": "support"})
    assert ReportSupport.objects.filter(user=neighbour).exists()
    assert "あなたも賛同しています" in client.get(f"{LIST}{report.pk}/").content.decode()

    client.post(address, {"deed": "withdraw"})
    assert not ReportSupport.objects.exists()


def test_a_visitor_who_supports_is_led_to_sign_in_and_back_to_the_report(client, cycle):
    report = ReportFactory(cycle=cycle)

    answer = client.post(f"{LIST}{report.pk}/support/")

    assert answer["Location"].endswith(f"?next=/reports/{report.pk}/")


def test_an_officer_answers(client, cycle):
    report = ReportFactory(cycle=cycle)
    client.force_login(officer())
    address = f"{LIST}{report.pk}/answer/"

    client.post(address, {"state": "in_progress", "message": "来週、工事をします。"})

    report.refresh_from_db()
    assert report.state == "in_progress"
    assert "来週、工事をします。" in client.get(f"{LIST}{report.pk}/").content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"state": "done", "message": "済"}, "message"),
        ({"state": "duplicate", "message": "同じ報告があります。"}, "other"),
        ({"state": "duplicate", "message": "同じ報告があります。", "other": "999999"}, "other"),
        ({"state": "reopened", "message": "もう一度見ます。"}, "state"),
        ({"message": "状態を選び忘れました。"}, "state"),
    ],
)
def test_a_refused_answer_says_why_beside_its_field(client, cycle, fields, field):
    report = ReportFactory(cycle=cycle)
    client.force_login(officer())

    page = client.post(f"{LIST}{report.pk}/answer/", fields)

    assert list(page.context["form"].errors) == [field]
    report.refresh_from_db()
    assert report.state == "received"


def test_a_resident_does_not_get_the_form_of_answers(client, cycle):
    report = ReportFactory(cycle=cycle)
    client.force_login(UserFactory())

    assert client.get(f"{LIST}{report.pk}/answer/").status_code == 403


def test_an_unknown_report_is_not_found(client, db):
    assert client.get(f"{LIST}999999/").status_code == 404


def rows_of(response):
    return list(csv.DictReader(StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_csv_holds_what_the_list_finds(client, cycle):
    mihama = Area.objects.get(code="12106")
    report = ReportFactory(
        cycle=cycle,
        title="=1+1",
        area=mihama,
        latitude="35.6485",
        longitude="140.0418",
        state=ReportState.DONE,
    )
    ReportSupportFactory(report=report)
    report.state_changes.create(
        from_state="received", to_state="done", message="済", officer=UserFactory()
    )
    ReportFactory(cycle=cycle)

    (row,) = rows_of(client.get("/reports/reports.csv?area=12106"))

    assert list(row) == list(REPORT_COLUMNS)
    assert row["全国地方公共団体コード"] == "121002"
    assert (row["区コード"], row["区名"]) == ("121061", "美浜区")
    assert row["題名"] == "'=1+1"
    assert (row["緯度"], row["経度"]) == ("35.648500", "140.041800")
    assert (row["対応状況"], row["賛同数"]) == ("対応済み", "1")
    assert row["対応完了日"].endswith("+09:00")
    assert row["URL"] == f"http://testserver/reports/{report.pk}/"


def test_the_csv_is_the_same_in_both_languages(client, cycle):
    ReportFactory(cycle=cycle, state=ReportState.PASSED_ON)

    japanese, english = client.get("/reports/reports.csv"), client.get("/en/reports/reports.csv")

    assert rows_of(japanese) == rows_of(english)


@pytest.mark.parametrize("rows", [1, 20])
def test_the_csv_asks_the_same_queries_for_any_number_of_rows(
    client, cycle, rows, django_assert_num_queries
):
    for _ in range(rows):
        ReportFactory(cycle=cycle)
    with django_assert_num_queries(4):
        client.get("/reports/reports.csv").getvalue()


def test_the_form_s_map_knows_every_ward_by_its_key(client, cycle):
    client.force_login(UserFactory())

    page = client.get(NEW)

    wards = page.context["wards"]["features"]
    offered = {str(value) for value, _ in page.context["form"].fields["area"].choices if value}
    assert {str(ward["properties"]["area"]) for ward in wards} == offered
    assert '<script id="wards" type="application/json">' in page.content.decode()
    assert json.dumps(wards[0]["properties"]["name"]) in page.content.decode()


def test_names_follow_the_language_of_the_page(client, cycle):
    ReportFactory(cycle=cycle)

    with translation.override("en"):
        page = client.get(reverse("proposals:reports")).content.decode()

    assert "Chuo Ward" in page


def photo(name="street.jpg", size=(90, 60)):
    file = BytesIO()
    Image.new("RGB", size, "navy").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def resident(client, cycle):
    user = UserFactory()
    client.force_login(user)
    return user


def test_photos_come_with_a_report_and_anyone_sees_them(client, resident, media):
    sent = typed(photos=[photo(), photo(size=(3000, 1000))], photo_description="暗い交差点")

    answer = client.post(NEW, sent)

    client.logout()
    page = client.get(answer.url).content.decode()
    assert "「暗い道」の写真（2枚目）" in page
    assert "暗い交差点" in page
    report = Report.objects.get()
    for position, (name, side) in enumerate([(".jpg", 90), ("/small.jpg", 480)]):
        shown = client.get(f"/reports/{report.pk}/photos/{position}{name}")
        assert shown.headers["Content-Type"] == "image/jpeg"
        assert Image.open(BytesIO(shown.content)).width == side
    assert client.get(f"/reports/{report.pk}/photos/2.jpg").status_code == 404
    assert "写真2枚" in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("photos", "told"),
    [
        ([SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>")], "写真として読み取れません"),
        ([photo(), SimpleUploadedFile("a.jpg", b"PK\x03\x04" * 9)], "写真として読み取れません"),
        ([photo() for _ in range(4)], "写真は3枚までです"),
    ],
)
def test_what_is_no_photo_is_refused_at_its_field_and_nothing_is_kept(
    client, resident, media, photos, told
):
    for each in photos:
        each.seek(0)

    page = client.post(NEW, typed(photos=photos))

    assert told in page.context["form"].errors["photos"][0]
    assert "暗い道" in page.content.decode()
    assert not Report.objects.exists()
    assert not list(media.rglob("*.jpg"))
