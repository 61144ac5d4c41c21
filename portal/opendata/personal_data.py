"""What opendata holds about a person: for the download of one's own data."""

from portal.accounts.personal_data import PersonalTable

TABLES = (
    PersonalTable(
        "opendata.Reuse", "sent_by", ("title", "url", "about", "made_by", "state", "sent_at")
    ),
    PersonalTable("opendata.Reuse", "answered_by", ("title", "state", "answered_at")),
    PersonalTable(
        "opendata.ApiKey",
        "owner",
        ("name", "scopes", "hint", "created_at", "expires_at", "last_used_at", "revoked_at"),
    ),
)
