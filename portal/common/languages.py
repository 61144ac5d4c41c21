"""Addresses in two languages: Japanese without prefix, English under /en/."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

OWN_NAMES = {"ja": "日本語", "en": "English"}
_PREFIX = "/en"


@dataclass(frozen=True)
class LanguageChoice:
    code: str
    name: str
    url: str
    is_current: bool


def unprefixed(path: str) -> str:
    """The path as it is in Japanese: /en/proposals/ and /proposals/ are one page."""
    if path == _PREFIX or path.startswith(f"{_PREFIX}/"):
        return path.removeprefix(_PREFIX) or "/"
    return path


def in_language(path: str, code: str) -> str:
    return unprefixed(path) if code == "ja" else _PREFIX + unprefixed(path)


def language_choices(request: HttpRequest) -> list[LanguageChoice]:
    """The same page, query and all, in each language."""
    return [
        LanguageChoice(
            code, name, in_language(request.get_full_path(), code), get_language() == code
        )
        for code, name in OWN_NAMES.items()
    ]
