"""The drawings of the portal's icons: 24 x 24, strokes only, our own.

An icon never stands alone for a meaning: a text says the same beside it.
"""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

ICONS: dict[str, str] = {
    "alert": "M12 3 2 20h20L12 3zM12 10v4M12 17v.01",
    "arrow-left": "M20 12H4M10 6l-6 6 6 6",
    "arrow-right": "M4 12h16M14 6l6 6-6 6",
    "bell": "M6 16V10a6 6 0 0 1 12 0v6l2 2H4l2-2zM10 21h4",
    "branch": "M6 4v16M6 14c0-5 12-1 12-8M15 8l3-3 3 3",
    "building": "M5 21V4h10v17M15 10h4v11M3 21h18M8 8h4M8 12h4M8 16h4",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "chart": "M4 20h16M7 20v-7M12 20V6M17 20v-10",
    "check": "m5 12 5 5 9-10",
    "check-circle": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12l3 3 5-6",
    "chevron-down": "m6 9 6 6 6-6",
    "chevron-left": "m15 6-6 6 6 6",
    "chevron-right": "m9 6 6 6-6 6",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3",
    "close": "M6 6l12 12M18 6 6 18",
    "comment": "M4 5h16v11h-8l-5 4v-4H4z",
    "dash": "M6 12h12",
    "camera": "M3 7h4l2-3h6l2 3h4v13H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
    "download": "M12 4v11M7 11l5 5 5-5M4 20h16",
    "error": "M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6",
    "external": "M13 4h7v7M20 4l-9 9M17 14v6H4V7h6",
    "eye": "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
    "file": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "flag": "M5 21V4c5-3 9 3 14 0v10c-5 3-9-3-14 0",
    "globe": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c4 5 4 13 0 18M12 3c-4 5-4 13 0 18",
    "hand": "M7 12V6a1.5 1.5 0 0 1 3 0v5V4.5a1.5 1.5 0 0 1 3 0V11V5.5a1.5 1.5 0 0 1 3 0V12"
    "V8a1.5 1.5 0 0 1 3 0v6a7 7 0 0 1-12.5 4L4 13.5a1.5 1.5 0 0 1 2.5-1.5L8 14",
    "help": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17v.01",
    "history": "M4 5v5h5M4.5 9.5A8 8 0 1 1 4 13M12 8v5l3 2",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7v.01",
    "key": "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l9-9M16 7l3 3",
    "link": "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
    "lock": "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
    "mail": "M3 6h18v13H3zM3 7l9 7 9-7",
    "map-pin": "M12 21s7-6.5 7-12a7 7 0 0 0-14 0c0 5.5 7 12 7 12zM12 6.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "merge": "M6 4v3c0 5 12 4 12 10v3M18 4v3c0 2-2 3-4 4M15 17l3 3 3-3",
    "minus": "M5 12h14",
    "pencil": "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
    "people": "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 5.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.5 2.5 3.5 5.5",
    "phone": "M5 4h4l2 5-3 2c1 2.5 2.5 4 5 5l2-3 5 2v4c0 1-1 1.5-2 1.5C11 20 4 13 3.5 6 3.5 5 4 4 5 4z",
    "plus": "M12 5v14M5 12h14",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "search": "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM9 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
    "sprout": "M12 21v-9M12 12c0-4-3-6-8-6 0 4 3 6 8 6zM12 10c0-3 3-6 8-6 0 4-3 6-8 6z",
    "star": "m12 3 2.7 6 6.3.6-4.8 4.3L17.7 20.5 12 17l-5.7 3.5 1.5-6.6L3 9.6 9.3 9z",
    "trash": "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
    "upload": "M12 16V5M7 9l5-5 5 5M4 20h16",
    "user": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-5 4-7 8-7s8 2 8 7",
    "vote": "M4 11h16v9H4zM8 11l1-7h6l1 7M10 7.5l1.5 1.5 3-3M4 15h16",
    "yen": "M6 4l6 8 6-8M12 12v9M7 13h10M7 17h10",
}

# What stands before the text of a state, so that colour is never all that tells it.
TONE_ICONS: dict[str, str] = {
    "info": "info",
    "open": "clock",
    "success": "check",
    "warning": "alert",
    "danger": "error",
    "muted": "dash",
}


@cache
def icon(name: str) -> SafeString:
    """A decorative drawing: the text beside it carries the meaning."""
    return format_html(
        '<svg class="tm-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        ICONS[name],
    )
