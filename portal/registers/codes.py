"""全国地方公共団体コード: five digits and a check digit. Pure (JIS X 0402; 総務省の算出式)."""

_WEIGHTS = (6, 5, 4, 3, 2)


def with_check_digit(code: str) -> str:
    """The six-digit code of a municipality whose five digits are given; other codes as they are.

    11 - (sum of digit x (6, 5, 4, 3, 2)) mod 11, of which the last digit counts.
    """
    if len(code) != 5 or not (code.isascii() and code.isdigit()):
        return code
    weighted = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True))
    return code + str((11 - weighted % 11) % 10)
