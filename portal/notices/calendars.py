"""A calendar file by RFC 5545: lines of at most 75 octets, joined by CR LF; times in UTC."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings

from portal.notices.dates_of import Dated

MOST_OCTETS = 75


def calendar(entries: Iterable[Dated], *, name: str, made_at: datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tomoni//Calendar//JA",
        "CALSCALE:GREGORIAN",
    ]
    lines.append(f"X-WR-CALNAME:{_escaped(name)}")
    for entry in sorted(entries, key=lambda entry: (str(entry.at), entry.key)):
        lines += _event(entry, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(entry: Dated, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}@{settings.SITE_URL.rpartition('/')[2]}"
    yield f"DTSTAMP:{_moment(made_at)}"
    if isinstance(entry.at, datetime):
        yield f"DTSTART:{_moment(entry.at)}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.at:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.at + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(entry.title)}"
    yield f"URL:{settings.SITE_URL}{entry.path}"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for letter in ("\\", ";", ","):
        text = text.replace(letter, f"\\{letter}")
    return " ".join(text.split())


def _folded(line: str) -> Iterator[str]:
    """Never within a character; what goes on begins with a space."""
    part, size, most = "", 0, MOST_OCTETS
    for letter in line:
        octets = len(letter.encode())
        if size + octets > most:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part
