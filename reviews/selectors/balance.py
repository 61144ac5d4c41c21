"""Whether people are asked about as often as things are counted, and how far both lie apart."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from portal.charts.facts import Bar, BarChart
from reviews.measures import Nature, balance_of, in_digits, rounded
from reviews.names import NATURE_NAMES
from reviews.selectors.indicators import Measured

CATALOGUE = Path(__file__).parents[1] / "data/catalogue.csv"
NATURES = {"主": Nature.SUBJECTIVE, "客": Nature.OBJECTIVE}
PATTERN_OF = {Nature.SUBJECTIVE: 1, Nature.OBJECTIVE: 0}


@dataclass(frozen=True)
class CatalogueLine:
    """One of the indicators that a city may choose from, word by word as it published them."""

    number: int
    name: str
    field: str
    nature: Nature
    source: str

    @property
    def nature_name(self) -> str:
        return str(NATURE_NAMES[self.nature])


@cache
def catalogue() -> tuple[CatalogueLine, ...]:
    """千葉市スマートシティ推進ビジョン, 指標案."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return tuple(
            CatalogueLine(
                int(row["番号"]), row["指標"], row["分類"], NATURES[row["種別"]], row["取得方法"]
            )
            for row in csv.DictReader(file)
        )


def balance_warning(natures: Iterable[str]) -> str:
    """What is out of balance, in a sentence; nothing where all is well."""
    found = balance_of(natures)
    if not found.is_out:
        return ""
    return _(
        "主観（市民の実感）の指標が%(subjective)d、客観（数えた値）の指標が%(objective)dで、"
        "数がかたよっています。実感と実態のずれを確かめられるよう、同じくらいの数にしてください。"
    ) % {"subjective": found.subjective, "objective": found.objective}


def gap_chart(measured: Sequence[Measured]) -> BarChart | None:
    """How far each outcome came on its way, what people feel beside what was counted.

    None unless there is one of each that was measured.
    """
    rows = [
        (Nature(found.indicator.nature), found, share)
        for found in measured
        if (share := found.change.attainment) is not None
    ]
    if {nature for nature, _found, _share in rows} != set(Nature):
        return None
    bars = tuple(
        Bar(
            label=found.indicator.name,
            value=max(Decimal(0), share * 100),
            text=f"{in_digits(rounded(share * 100, 0))}%",
            pattern=PATTERN_OF[nature],
        )
        for nature, found, share in sorted(rows, key=lambda row: row[0])
    )
    return BarChart(
        title=_("実感と実態のずれ"),
        description=gap_in_words(measured),
        bars=bars,
        patterns=(str(NATURE_NAMES[Nature.OBJECTIVE]), str(NATURE_NAMES[Nature.SUBJECTIVE])),
        line=Decimal(100),
        line_label=_("破線：目標（100%）"),
    )


def gap_in_words(measured: Sequence[Measured]) -> str:
    """The mean way to the target of both kinds, and by how many points they differ."""
    means = {}
    for nature in Nature:
        shares = [
            found.change.attainment
            for found in measured
            if found.indicator.nature == nature and found.change.attainment is not None
        ]
        if not shares:
            return ""
        means[nature] = rounded(sum(shares, Decimal(0)) / len(shares) * 100, 0)
    apart = abs(means[Nature.SUBJECTIVE] - means[Nature.OBJECTIVE])
    return _(
        "目標までの道のりのうち、市民の実感は平均%(subjective)s%%、数えた値は平均%(objective)s%%"
        "です。差は%(apart)sポイントです。"
    ) % {
        "subjective": in_digits(means[Nature.SUBJECTIVE]),
        "objective": in_digits(means[Nature.OBJECTIVE]),
        "apart": in_digits(apart),
    }
