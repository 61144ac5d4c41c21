import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle.phases import Phase, PhaseState
from reviews.measures import Level
from reviews.models import Project, ReviewSession
from reviews.states import MoneyKind, ProjectState, SessionState, VerdictKind
from tests.factories.accounts import OrganisationFactory, RoleGrantFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.reviews import (
    OPEN,
    CommitmentFactory,
    IndicatorFactory,
    MilestoneFactory,
    MoneyLineFactory,
    ProjectFactory,
    QuestionFactory,
    ReadingFactory,
    ReviewSessionFactory,
    VerdictFactory,
    held_session,
    officer_of,
    owner_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return cycle_in(*OPEN)


def full_project(cycle, **fields):
    """A project with something of everything that its page shows."""
    fields.setdefault("state", ProjectState.UNDER_WAY)
    project = ProjectFactory(cycle=cycle, **fields)
    for kind in MoneyKind:
        MoneyLineFactory(project=project, kind=kind)
    MilestoneFactory(project=project)
    for level in Level:
        ReadingFactory(indicator=IndicatorFactory(project=project, level=level))
    CommitmentFactory(project=project)
    VerdictFactory(
        project=project,
        kind=VerdictKind.IMPROVE,
        improvement="消灯の時刻を2時間遅くする",
        measured_by=project.indicators.first(),
        measured_on=timezone.localdate(),
    )
    return project


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(client, name, *args, **query):
    response = client.get(reverse(f"reviews:{name}", args=args), query)
    assert response.status_code == 200
    return text_of(response)


# --- reading -------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_everything_public_is_read_without_an_account(client, cycle, prefix):
    project = full_project(cycle)
    session = held_session(project)
    QuestionFactory(session=session, project=project)
    urls = [
        reverse("reviews:projects"),
        project.get_absolute_url(),
        project.indicators.first().get_absolute_url(),
        project.commitments.first().get_absolute_url(),
        reverse("reviews:sessions"),
        session.get_absolute_url(),
        reverse("reviews:improvements"),
    ]

    assert [client.get(prefix + url).status_code for url in urls] == [200] * len(urls)


def test_who_answers_for_something_is_named_in_the_readers_language(client, cycle):
    roads = OrganisationFactory(kind="department", name="道路課", name_en="Roads Department")
    project = full_project(cycle, owner=roads)
    commitment = CommitmentFactory(project=project, owner=roads)
    for address in (
        reverse("reviews:projects"),
        project.get_absolute_url(),
        commitment.get_absolute_url(),
        commitment.session.get_absolute_url(),
    ):
        assert "道路課" in text_of(client.get(address))
        assert "Roads Department" in text_of(client.get(f"/en{address}"))


def test_a_choice_of_organisations_names_them_in_the_readers_language(client, cycle):
    roads = OrganisationFactory(kind="department", name="道路課", name_en="Roads Department")
    session = held_session(full_project(cycle))
    client.force_login(RoleGrantFactory(role=Role.ANALYST).user)
    address = reverse("reviews:commit", args=[session.pk])

    assert roads.name in text_of(client.get(address))
    assert roads.name_en in text_of(client.get(f"/en{address}"))


@pytest.mark.parametrize("name", ["projects", "sessions", "improvements"])
def test_an_empty_list_says_so(client, name):
    assert "まだ" in page(client, name)


@pytest.mark.parametrize(
    "name", ["project", "indicator", "commitment", "session", "money_chart", "indicator_chart"]
)
def test_what_is_not_there_is_not_found(client, name):
    assert client.get(reverse(f"reviews:{name}", args=[404])).status_code == 404


QUERIES = {
    # The cards with their sums, and how many there are of each state.
    "projects": 2,
    # The rows; all sessions and all commitments for the numbers.
    "sessions": 3,
    # The verdicts, and the phases of their cycles.
    "improvements": 2,
}


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.parametrize("name", QUERIES)
def test_a_list_asks_the_same_however_long_it_is(
    client, cycle, name, count, django_assert_num_queries
):
    for _ in range(count):
        full_project(cycle)
    client.get("/")

    with django_assert_num_queries(QUERIES[name]):
        client.get(reverse(f"reviews:{name}"))


@pytest.mark.parametrize("count", [1, 20])
def test_a_projects_page_asks_the_same_however_much_it_shows(
    client, cycle, count, django_assert_max_num_queries
):
    project = full_project(cycle)
    for _ in range(count):
        MilestoneFactory(project=project)
        MoneyLineFactory(project=project)
        CommitmentFactory(project=project, session=project.commitments.first().session)
        ReadingFactory(indicator=IndicatorFactory(project=project))
    client.get("/")

    # The project, its phases, the phases it reached, neighbours, money, indicators, readings,
    # milestones, commitments, verdicts, log, sessions; the discussion takes two.
    with django_assert_max_num_queries(14):
        client.get(project.get_absolute_url())


@pytest.mark.parametrize("count", [1, 20])
def test_a_sessions_page_asks_the_same_however_much_it_shows(
    client, cycle, count, django_assert_max_num_queries
):
    projects = [ProjectFactory(cycle=cycle) for _ in range(count)]
    session = held_session(*projects)
    for project in projects:
        ReadingFactory(indicator=IndicatorFactory(project=project))
        QuestionFactory(session=session, project=project)
        CommitmentFactory(project=project, session=session)
        CommitmentFactory(project=project)
    client.get("/")

    # The session, its phases, projects, indicators, readings, questions, their supporters,
    # commitments, those left open before, verdicts, the room.
    with django_assert_max_num_queries(9):
        client.get(session.get_absolute_url())


def test_projects_are_narrowed_by_state(client, cycle):
    ProjectFactory(cycle=cycle, title="終わった事業", state=ProjectState.FINISHED)
    ProjectFactory(cycle=cycle, title="始まった事業", state=ProjectState.UNDER_WAY)

    text = page(client, "projects", state="finished")

    assert "終わった事業" in text
    assert "始まった事業" not in text


def test_a_state_that_nobody_knows_narrows_nothing(client, cycle):
    ProjectFactory(cycle=cycle, title="始まった事業")

    assert "始まった事業" in page(client, "projects", state="burnt")


def test_what_is_over_the_plan_is_said_and_not_hidden(client, cycle):
    project = ProjectFactory(cycle=cycle, state=ProjectState.UNDER_WAY)
    MoneyLineFactory(project=project, kind=MoneyKind.PLANNED, amount=1_000_000)
    MoneyLineFactory(project=project, kind=MoneyKind.SPENT, amount=1_250_000)

    assert "「支出済み」の額が、計画を250,000円上回っています。" in page(
        client, "project", project.pk
    )
    assert "1,250,000円（計画を超過）" in page(client, "projects")


def test_a_milestone_that_is_late_shows_in_the_list(client, cycle):
    project = ProjectFactory(cycle=cycle, state=ProjectState.UNDER_WAY)
    MilestoneFactory(project=project, planned_on=timezone.localdate() - timedelta(days=3))

    assert "3日の遅れ" in page(client, "projects")


def test_a_project_that_is_over_is_late_no_more(client, cycle):
    project = ProjectFactory(cycle=cycle, state=ProjectState.STOPPED)
    MilestoneFactory(project=project, planned_on=timezone.localdate() - timedelta(days=3))

    assert "3日の遅れ" not in page(client, "projects")


def test_the_way_of_an_indicator_is_told_in_words_and_figures(client, cycle):
    indicator = IndicatorFactory(
        project=ProjectFactory(cycle=cycle, state=ProjectState.UNDER_WAY),
        unit="回",
        baseline=2_856,
        target=30_000,
    )
    ReadingFactory(indicator=indicator, value=48_380)

    text = page(client, "indicator", indicator.pk)

    assert "48,380回" in text
    assert "基準の16.9倍" in text
    assert "目標を達成" in text


def test_a_late_reading_is_shown(client, cycle):
    indicator = IndicatorFactory(
        project=ProjectFactory(cycle=cycle, state=ProjectState.UNDER_WAY),
        baseline_on=timezone.localdate() - timedelta(days=400),
        target_on=timezone.localdate() + timedelta(days=400),
    )
    early = timezone.localdate() - timedelta(days=300)
    ReadingFactory(indicator=indicator, on=early)

    text = page(client, "indicator", indicator.pk)

    # Due within a month of its day, entered today: 300 - 31.
    assert "269日の遅れ" in text
    assert "測定が遅れています" in text


def test_readings_are_a_file_too(client, cycle):
    indicator = IndicatorFactory(project=ProjectFactory(cycle=cycle))
    ReadingFactory(indicator=indicator, value=Decimal("150.50"), note="=1+1")

    response = client.get(reverse("reviews:readings_csv", args=[indicator.pk]))

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert ",150.5," in lines[1]
    assert "'=1+1" in lines[1]


def test_a_picture_is_kept_until_its_content_changes(client, cycle, django_assert_num_queries):
    indicator = IndicatorFactory(project=ProjectFactory(cycle=cycle))
    html = client.get(indicator.get_absolute_url()).content.decode()
    url = re.search(r'src="(/indicators/[^"]+)"', html)[1].replace("&amp;", "&")
    first = client.get(url)
    assert first["Cache-Control"].endswith("immutable")

    with django_assert_num_queries(0):
        assert client.get(url).content == first.content
    ReadingFactory(indicator=indicator)
    html = client.get(indicator.get_absolute_url()).content.decode()

    assert url.replace("&", "&amp;") not in html


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_the_money_of_a_project_has_a_picture(client, cycle, size):
    project = full_project(cycle)

    response = client.get(reverse("reviews:money_chart", args=[project.pk]), {"size": size})

    assert response["Content-Type"] == "image/svg+xml"


def test_an_open_promise_has_no_picture(client, cycle):
    indicator = IndicatorFactory(project=ProjectFactory(cycle=cycle), baseline=None)

    page(client, "indicator", indicator.pk)
    url = reverse("reviews:indicator_chart", args=[indicator.pk])
    assert client.get(url).status_code == 404


def test_sessions_are_counted_in_public(client, cycle):
    project = ProjectFactory(cycle=cycle)
    past = timezone.now() - timedelta(days=3)
    reason = {"cancelled_reason": "大雪のため中止した", "cancelled_at": past}
    ReviewSessionFactory(cycle=cycle, state=SessionState.CANCELLED, **reason)
    ReviewSessionFactory(cycle=cycle, scheduled_at=past)
    ReviewSessionFactory(cycle=cycle)
    held_session(project)

    text = page(client, "sessions")

    for shown in ("知らせた会議 4", "開いた会議 1", "中止した会議 1", "日が過ぎた会議 1"):
        assert shown in text
    # Of four memos two were due by now: of the session held, and of the one that was missed.
    assert "2件中1件（50%）" in text


def test_what_earlier_sessions_left_open_comes_back(client, cycle):
    project = ProjectFactory(cycle=cycle)
    CommitmentFactory(project=project, text="地図を公開する")
    session = ReviewSessionFactory(cycle=cycle, reviewing=[project])

    assert "地図を公開する" in page(client, "session", session.pk)


# --- acting --------------------------------------------------------------------------------


def test_the_owner_finds_the_ways_to_act_and_nobody_else_does(client, cycle):
    project = ProjectFactory(cycle=cycle)
    start = reverse("reviews:start", args=[project.pk])

    assert start not in client.get(project.get_absolute_url()).content.decode()
    client.force_login(officer_of(ProjectFactory(cycle=cycle).owner))
    assert start not in client.get(project.get_absolute_url()).content.decode()
    client.force_login(owner_of(project))
    assert start in client.get(project.get_absolute_url()).content.decode()


def test_who_may_not_act_is_told_before_anything_is_typed(client, cycle):
    project = ProjectFactory(cycle=cycle)
    client.force_login(officer_of(ProjectFactory(cycle=cycle).owner))

    response = client.get(reverse("reviews:plan", args=[project.pk]))

    assert response.status_code == 403
    assert "担当する課や団体の人だけ" in text_of(response)


def test_what_the_moment_forbids_is_told_before_anything_is_typed(client, cycle):
    project = ProjectFactory(cycle=cycle, state=ProjectState.FINISHED)
    client.force_login(owner_of(project))

    response = client.get(reverse("reviews:plan", args=[project.pk]))

    assert response.status_code == 409
    assert "いまは「完了」なので" in text_of(response)


def test_a_visitor_is_led_to_sign_in_and_keeps_what_was_typed(client, cycle):
    project = ProjectFactory(cycle=cycle)
    session = ReviewSessionFactory(cycle=cycle, reviewing=[project])
    url = reverse("reviews:ask", args=[session.pk])

    response = client.post(url, {"project": project.pk, "text": "いつ終わりますか。"})
    client.force_login(UserFactory())

    assert response.status_code == 302
    assert "いつ終わりますか。" in client.get(url).content.decode()


def form_of(**values):
    return {name: "" if value is None else value for name, value in values.items()}


@pytest.fixture
def send(client):
    """Send a form of a page; it has to be taken."""

    def sending(page, *args, **values):
        response = client.post(reverse(f"reviews:{page}", args=args), form_of(**values))
        assert response.status_code == 302, text_of(response)

    return sending


def test_a_project_goes_from_plan_to_end_by_its_forms(client, cycle, send):
    project = ProjectFactory(cycle=cycle)
    client.force_login(owner_of(project))
    today = timezone.localdate().isoformat()

    send("plan", project.pk, summary="街灯を3基建てる", starts_on="2026-04-01", ends_on="")
    for level in Level:
        send(
            "indicator_add",
            project.pk,
            name=f"指標 {level}",
            level=level,
            nature="objective",
            unit="人",
            direction="more",
            definition="",
            baseline="100",
            baseline_on="2026-04-01",
            target="200",
            target_on="2027-04-01",
            source="計測",
            frequency="quarterly",
        )
    send("milestone_add", project.pk, title="着工", planned_on=today)
    send("start", project.pk)
    spent = {"kind": "spent", "source": "budget", "amount": "1200000", "on": today}
    send("money_add", project.pk, note="工事の代金", **spent)
    send("milestone_reach", project.milestones.get().pk, reached_on=today, note="")
    outcome = project.indicators.get(level=Level.OUTCOME)
    send("reading_add", outcome.pk, value="150", on=today, source="", note="")
    send("finish", project.pk, reason="年度末に3基すべてを建て終えました。")

    project.refresh_from_db()
    assert project.state == ProjectState.FINISHED
    assert project.money_lines.get().amount == 1_200_000
    assert outcome.readings.get().value == 150


def test_a_session_goes_from_announcement_to_the_next_cycle_by_its_forms(client, cycle, send):
    project = ProjectFactory(cycle=cycle, state=ProjectState.UNDER_WAY)
    outcome = IndicatorFactory(project=project)
    person = owner_of(project)
    for role in (Role.ANALYST, Role.PANEL_MEMBER):
        RoleGrantFactory(user=person, role=role)
    client.force_login(person)
    today = timezone.localdate().isoformat()

    soon = f"{timezone.localtime() + timedelta(minutes=5):%Y-%m-%dT%H:%M}"
    about = {"title": "第1回 検証会議", "projects": [project.pk], "place": ""}
    send("schedule", cycle.slug, scheduled_at=soon, **about)
    session = ReviewSession.objects.get()
    send("ask", session.pk, project=project.pk, text="いつ終わりますか。")
    send("memo", session.pk, memo="夜の通行者は100人から150人に増えました。")
    ReviewSession.objects.update(scheduled_at=timezone.now())
    send("hold", session.pk)
    send("answer", session.questions.get().pk, answer="来月です。")
    send("commit", session.pk, project=project.pk, text="残りを建てる", owner="", due_on="")
    commitment = session.commitments.get()
    send("assign", commitment.pk, owner=project.owner_id, due_on=today)
    send("follow_up", session.pk, follow_up="約束は1件です。")
    send(
        "verdict",
        session.pk,
        project=project.pk,
        kind="improve",
        reason="夜の通行者は増えたが、目標には届いていないため",
        evidence="歩行者の計測（2026年11月）",
        improvement="街灯をもう1基建てる",
        measured_by=outcome.pk,
        measured_on=today,
    )
    send("endorse", session.verdicts.get().pk)
    send("settle", commitment.pk, evidence="工事完了検査の記録（2026年11月20日）")
    send("carry_over", cycle.slug, name_ja="次", name_en="Next", slug="next", budget="0")

    # The verdict asked for an improvement, so the project comes back as a draft.
    assert [item.kind for item in cycle.children.get().items.all()] == ["proposal"]
    assert session.verdicts.get().endorsements.count() == 1


def test_a_renegotiated_date_leads_from_the_old_commitment_to_the_new(client, cycle, send):
    commitment = CommitmentFactory(project=ProjectFactory(cycle=cycle))
    client.force_login(RoleGrantFactory(role=Role.FACILITATOR).user)
    later = (timezone.localdate() + timedelta(days=90)).isoformat()

    send("renegotiate", commitment.pk, due_on=later, reason="部品の納入が2か月遅れたため")

    renewed = commitment.replaced_by
    assert renewed.get_absolute_url() in client.get(commitment.get_absolute_url()).content.decode()
    assert "部品の納入が2か月遅れたため" in page(client, "commitment", renewed.pk)


def test_the_button_below_an_entry_of_money_fits_every_kind_of_it(client, cycle):
    project = ProjectFactory(cycle=cycle, state=ProjectState.UNDER_WAY)
    client.force_login(owner_of(project))

    text = page(client, "money_add", project.pk)

    assert text.count("お金を記録する") >= 2  # the heading and the button
    assert "計画額を記録する" not in text


def test_a_refusal_stands_beside_the_field_it_is_about(client, cycle):
    project = ProjectFactory(cycle=cycle, state=ProjectState.UNDER_WAY)
    client.force_login(owner_of(project))

    response = client.post(
        reverse("reviews:money_add", args=[project.pk]),
        form_of(kind="spent", source="budget", amount="99.5", on="2026-04-01", note=""),
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["amount"]
    assert Project.objects.get(pk=project.pk).money_lines.count() == 0


def test_a_start_that_lacks_indicators_says_which(client, cycle):
    project = ProjectFactory(cycle=cycle)
    IndicatorFactory(project=project, level=Level.OUTPUT, source="")
    client.force_login(owner_of(project))

    response = client.post(reverse("reviews:start", args=[project.pk]))

    assert response.status_code == 422
    text = text_of(response)
    assert "「成果（アウトカム）」の指標がありません。" in text
    assert "データの出所がありません。" in text


def test_an_edit_begins_with_what_is_there(client, cycle):
    project = ProjectFactory(cycle=cycle)
    indicator = IndicatorFactory(project=project, baseline=Decimal("2856.5"), target=3000)
    client.force_login(owner_of(project))

    html = client.get(reverse("reviews:indicator_edit", args=[indicator.pk])).content.decode()

    assert 'value="2856.5"' in html
    assert 'value="2026-04-01"' in html


def test_an_endorsement_from_the_wrong_moment_is_a_page_that_says_why(client, cycle):
    verdict = VerdictFactory(project=full_project(cycle))
    improving = verdict.project.verdicts.exclude(improvement="").get()
    cycle.phases.filter(phase=Phase.IMPROVE).update(state=PhaseState.CLOSED)
    client.force_login(UserFactory())

    response = client.post(reverse("reviews:endorse", args=[improving.pk]))

    assert response.status_code == 409
    assert client.get(reverse("reviews:endorse", args=[improving.pk])).status_code == 302


def test_carrying_over_again_tells_how_many(client, cycle):
    project = ProjectFactory(cycle=cycle, state=ProjectState.STOPPED)
    client.force_login(RoleGrantFactory(role=Role.PANEL_MEMBER).user)
    url = reverse("reviews:carry_over", args=[cycle.slug])
    values = {"name_ja": "次", "name_en": "Next", "slug": "next", "budget": "0"}
    client.post(url, values)
    ProjectFactory(cycle=cycle, state=ProjectState.STOPPED)

    response = client.post(url, follow=True)

    assert "1件を引き継ぎました。" in text_of(response)
    assert project.item.links_on.count() == 1


def test_the_name_of_the_next_cycle_is_its_own(client, cycle):
    client.force_login(RoleGrantFactory(role=Role.PANEL_MEMBER).user)

    response = client.post(
        reverse("reviews:carry_over", args=[cycle.slug]),
        {"name_ja": "次", "name_en": "Next", "slug": cycle.slug, "budget": "0"},
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["slug"]


def test_who_runs_sessions_is_offered_to_announce_one(client, cycle):
    url = reverse("reviews:schedule", args=[cycle.slug])

    assert url not in client.get(reverse("reviews:sessions")).content.decode()
    client.force_login(RoleGrantFactory(role=Role.FACILITATOR).user)
    assert url in client.get(reverse("reviews:sessions")).content.decode()
