"""What reviews account for: series, years, overdue commitments, silence, balance, stories."""

from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.roles import Role
from portal.notices.models import Notice
from reviews.deadlines import STALE_AFTER
from reviews.errors import (
    CadenceIsUnfit,
    NotAnAnalyst,
    PanelIsOneSided,
    ProjectIsElsewhere,
    ProjectsAreMissing,
    SessionIsInThePast,
    YearIsNotOver,
)
from reviews.measures import Nature, balance_of
from reviews.models import AnnualReport, Commitment, Project
from reviews.selectors.annual import MOST_CHARTS, annual_document, charts_of
from reviews.selectors.balance import balance_warning, catalogue, gap_chart
from reviews.selectors.indicators import measured_in
from reviews.selectors.stale import stale_projects
from reviews.services import open_series, queue_report, renegotiate_commitment
from reviews.services.escalating import escalate_overdue
from reviews.services.reporting import make_report, report_due_years
from reviews.services.series import days_of
from reviews.states import ProjectState, SeatSide, SessionState
from tests.factories.reviews import (
    CommitmentFactory,
    IndicatorFactory,
    MoneyLineFactory,
    ProjectFactory,
    ReadingFactory,
    ReviewSessionFactory,
    VerdictFactory,
    bike_share_trial,
    held_session,
    holder_of,
    measured_both_ways,
    owner_of,
    plan_of,
)

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year - 1


@pytest.fixture
def project():
    return ProjectFactory(state=ProjectState.UNDER_WAY)


# --- series --------------------------------------------------------------------------------


def test_a_year_is_announced_every_two_weeks_and_every_project_has_its_turn(project):
    second = ProjectFactory(cycle=project.item.cycle)
    series = open_series(actor=holder_of(), cycle=project.item.cycle, plan=plan_of(project, second))
    sessions = list(series.sessions.order_by("scheduled_at"))

    assert len(sessions) == 26
    gaps = {later.scheduled_at - earlier.scheduled_at for earlier, later in pairwise(sessions)}
    assert gaps == {timedelta(days=14)}
    assert {each.pk for session in sessions for each in session.projects.all()} == {
        project.pk,
        second.pk,
    }
    assert all(session.agenda.exists() for session in sessions)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"seats": [(SeatSide.CITY, "市長")]}, PanelIsOneSided),
        ({"seats": [(SeatSide.RESIDENT, "住民")]}, PanelIsOneSided),
        ({"seats": [(SeatSide.CITY, "市長"), (SeatSide.ORGANISATION, " ")]}, PanelIsOneSided),
        ({"projects": []}, ProjectsAreMissing),
        ({"first_at": timezone.now() - timedelta(days=1)}, SessionIsInThePast),
        ({"every_days": 3}, CadenceIsUnfit),
        ({"until": timezone.now()}, CadenceIsUnfit),
    ],
)
def test_a_series_has_two_sides_projects_and_days(project, changed, refusal):
    with pytest.raises(refusal):
        open_series(actor=holder_of(), cycle=project.item.cycle, plan=plan_of(project, **changed))


def test_a_series_looks_at_projects_of_its_cycle(project):
    with pytest.raises(ProjectIsElsewhere):
        open_series(actor=holder_of(), cycle=project.item.cycle, plan=plan_of(ProjectFactory()))


def test_the_hour_of_day_stays_when_the_clocks_change(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    berlin = ZoneInfo("Europe/Berlin")
    with timezone.override(berlin):
        first = timezone.datetime(2026, 10, 20, 14, tzinfo=berlin)
        days = days_of(first, timedelta(days=14), first + timedelta(days=20))
        assert [timezone.localtime(each).hour for each in days] == [14, 14]


def test_a_series_is_opened_by_its_form_and_shows_its_panel(client, project):
    client.force_login(holder_of())
    first = timezone.localtime() + timedelta(days=3)
    answer = client.post(
        reverse("reviews:series_open", args=[project.item.cycle.slug]),
        {
            "title": "道の検証会議",
            "projects": [project.pk],
            "first_at": first.strftime("%Y-%m-%dT%H:%M"),
            "every_days": 14,
            "until": (first + timedelta(days=30)).date().isoformat(),
            "city": "財政課長",
            "residents": "公募の住民\n自治会長",
            "organisations": "",
        },
    )
    assert answer.status_code == 302
    page = client.get(project.item.cycle.review_series.get().get_absolute_url()).content.decode()
    assert "公募の住民" in page
    assert page.count("道の検証会議 ") >= 3


# --- overdue -------------------------------------------------------------------------------


def overdue(project, days):
    return CommitmentFactory(project=project, due_on=timezone.localdate() - timedelta(days=days))


def test_an_overdue_commitment_is_told_to_its_owner_then_to_those_above_each_once(project):
    promised, above = owner_of(project), holder_of(Role.MAYORS_OFFICE)
    overdue(project, 1)
    late = overdue(project, 14)
    CommitmentFactory(project=project)

    assert escalate_overdue() == 3
    assert escalate_overdue() == 0
    assert Notice.objects.filter(user=promised).count() == 3
    assert Notice.objects.filter(user=above).count() == 1
    assert list(late.escalations.values_list("step", flat=True)) == [1, 2]


def test_what_was_renegotiated_is_not_escalated_by_its_first_date(project):
    late = overdue(project, 5)
    renegotiate_commitment(
        actor=holder_of(),
        commitment=late,
        due_on=timezone.localdate() + timedelta(days=9),
        reason="部品の入荷が遅れているため",
    )
    assert escalate_overdue() == 0


# --- silence -------------------------------------------------------------------------------


def test_a_project_without_news_is_named_and_any_entry_is_news(project, client):
    long_ago = timezone.now() - STALE_AFTER - timedelta(days=10)
    loud = ProjectFactory(state=ProjectState.UNDER_WAY)
    for each in (project, loud):
        Project.objects.filter(pk=each.pk).update(created_at=long_ago)
    MoneyLineFactory(project=loud)

    [found] = stale_projects()

    assert found.project == project
    assert found.days == 100
    assert reverse("reviews:silent") in client.get(reverse("reviews:projects")).content.decode()
    named = client.get(reverse("reviews:silent")).content.decode()
    assert project.item.title in named
    assert loud.item.title not in named


# --- balance -------------------------------------------------------------------------------


def test_the_catalogue_of_the_city_is_out_of_balance_and_says_so():
    lines = catalogue()
    found = balance_of(line.nature for line in lines)

    assert (len(lines), found.subjective, found.objective) == (14, 5, 9)
    assert [line.number for line in lines if line.nature == Nature.SUBJECTIVE] == [3, 5, 6, 9, 10]
    assert "主観（市民の実感）の指標が5、客観（数えた値）の指標が9" in balance_warning(
        line.nature for line in lines
    )


@pytest.mark.parametrize(
    ("subjective", "objective", "is_out"),
    [
        (0, 0, False),
        (0, 1, False),
        (1, 2, False),
        (0, 2, True),
        (2, 4, True),
        (5, 7, False),
        (9, 5, True),
    ],
)
def test_balance_is_a_share_and_a_number(subjective, objective, is_out):
    natures = [Nature.SUBJECTIVE] * subjective + [Nature.OBJECTIVE] * objective
    assert balance_of(natures).is_out is is_out


def test_the_gap_is_shown_where_both_were_measured(project, client):
    measured_both_ways(project)
    chart = gap_chart(measured_in(Project.objects.filter(pk=project.pk)))

    assert [bar.text for bar in chart.bars] == ["100%", "50%"]
    assert "差は50ポイントです。" in chart.description
    url = reverse("reviews:gap_chart", args=[project.pk])
    assert b"<svg" in client.get(url).content
    assert client.get(reverse("reviews:gap_chart", args=[ProjectFactory().pk])).status_code == 404


# --- a year --------------------------------------------------------------------------------


def last_year():
    return timezone.now().replace(year=YEAR, month=6, day=1)


def test_a_year_is_counted_as_it_was(project):
    ReviewSessionFactory(
        cycle=project.item.cycle,
        state=SessionState.CANCELLED,
        cancelled_reason="台風が近づいたため",
        scheduled_at=last_year(),
        reviewing=[project],
    )
    ReviewSessionFactory(cycle=project.item.cycle, scheduled_at=last_year(), reviewing=[project])
    MoneyLineFactory(project=project)
    held_session(project)
    document = annual_document(YEAR)
    sessions, cancelled = document["ja"]["parts"][:2]

    assert dict(sessions["rows"])["知らせた会議"] == "2"
    assert dict(sessions["rows"])["開かれないまま日が過ぎた会議"] == "1"
    assert cancelled["rows"][0][2] == "台風が近づいたため"
    assert len(document["ja"]["charts"]) == len(document["en"]["charts"]) <= MOST_CHARTS
    assert charts_of(document["en"])[0].title == "Spent and planned by department"


def test_a_report_is_made_once_a_year_by_a_worker_and_read_as_page_pdf_and_json(project, client):
    ReviewSessionFactory(cycle=project.item.cycle, scheduled_at=last_year(), reviewing=[project])
    assert report_due_years() == 1
    assert report_due_years() == 0

    report = AnnualReport.objects.get(year=YEAR)
    assert bytes(report.pdf_ja).startswith(b"%PDF")
    page = client.get(reverse("reviews:annual", args=[YEAR]))
    assert "部署ごとのお金と遅れ" in page.content.decode()
    assert client.get(reverse("reviews:annual_pdf", args=[YEAR])).content == bytes(report.pdf_ja)
    assert client.get(f"/en{reverse('reviews:annual_pdf', args=[YEAR])}").content == bytes(
        report.pdf_en
    )
    assert client.get(reverse("reviews:annual_json", args=[YEAR])).json()["year"] == YEAR
    assert b"<svg" in client.get(reverse("reviews:annual_chart", args=[YEAR, 0])).content
    assert client.get(reverse("reviews:annual_chart", args=[YEAR, 99])).status_code == 404


def test_a_report_after_january_is_shown_as_late(client):
    make_report.func(YEAR)
    listed = client.get(reverse("reviews:annual_list")).content.decode()
    due = timezone.localdate().replace(month=1, day=31)
    late = timezone.localdate() > due
    assert ("遅れて公開" in listed) is late


def test_only_analysts_ask_for_a_report_and_of_a_year_that_is_over():
    with pytest.raises(NotAnAnalyst):
        queue_report(actor=holder_of(), year=YEAR)
    with pytest.raises(YearIsNotOver):
        queue_report(actor=holder_of(Role.ANALYST), year=YEAR + 1)


# --- stories -------------------------------------------------------------------------------


def test_the_bike_share_trial_tells_its_story_to_people_and_machines(client):
    trial = bike_share_trial()
    page = client.get(reverse("reviews:story", args=[trial.pk])).content.decode()
    told = client.get(reverse("reviews:story_json", args=[trial.pk])).json()

    assert "基準の16.9倍" in page
    assert "本格実施" in page
    assert told["promised"][0]["baseline"] in {"2856", "20"}
    rides = next(each for each in told["changed"] if each["readings"][-1]["value"] == "48380")
    assert rides["ratio"] == "16.9"
    assert told["learned"][0]["verdict"] == "roll_out"


def test_a_story_without_anything_yet_says_so(client):
    page = client.get(reverse("reviews:story", args=[ProjectFactory().pk])).content.decode()
    assert "指標はまだありません。" in page
    assert "まだ結論は出ていません。" in page


def test_a_story_shows_whatever_people_wrote_as_text(client, project):
    VerdictFactory(project=project, reason="<script>alert(1)</script>理由は十分に長い")
    ReadingFactory(indicator=IndicatorFactory(project=project))
    page = client.get(reverse("reviews:story", args=[project.pk])).content.decode()
    assert "<script>alert(1)" not in page
    assert Commitment.objects.count() == 0
