import csv
import io
import json
import re
from http import HTTPStatus

import pytest
from django.urls import reverse

from deliberation.models import OpinionGroups, PersonalAnswers, Statement
from deliberation.services import add_statement, find_opinion_groups
from portal.accounts.roles import Role
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.deliberation import contribute, item_to_discuss
from tests.factories.opinions import answered_by, facilitator, map_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def divided():
    opened = map_with(8)
    answered_by(opened, "aaaaaadd", 20)
    answered_by(opened, "ddddddda", 15)
    find_opinion_groups.call(opened.pk)
    return opened


def to(name, *about):
    return reverse(f"deliberation:{name}", args=about)


def asked_on(page):
    return int(re.search(r'name="statement" value="(\d+)"', page.text)[1])


def test_a_resident_answers_one_statement_after_the_other(client, resident):
    opened = map_with(3)
    seen = []
    for _ in range(3):
        page = client.get(opened.get_absolute_url())
        seen.append(asked_on(page))
        sent = {"statement": seen[-1], "answer": "a"}
        assert client.post(to("map_answer", opened.pk), sent).status_code == HTTPStatus.FOUND

    page = client.get(opened.get_absolute_url())

    assert sorted(seen) == [1, 2, 3]
    assert "すべての短い意見に答えました" in page.text
    assert PersonalAnswers.objects.get(person=resident).letters == "aaa"


def test_an_answer_is_given_anew(client, resident):
    opened = map_with(3)
    client.post(to("map_answer", opened.pk), {"statement": 2, "answer": "a"})

    assert asked_on(client.get(f"{opened.get_absolute_url()}?again=2")) == 2


def test_a_visitor_reads_and_is_asked_to_sign_in(client):
    opened = map_with(3)

    page = client.get(opened.get_absolute_url())

    assert "1番の考えに賛成です。" in page.text
    assert "ログインして短い意見に答える" in page.text
    sent = client.post(to("map_answer", opened.pk), {"statement": 1, "answer": "a"})
    assert sent.status_code == HTTPStatus.FOUND
    assert not PersonalAnswers.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"statement": "1"},
        {"statement": "1", "answer": "-"},
        {"statement": "1", "answer": "aa"},
        {"statement": "99", "answer": "a"},
        {"statement": "٣", "answer": "a"},
        {"statement": "1' OR 1=1", "answer": "a"},
        {"statement": "9" * 30, "answer": "a"},
    ],
)
def test_a_made_up_answer_is_not_taken(client, resident, sent):
    opened = map_with(3)

    assert client.post(to("map_answer", opened.pk), sent).status_code == HTTPStatus.NOT_FOUND
    assert not PersonalAnswers.objects.exists()


def test_before_enough_people_answered_nothing_is_shown(client):
    opened = map_with(8)
    answered_by(opened, "aaaaaadd", 19)
    find_opinion_groups.call(opened.pk)

    page = client.get(opened.get_absolute_url()).text

    assert "20人以上" in page
    assert client.get(to("map_matrix", opened.pk)).status_code == HTTPStatus.NOT_FOUND
    assert client.get(to("map_picture", opened.pk)).status_code == HTTPStatus.NOT_FOUND


def test_what_was_found_is_shown_in_both_languages(client, divided):
    ja = client.get(divided.get_absolute_url()).text
    en = client.get(f"/en{divided.get_absolute_url()}").text

    assert "グループA（20人）" in ja
    assert "みんなに共通する考え" in ja
    assert "考えが分かれたところ" in ja
    assert "Group A (20 people)" in en
    assert "What everybody shares" in en
    assert "グループ" not in en


def test_who_answered_is_told_their_group_and_nobody_else(client, resident, divided):
    PersonalAnswers.objects.create(opinion_map=divided, person=resident, letters="dddddd-a")

    assert "<strong>グループB</strong>に近い" in client.get(divided.get_absolute_url()).text
    client.logout()
    assert "に近いです" not in client.get(divided.get_absolute_url()).text


def test_the_matrix_is_a_file_without_people(client, divided):
    answer = client.get(to("map_matrix", divided.pk))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert rows[0] == [f"statement_{number}" for number in range(1, 9)]
    assert len(rows) == 36
    assert {cell for row in rows[1:] for cell in row} == {"1", "-1"}


def test_the_picture_and_the_table_say_the_same(client, divided):
    page = client.get(divided.get_absolute_url()).text
    picture = client.get(to("map_picture", divided.pk))

    assert "グループB（15人）" in picture.content.decode()
    assert "賛成 ほぼ全員" in page


def test_small_numbers_stand_nowhere_in_the_table(client):
    opened = map_with(8)
    answered_by(opened, "aaaaaadd", 20)
    answered_by(opened, "ddddddda", 15)
    answered_by(opened, "aaaaaada", 3)
    find_opinion_groups.call(opened.pk)

    cells = re.findall(r"<td[^>]*>([^<]*)</td>", client.get(opened.get_absolute_url()).text)

    assert any("5人未満" in cell for cell in cells)
    assert not any(re.search(r"(?<!\d)[1-4]人(?!未満)", cell) for cell in cells)


def test_a_browser_asks_what_was_found_anew(client, divided):
    found = client.get(f"{to('map_groups', divided.pk)}?after=0").json()

    assert found["number"] == 1
    assert "グループA" in found["messages"][0]["parts"]["groups"]
    assert client.get(f"{to('map_groups', divided.pk)}?after=1").json()["messages"] == []
    assert client.get(f"{to('map_groups', divided.pk)}?after=x").status_code == HTTPStatus.NOT_FOUND


def test_a_resident_adds_a_statement_from_an_argument(client, resident):
    opened, said = map_with(3), contribute(item_to_discuss())
    address = f"http://testserver{said.get_absolute_url()}"

    client.post(to("statement_add", opened.pk), {"text": "木を増やす。", "argument": address})

    assert Statement.objects.get(author=resident).argument == said


@pytest.mark.parametrize("address", ["ほげ", "/discussions/1/1/", "/discussions/９/1/"])
def test_an_argument_that_is_nowhere_is_not_taken(client, resident, address):
    sent = {"text": "木を増やす。", "argument": address}

    page = client.post(to("statement_add", map_with(1).pk), sent)

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "意見が見つかりません" in page.text


def test_what_people_write_carries_no_script(client, resident):
    opened = map_with(0)
    text = '<script>alert(1)</script>"onmouseover=x'
    add_statement(actor=opened.opened_by, opinion_map=opened, text=text)

    page = client.get(opened.get_absolute_url()).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_only_who_runs_the_map_sees_the_queue(client, resident):
    opened = map_with(3)
    statement = add_statement(actor=UserFactory(), opinion_map=opened, text="木を増やす。")
    pages = [
        to("map_queue", opened.pk),
        to("map_close", opened.pk),
        to("statement_show", opened.pk, statement.sequence),
        to("statement_refuse", opened.pk, statement.sequence),
    ]
    assert {client.get(page).status_code for page in pages} == {HTTPStatus.NOT_FOUND}

    client.force_login(RoleGrantFactory(role=Role.MODERATOR).user)
    assert "木を増やす。" in client.get(pages[0]).text
    client.post(pages[2])
    assert "木を増やす。" in client.get(opened.get_absolute_url()).text


def test_moderators_see_new_accounts_that_answer_as_one(client):
    opened = map_with(12)
    answered_by(opened, "adadadadadad", 6, joined_days_ago=1)
    client.force_login(opened.opened_by)

    page = client.get(to("map_queue", opened.pk)).text

    assert "6人：共通して答えた12件以上でほぼ同じ" in page
    assert "adadad" not in page


def test_a_facilitator_opens_a_map_and_a_resident_does_not(client, resident):
    cycle = map_with(0).item.cycle
    page = to("map_new", cycle.slug)
    sent = {"question": "駅前をどうしますか", "about": ""}
    assert client.post(page, sent).status_code == HTTPStatus.FORBIDDEN

    client.force_login(facilitator())
    assert client.post(page, sent).status_code == HTTPStatus.FOUND
    assert "駅前をどうしますか" in client.get(to("opinion_maps")).text


def test_ones_answers_are_taken_back_by_a_form(client, resident):
    opened = map_with(3)
    client.post(to("map_answer", opened.pk), {"statement": 2, "answer": "a"})

    client.post(to("map_forget", opened.pk))

    assert not PersonalAnswers.objects.exists()


def test_who_wrote_a_statement_is_not_told(client, resident):
    opened = map_with(3)

    assert opened.opened_by.display_name not in client.get(opened.get_absolute_url()).text
    assert json.dumps(OpinionGroups.objects.get().found) == "null"
