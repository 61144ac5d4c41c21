"""A result that explains itself.

explanation = explain(instance, result, columns=("ward",), people={"ward": {...}})
lacked = shortfall(instance, result, "A12")
Teller(instance, result, explanation.money, "ja").tell("A12", lacked)
"""

from voting.counting.explanation.comparison import Alternative
from voting.counting.explanation.coverage import Coverage
from voting.counting.explanation.effort import PICKS_FOR_ONE, Effort
from voting.counting.explanation.explain import Explanation, Shortfall, explain, shortfall
from voting.counting.explanation.money import MoneyTrail, Round, SpentOn
from voting.counting.explanation.said import Teller
from voting.counting.explanation.shortfall import Missing
from voting.counting.explanation.spread import GroupShare

__all__ = [
    "PICKS_FOR_ONE",
    "Alternative",
    "Coverage",
    "Effort",
    "Explanation",
    "GroupShare",
    "Missing",
    "MoneyTrail",
    "Round",
    "Shortfall",
    "SpentOn",
    "Teller",
    "explain",
    "shortfall",
]
