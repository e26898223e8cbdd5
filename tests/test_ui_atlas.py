"""The map's measures, the same as a table, in three dimensions, and the way to a district's own page."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from cityops.progress.model import ClassCode
from cityops.progress.reads import progress
from cityops.store import Store
from cityops.ui import atlas_measures, explore, maps
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGES
from cityops.words.colours import LIGHT
from tests.support import views
from tests.support.pages import exceptions, open_page, words
from tests.test_pages import contents, untranslated

ON = date(2020, 12, 31)
RECYCLING, CAMDEN = "ldn_recycling_rate", "E09000007"


@pytest.fixture(scope="module", autouse=True)
def database(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """London, as the pages of this module see it."""
    path = Path(shutil.copy(london_file, tmp_path_factory.mktemp("atlas") / "london.duckdb"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYOPS_DB", str(path))
        st.cache_resource.clear()
        yield path
        runtime.stop()
    st.cache_resource.clear()


RATE, ALL = "Household waste recycling rate: ", "Progress to the vision, all targets: "
CHANGES = "changes of −7 percentage points to +14 percentage points since 31 December 2015"
STATES = [
    # indicator, measure, the rest of the address, title
    pytest.param(RECYCLING, "value", {}, f"{RATE}17% to 54% across the districts", id="value"),
    pytest.param(RECYCLING, "change", {"since": "2015-12-31"}, RATE + CHANGES, id="change"),
    pytest.param(RECYCLING, "change", {}, f"{RATE}no district has a newer value", id="no-change-to-show"),
    pytest.param(RECYCLING, "progress", {}, f"{RATE}−30% to 400% of the way", id="progress"),
    pytest.param(RECYCLING, "class", {}, f"{RATE}23 of 33 districts off track", id="status"),
    pytest.param(
        "ldn_median_pay", "progress", {}, "Median annual pay (workplace): no district", id="no-target"
    ),
    pytest.param("headline", "progress", {}, f"{ALL}14% to 76% of the way", id="all-targets"),
    pytest.param("headline", "class", {}, f"{ALL}2 of 33 districts off track", id="all-targets-status"),
    pytest.param("headline", "value", {}, f"{ALL}14% to 76%", id="all-targets-have-no-value"),
    pytest.param("luck", "luck", {"district": "x"}, "One-year business survival", id="nothing-of-it-exists"),
]


@pytest.mark.parametrize(("indicator", "measure", "rest", "title"), STATES)
def test_the_address_names_the_state(indicator: str, measure: str, rest: dict[str, Any], title: str) -> None:
    page = open_page("map", lang="en", indicator=indicator, measure=measure, **rest)
    for key in ("years_open", "explore_open", "atlas_table_open"):
        page.session_state[key] = True
    page.run()
    assert exceptions(page) == []
    assert page.title[0].value.startswith(title)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", ["value", "progress", "change", "class"])
def test_what_is_seen_is_in_the_table(measure: str, language: str) -> None:
    page = open_page("map", lang=language, indicator=RECYCLING, measure=measure, since="2015-12-31")
    page.session_state["atlas_table_open"] = True
    table = page.run().dataframe[0].value
    camden = {"en": "Camden", "zh": "卡姆登区"}[language]
    row = table[table.iloc[:, 0] == camden].iloc[0]
    assert [row.iloc[i] for i in (1, 3, 4)] == [
        "31%", {"en": "+6 percentage points", "zh": "+6个百分点"}[language], "5%"
    ]  # fmt: skip
    assert row.iloc[2] == "2018"


def test_the_map_in_chinese_is_in_chinese() -> None:
    for measure in ("value", "progress", "change", "class"):
        page = open_page("map", lang="zh", indicator=RECYCLING, measure=measure, district=CAMDEN)
        for key in ("years_open", "explore_open", "atlas_table_open"):
            page.session_state[key] = True
        assert untranslated(words(page.run()), contents()) == set(), measure


SHARES = [
    pytest.param({"share": 0.2}, ClassCode.BELOW, 0.2, id="on_its_way"),
    pytest.param({"share": -0.3}, ClassCode.AWAY, -0.3, id="moving_away"),
    pytest.param({"share": 4.0}, ClassCode.ACHIEVED, 4.0, id="far_beyond"),
    pytest.param({"share": None}, ClassCode.ACHIEVED, 1.0, id="there_from_the_beginning"),
    pytest.param({"share": None}, ClassCode.HELD, 1.0, id="held"),
    pytest.param({"share": None}, ClassCode.LOST, 0.0, id="lost"),
    pytest.param({"share": None}, ClassCode.NOT_ASSESSED, None, id="not_assessed"),
    pytest.param({"share": 0.4}, ClassCode.NOT_ASSESSED, None, id="not_assessed_whatever_the_share"),
]


@pytest.mark.parametrize(("changes", "class_code", "expected"), SHARES)
def test_the_share_that_is_drawn(
    changes: dict[str, Any], class_code: ClassCode, expected: float | None
) -> None:
    assert atlas_measures.share(views.assessment(class_code, **changes)) == expected


def test_progress_is_that_of_the_overview_and_of_the_command_line(london: Store) -> None:
    found = progress(london, on=ON)
    assert found
    shown = atlas_measures.of("progress", None, {}, found, views.view())
    assert shown.numbers == {k: a.headline for k, a in found.districts.items() if a.headline is not None}
    assert "E09000001" not in shown.shades
    svg = maps.draw([area.area for area in found.districts.values()], shown.shades, LIGHT)
    assert svg.count('fill="url(#hatch)"') == 1


@pytest.mark.parametrize("measure", ["progress", "class"])
def test_the_districts_are_raised_by_what_the_map_shows(measure: str, london: Store) -> None:
    found = progress(london, on=ON)
    assert found
    shown = atlas_measures.of(measure, None, {}, found, views.view())
    features = explore.shapes({key: area.area for key, area in found.districts.items()}, shown, LIGHT)
    assert {one["id"] for one in features} == set(shown.numbers)
    highest = max(features, key=lambda one: one["height"])
    assert shown.numbers[highest["id"]] == max(shown.numbers.values())
    assert json.dumps(features)


def test_a_district_has_a_page_of_its_own() -> None:
    page = open_page("progress", lang="en", area=CAMDEN)
    assert exceptions(page) == []
    assert page.title[0].value == "Camden: outcomes and targets"
    assert "48% of the way, 21% was due, 90% of the weight has data." in words(page)
    assert "28,423" not in words(page)
    nowhere = open_page("progress", lang="en", area="E99")
    assert nowhere.title[0].value == "4 of 9 targets are behind"


def test_a_districts_own_target_opens_in_the_district(london: Store) -> None:
    found = progress(london, on=ON)
    assert found
    for one in found.districts[CAMDEN].assessments:
        page = open_page("progress", lang="en", area=CAMDEN, target=one.target.id)
        assert exceptions(page) == []
        assert page.title[0].value == one.indicator.name_en
        assert "Compare Camden" in words(page) or "Camden" in words(page)
