"""Votes whose definition is frozen, as casting needs them: read once by a process and kept.

They are asked for by the fingerprint of the definition, so what is kept can never be stale.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from portal.lifecycle.phases import Phase
from voting.crypto.definition import Definition
from voting.crypto.groups.base import Scalar
from voting.crypto.reading import read_definition
from voting.log_keys import log_key
from voting.models import HeldVote
from voting.states import PHASE_OF_KIND, ElectionKind


@dataclass(frozen=True)
class FrozenVote:
    """`pk` of the election; what casting is checked against."""

    pk: int
    cycle_id: int
    phase: Phase
    name: str
    definition: Definition

    @cached_property
    def log_key(self) -> Scalar:
        """Raises LogKeyIsLost."""
        return log_key(self.name, self.definition.group, self.definition.log_key)

    @cached_property
    def opens_at(self) -> datetime:
        return datetime.fromisoformat(self.definition.opens)

    @cached_property
    def closes_at(self) -> datetime:
        return datetime.fromisoformat(self.definition.closes)


def frozen_vote(fingerprint: str) -> FrozenVote | None:
    """The vote whose definition has this fingerprint, once all trustees have signed it."""
    try:
        return _frozen(fingerprint)
    except HeldVote.DoesNotExist:
        return None


@lru_cache(maxsize=32)
def _frozen(fingerprint: str) -> FrozenVote:
    held = HeldVote.objects.select_related("election").get(fingerprint=fingerprint)
    election = held.election
    definition = read_definition(bytes(held.definition or b""))
    phase = PHASE_OF_KIND[ElectionKind(election.kind)]
    return FrozenVote(election.pk, election.cycle_id, phase, held.name, definition)
