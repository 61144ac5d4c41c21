"""Money as people read it. Our own amounts are whole yen; a loaded cycle has its currency."""

from decimal import Decimal

from django.utils.translation import get_language

OKU = 100_000_000
MAN = 10_000


def yen(amount: int) -> str:
    """1,234円, or ¥1,234 for readers of English."""
    sign = "-" if amount < 0 else ""
    digits = f"{abs(amount):,}"
    return f"{sign}¥{digits}" if get_language() == "en" else f"{sign}{digits}円"


def money(amount: Decimal | int, currency: str = "JPY") -> str:
    """Yen as above; else 1,234.50 PLN. "XXX" (ISO 4217: none) shows the number alone."""
    if currency == "JPY":
        return yen(int(amount))
    digits = f"{amount:,.2f}".removesuffix(".00")
    return digits if currency == "XXX" else f"{digits} {currency}"


def yen_short(amount: int) -> str:
    """The same in large units, rounded to what a glance needs: 1億2,345万円, ¥123.5 million."""
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    return sign + (_short_en(size) if get_language() == "en" else _short_ja(size))


def _short_ja(size: int) -> str:
    if size < MAN:
        return f"{size:,}円"
    oku, man = divmod((size + MAN // 2) // MAN, OKU // MAN)
    return (f"{oku:,}億" if oku else "") + (f"{man:,}万" if man else "") + "円"


def _short_en(size: int) -> str:
    for unit, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        # 999,950,000 rounds up to 1,000.0 million, which is read as 1 billion.
        if size >= unit - unit // 20_000:
            return f"¥{size / unit:,.1f} {word}".replace(".0 ", " ")
    return f"¥{size:,}"
