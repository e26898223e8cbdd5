"""Observations as columns: what is found in them, and how a trend reads as a sequence of points."""

from datetime import date

import numpy as np
import pytest

from cityops.progress.assessment import Point
from cityops.progress.cases import observed_at
from cityops.progress.model import History
from cityops.progress.reads import progress
from cityops.progress.trends import Observations
from cityops.store import Store
from tests.support import city

nan = float("nan")


def held(*rows: tuple[str, str, str, float]) -> Observations:
    """Observations of (indicator, area, year, value); line 2 of upload 7 is the first."""
    indicators, areas, years, values = zip(*rows, strict=True) if rows else ((), (), (), ())
    ends = (np.array(years, dtype="M8[Y]") + 1).astype("M8[D]")
    return Observations.of(
        {
            "indicator_id": np.array(indicators, dtype=object),
            "area_id": np.array(areas, dtype=object),
            "period_end": ends,
            "period_label": np.array(years, dtype=object),
            "value": np.array(values),
            "flag": np.full(len(rows), "", dtype=object),
            "upload_number": np.full(len(rows), 7),
            "line": np.arange(len(rows)) + 2,
        }
    )


HELD = held(
    ("air", "T1", "2018", 9.0),
    ("air", "T1", "2019", 8.0),
    ("air", "T2", "2019", 5.0),
    ("dust", "T2", "2019", 1.0),
)


@pytest.mark.parametrize(
    ("indicator", "area", "values"),
    [
        ("air", "T1", [9.0, 8.0]),
        ("air", "T2", [5.0]),
        ("dust", "T2", [1.0]),
        ("dust", "T1", []),
        ("noise", "T1", []),
    ],
)
def test_a_trend_holds_the_points_of_its_indicator_and_area(
    indicator: str, area: str, values: list[float]
) -> None:
    trend = HELD.trend(indicator, area)
    assert [point.value for point in trend] == values
    assert (len(trend), bool(trend)) == (len(values), bool(values))


def test_a_point_is_made_of_plain_values() -> None:
    point = HELD.trend("air", "T1")[-1]
    assert point == Point(date(2019, 12, 31), "2019", 8.0, "", 7, 3)
    assert [type(value) for value in (point.end, point.value, point.line)] == [date, float, int]


def test_a_trend_is_a_sequence() -> None:
    trend = HELD.trend("air", "T1")
    assert trend[-1:] == (trend[1],)
    assert trend == HELD.trend("air", "T1")
    assert trend != HELD.trend("air", "T2")
    assert hash(trend) == hash(HELD.trend("air", "T1"))
    with pytest.raises(IndexError):
        trend[2]


def test_there_may_be_no_observation_at_all() -> None:
    assert tuple(held().trend("air", "T1")) == ()


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (2019.0, 9.0),
        (2020.0, 8.0),
        (2019.0 + 1 / 365, 9.0),  # the end of a leap year, seen from another year
        (2019.5, nan),
        (2021.0, nan),
        (nan, nan),
    ],
)
def test_what_was_observed_at_a_time(time: float, expected: float) -> None:
    history = History.of([0, 0], [2019.0, 2020.0], [9.0, 8.0])
    assert observed_at(history, np.array([time])) == pytest.approx([expected], nan_ok=True)


def test_a_city_without_data_is_assessed_on_every_engine(any_city: Store) -> None:
    found = progress(any_city, on=city.ON)
    assert found is not None
    reasons = {one.reason.key for area in (found.city, *found.districts.values()) for one in area.assessments}
    assert reasons == {"no_observation"}


def test_a_city_with_data_is_the_same_on_every_engine(any_city: Store) -> None:
    city.upload(any_city, "T0,Fine dust,2020,20", "T0,Fine dust,2024,16", "T1,Fine dust,2024,16")
    found = progress(any_city, on=city.ON)
    assert found is not None
    (dust,) = found.city.assessments
    assert (dust.share, dust.class_code.key, [p.label for p in dust.trend]) == (
        0.4,
        "on_track",
        ["2020", "2024"],
    )
    (north,) = found.districts["T1"].assessments
    assert (north.is_inherited, north.baseline, north.reason.key) == (True, None, "no_baseline")
