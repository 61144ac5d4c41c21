"""The rule engine over its whole table, at its borders, and under any person."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.eligibility import (
    STANDING,
    TIMELY,
    Moment,
    Person,
    Reckoning,
    Refusal,
    Rule,
    reached_on,
    refusal_of,
    standing_of,
)
from voting.names import REFUSAL_HELP, REFUSAL_NAMES

RULE = Rule(
    minimum_age=15,
    age_on=date(2026, 4, 1),
    municipality="12100",
    wards=frozenset({"12101", "12102"}),
    resident_on=date(2026, 3, 1),
)
RESIDENT = Person(date(1990, 1, 1), "12100", "12101", date(2020, 1, 1))
OPENS, CLOSES = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 8, 15, tzinfo=UTC)
DURING = Moment(OPENS, OPENS, CLOSES)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"municipality": "13101"}, Refusal.OTHER_AREA),
        ({"municipality": ""}, Refusal.OTHER_AREA),
        ({"ward": "12103"}, Refusal.OTHER_AREA),
        ({"resident_since": date(2026, 3, 1)}, None),
        ({"resident_since": date(2026, 3, 2)}, Refusal.OTHER_AREA),
        ({"resident_until": date(2026, 3, 1)}, None),
        ({"resident_until": date(2026, 2, 28)}, Refusal.OTHER_AREA),
        ({"birth_date": date(2011, 4, 2)}, None),
        ({"birth_date": date(2011, 4, 3)}, Refusal.TOO_YOUNG),
        ({"excluded": True}, Refusal.EXCLUDED),
        ({"excluded": True, "municipality": "13101"}, Refusal.EXCLUDED),
        ({"birth_date": date(2020, 1, 1), "municipality": "13101"}, Refusal.OTHER_AREA),
    ],
)
def test_a_person_is_refused_by_name_or_not_at_all(changes, refusal):
    assert standing_of(RULE, replace(RESIDENT, **changes)) == refusal
    assert refusal_of(RULE, replace(RESIDENT, **changes), DURING) == refusal


def test_who_is_not_on_the_roll_has_no_vote():
    assert standing_of(RULE, None) == Refusal.NOT_ON_ROLL
    assert standing_of(Rule(), None) == Refusal.NOT_ON_ROLL


@pytest.mark.parametrize(
    ("birth", "age", "by_law", "by_birthday"),
    [
        (date(2011, 4, 2), 15, date(2026, 4, 1), date(2026, 4, 2)),
        (date(2011, 4, 1), 15, date(2026, 3, 31), date(2026, 4, 1)),
        (date(2008, 2, 29), 18, date(2026, 2, 28), date(2026, 3, 1)),
        (date(2008, 2, 29), 16, date(2024, 2, 28), date(2024, 2, 29)),
        (date(2008, 3, 1), 16, date(2024, 2, 29), date(2024, 3, 1)),
        (date(2008, 1, 1), 18, date(2025, 12, 31), date(2026, 1, 1)),
    ],
)
def test_by_law_an_age_is_reached_the_day_before_the_birthday(birth, age, by_law, by_birthday):
    assert reached_on(birth, age, Reckoning.STATUTORY) == by_law
    assert reached_on(birth, age, Reckoning.BIRTHDAY) == by_birthday


def test_fifteen_on_the_first_of_april_includes_the_second_by_law_alone():
    born = replace(RESIDENT, birth_date=date(2011, 4, 2))

    assert standing_of(RULE, born) is None
    assert standing_of(replace(RULE, reckoning=Reckoning.BIRTHDAY), born) == Refusal.TOO_YOUNG


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [
        (replace(DURING, now=OPENS - timedelta(seconds=1)), Refusal.NOT_OPEN_YET),
        (DURING, None),
        (replace(DURING, now=CLOSES - timedelta(seconds=1)), None),
        (replace(DURING, now=CLOSES), Refusal.CLOSED),
        (replace(DURING, opens=None), Refusal.NOT_OPEN_YET),
        (replace(DURING, on_paper=True), Refusal.VOTED_ON_PAPER),
        (replace(DURING, on_paper=True, now=CLOSES), Refusal.VOTED_ON_PAPER),
    ],
)
def test_a_resident_is_told_why_not_now(moment, refusal):
    assert refusal_of(RULE, RESIDENT, moment) == refusal


DAYS = st.dates(date(1900, 1, 1), date(2030, 12, 31))
PEOPLE = st.builds(
    Person,
    birth_date=DAYS,
    municipality=st.sampled_from(["12100", "13101", ""]),
    ward=st.sampled_from(["12101", "12103", ""]),
    resident_since=st.none() | DAYS,
    resident_until=st.none() | DAYS,
    excluded=st.booleans(),
)
RULES = st.builds(
    Rule,
    minimum_age=st.none() | st.integers(0, 100),
    age_on=st.none() | DAYS,
    reckoning=st.sampled_from(Reckoning),
    municipality=st.sampled_from(["12100", ""]),
    wards=st.sampled_from([frozenset(), frozenset({"12101"})]),
    resident_on=st.none() | DAYS,
)


@given(RULES, PEOPLE)
def test_who_lives_elsewhere_never_votes_where_a_rule_names_the_place(rule, person):
    if rule.municipality and person.municipality != rule.municipality:
        assert standing_of(rule, person) in (Refusal.OTHER_AREA, Refusal.EXCLUDED)


@given(RULES, PEOPLE)
def test_exactly_one_of_admitted_and_refused(rule, person):
    """The first check of the table that holds is the answer; admitted means none holds."""
    holding = [name for name, holds in STANDING if holds(rule, person)]

    assert standing_of(rule, person) == (holding[0] if holding else None)


@given(RULES, PEOPLE, st.integers(1, 40))
def test_nobody_loses_a_vote_by_being_older(rule, person, years):
    try:
        older = replace(person, birth_date=person.birth_date.replace(year=1900 - years))
    except ValueError:
        return
    if standing_of(rule, person) is None:
        assert standing_of(rule, older) is None


@given(DAYS, st.integers(1, 100))
def test_the_law_is_one_day_ahead_of_the_birthday(birth, age):
    by_law = reached_on(birth, age, Reckoning.STATUTORY)

    assert reached_on(birth, age, Reckoning.BIRTHDAY) - by_law == timedelta(days=1)


def test_every_refusal_is_in_the_table_and_says_what_to_do():
    named = {name for name, _ in (*STANDING, *TIMELY)} | {Refusal.NOT_ON_ROLL}

    assert named == set(Refusal) == set(REFUSAL_NAMES) == set(REFUSAL_HELP)
