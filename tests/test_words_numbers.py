"""One rounding, and how numbers are written in both languages."""

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityops.words.numbers import ABSENT, compact, money, number, percent, rounded, signed, trimmed

ROUNDING = [
    # value, decimals, expected
    pytest.param(2.675, 2, "2.68", id="binary_below_the_half"),
    pytest.param(0.285, 2, "0.29", id="binary_below_the_half_small"),
    pytest.param(1.005, 2, "1.01", id="binary_below_the_half_one"),
    pytest.param(0.5, 0, "1", id="half_is_up_not_to_even"),
    pytest.param(2.5, 0, "3", id="half_is_up_not_to_even_two"),
    pytest.param(0.125, 2, "0.13", id="exact_half"),
    pytest.param(-2.5, 0, "-3", id="negative_half_away_from_zero"),
    pytest.param(-2.675, 2, "-2.68", id="negative_trap"),
    pytest.param(-0.0, 1, "0.0", id="minus_zero"),
    pytest.param(-0.004, 2, "0.00", id="rounds_to_minus_zero"),
    pytest.param(0.1 + 0.2, 1, "0.3", id="sum_of_tenths"),
    pytest.param(9.995, 2, "10.00", id="carries"),
    pytest.param(1e-7, 3, "0.000", id="exponent_in_repr"),
    pytest.param(3556161.0, 0, "3556161", id="float_without_decimals"),
    pytest.param(3556161, 2, "3556161.00", id="int"),
    pytest.param(10**20 + 1, 0, "100000000000000000001", id="int_beyond_a_float"),
    pytest.param(1e22, 2, "10000000000000000000000.00", id="large"),
    pytest.param(-1.7976931348623157e308, 3, f"-17976931348623157{'0' * 292}.000", id="largest_float"),
    pytest.param(5e-324, 1, "0.0", id="smallest_float"),
    pytest.param(Decimal("2.675"), 2, "2.68", id="decimal"),
    pytest.param(np.float64(2.675), 2, "2.68", id="numpy_float"),
    pytest.param(np.int64(7), 1, "7.0", id="numpy_int"),
]


@pytest.mark.parametrize(("value", "decimals", "expected"), ROUNDING)
def test_rounded(value: float, decimals: int, expected: str) -> None:
    assert f"{rounded(value, decimals):f}" == expected


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_rounded_needs_a_finite_value(value: float) -> None:
    with pytest.raises(ValueError, match="is not finite"):
        rounded(value, 1)


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(finite, st.integers(0, 6))
def test_rounded_is_symmetric_near_and_settled(value: float, decimals: int) -> None:
    result = rounded(value, decimals)
    assert rounded(-value, decimals) == -result
    assert abs(result - Decimal(repr(value))) <= Decimal(5).scaleb(-decimals - 1)
    assert rounded(result, decimals) == result


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "en", "zh"),
    [
        pytest.param(3556161, 0, "", "3,556,161", "3,556,161", id="grouped"),
        pytest.param(999, 0, "", "999", "999", id="no_group"),
        pytest.param(1234.5, 2, "", "1,234.50", "1,234.50", id="decimals_are_kept"),
        pytest.param(-1234.5, 1, "", "−1,234.5", "−1,234.5", id="real_minus"),
        pytest.param(-0.01, 1, "", "0.0", "0.0", id="no_minus_zero"),
        pytest.param(43, 0, "%", "43%", "43%", id="percent_sign"),
        pytest.param(43, 0, "% of GDP", "43% of GDP", "43% of GDP", id="percent_of"),
        pytest.param(4.2, 1, "‰", "4.2‰", "4.2‰", id="per_mille"),
        pytest.param(12, 0, "km", "12 km", "12 km", id="latin_unit"),
        pytest.param(12.5, 1, "µg/m³", "12.5 µg/m³", "12.5 µg/m³", id="greek_unit"),
        pytest.param(21, 0, "°C", "21 °C", "21 °C", id="celsius"),
        pytest.param(21, 0, "°", "21°", "21°", id="degree"),
        pytest.param(355, 0, "人", "355人", "355人", id="han_unit"),
        pytest.param(12, 0, "平方公里", "12平方公里", "12平方公里", id="long_han_unit"),
        pytest.param(None, 1, "km", ABSENT, ABSENT, id="none"),
        pytest.param(math.nan, 1, "km", ABSENT, ABSENT, id="nan"),
        pytest.param(math.inf, 1, "km", ABSENT, ABSENT, id="infinite"),
        pytest.param(np.float64("nan"), 1, "", ABSENT, ABSENT, id="numpy_nan"),
    ],
)
def test_number(value: float | None, decimals: int, unit: str, en: str, zh: str) -> None:
    assert (number(value, decimals, "en", unit), number(value, decimals, "zh", unit)) == (en, zh)


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "en", "zh"),
    [
        pytest.param(3556161, 1, "", "3.6M", "355.6万", id="millions"),
        pytest.param(120_000_000, 1, "", "120M", "1.2亿", id="hundred_millions"),
        pytest.param(2.5e12, 1, "", "2.5T", "2.5万亿", id="trillions"),
        pytest.param(1.5e9, 1, "", "1.5B", "15亿", id="billions"),
        pytest.param(8500, 1, "", "8.5K", "8,500", id="thousands_are_plain_in_chinese"),
        pytest.param(35_561_610, 1, "", "35.6M", "3556.2万", id="no_group_before_a_suffix"),
        pytest.param(512, 1, "", "512", "512", id="small"),
        pytest.param(0.427, 2, "", "0.43", "0.43", id="fraction"),
        pytest.param(999.96, 1, "", "1K", "1,000", id="carries_into_thousands"),
        pytest.param(9999.96, 1, "", "10K", "1万", id="carries_into_ten_thousands"),
        pytest.param(999_960, 1, "", "1M", "100万", id="carries_into_millions"),
        pytest.param(960_000, 0, "", "960K", "96万", id="does_not_jump_a_step"),
        pytest.param(99_999_600, 1, "", "100M", "1亿", id="carries_into_hundred_millions"),
        pytest.param(-3556161, 1, "", "−3.6M", "−355.6万", id="negative"),
        pytest.param(5e15, 0, "", "5000T", "5000万亿", id="beyond_the_last_step"),
        pytest.param(3556161, 1, "人", "3.6M人", "355.6万人", id="han_unit"),
        pytest.param(3556161, 1, "t", "3.6M t", "355.6万 t", id="latin_unit"),
        pytest.param(0, 1, "", "0", "0", id="zero"),
        pytest.param(None, 1, "t", ABSENT, ABSENT, id="none"),
    ],
)
def test_compact(value: float | None, decimals: int, unit: str, en: str, zh: str) -> None:
    assert compact(value, decimals, "zh", unit) == zh
    assert compact(value, decimals, "en", unit) == en


@pytest.mark.parametrize(
    ("share", "decimals", "expected"),
    [
        pytest.param(0.427, 0, "43%", id="up"),
        pytest.param(0.285, 0, "29%", id="half_after_scaling"),
        pytest.param(0.57, 0, "57%", id="no_binary_dust"),
        pytest.param(1.0603, 1, "106.0%", id="above_one"),
        pytest.param(-0.045, 1, "−4.5%", id="negative"),
        pytest.param(None, 0, ABSENT, id="none"),
        pytest.param(math.nan, 0, ABSENT, id="nan"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_percent(share: float | None, decimals: int, language: str, expected: str) -> None:
    assert percent(share, decimals, language) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "expected"),
    [
        pytest.param(1.25, 1, "", "+1.3", id="plus"),
        pytest.param(-1.25, 1, "", "\u22121.3", id="minus_is_u2212"),
        pytest.param(0.0, 1, "", "0.0", id="zero"),
        pytest.param(0.04, 1, "", "0.0", id="rounds_to_zero"),
        pytest.param(-0.04, 1, "", "0.0", id="rounds_to_zero_from_below"),
        pytest.param(1234, 0, "km", "+1,234 km", id="unit"),
        pytest.param(2, 0, "个", "+2个", id="han_unit"),
        pytest.param(None, 0, "km", ABSENT, id="none"),
    ],
)
def test_signed(value: float | None, decimals: int, unit: str, expected: str) -> None:
    assert signed(value, decimals, "zh", unit) == expected


@pytest.mark.parametrize(
    ("value", "currency", "year", "short", "en", "zh"),
    [
        pytest.param(3556161, "GBP", None, False, "£3,556,161", "3,556,161英镑", id="pounds"),
        pytest.param(
            3556161, "GBP", 2024, False, "£3,556,161 (2024 prices)", "3,556,161英镑（2024年价格）", id="year"
        ),
        pytest.param(3556161, "CNY", None, False, "CN¥3,556,161", "3,556,161元", id="yuan"),
        pytest.param(3556161, "CNY", 2020, True, "CN¥4M (2020 prices)", "356万元（2020年价格）", id="short"),
        pytest.param(-500.5, "EUR", None, False, "−€501", "−501欧元", id="negative"),
        pytest.param(500, "CHF", None, False, "CHF 500", "500瑞士法郎", id="letters_are_set_off"),
        pytest.param(500, "XYZ", None, False, "XYZ 500", "500 XYZ", id="unknown_code"),
        pytest.param(None, "GBP", 2024, False, ABSENT, ABSENT, id="none"),
    ],
)
def test_money(value: float | None, currency: str, year: int | None, short: bool, en: str, zh: str) -> None:
    assert money(value, currency, year, "en", short=short) == en
    assert money(value, currency, year, "zh", short=short) == zh


@pytest.mark.parametrize(
    ("value", "expected"), [("2.50", "2.5"), ("20.0", "20"), ("1E+3", "1000"), ("0.0", "0")]
)
def test_trimmed(value: str, expected: str) -> None:
    assert str(trimmed(Decimal(value))) == expected
