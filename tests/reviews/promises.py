"""A promise that makes sense, of which a test changes a part."""

from datetime import date
from decimal import Decimal

from reviews.deadlines import Frequency
from reviews.measures import Level, Nature
from reviews.services import Promise


def promise(**fields):
    return Promise(
        **{
            "name": "夜の通行者",
            "level": Level.OUTCOME,
            "nature": Nature.OBJECTIVE,
            "unit": "人／日",
            "baseline": Decimal(100),
            "baseline_on": date(2026, 4, 1),
            "target": Decimal(200),
            "target_on": date(2027, 4, 1),
            "source": "歩行者の計測",
            "frequency": Frequency.QUARTERLY,
            **fields,
        }
    )
