"""Discussions of items and what was said in them; opinion maps."""

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
    "STATEMENT_LIMIT",
    "TEXT_LIMIT",
    "Contribution",
    "OpinionGroups",
    "OpinionMap",
    "PersonalAnswers",
    "Reaction",
    "Statement",
    "StatementState",
    "Thread",
]
