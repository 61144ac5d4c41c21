"""What the META section of a Pabulib file tells of place, time, language and money. Pure."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

Meta = Mapping[str, str]

# Dates come without a time; they are kept as whole days of the portal's own calendar.
CALENDAR = ZoneInfo("Asia/Tokyo")
NO_CURRENCY = "XXX"
"""ISO 4217 for "no currency involved"."""
UNDETERMINED = "und"
"""BCP 47 for a language that nobody told."""


@dataclass(frozen=True)
class Country:
    name_ja: str
    language: str


# Where a country has several languages, none is guessed.
COUNTRIES: dict[str, Country] = {
    "Argentina": Country("アルゼンチン", "es"),
    "Brazil": Country("ブラジル", "pt"),
    "Czechia": Country("チェコ", "cs"),
    "Estonia": Country("エストニア", "et"),
    "France": Country("フランス", "fr"),
    "Germany": Country("ドイツ", "de"),
    "Hungary": Country("ハンガリー", "hu"),
    "Iceland": Country("アイスランド", "is"),
    "Italy": Country("イタリア", "it"),
    "Japan": Country("日本", "ja"),
    "Netherlands": Country("オランダ", "nl"),
    "Norway": Country("ノルウェー", UNDETERMINED),
    "Poland": Country("ポーランド", "pl"),
    "Portugal": Country("ポルトガル", "pt"),
    "South Korea": Country("韓国", "ko"),
    "Spain": Country("スペイン", UNDETERMINED),
    "Switzerland": Country("スイス", UNDETERMINED),
    "UK": Country("イギリス", "en"),
    "US": Country("アメリカ", "en"),
    "Worldwide": Country("世界", UNDETERMINED),
}


@dataclass(frozen=True)
class Place:
    """A place of another city's vote; `code` is unique to it, at most 120 characters."""

    code: str
    name_ja: str
    name_en: str


def place_of(meta: Meta) -> Place:
    """Its parts as its file writes them: "Warszawa, Wawer, Sadul (Poland)"."""
    country = meta["country"]
    parts = [meta[key] for key in ("unit", "district", "subunit") if meta.get(key)]
    name = ", ".join(dict.fromkeys(parts))
    path = "/".join([country, *parts])
    if len(path) > 100:
        path = hashlib.sha256(path.encode()).hexdigest()
    known = COUNTRIES.get(country)
    return Place(
        code=f"elsewhere:{path}",
        name_ja=f"{name[:150]}（{known.name_ja if known else country[:40]}）",
        name_en=f"{name[:150]} ({country[:40]})",
    )


def language_in(meta: Meta) -> str:
    """The language that the file names, else that of its country, else "und"."""
    stated = meta.get("language", "").lower()
    if re.fullmatch("[a-z]{2,3}", stated):
        return stated
    country = COUNTRIES.get(meta["country"])
    return country.language if country else UNDETERMINED


def currency_of(meta: Meta) -> str:
    stated = meta.get("currency", "").upper()
    return stated if re.fullmatch("[A-Z]{3}", stated) else NO_CURRENCY


def window_of(meta: Meta) -> tuple[datetime | None, datetime | None]:
    """The first moment of the first day and the last minute of the last one.

    Both are None where the file gives less than a day (a year), or days in the wrong order.
    """
    opens_at = _moment(meta["date_begin"], time.min)
    closes_at = _moment(meta["date_end"], time(23, 59))
    if opens_at is None or closes_at is None or opens_at > closes_at:
        return None, None
    return opens_at, closes_at


def _moment(text: str, at: time) -> datetime | None:
    try:
        day = datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 - only its day is kept
    except ValueError:
        return None
    return datetime.combine(day, at, CALENDAR)
