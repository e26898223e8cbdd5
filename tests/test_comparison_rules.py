"""Which differences mean something, and which areas are alike; each formula beside a second computation."""

import statistics
from collections.abc import Callable
from math import dist, inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityops.comparison import rules
from cityops.comparison.model import Difference, Meaning
from tests.support import city

NUMBERS = st.floats(-1e6, 1e6).map(lambda number: round(number, 3))
MANY = st.lists(NUMBERS, min_size=1, max_size=40)

DIFFERENCES = [
    # value, other, decimals, noise, spread, meaning
    pytest.param(12.4, 12.4, 1, None, 3.0, Meaning.ROUNDING, id="the_same"),
    pytest.param(12.44, 12.36, 1, None, 3.0, Meaning.ROUNDING, id="shown_apart_but_less_than_a_decimal"),
    pytest.param(12.5, 12.4, 1, None, 0.3, Meaning.USUAL, id="just_one_decimal"),
    pytest.param(12.4, 12.5, 1, None, 0.3, Meaning.USUAL, id="just_one_decimal_below"),
    pytest.param(14.0, 12.0, 1, 1.1, 3.0, Meaning.NOISE, id="within_its_ups_and_downs"),
    pytest.param(10.0, 12.0, 1, 1.1, 3.0, Meaning.NOISE, id="within_its_ups_and_downs_below"),
    pytest.param(14.0, 12.0, 1, 1.0, 3.0, Meaning.USUAL, id="just_beyond_its_ups_and_downs"),
    pytest.param(14.0, 12.0, 1, 0.0, 3.0, Meaning.USUAL, id="a_steady_series"),
    pytest.param(14.0, 12.0, 1, None, 10.5, Meaning.SMALL, id="under_a_fifth_of_the_spread"),
    pytest.param(14.0, 12.0, 1, None, 10.0, Meaning.USUAL, id="a_fifth_of_the_spread"),
    pytest.param(14.0, 12.0, 1, None, 2.0, Meaning.USUAL, id="as_wide_as_the_spread"),
    pytest.param(14.0, 12.0, 1, None, 1.9, Meaning.MARKED, id="wider_than_the_spread"),
    pytest.param(10.0, 12.0, 1, None, 1.9, Meaning.MARKED, id="wider_than_the_spread_below"),
    pytest.param(14.0, 12.0, 1, None, None, Meaning.USUAL, id="without_a_spread_nothing_stands_out"),
    pytest.param(3_556_162.0, 3_556_161.0, 0, None, 1.0, Meaning.USUAL, id="one_home_of_millions"),
    pytest.param(14.0, 12.0, 1, 1.1, 100.0, Meaning.NOISE, id="noise_is_asked_before_size"),
    pytest.param(12.01, 12.0, 1, 1.1, 100.0, Meaning.ROUNDING, id="rounding_is_asked_first"),
]


@pytest.mark.parametrize(("value", "other", "decimals", "noise", "spread", "meaning"), DIFFERENCES)
def test_what_a_difference_means(
    value: float, other: float, decimals: int, noise: float | None, spread: float | None, meaning: Meaning
) -> None:
    found = rules.difference(value, other, decimals=decimals, noise=noise, spread=spread)
    assert found.meaning is meaning
    assert found.amount == pytest.approx(value - other)
    assert found.is_meaningful is (meaning in (Meaning.USUAL, Meaning.MARKED))


@given(NUMBERS, NUMBERS, st.one_of(st.none(), st.floats(0, 1e3)), st.one_of(st.none(), st.floats(0.001, 1e3)))
def test_a_difference_means_the_same_both_ways(
    value: float, other: float, noise: float | None, spread: float | None
) -> None:
    one, back = (
        rules.difference(a, b, decimals=2, noise=noise, spread=spread)
        for a, b in ((value, other), (other, value))
    )
    assert one.meaning is back.meaning
    assert one.amount == -back.amount


BETTER = [
    # direction, kind of city value, difference, meaning, better
    pytest.param(1, "given", 2.0, Meaning.USUAL, True, id="more_is_better"),
    pytest.param(1, "given", -2.0, Meaning.MARKED, False, id="less_is_worse"),
    pytest.param(-1, "given", -2.0, Meaning.USUAL, True, id="less_is_better"),
    pytest.param(-1, "given", 2.0, Meaning.USUAL, False, id="more_is_worse"),
    pytest.param(0, "given", 2.0, Meaning.MARKED, None, id="no_direction"),
    pytest.param(1, "sum", 2.0, Meaning.MARKED, None, id="a_total_grows_with_the_area"),
    *(
        pytest.param(1, "given", 2.0, meaning, None, id=f"{meaning}_means_nothing")
        for meaning in (Meaning.ROUNDING, Meaning.NOISE, Meaning.SMALL)
    ),
]


@pytest.mark.parametrize(("direction", "city_value", "amount", "meaning", "better"), BETTER)
def test_which_is_the_better(
    direction: int, city_value: str, amount: float, meaning: Meaning, better: bool | None
) -> None:
    indicator = city.indicator("own_x", direction=direction, city_value=city_value)
    assert Difference(amount, meaning).is_better(indicator) is better


@given(MANY)
def test_quartiles_are_those_of_the_standard_library(values: list[float]) -> None:
    found = rules.quartiles(values)
    twice = values if len(values) > 1 else values * 2
    low, middle, high = statistics.quantiles(twice, n=4, method="inclusive")
    assert (found.low, found.middle, found.high) == pytest.approx((low, middle, high), abs=1e-6)
    assert (found.least, found.greatest) == (min(values), max(values))


SPREADS = [
    pytest.param([5.0], None, id="one_value"),
    pytest.param([5.0, 5.0, 5.0], None, id="all_the_same"),
    pytest.param([1.0, 3.0], 1.4826, id="two_values"),
    pytest.param([1.0, 2.0, 3.0, 4.0, 5.0], 1.4826, id="even_steps"),
    pytest.param([1.0, 2.0, 3.0, 4.0, 5e9], 1.4826, id="one_far_out_changes_nothing"),
    pytest.param([7.0, 7.0, 7.0, 7.0, 12.0], 1.253314, id="most_are_the_same"),
]


@pytest.mark.parametrize(("values", "expected"), SPREADS)
def test_spread(values: list[float], expected: float | None) -> None:
    assert rules.spread(values) == (expected if expected is None else pytest.approx(expected))


def test_the_spread_of_normal_values_is_their_standard_deviation() -> None:
    values = np.random.default_rng(37106).normal(50.0, 8.0, 20_000).tolist()
    assert rules.spread(values) == pytest.approx(statistics.stdev(values), rel=0.03)


CAMDEN = [13, 16, 12, 14, 19, 25, 27, 28, 27, 28, 30, 32, 33, 31, 29, 26, 25, 27, 30, 31]
"""Recycling rate of Camden, 1999 to 2018: the worked example of docs/methods/compare.md."""


def years(count: int) -> list[int]:
    """Ends of calendar years, in months."""
    return [12 * year for year in range(count)]


NOISES = [
    pytest.param(years(20), CAMDEN, [], 2 / 0.954, id="the_worked_example"),
    pytest.param(years(6), [10, 20, 30, 40, 50, 60], [], 0.0, id="a_steady_rise_is_not_noise"),
    pytest.param(years(5), [10, 20, 30, 40, 50], [], None, id="four_steps_are_too_few"),
    pytest.param([], [], [], None, id="nothing"),
    pytest.param(years(7), [0, 1, 3, 6, 500, 504, 509], [4], 1 / 0.954, id="no_step_across_a_break"),
    pytest.param(
        [0, 12, 24, 60, 72, 84, 96], [0, 1, 3, 99, 102, 106, 111], [], 1 / 0.954, id="nor_over_a_gap"
    ),
    pytest.param([0, 12, 24, 60, 72, 84], [0, 1, 3, 99, 102, 106], [], None, id="too_few_without_the_gap"),
]


@pytest.mark.parametrize(("months", "values", "breaks", "expected"), NOISES)
def test_noise(months: list[int], values: list[float], breaks: list[int], expected: float | None) -> None:
    found = rules.noise(months, values, [i in breaks for i in range(len(values))])
    assert found == (expected if expected is None else pytest.approx(expected))


def test_the_noise_of_chance_round_a_trend_is_its_standard_deviation() -> None:
    chance = np.random.default_rng(37106).normal(0.0, 3.0, 4_000)
    values = (chance + 5.0 * np.arange(4_000)).tolist()
    assert rules.noise(years(4_000), values, [False] * 4_000) == pytest.approx(3.0, rel=0.06)


AREAS = st.dictionaries(st.sampled_from("abcdefghij"), NUMBERS, min_size=1)


def brute(own: str, criteria: list[dict[str, float]], k: int) -> list[str]:
    """The same by numpy and math.dist: standardise every column, measure, sort."""
    whole = sorted(set.intersection(*(set(values) for values in criteria)))
    if own not in whole:
        return []
    columns = []
    for values in criteria:
        every = np.array(list(values.values()))
        off = np.abs(every - np.median(every))
        wide = 1.4826 * np.median(off) or 1.253314 * off.mean()
        columns.append({area: values[area] / wide if wide else 0.0 for area in whole})
    point: Callable[[str], list[float]] = lambda area: [column[area] for column in columns]  # noqa: E731
    far = {area: dist(point(area), point(own)) for area in whole if area != own}
    return sorted(far, key=lambda area: (round(far[area], 9), area))[:k]


@given(st.lists(AREAS, min_size=1, max_size=4), st.integers(1, 10))
def test_the_nearest_are_those_of_a_second_computation(criteria: list[dict[str, float]], k: int) -> None:
    found = rules.nearest("a", criteria, k)
    distances = [round(one.distance, 9) for one in found]
    assert distances == sorted(distances)
    expected = brute("a", criteria, 10)
    assert len(found) == min(k, len(expected))
    # Which of two equally far ones comes first hangs on the last binary digit.
    if len(set(distances)) == len(distances) and len(found) == len(expected):
        assert [one.area_id for one in found] == expected


def test_an_area_without_a_criterion_is_left_out_and_the_unit_does_not_matter() -> None:
    people = {"a": 100.0, "b": 110.0, "c": 300.0, "d": 105.0, "e": 200.0}
    pay = {"a": 10.0, "b": 30.0, "c": 11.0, "e": 12.0}
    found = [one.area_id for one in rules.nearest("a", [people, pay], 9)]
    assert "d" not in found
    in_thousands = {area: value / 1000 for area, value in people.items()}
    assert [one.area_id for one in rules.nearest("a", [in_thousands, pay], 9)] == found
    assert rules.nearest("d", [people, pay], 9) == []


SCALES = [
    pytest.param([1.0, 2.0, 3.0], [2.0], (1.0, 3.0), id="nothing_is_far"),
    pytest.param([1.0, 2.0, 3.0, 4.0, 500.0], [3.0], (1.0, 4.0), id="one_is_far_above"),
    pytest.param([-500.0, 1.0, 2.0, 3.0, 4.0], [3.0], (1.0, 4.0), id="one_is_far_below"),
    pytest.param([1.0, 2.0, 3.0, 4.0, 500.0], [500.0], (1.0, 500.0), id="what_is_marked_is_on_the_scale"),
    pytest.param([5.0], [5.0], (5.0, 5.0), id="one_value"),
]


@pytest.mark.parametrize(("values", "marks", "expected"), SCALES)
def test_scale(values: list[float], marks: list[float], expected: tuple[float, float]) -> None:
    assert rules.scale(values, marks, rules.quartiles(values)) == expected


@given(MANY, st.integers(2, 60))
def test_no_two_dots_stand_in_one_place(values: list[float], columns: int) -> None:
    heights = rules.stacked(values, columns)
    low, wide = min(values), max(values) - min(values)
    places = [
        (int((value - low) / wide * (columns - 1)) if wide else 0, height)
        for value, height in zip(values, heights, strict=True)
    ]
    assert len(set(places)) == len(values)
    assert max(heights, default=-inf) < len(values)
