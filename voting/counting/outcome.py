"""What a rule found: winners in order of purchase, and everything that explains them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Literal

from voting.counting.ties import Tie


class Reason(StrEnum):
    """Why a project was not funded: one of the first two under any plain rule."""

    TOO_FEW_VOTES = "too_few_votes"
    MONEY_WENT_ELSEWHERE = "money_went_elsewhere"
    DEARER_THAN_BUDGET = "dearer_than_budget"
    GROUP_IS_FULL = "group_is_full"


@dataclass(frozen=True, slots=True)
class Considered:
    """A greedy rule came to a project, `money_left` being what was not yet spent."""

    name: ClassVar = "considered"
    round: int
    project: str
    score: Fraction
    money_left: Fraction
    funded: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """Equal shares: every voter starts with `share`, on average over weighted electorates."""

    name: ClassVar = "shared"
    share: Fraction


StoppedBy = Literal["budget", "exhaustive", "complete"]


@dataclass(frozen=True, slots=True)
class Raised:
    """Add1 raised the share from that of the first count, in `steps` steps that were kept.

    `stopped_by`: the next step would have cost more than the budget; or no project that voters
    back would fit into the money left; or all of them are bought, or kept out by a cap.
    """

    name: ClassVar = "raised"
    share: Fraction
    steps: int
    stopped_by: StoppedBy


@dataclass(frozen=True, slots=True)
class Bought:
    """Its backers bought a project. `price`: money for one point, or for one approval.

    A voter of an electorate with a weight pays `price` for each of the electorate's heads.
    `voters_paying`: who paid in full and had something left; the others paid all they had.
    """

    name: ClassVar = "bought"
    round: int
    project: str
    price: Fraction
    voters_paying: int
    voters_emptied: int


@dataclass(frozen=True, slots=True)
class Afforded:
    """Phragmen: a project was bought when each voter had earned `earned`, on average."""

    name: ClassVar = "afforded"
    round: int
    project: str
    earned: Fraction


Event = Considered | Shared | Raised | Bought | Afforded


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectOutcome:
    """How one project fared. `rank` is its place by score, from 1, ties broken.

    `short_by`: its cost less the money that was left when its turn came, or, under a rule by
    which supporters pay, less what they had left. None where money was not the cause.
    """

    cost: Fraction
    votes: Fraction
    score: Fraction
    rank: int
    funded: bool
    reason: Reason | None = None
    short_by: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`winners` in order of purchase; `cost` is their sum."""

    winners: tuple[str, ...]
    cost: Fraction
    budget: Fraction
    ties: tuple[Tie, ...]
    events: tuple[Event, ...]
    projects: Mapping[str, ProjectOutcome]
