"""Numbers under the name of a source are published ones; the rest follow from docs/methods/progress.md."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityops.progress.methods import DEFAULT, METHODS
from cityops.progress.methods.anticipated import forecast, student_t_95
from cityops.progress.model import ClassCode, History, Kind, Ratings, ReasonCode, Series

nan = float("nan")
POVERTY = dict(zip(range(2015, 2024), [14.5, 12.9, 11.9, 11.2, 10.5, 6.5, 7.6, 10.3, 10.4], strict=True))


def between(start: tuple[int, float], now: tuple[int, float], **columns: object) -> Series:
    """From (year, value) to (year, value); the clock is the latest year, a target's year is given as `by`."""
    by = columns.pop("by", nan)
    usual = {
        "baseline_time": start[0] + 1.0,
        "baseline_value": start[1],
        "time": now[0] + 1.0,
        "value": now[1],
        "clock": now[0] + 1.0,
        "target_time": np.asarray(by, dtype=float) + 1.0,
        "points": 2,
    }
    return Series.of(**(usual | columns))


def poverty() -> Series:
    """Poverty rate of Canada in %, CIF 1-1-1 of Statistics Canada."""
    return between((2015, 14.5), (2023, 10.4), target=7.25, by=2030, direction=-1, points=9)


def history(values: dict[int, float], series_index: int = 0) -> History:
    return History.of([series_index] * len(values), [year + 1 for year in values], list(values.values()))


def key(result: Ratings, i: int = 0) -> str:
    return ClassCode(result.class_code[i]).key


def reason(result: Ratings, i: int = 0) -> str:
    return ReasonCode(result.reason[i]).key


def test_the_default_is_the_pace() -> None:
    assert list(METHODS) == ["pace", "cagr", "un", "anticipated", "ratio", "minmax"]
    assert METHODS[DEFAULT].name == "pace"
    assert all(method.version for method in METHODS.values())


@pytest.mark.parametrize(
    ("method", "value", "expected"),
    [
        ("pace", 1.0603448275862069, "on_track"),
        ("cagr", 0.9010899546976208, "at_risk"),
        ("un", 0.9275, "at_risk"),
        ("anticipated", 6.59, "on_track"),
        ("ratio", 7.25 / 10.4, "at_risk"),
    ],
)
def test_one_real_series_through_every_method(method: str, value: float, expected: str) -> None:
    result = METHODS[method].rate(poverty(), history=history(POVERTY))
    assert result.value[0] == pytest.approx(value, rel=1e-3 if method in ("un", "anticipated") else 1e-12)
    assert key(result) == expected
    assert result.share[0] == pytest.approx(0.5655, abs=1e-4)
    assert result.elapsed[0] == pytest.approx(8 / 15)
    assert np.isnan(result.score[0]) == (method != "cagr")


LOST = [
    # met at the baseline and lost: the unguarded share is 1.61 and 2.59
    pytest.param((2015, 68.5534591194968), (2023, 46.7336683417085), 55.0, 2026, 1, id="CIF_14-2-1"),
    pytest.param((2016, 7.8), (2025, 13.5), 10.0, 2028, -1, id="CIF_3-13-1"),
]


@pytest.mark.parametrize("method", ["pace", "cagr", "un", "anticipated", "ratio"])
@pytest.mark.parametrize(("start", "now", "target", "by", "direction"), LOST)
def test_a_target_that_was_met_and_lost_is_lost(method, start, now, target, by, direction) -> None:
    series = between(start, now, target=target, by=by, direction=direction)
    result = METHODS[method].rate(series, history=history(dict([start, now])))
    assert (key(result), reason(result)) == ("lost", "lost")
    assert np.isnan(result.share[0])


def test_anticipated_value_with_and_without_weights() -> None:
    line, at = history(POVERTY), np.array([2031.0])
    assert forecast(line, at).value[0] == pytest.approx(6.59, abs=0.005)
    assert forecast(line, at, weighted=False).value[0] == pytest.approx(3.77, abs=0.005)


def test_the_interval_of_an_ordinary_regression_is_the_textbook_one() -> None:
    # x = 1..5, y = 2, 4, 5, 4, 5: line 2.2 + 0.6 x, s2 = 2.4 / 3, at x = 6: 1 + 1/5 + 9/10, t(3) = 2.3534
    found = forecast(History.of([0] * 5, [1, 2, 3, 4, 5], [2, 4, 5, 4, 5]), np.array([6.0]), weighted=False)
    half = 2.3534 * np.sqrt(0.8 * 2.1)
    assert found.value[0] == pytest.approx(5.8)
    assert found.low[0] == pytest.approx(5.8 - half, rel=1e-3)
    assert found.high[0] == pytest.approx(5.8 + half, rel=1e-3)


def test_two_points_make_a_line_without_an_interval_and_one_makes_none() -> None:
    found = forecast(
        History.of([0, 0, 1], [2016, 2017, 2017], [4.0, 5.0, 4.0]), np.array([2020.0, 2020.0, 2020.0])
    )
    assert found.value == pytest.approx([8.0, nan, nan], nan_ok=True)
    assert np.isnan(found.low).all()


def test_student_t_against_its_table() -> None:
    table = {1: 6.3138, 2: 2.9200, 3: 2.3534, 4: 2.1318, 5: 2.0150, 10: 1.8125, 30: 1.6973}
    assert student_t_95(np.array(list(table), dtype=float)) == pytest.approx(list(table.values()), abs=2e-3)


@pytest.mark.parametrize(
    ("yearly", "expected"),
    [
        (5.0, "on_track"),
        (4.5, "on_track"),
        (4.4, "at_risk"),
        (0.1, "at_risk"),
        (0.0, "at_risk"),
        (-0.1, "away"),
    ],
)
def test_anticipated_class_by_the_gap_that_is_left(yearly: float, expected: str) -> None:
    values = {2016 + i: 50.0 + yearly * i for i in range(5)}
    series = between((2016, 50.0), (2020, values[2020]), target=100.0, by=2026)
    result = METHODS["anticipated"].rate(series, history=history(values))
    assert result.value[0] == pytest.approx(50.0 + 10 * yearly)
    assert result.low[0] == pytest.approx(result.value[0], abs=1e-6)
    assert key(result) == expected


def test_anticipated_asks_for_the_observations() -> None:
    with pytest.raises(ValueError, match="pass history"):
        METHODS["anticipated"].rate(poverty())


@pytest.mark.parametrize(
    ("value", "target", "direction", "ratio", "expected"),
    [
        pytest.param(359.0, 360.0, -1, 360 / 359, "achieved", id="CityScore_5:59_of_6:00"),
        pytest.param(371.0, 360.0, -1, 360 / 371, "on_track", id="CityScore_6:11_of_6:00"),
        pytest.param(100.0, 80.0, 1, 1.25, "achieved", id="CityScore_on_time_uncapped"),
        pytest.param(95.0, 100.0, 1, 0.95, "on_track", id="cut_of_on_track"),
        pytest.param(66.0, 100.0, 1, 0.66, "at_risk", id="cut_of_at_risk"),
        pytest.param(65.9, 100.0, 1, 0.659, "below", id="under_it"),
        pytest.param(0.0, 100.0, 1, 0.0, "below", id="nothing_yet"),
        pytest.param(0.0, 100.0, -1, nan, "achieved", id="zero_is_ideal"),
        pytest.param(-1.0, 100.0, 1, nan, "not_assessed", id="negative"),
        pytest.param(5.0, 0.0, -1, 0.0, "below", id="target_zero"),
        pytest.param(5.0, nan, -1, nan, "not_assessed", id="no_target"),
    ],
)
def test_ratio_needs_one_observation(value, target, direction, ratio, expected) -> None:
    result = METHODS["ratio"].rate(Series.of(value=value, target=target, direction=direction, points=1))
    assert result.value[0] == pytest.approx(ratio, nan_ok=True)
    assert key(result) == expected


@pytest.mark.parametrize(
    ("value", "direction", "place", "expected"),
    [
        pytest.param(1.0, 1, 0.1, "below", id="COINr_goalposts"),
        pytest.param(1.0, -1, 0.9, "at_risk", id="COINr_goalposts_downward"),
        pytest.param(11.0, 1, 1.0, "on_track", id="COINr_goalposts_above"),
        pytest.param(-1.0, 1, 0.0, "below", id="COINr_goalposts_under"),
    ],
)
def test_minmax(value: float, direction: int, place: float, expected: str) -> None:
    result = METHODS["minmax"].rate(
        Series.of(value=value, lower=0.0, upper=10.0, direction=direction, points=1)
    )
    assert result.value[0] == pytest.approx(place)
    assert key(result) == expected


@pytest.mark.parametrize(("lower", "upper"), [(nan, 10.0), (0.0, nan), (5.0, 5.0), (10.0, 0.0)])
def test_minmax_needs_two_bounds_in_order(lower: float, upper: float) -> None:
    result = METHODS["minmax"].rate(Series.of(value=5.0, lower=lower, upper=upper, points=1))
    assert (key(result), reason(result)) == ("not_assessed", "no_pace")


@pytest.mark.parametrize("method", ["cagr", "un", "ratio"])
@pytest.mark.parametrize(
    ("start", "now", "by", "expected"),
    [(10.0, 25.0, 2030, "held"), (25.0, 40.0, 2030, "lost"), (10.0, 15.0, 2019, "missed"),
     (10.0, 15.0, 2030, "not_applicable")],
)  # fmt: skip
def test_a_band_has_guards_and_nothing_else(method, start, now, by, expected) -> None:
    band = between((2015, start), (2020, now), kind=Kind.BAND, low=20.0, high=30.0, by=by)
    assert reason(METHODS[method].rate(band)) == expected


def test_anticipated_reads_a_band() -> None:
    band = between((2015, 10.0), (2020, 15.0), kind=Kind.BAND, low=20.0, high=30.0, by=2030)
    result = METHODS["anticipated"].rate(band, history=history({2015: 10.0, 2020: 15.0}))
    assert (result.value[0], key(result)) == (pytest.approx(25.0), "on_track")


@pytest.mark.parametrize("method", ["cagr", "un"])
def test_keeping_a_level_needs_the_level_even_where_a_trend_would_do(method: str) -> None:
    series = between((2015, 10.0), (2020, 12.0), kind=Kind.MAINTAIN)
    assert reason(METHODS[method].rate(series)) == "no_target"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("more", "expected"),
    [({"value": 100.0}, "achieved"), ({"value": 99.0, "clock": 2040.0}, "missed"),
     ({"value": 50.0, "age_years": 6.0, "cadence_years": 1.0}, "too_old"),
     ({"value": nan}, "no_observation")],
)  # fmt: skip
def test_every_method_has_the_same_guards(method: str, more, expected: str) -> None:
    series = between((2015, 10.0), (2020, 50.0), target=100.0, by=2030, lower=0.0, upper=200.0, **more)
    assert reason(METHODS[method].rate(series, history=history({2015: 10.0, 2020: 50.0}))) == expected


@pytest.mark.parametrize("method", ["pace", "cagr", "un", "anticipated"])
def test_what_a_method_that_needs_a_path_misses(method: str) -> None:
    seen = history({2015: 10.0, 2020: 50.0})
    no_date = between((2015, 10.0), (2020, 50.0), target=100.0)
    no_baseline = between((2015, nan), (2020, 50.0), target=100.0, by=2030)
    assert reason(METHODS[method].rate(no_date, history=seen)) == "no_date"
    assert reason(METHODS[method].rate(no_baseline, history=seen)) == "no_baseline"


@pytest.mark.parametrize("method", METHODS)
def test_no_series_give_no_ratings(method: str) -> None:
    assert len(METHODS[method].rate(Series.of(value=[]), history=History.of([], [], []))) == 0


NUMBERS = st.integers(-40, 40).map(lambda halves: halves / 2)
MAYBE = st.one_of(st.just(nan), NUMBERS)
ROWS = st.lists(
    st.tuples(NUMBERS, NUMBERS, MAYBE, MAYBE, st.sampled_from([1.0, -1.0]), st.sampled_from(Kind)),
    min_size=1,
    max_size=8,
)


def of_rows(rows) -> tuple[Series, History]:
    start, now, target, limit, direction, kind = (np.array(column) for column in zip(*rows, strict=True))
    series = between(
        (2015, start), (2020, now), target=target, by=2030, limit=limit, direction=direction, kind=kind,
        low=target, high=target, lower=-5.0, upper=5.0,
    )  # fmt: skip
    index = np.repeat(np.arange(len(rows)), 2)
    return series, History.of(index, np.tile([2016.0, 2021.0], len(rows)), np.stack([start, now], 1).ravel())


@pytest.mark.parametrize("method", METHODS)
@given(rows=ROWS)
def test_many_at_once_is_one_by_one_in_any_order(method: str, rows) -> None:
    rate = METHODS[method].rate
    together, turned = (rate(series, history=seen) for series, seen in map(of_rows, (rows, rows[::-1])))
    alone = [rate(series, history=seen) for series, seen in (of_rows([row]) for row in rows)]
    for field in ("value", "score", "reason", "class_code", "share"):
        one_by_one = [getattr(one, field)[0] for one in alone]
        assert getattr(together, field) == pytest.approx(one_by_one, nan_ok=True)
        assert getattr(turned, field)[::-1] == pytest.approx(one_by_one, nan_ok=True)


@pytest.mark.parametrize("method", METHODS)
@given(rows=ROWS)
def test_a_number_and_a_class_go_together(method: str, rows) -> None:
    series, seen = of_rows(rows)
    result = METHODS[method].rate(series, history=seen)
    assert not np.isinf(result.value).any()
    blank = result.class_code == ClassCode.NOT_ASSESSED
    assert np.isnan(result.value[blank]).all()
    graded = (result.class_code >= ClassCode.ON_TRACK) & (result.class_code <= ClassCode.AWAY)
    assert not np.isnan(result.value[graded]).any()
