"""From a chart to its picture: drawn once, kept by the hash of its facts, served for long."""

import json
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseNotModified
from django.utils.http import quote_etag
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from portal.charts.facts import Chart

KEPT_FOR = 30 * 24 * 3600
YEAR = 365 * 24 * 3600


class Size(StrEnum):
    """A picture for a wide page, and one whose letters can be read on a phone."""

    WIDE = "wide"
    NARROW = "narrow"


Drawing = Callable[[Chart, Size], bytes]


def content_hash(chart: Chart, size: Size) -> str:
    """What the picture depends on, in 32 hexadecimal digits."""
    facts = [chart.DRAWING, chart.EDITION, get_language(), size, asdict(chart)]
    canonical = json.dumps(facts, default=str, ensure_ascii=False, sort_keys=True)
    return sha256(canonical.encode()).hexdigest()[:32]


def svg_of(chart: Chart, size: Size) -> bytes:
    """The picture as SVG, from the cache where it was drawn before."""
    key = _key(content_hash(chart, size))
    kept: bytes | None = cache.get(key)
    if kept is None:
        # By name: matplotlib takes a second to load, which only who draws should wait for.
        drawing: Drawing = import_string(chart.DRAWING)
        kept = drawing(chart, size)
        cache.set(key, kept, KEPT_FOR)
    return kept


def versioned(url: str, chart: Chart, size: Size) -> str:
    """The address of a picture with its content in it, so that a browser may keep it for ever."""
    return f"{url}?size={size}&v={content_hash(chart, size)}"


def picture(request: HttpRequest, find_chart: Callable[[], Chart]) -> HttpResponse:
    """Answer with the picture; the chart is looked up only where the cache does not have it."""
    asked = request.GET.get("v", "")
    if kept := cache.get(_key(asked)):
        return _answer(request, kept, asked, asked)
    size = Size.NARROW if request.GET.get("size") == Size.NARROW else Size.WIDE
    chart = find_chart()
    return _answer(request, svg_of(chart, size), content_hash(chart, size), asked)


def _answer(request: HttpRequest, svg: bytes, version: str, asked: str) -> HttpResponse:
    etag = quote_etag(version)
    known = etag in request.headers.get("If-None-Match", "")
    response = (
        HttpResponseNotModified() if known else HttpResponse(svg, content_type="image/svg+xml")
    )
    response.headers["ETag"] = etag
    # An address without a version, or with an old one, shows what is now; later it may differ.
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if asked == version else "no-cache"
    )
    return response


def _key(version: str) -> str:
    return f"chart:{version}"
