"""PDF documents, set by Typst from templates/documents: what goes in is data, never markup."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import matplotlib_fontja
import typst
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.http import content_disposition_header

FONTS = Path(matplotlib_fontja.__file__).parent / "fonts"
TEMPLATES = settings.BASE_DIR / "templates/documents"
FRAME = "frame.typ"
KEPT_FOR = 7 * 24 * 3600


def pdf_of(template: str, facts: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """The document, from the cache where it was set before.

    `template` reads `facts` as /facts.json and pictures (SVG) by their names. Nothing in them is
    taken for markup, so that what people write can neither break nor read anything.
    """
    data = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str).encode()
    files = {
        "main.typ": (TEMPLATES / template).read_bytes(),
        FRAME: (TEMPLATES / FRAME).read_bytes(),
        "facts.json": data,
        **pictures,
    }
    key = "document:" + sha256(b"".join(files[name] for name in sorted(files))).hexdigest()
    kept: bytes | None = cache.get(key)
    if kept is None:
        # Its stubs leave out that files may be given by their names.
        kept = typst.compile(  # type: ignore[call-overload]
            files, font_paths=[str(FONTS)], ignore_system_fonts=True, pdf_standards=["ua-1"]
        )
        cache.set(key, kept, KEPT_FOR)
    return kept


def pdf_response(content: bytes, *, name: str) -> HttpResponse:
    """To be read in the browser; `name` is the file's, without its ending."""
    disposition = content_disposition_header(as_attachment=False, filename=f"{name}.pdf")
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = disposition or "inline"
    return response
