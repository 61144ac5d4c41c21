"""What a person types where people talk with each other."""

from deliberation.forms.contributions import ContributionForm, ReasonForm, TextForm

__all__ = ["ContributionForm", "ReasonForm", "TextForm"]
