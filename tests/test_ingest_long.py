"""What is carried away goes back in as an upload and changes nothing: every view's download."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from cityops.access import SET_UP
from cityops.indicators.reads import catalogue
from cityops.ingest import long
from cityops.ingest.importing import Clocks, import_file
from cityops.ingest.model import NoTableError
from cityops.store import Store
from cityops.ui import download
from cityops.web import runtime
from tests.support import city
from tests.support.pages import exceptions, open_page

CLOCKS = Clocks(date(2020, 12, 31), date(2026, 11, 22))
VIEWS = [
    pytest.param("overview", {}, 3_600, id="overview"),
    pytest.param("overview", {"on": "2015-12-31"}, 2_000, id="overview-earlier"),
    pytest.param("progress", {}, 3_600, id="progress"),
    pytest.param("progress", {"area": "E09000007"}, 60, id="a-district"),
    pytest.param("progress", {"target": "ldn_early_education/E12000007/2030/100.0"}, 90, id="a-target"),
    pytest.param("map", {}, 500, id="map"),
    pytest.param("map", {"indicator": "headline"}, 3_600, id="map-of-all-targets"),
    pytest.param("map", {"indicator": "ldn_recorded_crimes", "measure": "change"}, 600, id="map-of-changes"),
    pytest.param("catalogue", {}, 10_000, id="catalogue"),
    pytest.param("compare", {"area": "E09000007"}, 9_000, id="compare"),
    pytest.param("compare", {"area": "E09000007", "indicator": "ldn_jobs"}, 600, id="compare-one"),
]


@pytest.fixture(scope="module")
def database(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """London, as the pages of this module see it."""
    path = Path(shutil.copy(london_file, tmp_path_factory.mktemp("long") / "london.duckdb"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYOPS_DB", str(path))
        st.cache_resource.clear()
        yield path
        runtime.stop()
    st.cache_resource.clear()


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], bytes]]:
    """What makes the file of each download of a view."""
    made: list[Callable[[], bytes]] = []
    monkeypatch.setattr(
        download.st, "download_button", lambda _label, data, *_rest, **_more: made.append(data)
    )
    return made


@pytest.mark.parametrize(("name", "address", "least"), VIEWS)
def test_what_a_view_gives_goes_back_in_unchanged(
    name: str, address: dict[str, Any], least: int, carried: list[Any], database: Path
) -> None:
    assert exceptions(open_page(name, lang="en", **address)) == []
    files = [data() for data in carried if callable(data)]
    assert files
    receipt = import_file(runtime.store(), SET_UP, f"{name}.csv", files[-1], CLOCKS, dry_run=True)
    assert (receipt.errors, receipt.new, receipt.changed) == ((), 0, 0)
    assert receipt.unchanged == files[-1].count(b"\r\n") - 1 >= least
    assert receipt.status_changes == ()


def test_what_follows_from_districts_is_not_claimed(small: Store) -> None:
    city.upload(small, "T1,People,2023,100", "T2,People,2023,300", "T3,People,2023,600")
    text = long.table(small, [catalogue(small)["own_people"]], on=city.ON)
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["T1", "T2", "T3"]


def test_flags_breakdowns_and_plans_keep_their_meaning(small: Store) -> None:
    header = "area_code,indicator,year,value,flag,sex,scenario"
    city.upload(
        small,
        "T1,Fine dust,2023,12.50,provisional,,",
        "T1,Fine dust,2022,0.1,break,,",
        "T1,Fine dust,2023,9,,women,",
        "T1,Fine dust,2024,8,,,plan",
        header=header,
    )
    text = long.table(small, [catalogue(small)["own_dust"]], on=city.ON)
    assert text.splitlines() == [
        "area_code,indicator,year,value,unit,flag",
        "T1,own_dust,2022,0.1,ug/m3,break",
        "T1,own_dust,2023,12.5,ug/m3,provisional",
    ]
    receipt = import_file(small, SET_UP, "again.csv", text.encode("utf-8-sig"), city.CLOCKS, dry_run=True)
    assert (receipt.errors, receipt.new, receipt.changed, receipt.unchanged) == ((), 0, 0, 2)


def test_only_the_areas_and_dates_in_view_are_in_it(small: Store) -> None:
    city.upload(small, "T1,Fine dust,2022,1", "T1,Fine dust,2023,2", "T2,Fine dust,2022,3")
    dust = catalogue(small)["own_dust"]
    assert long.table(small, [dust], ["T1"], on=date(2022, 12, 31)).splitlines()[1:] == [
        "T1,own_dust,2022,1.0,ug/m3,"
    ]


def test_the_template_is_the_same_table_without_a_row(small: Store) -> None:
    assert long.template() == "area_code,indicator,year,value,unit,flag\r\n"
    with pytest.raises(NoTableError):
        import_file(small, SET_UP, "template.csv", long.template().encode(), city.CLOCKS, dry_run=True)
