"""The values behind a map: classes, and the table that goes back in as an upload."""

from datetime import date

import pytest

from cityops.access import SET_UP
from cityops.indicators import values
from cityops.ingest.importing import Clocks, import_file
from cityops.progress.reads import progress
from cityops.store import Store
from cityops.ui import atlas_table, explore

ON = date(2020, 12, 31)
CLOCKS = Clocks(ON, date(2026, 11, 22))

BREAKS = [
    pytest.param([], [], id="nothing"),
    pytest.param([7.0], [7.0, 7.0], id="one_value"),
    pytest.param([7.0, 7.0, 7.0], [7.0, 7.0], id="all_the_same"),
    pytest.param([0.0, 1.0], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0], id="two_values"),
    pytest.param([1.0, 1.0, 1.0, 1.0, 1.0, 9.0], [1.0, 9.0], id="repeated_values_make_fewer_classes"),
]


@pytest.mark.parametrize(("given", "expected"), BREAKS)
def test_breaks(given: list[float], expected: list[float]) -> None:
    assert values.breaks(given) == pytest.approx(expected)


@pytest.mark.parametrize("given", [[3.0, 1.0, 2.0], [5.0], [1.0, 1.0, 2.0, 2.0, 2.0, 40.0]], ids=str)
def test_every_value_lies_in_its_class(given: list[float]) -> None:
    ends = values.breaks(given)
    for value in given:
        low, high = ends[values.class_of(value, ends)], ends[values.class_of(value, ends) + 1]
        assert low <= value <= high


def test_values_end_at_the_reporting_date(london: Store) -> None:
    held = values.by_area(london, "ldn_recycling_rate", on=date(2010, 12, 31))
    assert {series[-1].end for series in held.values()} == {date(2010, 12, 31)}
    assert len(held) == 34


def test_every_indicator_with_values_is_offered(london: Store) -> None:
    assert len(values.measured(london)) == 24


def test_a_downloaded_table_goes_back_in_unchanged(london_copy: Store) -> None:
    found = progress(london_copy, on=ON)
    assert found is not None
    held = values.by_area(london_copy, "ldn_pm25_new", on=ON)
    indicator = next(a.indicator for a in found.city.assessments if a.indicator.id == "ldn_pm25_new")
    text = atlas_table.as_csv(indicator, held)
    receipt = import_file(london_copy, SET_UP, "again.csv", text.encode(), CLOCKS, dry_run=True)
    assert (receipt.errors, receipt.new, receipt.changed) == ((), 0, 0)
    assert receipt.unchanged == sum(len(series) for series in held.values())


def test_the_view_holds_every_district() -> None:
    square = {
        "type": "Polygon",
        "coordinates": [[[0.0, 50.0], [1.0, 50.0], [1.0, 51.0], [0.0, 51.0], [0.0, 50.0]]],
    }
    view = explore.fitted([{"geometry": square}])
    assert (view.longitude, view.latitude) == (0.5, 50.5)
    assert 7 < view.zoom < 10
