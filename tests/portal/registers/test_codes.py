import pytest

from portal.registers.codes import with_check_digit


@pytest.mark.parametrize(
    ("code", "full"),
    [
        # As the ministry publishes them.
        ("12100", "121002"),
        ("12101", "121011"),
        ("12102", "121029"),
        ("12103", "121037"),
        ("12104", "121045"),
        ("12105", "121053"),
        ("12106", "121061"),
        ("01100", "011002"),
        ("13101", "131016"),
    ],
)
def test_the_check_digit_is_that_of_the_ministry(code, full):
    assert with_check_digit(code) == full


@pytest.mark.parametrize("code", ["", "121002", "Ursus", "１２１００"])
def test_what_is_no_municipality_s_code_stays_as_it_is(code):
    assert with_check_digit(code) == code
