"""Parts of a room as HTML and JSON: rendered once per language, for all readers alike."""

import json
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from portal.common.furigana import furigana_shown

LANGUAGES = ("ja", "en")


def piece_as_json(
    number: int, key: str, region: str = "", order: str = "", template: str = "", **context: Any
) -> dict[str, Any]:
    """What a browser needs to put it in its place, in the active language.

    Without a template it is taken away.
    """
    html = render_to_string(template, context) if template else ""
    return {
        "type": "piece",
        "number": number,
        "key": key,
        "region": region,
        "order": order,
        "html": html,
    }


def as_text(message: dict[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False)


def for_all(language: str) -> Any:
    """The language of a stream."""
    return translation.override(language)


def without_readings() -> Any:
    """The same for all readers of a language: without the readings that some switched on."""
    return furigana_shown(shown=False)


def reload_message(number: int) -> dict[str, Any]:
    """Too much was missed: the browser offers to load the page anew."""
    return {"type": "reload", "number": number}
