"""Discussions of items and what was said in them; opinion maps; moderation."""

from deliberation.models.facilitation import (
    SUMMARY_LIMIT,
    Objection,
    Outcome,
    Summary,
    ThreadAct,
)
from deliberation.models.moderation import (
    REASON_LIMIT,
    Appeal,
    Case,
    Decision,
    Flag,
    ModerationRules,
    rules_marked,
)
from deliberation.models.opinions import (
    STATEMENT_LIMIT,
    OpinionGroups,
    OpinionMap,
    PersonalAnswers,
    Statement,
    StatementState,
)
from deliberation.models.threads import QUOTE_LIMIT, TEXT_LIMIT, Contribution, Reaction, Thread

__all__ = [
    "QUOTE_LIMIT",
    "REASON_LIMIT",
    "STATEMENT_LIMIT",
    "SUMMARY_LIMIT",
    "TEXT_LIMIT",
    "Appeal",
    "Case",
    "Contribution",
    "Decision",
    "Flag",
    "ModerationRules",
    "Objection",
    "OpinionGroups",
    "OpinionMap",
    "Outcome",
    "PersonalAnswers",
    "Reaction",
    "Statement",
    "StatementState",
    "Summary",
    "Thread",
    "ThreadAct",
    "rules_marked",
]
