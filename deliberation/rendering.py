"""Contributions as HTML and JSON: rendered once per language, for all readers alike."""

import json
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from deliberation.models import Contribution
from portal.common.furigana import furigana_shown
from portal.common.markdown import markdown

LANGUAGES = ("ja", "en")


@lru_cache(maxsize=2048)
def html_of_text(text: str) -> SafeString:
    """A text as safe HTML; the newest of busy threads are asked for again and again."""
    return markdown(text)


def contribution_as_json(contribution: Contribution) -> dict[str, Any]:
    """What a browser needs to put it in its place, in the active language."""
    return {
        "type": "contribution",
        "number": contribution.change,
        "sequence": contribution.sequence,
        "kind": contribution.kind or "",
        "parent": contribution.reply_to.sequence if contribution.reply_to else 0,
        "html": render_to_string("deliberation/_contribution.html", {"contribution": contribution}),
    }


def contribution_as_text(contribution: Contribution, *, language: str) -> str:
    """The same for all readers of a language: without the readings that some have switched on."""
    with translation.override(language), furigana_shown(shown=False):
        return json.dumps(contribution_as_json(contribution), ensure_ascii=False)


def reload_as_text(number: int) -> str:
    """Too much was missed: the browser offers to load the page anew."""
    return json.dumps({"type": "reload", "number": number})
