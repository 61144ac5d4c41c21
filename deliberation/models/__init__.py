"""Discussions of items, and what was said in them."""

from deliberation.models.threads import TEXT_LIMIT, Contribution, Thread

__all__ = ["TEXT_LIMIT", "Contribution", "Thread"]
