import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityops.progress import rules
from cityops.progress.methods import cagr, pace
from cityops.progress.model import ClassCode, Kind, Ratings, ReasonCode, Series

nan = float("nan")


def series(**columns: object) -> Series:
    """From 0 in 2015 to 100 in 2025, last seen in 2020 (half of the time gone), unless told otherwise."""
    usual = {
        "baseline_value": 0.0,
        "baseline_time": 2016.0,
        "time": 2021.0,
        "target": 100.0,
        "target_time": 2026.0,
        "clock": 2021.0,
        "points": 2,
    }
    return Series.of(**(usual | columns))


def outcome(result: Ratings, i: int = 0) -> tuple[str, str]:
    return ClassCode(result.class_code[i]).key, ReasonCode(result.reason[i]).key


BAND = {"kind": Kind.BAND, "target": nan, "low": 20.0, "high": 30.0}
KEEP = {"kind": Kind.MAINTAIN, "target": 50.0}

CLASSES = [
    # what differs from the usual series, its class
    pytest.param({"value": 100.0}, "achieved", id="target_met_exactly"),
    pytest.param({"value": 130.0}, "achieved", id="target_overshot"),
    pytest.param({"value": 100.0, "clock": 2040.0}, "achieved", id="met_and_the_date_has_passed"),
    pytest.param({"value": 110.0, "baseline_value": 105.0}, "achieved", id="met_at_the_baseline_and_now"),
    pytest.param(
        {"value": 3.0, "target": 5.0, "baseline_value": 9.0, "direction": -1}, "achieved", id="down"
    ),
    pytest.param(KEEP | {"value": 50.0}, "held", id="level_kept"),
    pytest.param(KEEP | {"value": 50.0, "baseline_value": 40.0}, "held", id="level_regained"),
    pytest.param(BAND | {"value": 30.0}, "held", id="on_the_edge_of_the_band"),
    pytest.param(BAND | {"value": 25.0, "baseline_value": 40.0}, "held", id="came_into_the_band"),
    pytest.param(BAND | {"value": 10.0, "low": nan}, "held", id="band_open_below"),
    pytest.param({"value": 50.0}, "on_track", id="on_the_line"),
    pytest.param({"value": 47.5}, "on_track", id="cut_of_on_track"),
    pytest.param({"value": 47.4}, "at_risk", id="under_the_cut_of_on_track"),
    pytest.param({"value": 30.0}, "at_risk", id="cut_of_at_risk"),
    pytest.param({"value": 29.9}, "below", id="under_the_cut_of_at_risk"),
    pytest.param({"value": 0.0}, "below", id="no_movement"),
    pytest.param({"value": -0.1}, "away", id="moving_away"),
    pytest.param({"value": 0.5, "target": -1.0, "direction": -1}, "away", id="across_zero_the_wrong_way"),
    pytest.param(BAND | {"value": 34.0, "baseline_value": 38.0}, "on_track", id="half_way_to_the_band"),
    pytest.param(BAND | {"value": 45.0, "baseline_value": 40.0}, "away", id="away_from_the_band"),
    pytest.param(BAND | {"value": 45.0, "baseline_value": 10.0}, "away", id="through_the_band_and_beyond"),
    pytest.param(
        KEEP | {"value": 45.0, "baseline_value": 40.0}, "on_track", id="level_to_keep_not_yet_reached"
    ),
    pytest.param({"value": 90.0, "baseline_value": 120.0}, "lost", id="was_met_and_is_not"),
    pytest.param({"value": 90.0, "baseline_value": 100.0}, "lost", id="target_is_the_baseline"),
    pytest.param(KEEP | {"value": 49.0, "baseline_value": 50.0}, "lost", id="level_not_kept"),
    pytest.param(BAND | {"value": 31.0, "baseline_value": 25.0}, "lost", id="left_the_band"),
    pytest.param({"value": 90.0, "baseline_value": 120.0, "clock": 2030.0}, "lost", id="lost_before_missed"),
    pytest.param({"value": 99.0, "clock": 2026.0}, "missed", id="date_is_over_today"),
    pytest.param({"value": 99.0, "time": 2028.0, "clock": 2028.0}, "missed", id="seen_after_the_date"),
    pytest.param({"value": -9.0, "clock": 2026.0}, "missed", id="missed_before_away"),
    pytest.param({"value": 99.0, "clock": 2025.9}, "on_track", id="date_is_not_over"),
]


@pytest.mark.parametrize(("given_values", "expected"), CLASSES)
def test_class(given_values: dict[str, object], expected: str) -> None:
    assert outcome(pace.rate(series(**given_values))) == (expected, expected)


NOT_ASSESSED = [
    pytest.param({"value": nan}, "no_observation", id="no_value"),
    pytest.param({"value": 50.0, "points": 0}, "no_observation", id="no_points"),
    pytest.param({"value": 50.0, "points": 1}, "one_point", id="one_point"),
    pytest.param({"value": 100.0, "points": 1}, "one_point", id="one_point_though_met"),
    pytest.param({"value": 50.0, "time": 2016.0}, "one_point", id="nothing_after_the_baseline"),
    pytest.param({"value": 50.0, "target": nan}, "no_target", id="no_target"),
    pytest.param(KEEP | {"value": 50.0, "target": nan}, "no_target", id="no_level_to_keep"),
    pytest.param(BAND | {"value": 25.0, "low": nan, "high": nan}, "no_target", id="band_without_edges"),
    pytest.param(BAND | {"value": 25.0, "low": 31.0}, "band_contradictory", id="low_above_high"),
    pytest.param({"value": 50.0, "target_time": nan}, "no_date", id="no_target_date"),
    pytest.param({"value": 50.0, "target_time": 2016.0, "clock": nan}, "no_date", id="no_time_to_the_target"),
    pytest.param({"value": 50.0, "baseline_value": nan}, "no_baseline", id="no_baseline"),
    pytest.param({"value": 50.0, "baseline_time": nan}, "no_baseline", id="no_baseline_year"),
    pytest.param(
        {"value": 100.0, "age_years": 5.1, "cadence_years": 1.0}, "too_old", id="too_old_though_met"
    ),
    pytest.param({"value": 50.0, "age_years": 30.1, "cadence_years": 10.0}, "too_old", id="census_too_old"),
    pytest.param({"value": 50.0, "age_years": 5.1}, "too_old", id="unknown_cadence"),
]


@pytest.mark.parametrize(("given_values", "reason"), NOT_ASSESSED)
def test_not_assessed_and_why(given_values: dict[str, object], reason: str) -> None:
    result = pace.rate(series(**given_values))
    assert outcome(result) == ("not_assessed", reason)
    assert np.isnan([result.value[0], result.share[0], result.score[0]]).all()


@pytest.mark.parametrize(
    ("given_values", "expected"),
    [
        pytest.param({"value": 100.0, "target_time": nan}, "achieved", id="achieved_without_a_date"),
        pytest.param(BAND | {"value": 25.0, "target_time": nan}, "held", id="held_without_a_date"),
        pytest.param(
            {"value": 90.0, "baseline_value": 100.0, "target_time": nan}, "lost", id="lost_without_a_date"
        ),
        pytest.param({"value": 100.0, "baseline_value": nan}, "achieved", id="achieved_without_a_baseline"),
        pytest.param(
            {"value": 99.0, "baseline_value": nan, "clock": 2030.0}, "missed", id="missed_without_one"
        ),
        pytest.param(
            {"value": 50.0, "age_years": 5.0, "cadence_years": 1.0}, "on_track", id="five_years_old"
        ),
        pytest.param({"value": 50.0, "age_years": 30.0, "cadence_years": 10.0}, "on_track", id="last_census"),
    ],
)
def test_what_is_not_needed_is_not_asked_for(given_values: dict[str, object], expected: str) -> None:
    assert outcome(pace.rate(series(**given_values)))[0] == expected


def test_the_gate_can_be_switched_off() -> None:
    old = series(value=50.0, age_years=40.0, cadence_years=1.0)
    assert outcome(pace.rate(old, gate=False))[0] == "on_track"


@pytest.mark.parametrize(
    ("expected_share", "value", "expected"),
    [
        pytest.param(0.0, 0.0, "on_track", id="nothing_asked_nothing_done"),
        pytest.param(0.0, -1.0, "away", id="nothing_asked_and_lost_ground"),
        pytest.param(-0.2, -20.0, "on_track", id="the_path_goes_down_first"),
        pytest.param(-0.2, -21.0, "away", id="further_down_than_the_path"),
        pytest.param(0.25, 25.0, "on_track", id="slower_than_the_straight_line_as_planned"),
        pytest.param(0.8, 50.0, "at_risk", id="faster_than_the_straight_line_was_asked"),
    ],
)
def test_milestones_replace_the_straight_line(expected_share: float, value: float, expected: str) -> None:
    result = pace.rate(series(value=value, expected_share=expected_share))
    assert outcome(result) == (expected, expected)
    assert result.expected[0] == expected_share
    assert np.isnan(result.value[0]) == (expected_share <= 0)


def test_a_path_needs_no_target_date() -> None:
    assert outcome(pace.rate(series(value=50.0, expected_share=0.5, target_time=nan)))[0] == "on_track"


PATH = (np.array([0, 0, 0]), np.array([2016.0, 2020.0, 2026.0]), np.array([50.0, 45.0, 30.0]))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (2010.0, 0.0),
        (2016.0, 0.0),
        (2018.0, 0.125),
        (2020.0, 0.25),
        (2023.0, 0.625),
        (2026.0, 1.0),
        (2030.0, 1.0),
    ],
)
def test_milestone_share(at: float, expected: float) -> None:
    assert rules.milestone_share(*PATH, at=np.array([at]))[0] == pytest.approx(expected)


def test_milestone_share_is_missing_without_a_path_or_a_time() -> None:
    at = np.array([nan, 2018.0])
    assert np.isnan(rules.milestone_share(*PATH, at=at)).all()


def test_no_movement_is_a_plain_zero() -> None:
    still = series(value=50.0, baseline_value=50.0, target=10.0, direction=-1)
    assert [str(method.rate(still).value[0]) for method in (pace.METHOD, cagr.METHOD)] == ["0.0", "0.0"]
    assert str(rules.milestone_share(*PATH, at=np.array([2010.0]))[0]) == "0.0"


@pytest.mark.parametrize(
    ("columns", "share"),
    [
        pytest.param({"value": 120.0}, 1.2, id="past_the_target"),
        pytest.param(
            {"value": 20.0, "target": 10.0, "baseline_value": 40.0, "direction": -1}, 2 / 3, id="down"
        ),
        pytest.param({"value": 0.0, "target": 2.0, "baseline_value": -2.0}, 0.5, id="across_zero"),
        pytest.param(
            {"value": 5.0, "target": 0.0, "baseline_value": 10.0, "direction": -1}, 0.5, id="target_zero"
        ),
        pytest.param({"value": 90.0, "baseline_value": 120.0}, nan, id="met_at_the_baseline"),
        pytest.param(BAND | {"value": 25.0, "baseline_value": 40.0}, 1.0, id="inside_the_band"),
        pytest.param(BAND | {"value": 15.0, "baseline_value": 10.0}, 0.5, id="below_the_band"),
    ],
)
def test_share(columns: dict[str, object], share: float) -> None:
    assert pace.rate(series(**columns)).share[0] == pytest.approx(share, nan_ok=True)


def test_elapsed_is_cut() -> None:
    late = pace.rate(series(value=50.0, time=[2021.0, 2026.0, 2030.0]))
    assert late.elapsed.tolist() == [0.5, 1.0, 1.0]


def test_stale_is_older_than_two_cadences() -> None:
    age, cadence = np.array([2.0, 2.1, 0.6, 9.0]), np.array([1.0, 1.0, 0.25, nan])
    assert rules.is_stale(age, cadence).tolist() == [False, True, True, False]


def test_roll_up_value_of_each_class() -> None:
    share = np.array([1.4, nan, 1.1, 0.4, 0.1, -0.3, nan, 0.7, nan])
    expected = [1.0, 1.0, 1.0, 0.4, 0.1, 0.0, 0.0, 0.7, nan]
    assert rules.roll_up_value(np.arange(9), share) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(("part", "whole"), [(0.01995, 0.021), (0.0399, 0.042), (0.06555, 0.069)])
def test_a_value_on_a_cut_is_on_it_in_binary_too(part: float, whole: float) -> None:
    assert part / whole < 0.95
    assert rules.grade(np.array([part / whole]), rules.PACE_CUTS)[0] == ReasonCode.ON_TRACK


def test_columns_of_different_length_are_an_error() -> None:
    with pytest.raises(ValueError, match="shape mismatch"):
        Series.of(value=[1.0, 2.0], target=[1.0, 2.0, 3.0])


levels = st.integers(-200, 200).map(lambda tenths: tenths / 10)
ROWS = st.lists(
    st.tuples(st.sampled_from(Kind), levels, levels, levels, levels, st.sampled_from([1.0, -1.0])),
    min_size=1,
    max_size=8,
)


def of_rows(rows: list[tuple[Kind, float, float, float, float, float]], scale: float = 1.0) -> Series:
    kind, base, value, target, high, direction = (np.array(column) for column in zip(*rows, strict=True))
    return series(
        kind=kind, baseline_value=base * scale, value=value * scale, target=target * scale,
        low=target * scale, high=high * scale, direction=direction,
    )  # fmt: skip


@given(ROWS, st.sampled_from([1000.0, 0.001, 2.54, 1 / 3]))
def test_the_unit_does_not_matter(rows, scale: float) -> None:
    plain, scaled = pace.rate(of_rows(rows)), pace.rate(of_rows(rows, scale))
    assert (plain.reason == scaled.reason).all()
    assert scaled.value == pytest.approx(plain.value, rel=1e-9, abs=1e-9, nan_ok=True)


@given(ROWS)
def test_the_direction_can_be_mirrored(rows) -> None:
    mirrored = [(kind, -base, -value, -target, -high, -d) for kind, base, value, target, high, d in rows]
    plain, other = of_rows(rows), of_rows(mirrored)
    swapped = series(
        kind=other.kind, baseline_value=other.baseline_value, value=other.value, target=other.target,
        low=other.high, high=other.low, direction=other.direction,
    )  # fmt: skip
    assert (pace.rate(plain).reason == pace.rate(swapped).reason).all()


@given(ROWS)
def test_many_at_once_is_one_by_one(rows) -> None:
    together = pace.rate(of_rows(rows))
    alone = [pace.rate(of_rows([row])) for row in rows]
    assert together.reason.tolist() == [int(one.reason[0]) for one in alone]
    assert np.array_equal(together.value, [one.value[0] for one in alone], equal_nan=True)


@given(ROWS)
def test_what_counts_in_the_roll_up_is_a_share(rows) -> None:
    result = pace.rate(of_rows(rows))
    counted = rules.roll_up_value(result.class_code, result.share)
    assert (np.isnan(counted) == (result.class_code == ClassCode.NOT_ASSESSED)).all()
    assert ((counted >= 0) & (counted <= 1) | np.isnan(counted)).all()
