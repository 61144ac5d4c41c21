"""All that stands on the page of a project or a session, one query a list."""

from dataclasses import dataclass
from typing import Self

from django.db.models import QuerySet

from portal.accounts.selectors import Person
from portal.lifecycle.lineage import Neighbours, neighbours_of
from reviews.models import (
    Commitment,
    Milestone,
    Project,
    ProjectStateChange,
    Question,
    ReviewSession,
    Verdict,
)
from reviews.selectors.indicators import Measured, measured_in
from reviews.selectors.money import MoneyPage, money_of
from reviews.selectors.sessions import left_open_before


@dataclass(frozen=True)
class ProjectParts:
    path: Neighbours
    money: MoneyPage
    measured: list[Measured]
    milestones: QuerySet[Milestone]
    commitments: QuerySet[Commitment]
    verdicts: QuerySet[Verdict]
    changes: QuerySet[ProjectStateChange]
    sessions: QuerySet[ReviewSession]

    @classmethod
    def of(cls, project: Project, reader: Person) -> Self:
        return cls(
            path=neighbours_of(project.item),
            money=money_of(project, project.money_lines.all()),
            measured=measured_in(Project.objects.filter(pk=project.pk)),
            milestones=project.milestones.all(),
            commitments=Commitment.objects.listed().filter(project=project).order_by("item"),
            verdicts=Verdict.objects.filter(project=project)
            .select_related("session", "measured_by__item")
            .with_endorsements(reader),
            changes=project.state_changes.select_related("by"),
            sessions=project.review_sessions.all(),
        )


def projects_of(session: ReviewSession) -> QuerySet[Project]:
    return session.projects.select_related("item", "owner").order_by("item")


@dataclass(frozen=True)
class SessionParts:
    projects: QuerySet[Project]
    measured: list[Measured]
    questions: QuerySet[Question]
    commitments: QuerySet[Commitment]
    left_open: QuerySet[Commitment]
    verdicts: QuerySet[Verdict]

    @classmethod
    def of(cls, session: ReviewSession, reader: Person) -> Self:
        return cls(
            projects=projects_of(session),
            measured=measured_in(session.projects.all()),
            questions=session.questions.select_related("project__item", "author"),
            commitments=session.commitments.listed(),
            left_open=left_open_before(session),
            verdicts=Verdict.objects.filter(session=session)
            .select_related("project__item", "measured_by__item")
            .with_endorsements(reader),
        )
