"""Many entries from one file: all of it, or nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.common.csv_reading import FileIsNoText, RowIsRagged
from reviews.errors import BulkIsTooLong, BulkLinesAreWrong, ColumnsAreMissing
from reviews.models import MoneyLine, Reading
from reviews.services import apply_bulk, bulk, preview_bulk
from reviews.states import ProjectState
from tests.factories.accounts import UserFactory
from tests.factories.reviews import (
    IndicatorFactory,
    MilestoneFactory,
    MoneyLineFactory,
    ProjectFactory,
    owner_of,
)

pytestmark = pytest.mark.django_db

HEAD = "種類,番号,日付,値,出所・財源,補足\n"


@pytest.fixture
def project():
    project = ProjectFactory(state=ProjectState.UNDER_WAY)
    MoneyLineFactory(project=project)
    return project


@pytest.fixture
def officer(project):
    return owner_of(project)


@pytest.fixture
def indicator(project):
    return IndicatorFactory(project=project)


def rows(*lines, encoding="utf-8"):
    return (HEAD + "\n".join(lines)).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_each_kind_of_line_is_entered_in_each_encoding(project, officer, indicator, encoding):
    milestone = MilestoneFactory(project=project)
    content = rows(
        f"測定値,{indicator.pk},2026/7/1,150,歩行者の計測①,",
        f'支出済み,{project.pk},2026-07-02,"120,000",市の予算,一期工事',
        f"節目,{milestone.pk},2026-06-30,,,",
        encoding=encoding,
    )
    lines = apply_bulk(actor=officer, content=content)

    milestone.refresh_from_db()
    assert [line.number for line in lines] == [2, 3, 4]
    assert indicator.readings.get().source == "歩行者の計測①"
    assert project.money_lines.get(kind="spent").amount == 120_000
    assert milestone.reached_on is not None


def test_one_wrong_line_and_nothing_is_entered_and_every_wrong_line_is_named(
    project, officer, indicator
):
    content = rows(
        f"測定値,{indicator.pk},2026-07-01,150,,",
        f"測定値,{indicator.pk},2025-07-01,150,,",
        f"測定値,{indicator.pk},七月,150,,",
        f"測定値,{indicator.pk},2026-07-03,たくさん,,",
        f"測定値,{indicator.pk},2026-07-03,NaN,,",
        "測定値,0,2026-07-03,1,,",
        "測定値,1e3,2026-07-03,1,,",
        f"支出済み,{project.pk},2026-07-03,0.5,,",
        f"支出済み,{project.pk},2026-07-03,100,宝くじ,",
        f"うわさ,{project.pk},2026-07-03,100,,",
    )
    with pytest.raises(BulkLinesAreWrong) as refused:
        apply_bulk(actor=officer, content=content)

    assert [number for number, _why in refused.value.lines] == list(range(3, 12))
    assert "基準日" in refused.value.lines[0][1]
    assert not Reading.objects.exists()


def test_a_preview_says_what_would_be_entered_and_enters_nothing(officer, indicator):
    content = rows(f"reading,{indicator.pk},2026-07-01,150.25,,")
    [line] = preview_bulk(actor=officer, content=content)
    assert line.value == "150.25人／日"
    assert not Reading.objects.exists()


def test_who_does_not_answer_for_a_project_enters_nothing_of_it(indicator):
    content = rows(f"測定値,{indicator.pk},2026-07-01,150,,")
    with pytest.raises(BulkLinesAreWrong):
        apply_bulk(actor=UserFactory(), content=content)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("名前,値\n街灯,3\n".encode(), ColumnsAreMissing),
        (HEAD.encode(), BulkLinesAreWrong),
        (rows("測定値,1"), RowIsRagged),
        (b"\xff\xfe\x00", FileIsNoText),
    ],
)
def test_what_is_no_such_file_is_refused(content, refusal):
    with pytest.raises(refusal):
        apply_bulk(actor=UserFactory(), content=content)


def test_a_file_that_is_too_long_is_refused(monkeypatch, officer, indicator):
    monkeypatch.setattr(bulk, "MOST_LINES", 1)
    content = rows(*[f"測定値,{indicator.pk},2026-07-0{day},150,," for day in (1, 2)])
    with pytest.raises(BulkIsTooLong):
        apply_bulk(actor=officer, content=content)


def test_by_the_page_a_file_is_looked_at_and_then_entered(client, officer, project):
    client.force_login(officer)
    url = reverse("reviews:bulk")
    line = f"支出済み,{project.pk},2026-07-02,5000,市の予算,<b>鍵</b>"
    file = SimpleUploadedFile("まとめ.csv", rows(line, encoding="cp932"))

    looked = client.post(url, {"file": file})
    assert looked.status_code == 200
    assert not MoneyLine.objects.filter(kind="spent").exists()
    text = looked.context["confirm"].initial["text"]
    entered = client.post(url, {"text": text})

    assert entered.url == reverse("reviews:projects")
    assert MoneyLine.objects.get(kind="spent").note == "<b>鍵</b>"


def test_the_page_names_the_lines_that_are_wrong(client, officer):
    client.force_login(officer)
    file = SimpleUploadedFile("x.csv", rows("測定値,0,2026-07-01,1,,"))
    shown = client.post(reverse("reviews:bulk"), {"file": file})
    assert shown.status_code == 422
    assert "2行目：番号「0」のものはありません。" in shown.content.decode()


def test_the_file_to_fill_has_a_line_for_all_that_one_answers_for(client, officer, indicator):
    IndicatorFactory()
    client.force_login(officer)
    told = client.get(reverse("reviews:bulk_template")).getvalue().decode()
    assert f"reading,{indicator.pk}" in told
    assert told.count("reading") == 1
