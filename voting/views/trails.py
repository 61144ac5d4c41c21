"""Where a page of votes stands."""

from django.urls import reverse
from django.utils.translation import gettext as _

from voting.models import Election


def trail(election: Election | None = None) -> list[tuple[str, str]]:
    """The pages above one that belongs to an election, or to none."""
    pages = [(_("投票・結果"), reverse("voting:elections"))]
    if election:
        pages.append((election.name, election.get_absolute_url()))
    return pages
