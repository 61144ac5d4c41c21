"""What evidence holds about a person: for the download of one's own data."""

from portal.accounts.personal_data import PersonalTable

TABLES = (
    PersonalTable("evidence.DataSet", "added_by", ("item_id", "title", "about")),
    PersonalTable("evidence.EvidenceRequest", "by", ("text", "why", "answer", "created_at")),
    PersonalTable("evidence.EvidenceRequest", "answered_by", ("text", "answer", "answered_at")),
)
