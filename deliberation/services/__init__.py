"""Deeds of deliberation: saying something, mending it, hiding it."""

from deliberation.services.contributing import edit_contribution, post_contribution
from deliberation.services.moderating import hide_contribution, show_contribution

__all__ = ["edit_contribution", "hide_contribution", "post_contribution", "show_contribution"]
