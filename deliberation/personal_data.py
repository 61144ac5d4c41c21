"""What deliberation holds about a person: for the download of one's own data."""

from portal.accounts.personal_data import PersonalTable

TABLES = (
    PersonalTable(
        "deliberation.Contribution",
        "author",
        (
            "thread_id",
            "sequence",
            "organisation__name",
            "kind",
            "quote",
            "text",
            "language",
            "created_at",
            "edited_at",
            "changed_mind_at",
            "hidden_at",
            "hidden_reason",
        ),
    ),
    PersonalTable(
        "deliberation.Reaction",
        "user",
        ("contribution__thread_id", "contribution__sequence", "kind", "at"),
    ),
    # Of a moderator, too: which contributions they hid, and when. The texts are those of others.
    PersonalTable(
        "deliberation.HistoricalContribution",
        "history_user",
        ("thread_id", "sequence", "history_type", "history_date", "hidden_reason"),
    ),
    PersonalTable(
        "deliberation.Statement",
        "author",
        ("opinion_map_id", "sequence", "text", "language", "state", "reason", "created_at"),
    ),
    PersonalTable("deliberation.Statement", "decided_by", ("opinion_map_id", "sequence", "state")),
    PersonalTable("deliberation.OpinionMap", "opened_by", ("item_id", "opened_at", "closed_at")),
    PersonalTable("deliberation.Thread", "chair", ("item_id",)),
    PersonalTable("deliberation.Summary", "author", ("thread_id", "text", "at", "withdrawn_at")),
    PersonalTable("deliberation.Objection", "author", ("summary_id", "text", "at")),
    PersonalTable("deliberation.Outcome", "author", ("thread_id", "text", "at")),
    PersonalTable("deliberation.ThreadAct", "actor", ("thread_id", "deed", "sequence", "at")),
    PersonalTable("deliberation.Case", "author", ("kind", "number", "state", "opened_at")),
    PersonalTable("deliberation.Flag", "person", ("case_id", "ground", "note", "at"), erased=True),
    PersonalTable("deliberation.Decision", "actor", ("case_id", "deed", "ground", "reason", "at")),
    PersonalTable("deliberation.Appeal", "author", ("decision_id", "text", "at")),
    PersonalTable("deliberation.ModerationRules", "actor", ("id", "reason", "at")),
    PersonalTable(
        "deliberation.PersonalAnswers",
        "person",
        ("opinion_map_id", "letters", "first_at", "last_at"),
        erased=True,
    ),
)
