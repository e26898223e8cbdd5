"""How a number is written. `rounded` is the one rounding: screen, charts, hover, exports and API all use it.

Every function that returns text writes a value that is missing (None, NaN, infinite) as an en dash, a
negative one with the minus sign U+2212 and never the hyphen, and a zero without a sign.

A unit follows its number without a space where it begins with a percent or per mille sign, is the bare
degree sign, or begins with a Han character (355人, 12.5万元); any other unit is set off by a space (12 km).
Both languages do so alike.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from math import isfinite
from typing import TypeGuard

from babel.numbers import get_currency_name, get_currency_symbol

from cityops.words.catalogue import locale, words

ABSENT = "–"
MINUS = "−"

Value = float | Decimal

# Wide enough for the largest float written out, so that no step rounds but `rounded`.
_EXACT = Context(prec=700)
# CLDR's name of CNY is that of the currency (人民币); amounts are counted in 元.
_COUNTED_IN_ZH = {"CNY": "元"}


def rounded(value: Value, decimals: int) -> Decimal:
    """Round half up, away from zero, as a person reads the number.

    A float counts as the shortest decimal that denotes it, so 2.675 is 2.675 and not the 2.67499... that the
    machine keeps.

    Args:
        value: Finite.
        decimals: Digits after the point that the result carries.

    Raises:
        ValueError: The value is NaN or infinite.

    >>> rounded(2.675, 2), rounded(-0.5, 0), rounded(-0.0, 1)
    (Decimal('2.68'), Decimal('-1'), Decimal('0.0'))
    """
    if not isfinite(value):
        raise ValueError(f"{value!r} cannot be rounded: it is not finite.")
    result = _exact(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
    return result if result else abs(result)


def trimmed(value: Decimal) -> Decimal:
    """Return the same number without the zeros at the end of its decimals.

    >>> trimmed(Decimal("2.50")), trimmed(Decimal("20.0"))
    (Decimal('2.5'), Decimal('20'))
    """
    if value == value.to_integral_value():
        return value.quantize(Decimal(1), context=_EXACT)
    return value.normalize(_EXACT)


def number(value: Value | None, decimals: int, language: str, unit: str = "") -> str:
    """Write a number with the grouping of the language and its unit.

    >>> number(3556161, 0, "en"), number(12.25, 1, "en", "km"), number(355, 0, "zh", "人")
    ('3,556,161', '12.3 km', '355人')
    """
    return with_unit(_plain(rounded(value, decimals), language), unit) if _is_there(value) else ABSENT


def exact(value: Value | None, decimals: int, language: str) -> str:
    """Write a number with every digit that it has, up to fifteen, and no fewer than these decimals.

    >>> exact(29.84, 1, "en"), exact(0.1 + 0.2, 0, "en"), exact(1200000.0, 1, "en"), exact(None, 0, "en")
    ('29.84', '0.3', '1,200,000.0', '–')
    """
    if not _is_there(value):
        return ABSENT
    digits = trimmed(Decimal(f"{value:.15g}"))
    held = digits.as_tuple().exponent
    return number(digits, max(decimals, -held if isinstance(held, int) else 0), language)


def compact(value: Value | None, decimals: int, language: str, unit: str = "") -> str:
    """Write a number in thousands, millions (K, M, B, T) or in 万, 亿, 万亿; a small one plain.

    Args:
        value: In units, not in thousands.
        decimals: At most so many after the point; zeros at the end are dropped.
        language: Decides the steps (CLDR, short compact form).
        unit: Follows as in `number`.

    >>> compact(3556161, 1, "en"), compact(3556161, 1, "zh"), compact(120_000_000, 1, "zh")
    ('3.6M', '355.6万', '1.2亿')
    """
    if not _is_there(value):
        return ABSENT
    short, suffix = _shortened(_exact(value), decimals, _steps(language))
    text = _plain(trimmed(short), language)
    return with_unit((text.replace(_group(language), "") if suffix else text) + suffix, unit)


def percent(share: Value | None, decimals: int, language: str) -> str:
    """Write a share (0.427) as a percentage (43%)."""
    return number(_exact(share).scaleb(2, _EXACT), decimals, language, "%") if _is_there(share) else ABSENT


def signed(value: Value | None, decimals: int, language: str, unit: str = "") -> str:
    """Write a change with its sign; what rounds to zero has none.

    >>> signed(1.25, 1, "en", "km"), signed(-1.25, 1, "en"), signed(-0.04, 1, "en")
    ('+1.3 km', '−1.3', '0.0')
    """
    plus = "+" if _is_there(value) and rounded(value, decimals) > 0 else ""
    return plus + number(value, decimals, language, unit)


def money(
    value: Value | None,
    currency: str,
    price_year: int | None,
    language: str,
    *,
    decimals: int = 0,
    short: bool = False,
) -> str:
    """Write an amount with its currency and the year of its prices.

    Args:
        value: In whole currency units.
        currency: ISO 4217 code. One that CLDR does not know is written as it is.
        price_year: Year in whose prices the amount is stated; None leaves it out.
        language: English sets the symbol before the amount, Chinese the name after it.
        decimals: Of the amount, or of its compact form.
        short: Whether the amount is written as `compact` does.

    >>> money(3556161, "GBP", 2024, "en"), money(3556161, "GBP", 2024, "zh", decimals=1, short=True)
    ('£3,556,161 (2024 prices)', '355.6万英镑（2024年价格）')
    """
    if not _is_there(value):
        return ABSENT
    amount = (compact if short else number)(value, decimals, language)
    amount = _with_currency(amount, currency, language)
    return words(language)("format.prices", amount=amount, year=price_year) if price_year else amount


def with_unit(text: str, unit: str) -> str:
    """Join a written number and its unit as the head of this module says."""
    tight = not unit or unit[0] in "%％‰" or unit == "°" or "\u4e00" <= unit[0] <= "\u9fff"
    return f"{text}{unit}" if tight else f"{text} {unit}"


def _is_there(value: Value | None) -> TypeGuard[Value]:
    return value is not None and isfinite(value)


def _exact(value: Value) -> Decimal:
    # float() first: the repr of numpy's own floats is not a number's. A whole number stays exact.
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(repr(float(value)))


def _plain(value: Decimal, language: str) -> str:
    return f"{value:,f}".translate(_symbols(language))


@cache
def _symbols(language: str) -> dict[int, str]:
    symbols = locale(language).number_symbols["latn"]
    return str.maketrans({",": symbols["group"], ".": symbols["decimal"], "-": MINUS})


def _group(language: str) -> str:
    return _symbols(language)[ord(",")]


@cache
def _steps(language: str) -> tuple[tuple[int, str], ...]:
    """Return (power of ten, suffix), rising; CLDR opens each step with a pattern of a single 0."""
    patterns = locale(language).compact_decimal_formats["short"]["other"]
    found = {len(size) - 1: patterns[size].pattern.removeprefix("0") for size in patterns}
    steps = sorted((power, suffix) for power, suffix in found.items() if suffix and "0" not in suffix)
    return ((0, ""), *steps)


def _shortened(value: Decimal, decimals: int, steps: Sequence[tuple[int, str]]) -> tuple[Decimal, str]:
    """Return the rounded value at the first step where it stays below the next: 999,999 is 1M, not 1000K."""
    ceilings = [power for power, _ in steps[1:]]
    for (power, suffix), ceiling in zip(steps, ceilings, strict=False):
        short = rounded(value.scaleb(-power, _EXACT), decimals)
        if abs(short) < Decimal(1).scaleb(ceiling - power):
            return short, suffix
    power, suffix = steps[-1]
    return rounded(value.scaleb(-power, _EXACT), decimals), suffix


def _with_currency(amount: str, currency: str, language: str) -> str:
    if language == "zh":
        return with_unit(
            amount, _COUNTED_IN_ZH.get(currency) or get_currency_name(currency, locale=locale("zh"))
        )
    symbol = get_currency_symbol(currency, locale=locale(language))
    gap = " " if symbol[-1].isalpha() else ""
    sign = MINUS if amount.startswith(MINUS) else ""
    return f"{sign}{symbol}{gap}{amount.removeprefix(MINUS)}"
