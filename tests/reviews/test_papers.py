"""What was frozen stays, and reads the same on the page, as PDF and as JSON."""

from datetime import timedelta
from decimal import Decimal

import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.roles import Role
from reviews.measures import compared
from reviews.models import ReviewSession, Snapshot
from reviews.services import publish_memo
from reviews.states import ProjectState, SessionState
from tests.factories.reviews import (
    CommitmentFactory,
    IndicatorFactory,
    MilestoneFactory,
    MoneyLineFactory,
    ProjectFactory,
    ReadingFactory,
    ReviewSessionFactory,
    held_session,
    holder_of,
)

pytestmark = pytest.mark.django_db
HOSTILE = '#panic("x") $ \\ "quoted" <b>太字</b> #include("/etc/passwd") = 見出し'


@pytest.fixture
def session():
    project = ProjectFactory(state=ProjectState.UNDER_WAY)
    MoneyLineFactory(project=project, amount=Decimal(1_200_000))
    MilestoneFactory(project=project, title=HOSTILE)
    indicator = IndicatorFactory(project=project)
    ReadingFactory(indicator=indicator, value=Decimal(48_380))
    return ReviewSessionFactory(cycle=project.item.cycle, title="夏の検証会議", reviewing=[project])


def published(session, memo="利用は*増えました*。"):
    return publish_memo(actor=holder_of(Role.ANALYST), session=session, memo=memo)


def texts(content):
    document = pypdfium2.PdfDocument(content)
    told = "".join(page.get_textpage().get_text_range() for page in document)
    # Where a line ends says nothing.
    return "".join(told.split())


def test_the_data_are_frozen_when_the_memo_goes_out(session):
    published(session)
    project = session.projects.get()
    before = Snapshot.objects.get(session=session).document

    ReadingFactory(indicator=project.indicators.get(), value=Decimal(1), on=timezone.localdate())
    MoneyLineFactory(project=project, amount=Decimal(9_999_999))

    after = Snapshot.objects.get(session=session).document
    assert after == before
    assert set(after) == {"ja", "en"}
    assert "48,380" in str(after["ja"][0]["indicators"]["rows"])
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.update(document={})


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_and_pdf_say_the_same(client, session, prefix):
    published(session, HOSTILE)

    page = client.get(f"{prefix}/reviews/{session.pk}/data/").content.decode()
    answer = client.get(f"{prefix}/reviews/{session.pk}/memo.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    told = texts(answer.content)
    for words in ("48,380", "夏の検証会議", "1,200,000"):
        assert words in page
        assert words in told
    # What people write is set as it stands, and never run.
    assert '#panic("x")' in told
    assert "root:" not in told


def test_the_frozen_chart_is_served_and_others_are_not_found(client, session):
    published(session)
    project = session.projects.get()

    def chart(of, place):
        return client.get(reverse("reviews:frozen_chart", args=[session.pk, of, place]))

    assert chart(project.pk, 0).headers["Content-Type"] == "image/svg+xml"
    assert chart(project.pk, 9).status_code == chart(project.pk + 1, 0).status_code == 404


def test_anyone_may_have_it_as_json(client, session):
    published(session)

    told = client.get(reverse("reviews:snapshot_json", args=[session.pk])).json()

    assert told["projects"] == session.snapshot.document


@pytest.mark.parametrize("name", ["snapshot", "snapshot_json", "memo_pdf", "follow_up_pdf"])
def test_before_it_is_published_there_is_nothing(client, session, name):
    assert client.get(reverse(f"reviews:{name}", args=[session.pk])).status_code == 404


def test_the_follow_up_holds_every_commitment(client):
    project = ProjectFactory(state=ProjectState.UNDER_WAY)
    session = held_session(project)
    commitments = [CommitmentFactory(session=session, project=project) for _ in range(3)]
    ReviewSession.objects.update(
        state=SessionState.FOLLOW_UP_OUT, follow_up=HOSTILE, follow_up_out_at=timezone.now()
    )

    told = texts(client.get(reverse("reviews:follow_up_pdf", args=[session.pk])).content)

    assert all("".join(commitment.text.split()) in told for commitment in commitments)
    assert '#panic("x")' in told


DAY = timezone.localdate()


@pytest.mark.parametrize(
    ("days_before", "found"),
    [
        ([], (None, None)),
        ([0], (None, None)),
        ([30, 0], (30, None)),
        ([365, 30, 0], (30, 365)),
        # Of two near the day a year before, the nearer; what is further than 45 days is none.
        ([400, 360, 0], (360, 360)),
        ([411, 0], (411, None)),
        ([410, 0], (410, 410)),
    ],
)
def test_a_reading_is_compared_with_the_one_before_and_that_of_a_year_ago(days_before, found):
    readings = [(DAY - timedelta(days=days), Decimal(days)) for days in days_before]

    assert compared(readings) == found
