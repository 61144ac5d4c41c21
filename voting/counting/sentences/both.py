"""A text in both languages."""

from typing import Literal, TypedDict

Language = Literal["ja", "en"]


class Both(TypedDict):
    ja: str
    en: str
