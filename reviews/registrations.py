"""What reviews puts among the chores of the workers and the pages of roles; what is moderated."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from deliberation.subjects import SubjectKind, register_subjects
from portal.jobs.chores import Chore, register_chores
from portal.notices.workplaces import from_table, register_workplaces
from reviews.selectors.subjects import ASKED_IN_REVIEW, questions_found
from reviews.services.escalating import escalate_overdue
from reviews.services.questions import hide_question, show_question
from reviews.services.reporting import report_due_years
from reviews.workplaces import WORKPLACES


def register() -> None:
    register_workplaces(from_table(WORKPLACES))
    register_chores(
        Chore("reviews.escalate_overdue", escalate_overdue, timedelta(hours=1)),
        Chore("reviews.report_due_years", report_due_years, timedelta(hours=6)),
    )
    register_subjects(
        SubjectKind(
            ASKED_IN_REVIEW, _("検証会議への質問"), questions_found, hide_question, show_question
        )
    )
