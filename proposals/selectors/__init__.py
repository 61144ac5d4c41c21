"""Reading reports and proposals."""

from proposals.selectors.formal import REQUIRED, FormalCheck, formal_checks
from proposals.selectors.listing import (
    Choices,
    ProposalFilter,
    ReportFilter,
    choices,
    counts_by_area,
    filtered_proposals,
    filtered_reports,
)
from proposals.selectors.maps import ReportMap, report_map
from proposals.selectors.notes import notes_on_proposals, notes_on_reports
from proposals.selectors.personal import record_of, tasks_of
from proposals.selectors.revisions import FieldChange, Revision, changes_between, revisions_of
from proposals.selectors.screenings import (
    Load,
    Scores,
    ScreeningRecord,
    last_day_of_appeal,
    late_screenings,
    loads_by_department,
    open_appeals,
    scores_of,
    screening_record,
)
from proposals.selectors.standing import (
    ProposalStanding,
    ReportStanding,
    standing_at_proposal,
    standing_at_report,
)
from proposals.selectors.writers import (
    PersonAtDraft,
    action_of_submitting,
    action_of_writing,
    co_author_of,
    is_unsettled,
    is_writer,
    may_invite,
    person_at_draft,
    proposers_of,
    writers_among,
)

__all__ = [
    "REQUIRED",
    "Choices",
    "FieldChange",
    "FormalCheck",
    "Load",
    "PersonAtDraft",
    "ProposalFilter",
    "ProposalStanding",
    "ReportFilter",
    "ReportMap",
    "ReportStanding",
    "Revision",
    "Scores",
    "ScreeningRecord",
    "action_of_submitting",
    "action_of_writing",
    "changes_between",
    "choices",
    "co_author_of",
    "counts_by_area",
    "filtered_proposals",
    "filtered_reports",
    "formal_checks",
    "is_unsettled",
    "is_writer",
    "last_day_of_appeal",
    "late_screenings",
    "loads_by_department",
    "may_invite",
    "notes_on_proposals",
    "notes_on_reports",
    "open_appeals",
    "person_at_draft",
    "proposers_of",
    "record_of",
    "report_map",
    "revisions_of",
    "scores_of",
    "screening_record",
    "standing_at_proposal",
    "standing_at_report",
    "tasks_of",
    "writers_among",
]
