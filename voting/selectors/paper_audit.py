"""The sample of paper ballots that an auditor reads again, and how far that agrees."""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.crypto.draw import SeededDraw, draw_permutation
from voting.crypto.lots import seed
from voting.crypto.record.parts import read_audit
from voting.models import AuditedBallot, HeldVote, PaperBatch
from voting.selectors.log import last_head

MOST_AUDITED = 50
Drawn = tuple[int, int]
"""A ballot of the sample: the number of its batch, and its own in it."""


def audit_sample(election_id: int, contributions: Mapping[int, bytes], root: bytes) -> list[Drawn]:
    """The ballots to look at again, as (batch, number), drawn from what the trustees revealed.

    Their contributions were committed to before opening and are bound to the final root of the
    log, which holds every batch: nobody knew the sample when the ballots were typed.
    """
    batches = PaperBatch.objects.filter(election=election_id).exclude(entry="")
    ballots = [(b.number, n) for b in batches.order_by("number") for n in range(1, b.size + 1)]
    order = draw_permutation(SeededDraw(seed("audit", contributions, root)), len(ballots))
    return sorted(ballots[place] for place in order[:MOST_AUDITED])


@dataclass(frozen=True)
class Audit:
    """`sample` in its order; `agrees` says of each ballot that was read whether it agreed."""

    sample: list[Drawn]
    agrees: dict[Drawn, bool]

    @property
    def rows(self) -> list[tuple[Drawn, bool | None]]:
        return [(drawn, self.agrees.get(drawn)) for drawn in self.sample]

    @property
    def left(self) -> list[Drawn]:
        return [drawn for drawn in self.sample if drawn not in self.agrees]

    @property
    def agreeing(self) -> int:
        return sum(self.agrees.values())

    @property
    def differing(self) -> int:
        return len(self.agrees) - self.agreeing


def audit_of(held: HeldVote) -> Audit | None:
    """None until the seed is revealed. Three queries, however many ballots."""
    if not held.audit:
        return None
    head = last_head(held.pk)
    assert head is not None
    sample = audit_sample(held.pk, read_audit(bytes(held.audit)), bytes.fromhex(head.root))
    rows = AuditedBallot.objects.filter(batch__election=held.pk)
    found = rows.values_list("batch__number", "number", "agrees")
    return Audit(sample, {(batch, number): agrees for batch, number, agrees in found})
