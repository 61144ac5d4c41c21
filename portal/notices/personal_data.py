"""What notices holds about a person: for the download of one's own data."""

from portal.accounts.personal_data import PersonalTable

TABLES = (
    PersonalTable("notices.Follow", "user", ("item_id", "item__title", "at"), erased=True),
    PersonalTable(
        "notices.Notice",
        "user",
        ("event__kind", "event__item_id", "created_at", "read_at"),
        erased=True,
    ),
)
