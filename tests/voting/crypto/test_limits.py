import pytest

from tests.voting.crypto.elections import refused
from voting.crypto.errors import Check
from voting.crypto.limits import BallotForm, Limits, Quota, read_form
from voting.crypto.packing import BallotKind, Packing

COSTS = (100, 200, 300, 400)
QUOTAS = (Quota((0, 1), 0, 1),)
FORMS = {
    "picks": BallotForm(Packing(BallotKind.APPROVAL, 4), Limits(1, 2, None, None, QUOTAS), COSTS),
    "budget": BallotForm(Packing(BallotKind.APPROVAL, 4), Limits(0, 4, 600, None), COSTS),
    "points": BallotForm(Packing(BallotKind.POINTS, 4, 5), Limits(0, 2, None, 7), (None,) * 4),
    "ranking": BallotForm(Packing(BallotKind.RANKING, 4, 3), Limits(1, 3, None, None), COSTS),
}


@pytest.mark.parametrize(
    ("form", "choice"),
    [
        ("picks", (2, 3)),
        ("picks", (0,)),
        ("budget", ()),
        ("budget", (0, 1, 2)),
        ("points", (5, 0, 0, 2)),
        ("points", (0, 0, 0, 0)),
        ("ranking", (3, 0, 1)),
    ],
)
def test_a_choice_within_the_limits_is_valid(form, choice):
    FORMS[form].check(choice)


@pytest.mark.parametrize(
    ("form", "choice", "what"),
    [
        ("picks", (), "number of options"),
        ("picks", (1, 2, 3), "number of options"),
        ("picks", (0, 1), "a quota"),
        ("budget", (0, 1, 3), "over the budget"),
        ("points", (5, 3, 0, 0), "too many points"),
        ("points", (1, 1, 1, 0), "number of options"),
        ("ranking", (), "number of options"),
    ],
)
def test_a_choice_over_a_limit_is_invalid(form, choice, what):
    with refused(Check.LIMITS) as failure:
        FORMS[form].check(choice)

    assert failure.value.where == what


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_as_it_was_written(form):
    assert read_form(FORMS[form].to_value(), FORMS[form].costs) == FORMS[form]
