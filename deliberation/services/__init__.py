"""Deeds of deliberation: saying something, mending it, hiding it; asking and answering."""

from deliberation.services.answering import answer_statement, forget_answers
from deliberation.services.asking import add_statement, close_map, decide_statement, open_map
from deliberation.services.contributing import edit_contribution, post_contribution
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
from deliberation.services.reacting import react, say_mind_changed

__all__ = [
    "add_statement",
    "answer_statement",
    "appeal",
    "close_map",
    "decide",
    "decide_statement",
    "edit_contribution",
    "find_opinion_groups",
    "flag",
    "flag_automatically",
    "forget_answers",
    "hide_contribution",
    "look_for_changed_maps",
    "open_map",
    "post_contribution",
    "react",
    "say_mind_changed",
    "set_rules",
    "show_contribution",
]
