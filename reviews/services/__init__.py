"""Deeds of reviews: from an approved option to what the next cycle takes on."""

from reviews.services.bulk import BulkLine, apply_bulk, preview_bulk
from reviews.services.carrying import carry_over, open_next_cycle
from reviews.services.chairing import move_on, set_agenda, take_chair, take_up_question
from reviews.services.commitments import (
    assign_commitment,
    make_commitment,
    renegotiate_commitment,
    settle_commitment,
)
from reviews.services.indicators import Promise, add_indicator, edit_indicator, record_reading
from reviews.services.minutes import carry_commitments, mend_note, write_note
from reviews.services.progress import add_milestone, reach_milestone, record_money
from reviews.services.projects import (
    create_late_projects,
    create_projects,
    finish_project,
    plan_project,
    start_project,
    stop_project,
    take_on_project,
)
from reviews.services.questions import answer_question, ask_question, support_question
from reviews.services.reporting import queue_report
from reviews.services.series import SeriesPlan, open_series
from reviews.services.sessions import (
    cancel_session,
    hold_session,
    publish_follow_up,
    publish_memo,
    schedule_session,
)
from reviews.services.verdicts import Improvement, endorse_improvement, give_verdict

__all__ = [
    "BulkLine",
    "Improvement",
    "Promise",
    "SeriesPlan",
    "add_indicator",
    "add_milestone",
    "answer_question",
    "apply_bulk",
    "ask_question",
    "assign_commitment",
    "cancel_session",
    "carry_commitments",
    "carry_over",
    "create_late_projects",
    "create_projects",
    "edit_indicator",
    "endorse_improvement",
    "finish_project",
    "give_verdict",
    "hold_session",
    "make_commitment",
    "mend_note",
    "move_on",
    "open_next_cycle",
    "open_series",
    "plan_project",
    "preview_bulk",
    "publish_follow_up",
    "publish_memo",
    "queue_report",
    "reach_milestone",
    "record_money",
    "record_reading",
    "renegotiate_commitment",
    "schedule_session",
    "set_agenda",
    "settle_commitment",
    "start_project",
    "stop_project",
    "support_question",
    "take_chair",
    "take_on_project",
    "take_up_question",
    "write_note",
]
