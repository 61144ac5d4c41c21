"""What base.html needs on every page; each part is worked out only where a template asks for it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.common import navigation
from portal.common.furigana import furigana_is_on
from portal.common.languages import language_choices


def portal(request: HttpRequest) -> dict[str, Any]:
    return {
        "navigation": SimpleLazyObject(
            lambda: navigation.entries(navigation.MAIN, path=request.path)
        ),
        "foot_links": SimpleLazyObject(
            lambda: navigation.entries(navigation.FOOT, path=request.path)
        ),
        "account_links": SimpleLazyObject(
            lambda: navigation.entries(navigation.ACCOUNT, path=request.path)
        ),
        "language_choices": SimpleLazyObject(lambda: language_choices(request)),
        "furigana_on": furigana_is_on(),
        "is_demo": settings.DEMO,
        "contact_email": settings.CONTACT_EMAIL,
    }
