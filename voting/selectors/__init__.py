"""Reading votes: what other rooms and the pages may know of them, as typed rows."""

from voting.selectors.notes import notes_on_options
from voting.selectors.options import (
    ApprovedOption,
    OptionResult,
    approved_options,
    result_of,
)

__all__ = ["ApprovedOption", "OptionResult", "approved_options", "notes_on_options", "result_of"]
