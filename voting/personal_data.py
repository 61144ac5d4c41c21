"""What voting holds about a person: for the download of one's own data."""

from portal.accounts.personal_data import PersonalTable

TABLES = (
    PersonalTable("voting.Count", "asked_by", ("election_id", "asked_at")),
    PersonalTable("voting.Decision", "recorded_by", ("option_id", "approved", "reason", "at")),
    PersonalTable("voting.PriorityAnswer", "by", ("option_id", "text", "at")),
    PersonalTable(
        "voting.HistoricalPriorityAnswer", "history_user", ("option_id", "text", "history_date")
    ),
)
