"""Whether the paper ballots of a closed vote are complete: as many as keys excluded for them."""

from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext as _

from voting.crypto.entries import BATCH, PAPER
from voting.models import LogEntry, PaperVoter
from voting.states import PaperState


def paper_problem(vote_id: int) -> str:
    """What keeps the record from being laid out, in words; empty where nothing does."""
    if PaperVoter.objects.filter(election=vote_id, state=PaperState.WAITING).exists():
        return _("紙で投票した人のうち、名簿管理者の署名を待っている人がいます。")
    entries = LogEntry.objects.filter(held=vote_id)
    excluded = entries.filter(kind=PAPER).values("credential__electorate").annotate(n=Count("pk"))
    given = Counter({row["credential__electorate"]: row["n"] for row in excluded})
    typed: Counter[int] = Counter()
    for encoded in entries.filter(kind=BATCH).values_list("encoded", flat=True):
        octets = bytes(encoded)
        # Kind, electorate, then the number of ballots (docs/record-format.md).
        typed[octets[1]] += int.from_bytes(octets[2:10], "big")
    if given != typed:
        return _("紙の票は%(given)d人分、入力された票は%(typed)d票です。同じ数にしてください。") % {
            "given": given.total(),
            "typed": typed.total(),
        }
    return ""
