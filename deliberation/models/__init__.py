"""Discussions of items and what was said in them; opinion maps."""

from deliberation.models.opinions import (
    STATEMENT_LIMIT,
    OpinionGroups,
    OpinionMap,
    PersonalAnswers,
    Statement,
    StatementState,
)
from deliberation.models.threads import TEXT_LIMIT, Contribution, Thread

__all__ = [
    "STATEMENT_LIMIT",
    "TEXT_LIMIT",
    "Contribution",
    "OpinionGroups",
    "OpinionMap",
    "PersonalAnswers",
    "Statement",
    "StatementState",
    "Thread",
]
