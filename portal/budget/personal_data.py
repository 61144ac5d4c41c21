"""What budget holds about a person: for the download of one's own data."""

from portal.accounts.personal_data import PersonalTable

TABLES = (
    PersonalTable(
        "budget.Submission",
        "user",
        ("simulator_id", "steps", "comment", "age", "area__name_ja", "saved_at", "sent_at"),
        erased=True,
    ),
    PersonalTable("budget.Submission", "entered_by", ("simulator_id", "channel", "sent_at")),
    PersonalTable("budget.Simulator", "made_by", ("name_ja", "state", "made_at")),
)
