"""The pages for use without a network that this version offers, with the hashes of their files."""

import json
from functools import cache

from django.contrib.staticfiles.storage import staticfiles_storage


@cache
def offline_pages() -> dict[str, str]:
    """SHA-256 of each page's file, by the page's name, as the build of the front end wrote them."""
    with staticfiles_storage.open("pages.json") as file:
        pages: dict[str, str] = json.load(file)
    return pages
