"""Deeds of deliberation: saying something, mending it, hiding it; asking and answering."""

from deliberation.services.answering import answer_statement, forget_answers
from deliberation.services.asking import add_statement, close_map, decide_statement, open_map
from deliberation.services.contributing import edit_contribution, post_contribution
from deliberation.services.facilitating import (
    close_thread,
    leave_chair,
    object_to,
    pin,
    reopen_thread,
    summarise,
    take_chair,
    withdraw_summary,
)
from deliberation.services.grouping import find_opinion_groups, look_for_changed_maps
from deliberation.services.limiting import set_rules
from deliberation.services.moderating import (
    appeal,
    decide,
    flag,
    flag_automatically,
    hide_contribution,
    show_contribution,
)
from deliberation.services.moving import move_contribution
from deliberation.services.reacting import react, say_mind_changed

__all__ = [
    "add_statement",
    "answer_statement",
    "appeal",
    "close_map",
    "close_thread",
    "decide",
    "decide_statement",
    "edit_contribution",
    "find_opinion_groups",
    "flag",
    "flag_automatically",
    "forget_answers",
    "hide_contribution",
    "leave_chair",
    "look_for_changed_maps",
    "move_contribution",
    "object_to",
    "open_map",
    "pin",
    "post_contribution",
    "react",
    "reopen_thread",
    "say_mind_changed",
    "set_rules",
    "show_contribution",
    "summarise",
    "take_chair",
    "withdraw_summary",
]
