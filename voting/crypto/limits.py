"""What a ballot may say: its kind and packing, and the limits that are checked once it is open.

Ciphertexts do not show whether a limit is kept. The browser keeps to it, and everyone checks
every opened ballot again: one over a limit is listed as invalid and not counted.
"""

from dataclasses import dataclass

from voting.crypto.canonical import Value
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import fields_of
from voting.crypto.packing import BallotKind, Choice, Packing

MOST_QUOTAS = 100


@dataclass(frozen=True, slots=True)
class Quota:
    """Of these options a ballot names from `least` to `most`."""

    options: tuple[int, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Limits:
    """`least` and `most` options named; with points, those that got any.

    `budget`: the most that the options named may cost together. `points`: what the points of a
    ballot add up to at most. Each may be None for no limit. An empty ballot names nothing and
    is an abstention: valid wherever `least` is 0.
    """

    least: int
    most: int
    budget: int | None
    points: int | None
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True, slots=True)
class BallotForm:
    """The ballot of one election. `costs`: of each option, where it has one."""

    packing: Packing
    limits: Limits
    costs: tuple[int | None, ...]

    def check(self, choice: Choice) -> None:
        """Check an opened choice against the limits.

        Raises:
            CheckFailed: `limits`.
        """
        limits, named = self.limits, self._named(choice)
        if not limits.least <= len(named) <= limits.most:
            raise CheckFailed(Check.LIMITS, "number of options")
        cost = sum(self.costs[option] or 0 for option in named)
        if limits.budget is not None and cost > limits.budget:
            raise CheckFailed(Check.LIMITS, "over the budget")
        if limits.points is not None and sum(choice) > limits.points:
            raise CheckFailed(Check.LIMITS, "too many points")
        for quota in limits.quotas:
            if not quota.least <= len(named & set(quota.options)) <= quota.most:
                raise CheckFailed(Check.LIMITS, "a quota")

    def _named(self, choice: Choice) -> set[int]:
        if self.packing.kind is BallotKind.POINTS:
            return {option for option, points in enumerate(choice) if points}
        return set(choice)

    def to_value(self) -> Value:
        """The part of the definition; the costs stand with the options."""
        limits = self.limits
        return {
            "kind": self.packing.kind.value,
            "limit": self.packing.limit,
            "least": limits.least,
            "most": limits.most,
            "budget": limits.budget,
            "points": limits.points,
            "quotas": [
                {"options": list(quota.options), "least": quota.least, "most": quota.most}
                for quota in limits.quotas
            ],
        }


def read_form(value: Value, costs: tuple[int | None, ...]) -> BallotForm:
    """The form in a definition.

    Raises:
        CheckFailed: `ballot-form`.
    """
    with fields_of(value, "ballot", Check.BALLOT_FORM) as fields:
        kind, limit = fields.text("kind"), fields.whole("limit")
        if kind not in set(BallotKind):
            raise fields.refusal("its kind is unknown")
        try:
            packing = Packing(BallotKind(kind), len(costs), limit)
        except ValueError as error:
            raise fields.refusal(str(error)) from error
        limits = Limits(
            least=fields.whole("least", 0, len(costs)),
            most=fields.whole("most", 1, len(costs)),
            budget=fields.whole_or_none("budget"),
            points=fields.whole_or_none("points", 1),
            quotas=tuple(
                _read_quota(quota, len(costs)) for quota in fields.items("quotas", MOST_QUOTAS)
            ),
        )
        if limits.least > limits.most:
            raise fields.refusal("least is over most")
        if (limits.points is None) == (packing.kind is BallotKind.POINTS):
            raise fields.refusal("points are for ballots with points")
        if limits.budget is not None and None in costs:
            raise fields.refusal("an option without cost under a budget")
    return BallotForm(packing, limits, costs)


def _read_quota(value: Value, options: int) -> Quota:
    with fields_of(value, "quota", Check.BALLOT_FORM) as fields:
        named = fields.items("options", options)
        numbers = tuple(o for o in named if isinstance(o, int) and not isinstance(o, bool))
        if len(numbers) != len(named) or list(numbers) != sorted({*numbers} & {*range(options)}):
            raise fields.refusal("options are rising places")
        return Quota(numbers, fields.whole("least", 0, options), fields.whole("most", 0, options))
