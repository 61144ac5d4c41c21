"""What proposals holds about a person: for the download of one's own data."""

from portal.accounts.personal_data import PersonalTable
from proposals.states import Criterion

SCORED = (
    "proposal_id",
    "has_conflict",
    "conflict",
    *Criterion,
    "reason",
    "declared_at",
    "scored_at",
)
TABLES = (
    PersonalTable(
        "proposals.Report",
        "author",
        (
            "item_id",
            "title",
            "text",
            "language",
            "place",
            "latitude",
            "longitude",
            "state",
            "created_at",
        ),
    ),
    PersonalTable("proposals.Sorting", "asked_by", ("cycle_id", "asked_at")),
    PersonalTable("proposals.Cluster", "confirmed_by", ("item_id", "title", "confirmed_at")),
    PersonalTable("proposals.ClusterChange", "actor", ("cluster_id", "deed", "title", "at")),
    PersonalTable("proposals.ReportSupport", "user", ("report_id", "at")),
    PersonalTable(
        "proposals.ReportStateChange", "officer", ("report_id", "to_state", "message", "at")
    ),
    PersonalTable(
        "proposals.Proposal",
        "author",
        (
            "item_id",
            "title",
            "summary",
            "aim",
            "situation",
            "gap",
            "means",
            "language",
            "place",
            "latitude",
            "longitude",
            "state",
            "created_at",
        ),
    ),
    PersonalTable(
        "proposals.HistoricalProposal",
        "history_user",
        ("item_id", "title", "summary", "aim", "situation", "gap", "means", "history_date"),
    ),
    PersonalTable("proposals.ProposalSupport", "user", ("proposal_id", "at")),
    PersonalTable(
        "proposals.CoAuthor", "invited_by", ("proposal_id", "organisation__name", "invited_at")
    ),
    PersonalTable(
        "proposals.CoAuthor", "accepted_by", ("proposal_id", "organisation__name", "accepted_at")
    ),
    PersonalTable(
        "proposals.CoAuthor", "consented_by", ("proposal_id", "organisation__name", "consented_at")
    ),
    PersonalTable("proposals.DraftUpdate", "author", ("draft_id", "step", "at")),
    PersonalTable("proposals.Credit", "user", ("proposal_id", "revision")),
    PersonalTable(
        "proposals.Suggestion",
        "author",
        ("proposal_id", "field", "before", "after", "reason", "state", "answer", "at"),
    ),
    PersonalTable("proposals.Suggestion", "decided_by", ("proposal_id", "state", "answer")),
    PersonalTable("proposals.Screening", "officer", ("proposal_id", "verdict", "answer", "at")),
    PersonalTable(
        "proposals.HistoricalScreening",
        "history_user",
        ("proposal_id", "verdict", "answer", "history_date"),
    ),
    PersonalTable("proposals.DepartmentOpinion", "asked_by", ("screening_id", "asked_at")),
    PersonalTable(
        "proposals.DepartmentOpinion", "officer", ("screening_id", "judgement", "text", "at")
    ),
    PersonalTable("proposals.ScreeningQuestion", "asked_by", ("proposal_id", "text", "asked_at")),
    PersonalTable(
        "proposals.ScreeningQuestion", "answered_by", ("proposal_id", "answer", "answered_at")
    ),
    PersonalTable("proposals.Scorecard", "reviewer", SCORED),
    PersonalTable("proposals.HistoricalScorecard", "reviewer", (*SCORED, "history_date")),
    PersonalTable("proposals.HistoricalScorecard", "history_user", ("proposal_id", "history_date")),
    PersonalTable("proposals.Appeal", "appellant", ("proposal_id", "reason", "at")),
    PersonalTable(
        "proposals.Appeal", "decided_by", ("proposal_id", "outcome", "answer", "decided_at")
    ),
    PersonalTable("proposals.DeliveryOption", "officer", ("proposal_id", "delivery", "at")),
    PersonalTable(
        "proposals.HistoricalDeliveryOption", "officer", ("proposal_id", "delivery", "at")
    ),
    PersonalTable(
        "proposals.HistoricalDeliveryOption", "history_user", ("proposal_id", "history_date")
    ),
    PersonalTable("proposals.OnlyWay", "officer", ("proposal_id", "reason", "at")),
)
