"""Money of a project: planned, committed and spent, by source. Pure; sums are never stored."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reviews.states import MoneyKind, MoneySource

# ISO 4217 currencies without a smaller unit that a project here may have.
WHOLE_CURRENCIES = frozenset({"JPY", "KRW"})


@dataclass(frozen=True)
class Totals:
    """The sums of a project's money. Every sum is of the same lines, so they agree."""

    amounts: dict[tuple[MoneyKind, MoneySource], Decimal]

    def at(self, kind: MoneyKind, source: MoneySource) -> Decimal:
        return self.amounts.get((kind, source), Decimal(0))

    def of(self, kind: MoneyKind) -> Decimal:
        return sum((self.at(kind, source) for source in MoneySource), Decimal(0))

    def sources(self) -> list[MoneySource]:
        """Those from which any money comes, in their order."""
        return [s for s in MoneySource if any(self.at(kind, s) for kind in MoneyKind)]

    def over_plan(self) -> list[MoneyKind]:
        """What exceeds the plan: shown, never hidden, and never refused."""
        plan = self.of(MoneyKind.PLANNED)
        return [k for k in (MoneyKind.COMMITTED, MoneyKind.SPENT) if self.of(k) > plan]

    def excess(self, kind: MoneyKind) -> Decimal:
        return max(Decimal(0), self.of(kind) - self.of(MoneyKind.PLANNED))


def totals(lines: Iterable[tuple[str, str, Decimal]]) -> Totals:
    """Add up lines of kind, source and amount; an amount below zero corrects an earlier one."""
    amounts: defaultdict[tuple[MoneyKind, MoneySource], Decimal] = defaultdict(Decimal)
    for kind, source, amount in lines:
        amounts[MoneyKind(kind), MoneySource(source)] += amount
    return Totals(dict(amounts))


def is_whole(amount: Decimal, currency: str) -> bool:
    """Whether the currency has coins for the amount: half a yen has none."""
    places = 0 if currency in WHOLE_CURRENCIES else 2
    return amount == amount.quantize(Decimal(1).scaleb(-places))
