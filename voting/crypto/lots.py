"""Seeds that no single party chooses: every trustee commits to a contribution, then reveals it.

The seed is a hash of all contributions, so it is uniform if one of them is. Two are made: one
before opening, for the order that breaks ties; one committed to before opening and revealed after
closing, bound to the final head of the log, for the sample of paper ballots that is audited.
"""

from collections.abc import Mapping, Sequence

from voting.crypto.draw import SeededDraw, draw_permutation
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.transcript import digest, fingerprint, number


def committed(election: str, purpose: str, trustee: int, contribution: bytes) -> bytes:
    """What trustee i = 1 .. n publishes before anyone reveals: 32 bytes."""
    parts = (election.encode(), purpose.encode(), number(trustee), contribution)
    return fingerprint("contribution", *parts)


def check_contribution(
    election: str, purpose: str, trustee: int, commitment: bytes, contribution: bytes, check: Check
) -> None:
    """Check that a trustee revealed what it had committed to.

    Raises:
        CheckFailed: the check given.
    """
    if committed(election, purpose, trustee, contribution) != commitment:
        raise CheckFailed(check, f"trustee {trustee} revealed something else")


def check_audit(
    election: str, commitments: Sequence[bytes], t: int, contributions: Mapping[int, bytes]
) -> None:
    """Check the contributions to the audit's seed, by trustee; t of them are enough.

    A trustee that is lost after opening cannot reveal. One that withholds its contribution
    chooses between two seeds, in public: the record names who did not reveal.

    Raises:
        CheckFailed: `audit-seed`.
    """
    if len(contributions) < t or not all(1 <= i <= len(commitments) for i in contributions):
        raise CheckFailed(Check.AUDIT_SEED, "fewer than t trustees revealed")
    for i, contribution in contributions.items():
        commitment = commitments[i - 1]
        check_contribution(election, "audit", i, commitment, contribution, Check.AUDIT_SEED)


def seed(purpose: str, contributions: Mapping[int, bytes], bound: bytes = b"") -> bytes:
    """64 bytes from the contributions by trustee, and what was fixed before they came."""
    parts = (part for i in sorted(contributions) for part in (number(i), contributions[i]))
    return digest("seed", purpose.encode(), bound, *parts)


def lot_order(contributions: Sequence[bytes], options: int) -> list[int]:
    """The places 0 .. options-1 in the order in which they win a tie."""
    by_trustee = dict(enumerate(contributions, start=1))
    return draw_permutation(SeededDraw(seed("lot", by_trustee)), options)
