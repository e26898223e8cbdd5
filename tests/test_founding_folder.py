"""A folder becomes a city; what is wrong is named by file, line and column, and nothing is written."""

import json
from datetime import date
from pathlib import Path

import pytest

from cityops import demo
from cityops.access import SET_UP, Role
from cityops.errors import NotAllowedError, RefusedError
from cityops.founding.acts import found
from cityops.founding.faults import FoundingError
from cityops.founding.folder import read_folder
from cityops.founding.plans import understand
from cityops.indicators import reads as indicators
from cityops.progress.as_json import of_area
from cityops.progress.reads import progress
from cityops.store import PRESENT, Store
from cityops.vision import reads as visions
from cityops.vision import settings
from tests.support import city as small_city
from tests.support import folder
from tests.support.counts import counts
from tests.support.folder import TODAY

GOLDEN = json.loads((Path(__file__).parent / "golden" / "london_progress.json").read_text("utf-8"))
"""London's progress as the loader computed it that read London's own formats, before it became a folder."""


# --- London ------------------------------------------------------------------


def test_london_as_a_folder_is_london_as_it_was(store: Store) -> None:
    source = understand(read_folder(demo.FOLDER), date(2026, 11, 22))
    assert found(store, SET_UP, source, TODAY) == {
        "indicators": 510,
        "areas": 36,
        "observations": 10974,
        "outcomes": 6,
        "targets": 88,
    }
    seen = progress(store, on=date(2020, 12, 31))
    assert seen is not None
    uploads = {row["upload_number"]: row for row in store.rows("ingest/uploads", known=PRESENT)}
    for area in (seen.city, *seen.districts.values()):
        said, golden = of_area(seen, area, uploads), GOLDEN[area.area.code]
        for name in ("headline", "expected", "coverage"):
            assert said[name] == pytest.approx(golden[name], abs=1e-12), (area.area.code, name)
        assert {one["target"]: one["status"] for one in said["statuses"]} == {
            key: row[0] for key, row in golden["targets"].items()
        }
        for one in said["statuses"]:
            _, share, value, line = golden["targets"][one["target"]]
            assert one["share"] == pytest.approx(share, abs=1e-12)
            assert (one["value"], (one["lineage"] or {"line": None})["line"]) == (value, line)
    assert len(GOLDEN) == 1 + len(seen.districts)


# --- the template ------------------------------------------------------------


def test_the_template_works_as_it_is(store: Store, tmp_path: Path) -> None:
    done = found(store, SET_UP, folder.city(folder.make(tmp_path / "new")), TODAY, reason="new")
    assert done == {"indicators": 488, "areas": 4, "observations": 84, "outcomes": 2, "targets": 4}
    seen = progress(store, on=date(2025, 12, 31))
    assert seen is not None
    assert seen.is_illustrative
    assert seen.city.coverage == 1.0
    assert list(seen.districts) == ["EX1", "EX2", "EX3"]
    harbour = [one for one in seen.districts["EX3"].assessments if one.indicator.id == "iso37120_2014_8.1"]
    assert [(one.target.target_value, one.is_inherited) for one in harbour] == [(12.0, False)]
    areas = indicators.areas(store, on=TODAY)
    assert [bool(area.boundary) for area in areas.values()] == [False, True, True, True]
    assert settings.read(store).reporting_date == "2025-12-31"


def test_baselines_are_frozen_from_the_files_and_from_what_follows_from_the_districts(
    store: Store, tmp_path: Path
) -> None:
    found(store, SET_UP, folder.city(folder.make(tmp_path / "new")), TODAY)
    held = {one.indicator_id + "/" + one.area_id: one for one in visions.targets(store)}
    air, bus = held["iso37120_2014_8.1/EX0"], held["ex_trips_by_bus/EX0"]
    assert (air.baseline_value, air.baseline_source) == (18.0, "observations.csv, line 2")
    # Weighted by residents: (52000 x 96 + 41000 x 101 + 18000 x 70) / 111000.
    assert bus.baseline_value == pytest.approx(10_393_000 / 111_000, abs=1e-9)
    assert bus.baseline_source == "added up from the areas"


def test_a_template_is_written_only_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine", "utf-8")
    with pytest.raises(RefusedError, match="is not empty"):
        folder.make(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


# --- who and where -----------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_founds_a_city(role: Role, store: Store, tmp_path: Path) -> None:
    city, before = folder.city(folder.make(tmp_path / "new")), counts(store)
    with pytest.raises(NotAllowedError, match="Sign in as administrator"):
        found(store, small_city.ACTORS[role], city, TODAY)
    assert counts(store) == before


def test_a_second_city_is_refused_and_nothing_is_written(small: Store, tmp_path: Path) -> None:
    before = counts(small)
    with pytest.raises(RefusedError, match="The store holds a city already"):
        found(small, SET_UP, folder.city(folder.make(tmp_path / "new")), TODAY)
    assert counts(small) == before


def test_a_folder_without_a_city_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"There is no city\.toml in .*init --template FOLDER"):
        read_folder(tmp_path)


def test_a_city_is_written_whole_or_not_at_all(store: Store, tmp_path: Path) -> None:
    new = folder.make(tmp_path / "new", targets_csv="indicator,kind\n")
    city = folder.city(new)
    before = counts(store)
    broken = city.files[0].data.replace(
        b"EX1,iso37120_2014_8.1,2020,16.0", b"EX9,iso37120_2014_8.1,2020,16.0"
    )
    object.__setattr__(city.files[0], "data", broken)  # the file changed after it was checked
    with pytest.raises(FoundingError, match="'EX9' is no area of this city"):
        found(store, SET_UP, city, TODAY)
    assert counts(store) == before


# --- faults ------------------------------------------------------------------

DATA = "data/observations.csv"
FAULTS = {
    "toml": ("city.toml", 'code = "EX0"', "code = EX0", "", "not_toml"),
    "code": ("city.toml", 'code = "EX0"', 'code = "EX 0"', "code", "bad_code"),
    "kind": ("city.toml", 'kind = "city"', 'kind = "town"', "kind", "unknown_word"),
    "zone": ("city.toml", '"UTC"', '"Asia/Shangai"', "time_zone", "unknown_time_zone"),
    "money": ("city.toml", 'currency = ""', 'currency = "XQQ"', "currency", "unknown_currency"),
    "day": ("city.toml", "= 2025-12-31", '= "soon"', "reporting_date", "not_a_day"),
    "language": ("city.toml", '["en", "zh"]', '["en", "fr"]', "languages", "unknown_word"),
    "slip_of_the_pen": ("city.toml", "hierarchy =", "hirarchy =", "hirarchy", "unknown_name"),
    "system": ("city.toml", '"WGS 84"', '"BD-08"', "coordinate_system", "unknown_word"),
    "double_area": ("areas.csv", "EX2,S", "EX1,S", "area_code", "double"),
    "no_name": ("areas.csv", "EX2,South Quarter,南区", "EX2,,", "name_en", "empty"),
    "broken_line": ("areas.csv", "EX3,Harbour", "Harbour", "", "broken_line"),
    "parent": ("areas.csv", "港区,district,EX0", "港区,district,EX9", "parent_code", "unknown_area"),
    "in_itself": ("areas.csv", "北区,district,EX0", "北区,district,EX1", "parent_code", "round"),
    "column": ("areas.csv", "name_zh", "name_cn", "name_cn", "unknown_name"),
    "no_column": ("areas.csv", "area_code", "parent", "", "missing_column"),
    "unit": ("indicators.csv", "Residents,常住人口,persons,人", "Residents,常住人口,,", "unit_en", "empty"),
    "direction": ("indicators.csv", ",人,0,0,", ",人,up,0,", "direction", "unknown_word"),
    "weights": ("indicators.csv", "mean,ex_residents", "mean,us", "weight_indicator_id", "unknown_indicator"),
    "range": ("indicators.csv", "0,1000,Env", "2000,1000,Env", "hard_low", "turned_range"),
    "indicator": ("vision.toml", '"ex_trips_by_bus"', '"ex_trips"', "indicator_id", "unknown_indicator"),
    "no_way": ("vision.toml", "target_value = 10.0", "target_value = 18.0", "target_value", "no_way"),
    "too_early": ("vision.toml", "target_year = 2030", "target_year = 2019", "target_year", "date"),
    "band": ("vision.toml", "low = 90", "low = 190", "low", "turned_band"),
    "weight": ("vision.toml", "weight = 0.5", "weight = -1", "weight", "weight"),
    "period": ("vision.toml", '= "2020"', '= "lately"', "baseline_period", "not_a_period"),
    "outcome": ("targets.csv", ",air,", ",water,", "outcome", "unknown_outcome"),
    "target_unit": ("targets.csv", "ug/m3", "mg/m3", "unit", "wrong_unit"),
    "double_target": ("targets.csv", "EX3", "EX0", "", "double_target"),
    "value": (DATA, "8.1,2021,17.1", "8.1,2021,n/a", "value", "not_a_number"),
    "area_of_data": (DATA, "EX1,ex_residents,2020", "XX1,ex_residents,2020", "area_code", "unknown_area"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "column", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_by_file_line_and_column(
    tmp_path: Path, name: str, old: str, new: str, column: str, code: str
) -> None:
    city = folder.changed(folder.make(tmp_path / "new"), name, (old, new))
    text = (city / name).read_text("utf-8")
    line = text.count("\n", 0, text.index(new)) + 1
    found = folder.faults(city)
    place = (name.rpartition("/")[2], line, column, code)
    assert place in [(one.file, one.line, one.column, one.code) for one in found]
    assert all(one.said["en"].startswith(one.file) and one.said["zh"] for one in found)


@pytest.mark.parametrize("note", ["Source: the city", "Provisional"])
def test_a_note_below_a_table_is_named(tmp_path: Path, note: str) -> None:
    """An import would leave it aside; a city's own tables hold nothing that is not read."""
    city = folder.make(tmp_path / "new")
    areas = city / "areas.csv"
    areas.write_text(areas.read_text("utf-8") + note + "\n", "utf-8")
    found = [(one.file, one.line, one.found, one.code) for one in folder.faults(city)]
    assert found == [("areas.csv", 0, note, "broken_line")]


BOUNDARY_FAULTS = {
    "code_property": ("city.toml", '= "code"', '= "gss"', 0, "no_property"),
    "double_code": ("areas.geojson", '"EX3"', '"EX1"', 3, "double_code"),
    "crossing": (
        "areas.geojson",
        "[-30.0, 40.06], [-29.95, 40.055]",
        "[-29.95, 40.055], [-30.0, 40.06]",
        1,
        "crossing",
    ),
}


@pytest.mark.parametrize(
    ("name", "old", "new", "feature", "code"), BOUNDARY_FAULTS.values(), ids=BOUNDARY_FAULTS
)
def test_a_fault_of_the_boundaries_is_named_by_feature(
    tmp_path: Path, name: str, old: str, new: str, feature: int, code: str
) -> None:
    [fault] = folder.faults(folder.changed(folder.make(tmp_path / "new"), name, (old, new)))
    assert (fault.file, fault.line, fault.code) == ("areas.geojson", feature, code)


def test_boundaries_of_fifty_megabytes_are_not_even_read(tmp_path: Path) -> None:
    new = folder.make(tmp_path / "new")
    with (new / "areas.geojson").open("r+b") as file:
        file.truncate(50 * 2**20)
    assert read_folder(new).boundaries is None
    [fault] = folder.faults(new)
    assert (fault.code, fault.found, fault.expected) == ("too_large", "50 MB", "20 MB")


def test_every_fault_of_every_file_is_told_at_once(store: Store, tmp_path: Path) -> None:
    new = folder.make(tmp_path / "new")
    folder.changed(new, "city.toml", ('"UTC"', '"Mars"'))
    folder.changed(new, "areas.csv", ("EX2,", "EX1,"))
    folder.changed(new, "indicators.csv", (",人,0,0,", ",人,up,0,"))
    folder.changed(new, "data/observations.csv", ("2021,17.1", "2021,n/a"))
    before = counts(store)
    with pytest.raises(FoundingError, match=r"areas\.csv, line 3.*Nothing was written") as caught:
        found(store, SET_UP, folder.city(new), TODAY)
    assert {one.file for one in caught.value.faults} >= {
        "city.toml",
        "areas.csv",
        "indicators.csv",
        "observations.csv",
    }
    assert counts(store) == before


def test_data_that_match_no_area_and_no_indicator_are_named_with_what_is_near(tmp_path: Path) -> None:
    data = "area_code,indicator,year,value\nEX-1,ex_resident,2020,5\n"
    new = folder.make(tmp_path / "new", without=("data/observations.csv",), data__a_csv=data)
    said = [one.said["en"] for one in folder.faults(new) if one.file == "a.csv"]
    assert said == [
        "a.csv, line 2, area_code: 'EX-1' is no area of this city. Write its code or its name. Near: EX1.",
        "a.csv, line 2, indicator: 'ex_resident' is no indicator of the catalogue. Write its id or its name. "
        "Near: ex_residents, Residents.",
    ]


def test_exchanged_axes_are_told_and_taken_when_the_city_says_so(tmp_path: Path) -> None:
    new = folder.make(tmp_path / "new")
    folder.changed(new, "city.toml", ('"UTC"', '"Atlantic/Azores"'))
    shapes = json.loads((new / "areas.geojson").read_text("utf-8"))
    for one in shapes["features"]:
        rings = one["geometry"]["coordinates"]
        one["geometry"]["coordinates"] = [[[y, x] for x, y in ring] for ring in rings]
    (new / "areas.geojson").write_text(json.dumps(shapes), "utf-8")
    assert [one.code for one in folder.faults(new)] == ["axis_order"]
    folder.changed(new, "city.toml", ('# axis_order = "lat, lon"', 'axis_order = "lat, lon"'))
    boundary = folder.city(new).areas[1].boundary
    assert boundary is not None
    west = min(x for x, _ in json.loads(boundary)["coordinates"][0][0])
    assert west == pytest.approx(-30.01)


def test_outlines_that_cross_are_repaired_when_the_city_says_so(tmp_path: Path) -> None:
    new = folder.make(tmp_path / "new")
    turned = ("[-30.0, 40.06], [-29.95, 40.055]", "[-29.95, 40.055], [-30.0, 40.06]")
    folder.changed(new, "areas.geojson", turned)
    folder.changed(new, "city.toml", ("# repair = true", "repair = true"))
    assert all(area.boundary for area in folder.city(new).areas[1:])


def test_a_shifted_coordinate_system_is_kept_and_named(store: Store, tmp_path: Path) -> None:
    new = folder.changed(folder.make(tmp_path / "new"), "city.toml", ('"WGS 84"', '"GCJ-02"'))
    found(store, SET_UP, folder.city(new), TODAY)
    assert settings.read(store).coordinate_system == "GCJ-02"


def test_boundaries_of_other_areas_are_left_out_and_told(tmp_path: Path) -> None:
    new = folder.make(
        tmp_path / "new",
        areas_csv="area_code,name_en\nEX1,North\nEX2,South\nEX7,West\n",
        without=("targets.csv", "data/observations.csv"),
    )
    city = folder.city(new)
    assert (city.left_out, city.without_boundary) == (("EX3",), ("EX7",))


def test_boundaries_that_match_no_area_are_refused(tmp_path: Path) -> None:
    new = folder.make(
        tmp_path / "new",
        areas_csv="area_code,name_en\nE1,North\n",
        without=("targets.csv", "data/observations.csv"),
    )
    [fault] = folder.faults(new)
    assert (fault.code, fault.found, fault.expected) == ("no_match", "EX1, EX2, EX3", "EX0, E1")


def test_areas_may_lie_in_one_another_in_more_than_one_hierarchy(store: Store, tmp_path: Path) -> None:
    new = folder.make(
        tmp_path / "new",
        area_parents_csv="hierarchy,area_code,parent_code\nadministrative,EX1,EX0\nadministrative,EX2,EX1\n"
        "police,EX2,EX0\npolice,EX3,EX0\n",
    )
    found(store, SET_UP, folder.city(new), TODAY)
    trees = [indicators.members(store, "EX0", name) for name in ("administrative", "police")]
    assert trees == [["EX1"], ["EX2", "EX3"]]


def test_a_table_of_a_chinese_spreadsheet_is_read(tmp_path: Path) -> None:
    new = folder.make(tmp_path / "new", without=("targets.csv",))
    text = "\ufeffarea_code;name_zh\r\nEX1;北区\r\nEX2;南区\r\nEX3;港区\r\n"
    (new / "areas.csv").write_bytes(text.encode("utf-8"))
    assert [area.name_zh for area in folder.city(new).areas] == ["示例市", "北区", "南区", "港区"]
