"""What notices holds about a person: for the download of one's own data."""

from portal.accounts.personal_data import PersonalTable

TABLES = (
    PersonalTable("notices.Follow", "user", ("item_id", "item__title", "at"), erased=True),
    PersonalTable(
        "notices.Notice",
        "user",
        ("event__kind", "event__item_id", "created_at", "read_at", "why", "mail__sent_at"),
        erased=True,
    ),
    PersonalTable(
        "notices.GroupFollow",
        "user",
        ("area__name_ja", "theme__name_ja", "organisation__name", "at"),
        erased=True,
    ),
    PersonalTable(
        "notices.Subscription",
        "user",
        ("frequency", "quiet_from", "quiet_until", "since"),
        erased=True,
    ),
    PersonalTable("notices.Mail", "user", ("made_at", "sent_at"), erased=True),
)
