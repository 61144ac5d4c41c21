"""What a person types where people talk with each other."""

from deliberation.forms.contributions import (
    ContributionForm,
    ReactionForm,
    ReasonForm,
    ReplyForm,
    TextForm,
)

__all__ = ["ContributionForm", "ReactionForm", "ReasonForm", "ReplyForm", "TextForm"]
