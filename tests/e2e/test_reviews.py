"""The pages of projects and reviews in a real browser: axe, reflow, pictures under the policy."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle import lineage
from portal.registers.services import load_registers
from reviews.measures import Level
from reviews.states import MoneyKind, ProjectState, VerdictKind
from tests.e2e.conftest import violations
from tests.factories.accounts import RoleGrantFactory
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
    VerdictFactory,
    held_session,
    owner_of,
)


@pytest.fixture
def project(transactional_db):
    load_registers()
    project = ProjectFactory(
        cycle=cycle_in(*OPEN),
        title="シェアサイクルの実証実験",
        state=ProjectState.UNDER_WAY,
    )
    for kind in MoneyKind:
        MoneyLineFactory(project=project, kind=kind, amount=1_000_000)
        MoneyLineFactory(project=project, kind=kind, source="donation", amount=200_000)
    MilestoneFactory(project=project)
    for level in Level:
        indicator = IndicatorFactory(project=project, level=level)
        ReadingFactory(indicator=indicator)
        ReadingFactory(indicator=indicator, value=160, note="集計の誤りを直した")
        lineage.link(project.item, indicator.item)
    CommitmentFactory(project=project)
    return project


@pytest.fixture
def session(project):
    session = held_session(project)
    QuestionFactory(session=session, project=project, answer="来月です。")
    CommitmentFactory(project=project, session=session)
    VerdictFactory(
        project=project,
        session=session,
        kind=VerdictKind.IMPROVE,
        improvement="消灯の時刻を2時間遅くする",
        measured_by=project.indicators.first(),
        measured_on=timezone.localdate(),
    )
    return session


def sideways(page):
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def pictures(page):
    """The width of every picture as loaded: 0 where it could not be shown."""
    page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    return page.evaluate("[...document.querySelectorAll('main img')].map(i => i.naturalWidth)")


def urls_of(project, session):
    return {
        "projects": reverse("reviews:projects"),
        "project": project.get_absolute_url(),
        "indicator": project.indicators.first().get_absolute_url(),
        "sessions": reverse("reviews:sessions"),
        "session": session.get_absolute_url(),
        "commitment": session.commitments.first().get_absolute_url(),
        "improvements": reverse("reviews:improvements"),
    }


EACH_KIND_ONCE = [
    ("projects", "ja", 320),
    ("project", "en", 1280),
    ("project", "ja", 320),
    ("indicator", "en", 320),
    ("sessions", "ja", 1280),
    ("session", "en", 320),
    ("session", "ja", 1280),
    ("commitment", "ja", 320),
    ("improvements", "en", 1280),
]


@pytest.mark.parametrize(("kind", "language", "width"), EACH_KIND_ONCE)
def test_a_page_is_accessible_and_fits(new_context, project, session, kind, language, width):
    page = new_context(language=language, width=width).new_page()
    prefix = "/en" if language == "en" else ""

    page.goto(prefix + urls_of(project, session)[kind])

    assert all(pictures(page))
    assert violations(page) == []
    assert sideways(page) == 0


@pytest.mark.parametrize(("width", "size"), [(320, "narrow"), (1280, "wide")])
def test_a_phone_is_given_a_picture_whose_letters_can_be_read(new_context, project, width, size):
    page = new_context(width=width).new_page()
    page.goto(project.indicators.first().get_absolute_url())
    pictures(page)

    assert f"size={size}" in page.evaluate("document.querySelector('main img').currentSrc")


@pytest.mark.parametrize(
    ("name", "width"),
    [("indicator_add", 320), ("money_add", 1280), ("plan", 320), ("stop", 1280)],
)
def test_a_form_of_an_owner_is_accessible(new_context, project, client, name, width):
    page = signed_in(new_context, client, owner_of(project), width)

    page.goto(reverse(f"reviews:{name}", args=[project.pk]))

    assert violations(page) == []
    assert sideways(page) == 0


@pytest.mark.parametrize(("name", "width"), [("verdict", 320), ("schedule", 1280)])
def test_a_form_around_a_session_is_accessible(new_context, project, session, client, name, width):
    person = RoleGrantFactory(role=Role.PANEL_MEMBER).user
    RoleGrantFactory(user=person, role=Role.ANALYST)
    page = signed_in(new_context, client, person, width)
    key = session.cycle.slug if name == "schedule" else session.pk

    page.goto(reverse(f"reviews:{name}", args=[key]))

    assert violations(page) == []
    assert sideways(page) == 0


def signed_in(new_context, client, user, width):
    client.force_login(user)
    context = new_context(width=width)
    page = context.new_page()
    page.goto("/")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "url": page.url}])
    return page
