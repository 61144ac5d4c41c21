"""Reading what was said."""

from deliberation.selectors.threads import (
    EDITABLE_MINUTES,
    Page,
    changes_since,
    may_edit,
    page_of_thread,
    record_of_contributions,
    strand_of,
)

__all__ = [
    "EDITABLE_MINUTES",
    "Page",
    "changes_since",
    "may_edit",
    "page_of_thread",
    "record_of_contributions",
    "strand_of",
]
