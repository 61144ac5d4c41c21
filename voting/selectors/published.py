"""What is published of a counted vote, so that anyone can count it again."""

from io import StringIO

from django.utils import timezone

from voting.counting import Result, found_from_json, write_pabulib
from voting.models import Election
from voting.selectors.ballots import instance_of


def ballot_file_of(election: Election) -> bytes:
    """The counted ballots as a .pb file; reading it gives the input of the result again."""
    found = found_from_json(election.result.outcome)
    result = found if isinstance(found, Result) else None
    text = StringIO(newline="")
    write_pabulib(instance_of(election), text, result=result, meta=_meta(election))
    return text.getvalue().encode()


def _meta(election: Election) -> dict[str, str]:
    """What the format wants to know of a vote of our own; a loaded one brings its own."""
    if election.meta:
        return {}
    cycle = election.cycle
    opened = election.opens_at or election.created_at
    closed = election.closes_at or election.result.counted_at
    return {
        "description": election.name_ja,
        "country": "Japan",
        "unit": cycle.area.name_en,
        "instance": cycle.slug,
        "date_begin": timezone.localtime(opened).strftime("%d.%m.%Y"),
        "date_end": timezone.localtime(closed).strftime("%d.%m.%Y"),
        "language": "ja",
        "currency": cycle.currency,
    }
