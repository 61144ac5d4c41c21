"""What reviews puts among the chores of the workers."""

from datetime import timedelta

from portal.jobs.chores import Chore, register_chores
from reviews.services.escalating import escalate_overdue
from reviews.services.reporting import report_due_years


def register_reviews_chores() -> None:
    register_chores(
        Chore("reviews.escalate_overdue", escalate_overdue, timedelta(hours=1)),
        Chore("reviews.report_due_years", report_due_years, timedelta(hours=6)),
    )
