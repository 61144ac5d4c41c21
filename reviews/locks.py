"""Holding one row until the transaction ends, read afresh: what a page showed may be old."""

from reviews.models import Commitment, Project, ReviewSession


def hold_project(project: Project) -> Project:
    held = Project.objects.select_for_update(of=("self",))
    return held.select_related("item__cycle__area").get(pk=project.pk)


def hold_session(session: ReviewSession) -> ReviewSession:
    held = ReviewSession.objects.select_for_update(of=("self",))
    return held.select_related("cycle__area").get(pk=session.pk)


def hold_commitment(commitment: Commitment) -> Commitment:
    held = Commitment.objects.select_for_update(of=("self",))
    return held.select_related("item__cycle__area", "session").get(pk=commitment.pk)
