"""The estimate by hand, and its twin in the browser's language."""

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.budget.apportionment import apportion
from portal.budget.selectors import tariff
from portal.budget.tax import MOST_DEPENDANTS, MOST_INCOME, Household, Step, estimate

RULES = tariff().rules
TWIN = Path(__file__).with_name("answers.mjs")
HOUSEHOLDS = st.builds(
    Household, st.integers(0, MOST_INCOME), st.booleans(), st.integers(0, MOST_DEPENDANTS)
)


def test_four_million_alone():
    found = estimate(Household(4_000_000), RULES)

    # 4,000,000 x 20% + 440,000 are deducted for the work, 15% for social insurance.
    assert found.steps[Step.SALARY_DEDUCTION] == -1_240_000
    # 4,000,000 - 1,240,000 - 600,000 - 430,000
    assert found.steps[Step.TAXABLE] == 1_730_000
    # 4% of 50,000
    assert found.steps[Step.ADJUSTMENT] == -2_000
    # 8% of 1,730,000 less 2,000, down to a hundred; and 3,000 per head
    assert found.steps[Step.LEVY] == 136_400
    assert found.total == 139_400


def test_a_family_pays_less():
    family = Household(6_000_000, spouse=True, dependants=2)

    # 6,000,000 - 1,640,000 - 900,000 - 430,000 - 330,000 - 660,000 = 2,040,000.
    # Above 2,000,000 the base of the adjustment is 200,000 - 40,000, of which 4% are 6,400.
    # 8% of 2,040,000 is 163,200; less 6,400 is 156,800; and 3,000.
    assert estimate(family, RULES).total == 159_800


@pytest.mark.parametrize(
    ("household", "total"),
    [
        # Alone nothing is paid up to 450,000 after the deduction of 550,000 for work.
        (Household(1_000_000), 0),
        # One yen more: the charge per head; what is taxable is below zero.
        (Household(1_000_001), 3_000),
        # With one whom one supports: 350,000 x 2 + 100,000 + 210,000 + 550,000.
        (Household(1_560_000, spouse=True), 0),
        (Household(1_560_001, spouse=True), 3_000),
        # The levy itself begins 110,000 higher.
        (Household(1_670_000, spouse=True), 3_000),
        (Household(0), 0),
    ],
)
def test_who_earns_little_pays_nothing(household, total):
    assert estimate(household, RULES).total == total


@given(HOUSEHOLDS)
def test_the_lines_shown_come_to_the_total(household):
    found = estimate(household, RULES)

    assert set(found.steps) == set(Step)
    assert found.total == found.steps[Step.LEVY] + found.steps[Step.PER_HEAD] >= 0


@given(HOUSEHOLDS.filter(lambda h: h.income < MOST_INCOME))
def test_a_salary_that_rises_by_a_thousand_never_lowers_the_tax_by_more_than_the_rounding(h):
    more = Household(min(h.income + 1_000, MOST_INCOME), h.spouse, h.dependants)

    # One hundred yen is the rounding of the levy, 80 that of a thousand taxable yen.
    assert estimate(more, RULES).total >= estimate(h, RULES).total - 180


def test_the_browser_comes_to_the_same():
    households = [
        Household(income, spouse, dependants)
        for income in (0, 999_999, 1_000_001, 1_625_001, 3_333_333, 6_600_000, 9_876_543, 10**8)
        for spouse in (False, True)
        for dependants in (0, 1, 3)
    ]
    weights = [159_900_000_000, 73_300_000_000, 0, 3_400_000_001]

    told = subprocess.run(
        ["node", TWIN],
        input=json.dumps(
            {
                "rules": tariff().as_written,
                "households": [vars(h) for h in households],
                "weights": weights,
            }
        ),
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    for household, answer in zip(households, json.loads(told), strict=True):
        found = estimate(household, RULES)
        assert answer["steps"] == found.steps
        assert answer["parts"] == apportion(found.total, weights)
