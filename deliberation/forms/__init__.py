"""What a person types where people talk with each other."""

from deliberation.forms.contributions import (
    ContributionForm,
    ReactionForm,
    ReplyForm,
    TextForm,
)

__all__ = ["ContributionForm", "ReactionForm", "ReplyForm", "TextForm"]
