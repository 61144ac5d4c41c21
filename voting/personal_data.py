"""What voting holds about a person: for the download of one's own data."""

from portal.accounts.personal_data import PersonalTable

TABLES = (
    PersonalTable("voting.Count", "asked_by", ("election_id", "asked_at")),
    PersonalTable("voting.ElectorateTotals", "by", ("electorate_id", "at")),
    PersonalTable("voting.Withdrawal", "by", ("election_id", "reason", "at")),
    PersonalTable("voting.Decision", "recorded_by", ("option_id", "approved", "reason", "at")),
    # Of the counter: what a clerk did, never for whom.
    PersonalTable("voting.PaperVoter", "by", ("election_id", "desk_id", "on")),
    PersonalTable("voting.PaperTyping", "by", ("batch_id", "turn", "done_at")),
    PersonalTable("voting.SettledBallot", "by", ("batch_id", "number", "at")),
    PersonalTable("voting.AuditedBallot", "by", ("batch_id", "number", "agrees", "at")),
    PersonalTable("voting.HeldVote", "registrar", ("election_id", "name")),
    PersonalTable("voting.TrusteeSeat", "person", ("held_id", "number")),
    PersonalTable("voting.PriorityAnswer", "by", ("option_id", "text", "at")),
    PersonalTable(
        "voting.HistoricalPriorityAnswer", "history_user", ("option_id", "text", "history_date")
    ),
)
