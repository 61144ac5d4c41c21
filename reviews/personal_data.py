"""What reviews holds about a person: for the download of one's own data."""

from portal.accounts.personal_data import PersonalTable

TABLES = (
    PersonalTable(
        "reviews.HistoricalProject",
        "history_user",
        ("item_id", "summary", "starts_on", "ends_on", "state", "history_date"),
    ),
    PersonalTable("reviews.ProjectStateChange", "by", ("project_id", "to_state", "reason", "at")),
    PersonalTable(
        "reviews.MoneyLine", "by", ("project_id", "kind", "source", "amount", "on", "note", "at")
    ),
    PersonalTable(
        "reviews.HistoricalIndicator",
        "history_user",
        ("item_id", "name", "baseline", "target", "source", "history_date"),
    ),
    PersonalTable("reviews.Reading", "by", ("indicator_id", "value", "on", "source", "note", "at")),
    PersonalTable(
        "reviews.ReviewSession",
        "scheduled_by",
        ("id", "title", "place", "scheduled_at", "created_at"),
    ),
    PersonalTable(
        "reviews.Question",
        "author",
        ("session_id", "project_id", "text", "language", "asked_at", "hidden_at", "hidden_reason"),
    ),
    PersonalTable("reviews.ReviewSeries", "opened_by", ("id", "title", "first_at", "opened_at")),
    PersonalTable("reviews.Question", "answered_by", ("session_id", "answer", "answered_at")),
    PersonalTable("reviews.Commitment", "made_by", ("item_id", "text", "due_on", "made_at")),
    PersonalTable("reviews.Commitment", "settled_by", ("item_id", "evidence", "settled_at")),
    PersonalTable(
        "reviews.Verdict",
        "by",
        ("session_id", "project_id", "kind", "reason", "evidence", "improvement", "at"),
    ),
    PersonalTable("reviews.QuestionSupport", "user", ("question_id", "at")),
    PersonalTable(
        "reviews.SessionNote", "author", ("session_id", "kind", "text", "language", "written_at")
    ),
    PersonalTable(
        "reviews.HistoricalSessionNote",
        "history_user",
        ("session_id", "kind", "text", "history_date"),
    ),
    PersonalTable("reviews.CarriedCommitment", "by", ("session_id", "commitment_id", "note", "at")),
    PersonalTable("reviews.ChairAct", "by", ("session_id", "deed", "about", "at")),
    PersonalTable("reviews.Room", "chair", ("session_id",)),
    PersonalTable("reviews.Endorsement", "user", ("verdict_id", "at")),
)
