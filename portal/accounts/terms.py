"""The versions of the terms of use. Pure: a table and look-ups.

A new version is a new row with the day from which it holds; from that day, signed-in people are
asked to agree once before they write again. The texts are templates/home/terms.html; what
changed is said in portal.accounts.names.TERMS_CHANGES.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class TermsVersion:
    name: str
    holds_from: date


VERSIONS: tuple[TermsVersion, ...] = (TermsVersion("2026-11", date(2026, 11, 1)),)


def version_on(day: date, versions: tuple[TermsVersion, ...] = VERSIONS) -> TermsVersion:
    """The version that holds on a day of Asia/Tokyo; before the first one, the first."""
    holding = [version for version in versions if version.holds_from <= day]
    if not holding:
        return min(versions, key=lambda version: version.holds_from)
    return max(holding, key=lambda version: version.holds_from)
