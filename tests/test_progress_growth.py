"""The two methods of growth rates, cagr and un. Numbers under the name of a source are published ones."""

import numpy as np
import pytest

from cityops.progress.methods import METHODS
from cityops.progress.model import ClassCode, Ratings, ReasonCode, Series

nan = float("nan")


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


def key(result: Ratings, i: int = 0) -> str:
    return ClassCode(result.class_code[i]).key


def reason(result: Ratings, i: int = 0) -> str:
    return ReasonCode(result.reason[i]).key


CAGR = [
    # start, now, more, value, score, class
    pytest.param(
        (2015, 14.5), (2023, 10.4), {"target": 7.25, "by": 2030, "direction": -1},
        0.9010899546976208, 2.1506954374096354, "at_risk", id="CIF_1-1-1",
    ),
    pytest.param(
        (2015, 14.5), (2023, 10.2), {"target": 7.25, "by": 2030, "direction": -1},
        0.9525902, 2.5185564, "on_track", id="GIF_1-2-1",
    ),
    pytest.param(
        (2016, 66.6), (2023, 71.4), {"limit": 100.0}, 0.009991483690946268, 1.739752850099936, "at_risk",
        id="CIF_1-2-1_near_its_limit",
    ),
    pytest.param(
        (2015, 178.8), (2025, 173.3), {"direction": -1}, 0.003119490847657058, -0.9402545761714709, "below",
        id="CIF_1-3-1",
    ),
    pytest.param(
        (2015, 70900.0), (2024, 75500.0), {}, 0.007009141261789864, 0.502285315447466, "at_risk",
        id="CIF_1-4-1",
    ),
    pytest.param(
        (2015, 3.8), (2024, 11.9), {"direction": -1}, -0.1352325064900486, -5.0, "away", id="CIF_10-2-1"
    ),
    pytest.param(
        (2016, 26866.0), (2024, 36058.0), {"target": 13433.0, "by": 2028, "direction": -1},
        -0.6675781357974336, -5.0, "away", id="CIF_11-1-1",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("start", "now", "more", "value", "score", "expected"), CAGR)
def test_cagr_gives_the_published_numbers(start, now, more, value, score, expected) -> None:
    result = METHODS["cagr"].rate(between(start, now, **more))
    assert result.value[0] == pytest.approx(value, rel=1e-7)
    assert result.score[0] == pytest.approx(score, rel=1e-7)
    assert key(result) == expected


@pytest.mark.parametrize(
    ("start", "now", "more", "expected"),
    [
        pytest.param((2015, 100.0), (2020, 100.0), {}, "below", id="no_growth"),
        pytest.param((2015, 100.0), (2016, 101.5), {}, "on_track", id="cut_of_on_track"),
        pytest.param((2015, 100.0), (2016, 100.5), {}, "at_risk", id="cut_of_at_risk"),
        pytest.param((2015, 100.0), (2016, 100.0), {"limit": 100.0}, "on_track", id="stays_at_its_limit"),
        pytest.param((2015, 100.0), (2016, 99.9), {"limit": 100.0}, "away", id="leaves_its_limit"),
        pytest.param((2015, 99.0), (2016, 99.1), {"limit": 100.0}, "on_track", id="little_is_left"),
        pytest.param((2015, 250.0), (2016, 251.0), {"limit": 100.0}, "below", id="far_beyond_the_limit"),
        pytest.param((2015, 0.0), (2016, 1.0), {"limit": 0.0}, "on_track", id="limit_and_baseline_zero"),
        pytest.param((2015, -10.0), (2016, -9.0), {}, "on_track", id="negative_and_rising"),
        pytest.param((2015, -10.0), (2016, -11.0), {}, "away", id="negative_and_falling"),
    ],
)
def test_cagr_without_a_target(start, now, more, expected: str) -> None:
    result = METHODS["cagr"].rate(between(start, now, **more))
    assert (key(result), reason(result)) == (expected, expected)


def test_cagr_puts_a_small_number_for_zero_and_says_so() -> None:
    series = between(
        (2015, [0.0, 4.0, 4.0]), (2020, 2.0), target=[4.0, 0.0, 1.0], by=2030, direction=[1, -1, -1]
    )
    result = METHODS["cagr"].rate(series)
    assert result.substituted.tolist() == [True, True, False]
    required = (0.001 / 4.0) ** (1 / 15) - 1
    assert result.value[1] == pytest.approx((0.5 ** (1 / 5) - 1) / required)
    assert not METHODS["pace"].rate(series).substituted.any()


@pytest.mark.parametrize("method", ["cagr", "un"])
@pytest.mark.parametrize(
    ("start", "now", "target"),
    [(-2.0, 1.0, 3.0), (2.0, -1.0, 3.0), (-2.0, 1.0, nan), (-1.0, 1.0, nan)],
    ids=["up", "down", "trend", "one_year"],
)
def test_growth_across_zero_cannot_be_computed(method: str, start: float, now: float, target: float) -> None:
    result = METHODS[method].rate(between((2015, start), (2016, now), target=target, by=2030))
    assert (key(result), reason(result)) == ("not_assessed", "no_pace")
    assert np.isnan([result.value[0], result.share[0], result.score[0]]).all()


def test_a_target_of_the_other_sign_has_no_growth_rate() -> None:
    series = between((2015, -2.0), (2016, -1.0), target=3.0, by=2030)
    assert reason(METHODS["cagr"].rate(series)) == "no_pace"
    assert key(METHODS["pace"].rate(series)) == "on_track"


def test_a_met_target_scores_five_whatever_the_trend() -> None:
    result = METHODS["cagr"].rate(between((2015, -2.0), (2016, 4.0), target=3.0, by=2030))
    assert (key(result), result.score[0]) == ("achieved", 5.0)


@pytest.mark.parametrize(
    ("start", "now", "more", "value", "expected"),
    [
        pytest.param((2016, 20.6), (2022, 19.5), {"target": 10.3, "by": 2030, "direction": -1},
                     0.2404, "at_risk", id="EUSTAT_1-2-2"),
        pytest.param((2015, 46.3), (2025, 52.8), {"target": 100.0, "by": 2030}, 0.1878, "at_risk",
                     id="EUSTAT_16-6-2"),
        pytest.param((2015, 50.0), (2025, 50.5), {"target": 100.0, "by": 2030}, 0.015, "below", id="slow"),
        pytest.param((2015, 50.0), (2025, 45.0), {"target": 100.0, "by": 2030}, -0.1462, "below", id="back"),
        pytest.param((2015, 50.0), (2025, 80.0), {"target": 100.0, "by": 2030}, 1.0239, "on_track",
                     id="fast"),
        pytest.param((2015, 100.0), (2016, 102.0), {}, 0.02, "on_track", id="trend_cut_of_on_track"),
        pytest.param((2015, 100.0), (2016, 100.5), {}, 0.005, "at_risk", id="trend_cut_of_at_risk"),
        pytest.param((2015, 100.0), (2016, 98.0), {"direction": -1}, 0.02, "on_track", id="trend_downward"),
        pytest.param((2015, 100.0), (2016, 100.4), {}, 0.004, "below", id="trend_slow"),
    ],
)  # fmt: skip
def test_un(start, now, more, value: float, expected: str) -> None:
    result = METHODS["un"].rate(between(start, now, **more))
    assert result.value[0] == pytest.approx(value, abs=6e-5)
    assert key(result) == expected
