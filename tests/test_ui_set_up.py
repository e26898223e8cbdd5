"""The guided set-up without a browser: who may, what is refused and how, what is kept, what changes later."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cityops import demo
from cityops.access import SET_UP, Role
from cityops.errors import StaleError
from cityops.founding import draft
from cityops.founding.acts import found
from cityops.indicators import reads as indicators
from cityops.progress.reads import progress
from cityops.store import Store, open_store
from cityops.vision import reads as visions
from cityops.vision import settings
from cityops.web import runtime
from tests.support import cities, city, folder
from tests.support.counts import counts
from tests.support.folder import TODAY
from tests.support.pages import exceptions, go_on, open_page, words

PLACE = {"name_en": "Quay", "name_zh": "", "code": "Q", "time_zone": "Atlantic/Azores", "kind": "city"}
PLACE |= {"languages": ["en", "zh"], "reporting_date": "2025-12-31"}
Ring = list[list[float]]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that the pages see, with nothing in it."""
    monkeypatch.setenv("CITYOPS_DB", str(tmp_path / "city.duckdb"))
    open_store(str(tmp_path / "city.duckdb")).close()
    st.cache_resource.clear()
    yield runtime.store()
    runtime.stop()
    st.cache_resource.clear()


def set_up(language: str = "en") -> AppTest:
    """The page as an administrator sees it first."""
    page = open_page("set_up", Role.ADMINISTRATOR, lang=language)
    assert exceptions(page) == []
    return page


def press(page: AppTest, label: str) -> AppTest:
    """Press the button of a label."""
    next(one for one in page.button if one.label == label).click()
    page.run()
    assert exceptions(page) == []
    return page


def labels(page: AppTest) -> list[str]:
    return [one.label for one in page.button]


def drafted(store: Store, **parts: Any) -> None:
    """Write parts of the draft."""
    draft.save(store, SET_UP, draft.read(store), **parts)


def upload(page: AppTest, key: str, name: str, data: bytes) -> AppTest:
    """Choose a file."""
    next(one for one in page.file_uploader if one.key == key).upload(name, data)
    page.run()
    assert exceptions(page) == []
    return page


def square(x: float, y: float) -> Ring:
    """Counter-clockwise, closed, in the Azores."""
    corners = [(x, y), (x + 0.1, y), (x + 0.1, y + 0.1), (x, y + 0.1), (x, y)]
    return [[-26.0 + a, 37.0 + b] for a, b in corners]


def geojson(*rings: tuple[str, Ring]) -> bytes:
    """Areas by code."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": f"Ward {code}"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, ring in rings
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


TWO = (("A", square(0, 0)), ("B", square(0.1, 0)))
BOW_TIE = [square(0, 0)[i] for i in (0, 2, 1, 3, 0)]


# --- who may -----------------------------------------------------------------


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
def test_only_an_administrator_sets_up(role: Role | None, store: Store) -> None:
    page = open_page("set_up", role, lang="en")
    assert exceptions(page) == []
    strangers = (None, Role.STRANGER)
    assert ("which is for: administrator" in words(page)) is (role not in strangers)
    assert (page.title[0].value == "Sign in") is (role in strangers)
    assert not {"Save and go on", "Load London as a demo"} & set(labels(page))


@pytest.mark.parametrize("name", ["overview", "progress", "map", "catalogue", "data"])
def test_an_empty_store_leads_to_the_set_up(name: str, store: Store) -> None:
    page = open_page(name, Role.ADMINISTRATOR, lang="en")
    assert {"Set up your city", "Load London as a demo"} <= set(labels(page))
    reader = open_page(name, Role.VIEWER, lang="en")
    assert "An administrator sets the city up" in words(reader)
    assert not {"Set up your city", "Load London as a demo"} & set(labels(reader))


# --- the place ---------------------------------------------------------------


def test_an_empty_place_is_told_by_field(store: Store) -> None:
    page = press(set_up(), "Save and go on")
    said = words(page)
    for field in ("Code of the city", "English name", "Time zone"):
        assert f"{field}: nothing is written here. Write it." in said
    assert draft.read(store).place == {}


def test_a_code_with_a_blank_and_no_currency_are_told(store: Store) -> None:
    page = set_up("zh")
    page.text_input(key="place_code").set_value("0 1")
    page.text_input(key="place_currency").set_value("XQQ")
    page.selectbox(key="place_time_zone").set_value("Asia/Shanghai")
    said = words(press(page, "保存并继续"))
    assert "城市代码：“0 1”不是有效代码" in said
    assert "货币：“XQQ”不是货币" in said


def test_what_was_saved_is_there_after_the_connection_was_lost(store: Store) -> None:
    page = set_up()
    page.text_input(key="place_name_en").set_value("Quay")
    page.text_input(key="place_code").set_value("Q")
    page.selectbox(key="place_time_zone").set_value("Atlantic/Azores")
    press(page, "Save and go on")
    again = set_up()
    assert "Quay · Q · Atlantic/Azores" in words(again)
    assert "2 · Areas and boundaries" in [one.value for one in again.header]


def test_a_draft_that_somebody_else_changed_is_not_overwritten(store: Store) -> None:
    drafted(store, place=PLACE)
    seen = draft.read(store)
    drafted(store, place=PLACE | {"name_en": "Three"})
    with pytest.raises(StaleError):
        draft.save(store, city.ADMINISTRATOR, seen, place=PLACE)
    assert draft.read(store).place["name_en"] == "Three"


# --- boundaries --------------------------------------------------------------

FILES = {
    "empty": (b"", "this is no JSON"),
    "table": (b"a,b\n1,2\n", "this is no JSON"),
    "topojson": (b'{"type": "Topology", "objects": {}}', "this is TopoJSON"),
    "points": (b'{"type": "FeatureCollection", "features": []}', "there is no area in it"),
    "fifty_megabytes": (b" " * (50 * 2**20), "the file has 50 MB; at most 20 MB are read"),
    "latitude_first": (
        geojson(*((code, [[y, x] for x, y in ring]) for code, ring in TWO)),
        "longitude and latitude seem to be exchanged",
    ),
    "crossing": (geojson(("A", BOW_TIE)), "its outline crosses itself near"),
    "double_code": (geojson(("A", square(0, 0)), ("A", square(0.1, 0))), "Choose the one that holds"),
    "metres": (geojson(("A", [[x * 1e5, y * 1e5] for x, y in square(0, 0)])), "look like metres"),
}


@pytest.mark.parametrize(("data", "said"), FILES.values(), ids=FILES)
def test_boundaries_that_cannot_be_taken_are_told(data: bytes, said: str, store: Store) -> None:
    drafted(store, place=PLACE)
    page = upload(set_up(), "set_up_boundaries", "a.geojson", data)
    assert said in words(page)
    assert not [one for one in labels(page) if one.startswith("Take these")]
    assert draft.read(store).areas == {}


def test_a_code_that_is_there_twice_is_told_by_feature(store: Store) -> None:
    drafted(store, place=PLACE)
    page = upload(set_up(), "set_up_boundaries", "a.geojson", geojson(*TWO, ("A", square(0.2, 0))))
    next(one for one in page.selectbox if one.label == "The property that holds the code").set_value("code")
    page.run()
    assert "feature 3 (A): the code 'A' stands at feature 1 already" in words(page)


@pytest.mark.parametrize(
    ("name", "cure", "said"),
    [
        ("latitude_first", "They are exchanged: take latitude first", "were exchanged, as you asked"),
        ("crossing", "Repair these outlines", "were repaired, as you asked"),
    ],
)
def test_a_person_decides_what_is_put_right(name: str, cure: str, said: str, store: Store) -> None:
    drafted(store, place=PLACE)
    page = upload(set_up(), "set_up_boundaries", "a.geojson", FILES[name][0])
    page = press(page, cure)
    assert said in words(page)
    press(page, next(one for one in labels(page) if one.startswith("Take th")))
    outlines = draft.read(store).outlines
    point = json.loads(outlines["A"])["coordinates"][0][0][0]
    assert -26.1 < point[0] < -25.8
    assert 36.9 < point[1] < 37.2


def test_the_wrong_winding_is_mended_and_said(store: Store) -> None:
    drafted(store, place=PLACE)
    turned = (("A", square(0, 0)[::-1]), ("B", square(0.1, 0)))
    page = upload(set_up(), "set_up_boundaries", "a.geojson", geojson(*turned))
    assert "1 outline ran the wrong way round and was turned: A" in words(page)
    assert "Ward" not in draft.read(store).areas
    press(page, "Take these 2 areas")
    assert [row["name_en"] for row in draft.read(store).areas["rows"]] == ["Ward A", "Ward B"]


def test_a_list_is_matched_by_code(store: Store) -> None:
    drafted(store, place=PLACE)
    page = upload(set_up(), "set_up_areas", "areas.csv", b"area_code,name_en\nA,North\nC,South\n")
    page = upload(page, "set_up_boundaries", "a.geojson", geojson(*TWO))
    said = words(page)
    assert "2 areas, 1 of them with a boundary" in said
    assert "1 boundary belongs to no area and was left out: B" in said
    assert "1 area has no boundary and is not on the map: C" in said


def test_no_match_names_codes_of_both_sides(store: Store) -> None:
    drafted(store, place=PLACE)
    page = upload(set_up(), "set_up_areas", "areas.csv", b"area_code,name_en\nX,North\nX,South\n")
    page = upload(page, "set_up_boundaries", "a.geojson", geojson(*TWO))
    said = words(page)
    assert "none of its codes is a code of an area: the file has A, B, the areas have X" in said
    assert "areas.csv, line 3, area_code: 'X' is there twice" in said


def test_a_shifted_system_is_named(store: Store) -> None:
    drafted(store, place=PLACE)
    page = upload(set_up("zh"), "set_up_boundaries", "a.geojson", geojson(*TWO))
    next(one for one in page.selectbox if one.label == "坐标系").set_value("GCJ-02")
    page.run()
    assert "边界采用GCJ-02坐标系，按原样保存" in words(page)
    press(page, "采用这2个地区")
    assert draft.source(draft.read(store)).options is not None
    assert draft.read(store).areas["coordinate_system"] == "GCJ-02"


# --- to the city -------------------------------------------------------------


def _ready(store: Store) -> None:
    """Everything that a city needs, as a draft."""
    rows = [{"area_code": "A", "name_en": "North"}, {"area_code": "B", "name_en": "South"}]
    own = {"indicator_id": "trips", "name_en": "Trips", "unit_en": "trips", "direction": "1"}
    drafted(
        store,
        place=PLACE,
        areas={"rows": rows, "coordinate_system": "", "is_named": True},
        outlines={},
        indicators={"rows": [{"indicator_id": cities.AIR}, own], "is_done": True},
    )


def test_a_city_is_founded_and_taken_back_with_its_draft_kept(store: Store) -> None:
    _ready(store)
    before = counts(store)
    page = press(set_up(), "Found Quay")
    assert settings.read(store).city == "Q"
    assert "2 areas have no boundary and are not on the map: A, B" in words(page)
    press(page, "Take it out and correct the draft")
    assert indicators.areas(store, on=TODAY) == {}
    assert "trips" not in indicators.catalogue(store)
    assert draft.read(store).place["code"] == "Q"
    assert counts(store)["claims"] == before["claims"]


def test_the_vision_is_checked_as_it_is_added(store: Store) -> None:
    _ready(store)
    page = press(set_up(), "Found Quay")
    assert "The vision has no name yet" in words(press(page, "Write the vision"))
    assert "The outcome has no name" in words(press(page, "Add this outcome"))
    page.text_input(key="outcome_name_en_0").set_value("Clean air")
    press(page, "Add this outcome")
    said = words(press(page, "Add this target"))
    for fault in (
        "Indicator: nothing is written here. Write it.",
        "Target year: nothing is written here. Write it.",
        "Set in (document): the target names no document that set it.",
    ):
        assert fault in said
    assert draft.read(store).vision["outcomes"][0]["name_en"] == "Clean air"
    assert draft.read(store).vision.get("targets", []) == []


def _with_vision(store: Store) -> AppTest:
    _ready(store)
    page = press(set_up(), "Found Quay")
    target = {"id": "Q/t1", "outcome": "o1", "indicator_id": "trips", "kind": "reach", "target_value": 20.0}
    target |= {"target_year": 2030, "baseline_year": 2020, "is_illustrative": True}
    outcome = {"id": "o1", "name_en": "Getting around", "weight": 1.0}
    drafted(store, vision={"name_en": "A city on the move", "outcomes": [outcome], "targets": [target]})
    return press(page.run(), "Write the vision")


def test_a_baseline_waits_for_the_first_file(store: Store) -> None:
    page = _with_vision(store)
    assert [one.baseline_value for one in visions.targets(store)] == [None]
    data = b"area_code,indicator,year,value\nQ,trips,2020,10\nQ,trips,2025,15\n"
    next(one for one in page.file_uploader if (one.key or "").startswith("file_")).upload("a.csv", data)
    page.run()
    assert "1 status changes without getting worse" in words(page)
    page = press(go_on(page, "check", "compare", "consequences"), "Write this upload")
    [target] = visions.targets(store)
    assert (target.baseline_value, target.baseline_source) == (10.0, "a.csv, line 2")
    assert "Quay is on its way: 50%" in words(page)
    assert "Begin again" not in words(page)


def test_place_boundaries_and_indicators_change_later(store: Store) -> None:
    page = _with_vision(store)
    page.button(key="open_place").click()
    page.run()
    page.text_input(key="place_name_zh").set_value("码头市")
    press(page, "Save and go on")
    assert indicators.areas(store, on=TODAY)["Q"].name_zh == "码头市"
    page.button(key="open_areas").click()
    page.run()
    page = upload(page, "set_up_boundaries", "a.geojson", geojson(*TWO))
    press(page, "Take these 2 areas")
    assert all(indicators.areas(store, on=TODAY)[code].boundary for code in ("A", "B"))
    page.button(key="open_indicators").click()
    page.run()
    page.text_input(key="own_indicator_id_1").set_value("noise")
    page.text_input(key="own_name_en_1").set_value("Noise")
    page.text_input(key="own_unit_en_1").set_value("dB")
    press(page, "Add this indicator")
    assert settings.read(store).indicators.split() == [cities.AIR, "trips", "noise"]
    assert indicators.catalogue(store)["noise"].unit_en == "dB"


# --- London ------------------------------------------------------------------


@pytest.mark.soak
def test_london_goes_and_comes_back_on_the_screen(store: Store) -> None:
    drafted(store, place=PLACE)
    demo.load(store, SET_UP, datetime.now(UTC).date())
    on = settings.read(store).reporting_day(datetime.now(UTC))
    before = progress(store, on=on)
    page = press(set_up(), "Take it out now")
    assert indicators.areas(store, on=TODAY) == {}
    assert "Quay · Q" in words(page)
    assert draft.read(store).place["code"] == "Q"
    page = open_page("overview", Role.ADMINISTRATOR, lang="en")
    press(page, "Load London as a demo")
    after = progress(store, on=on)
    assert before is not None
    assert after is not None
    assert before.city.headline == after.city.headline


def test_a_city_of_ones_own_is_not_offered_london(store: Store, tmp_path: Path) -> None:
    found(store, SET_UP, folder.city(cities.one_indicator(tmp_path / "c")), TODAY)
    page = set_up()
    assert not {"Load London as a demo", "Take it out now"} & set(labels(page))
    assert "一市 · C · Asia/Shanghai" in words(page)
