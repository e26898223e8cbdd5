"""Boundaries: what is wrong is named by feature, what is harmless is put right, borders stay shared."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import shape

from cityops.indicators import boundaries, boundary_checks, outlines
from cityops.indicators.boundaries import Feature, NoBoundariesError

LONDON = Path(__file__).parent.parent / "data" / "london" / "areas.geojson"
NEAR_LONDON = (-0.12, 51.51)
Ring = list[list[float]]


def square(x: float, y: float, side: float = 1.0) -> Ring:
    """Counter-clockwise, closed."""
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def area(code: object, *rings: Ring, **more: Any) -> dict[str, Any]:
    """A feature with one polygon."""
    geometry = {"type": "Polygon", "coordinates": list(rings)}
    return {"type": "Feature", "properties": {"code": code} | more, "geometry": geometry}


def file(*features: dict[str, Any], **more: Any) -> bytes:
    """A GeoJSON file."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)} | more).encode()


def features(*given: dict[str, Any]) -> tuple[Feature, ...]:
    return boundaries.read("a.geojson", file(*given))


TWO = (area("A", square(0, 0)), area("B", square(1, 0)))
BOW_TIE = [[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]


# --- what cannot be read -----------------------------------------------------

UNREADABLE = [
    pytest.param(b"", "no JSON", id="empty"),
    pytest.param(b"a,b\n1,2\n", "no JSON: Expecting value, line 1", id="csv"),
    pytest.param(b"\xff\xfe{}", "byte 0xff is not UTF-8", id="utf16"),
    pytest.param(b"[" * 100_000, "nested too deeply", id="deep"),
    pytest.param(b"[1, 2]", "no GeoJSON: a list", id="list"),
    pytest.param(b'{"features": []}', "it has no type", id="no_type"),
    pytest.param(b'{"type": "Topology", "objects": {}}', "TopoJSON", id="topojson"),
    pytest.param(b'{"type": "FeatureCollection"}', "its type is 'FeatureCollection'", id="no_features"),
    pytest.param(file(), "only features without a geometry", id="none"),
    pytest.param(
        file({"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}),
        "there is no area in it, only Point",
        id="points",
    ),
    pytest.param(
        file(*TWO, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}),
        "coordinates are in urn:ogc:def:crs:EPSG::27700",
        id="british_grid",
    ),
    pytest.param(
        file(area("A", [[0, 0], [1, 0]], name="Here")),
        r"feature 1 \(Here\): .*a ring has 3 points",
        id="two_points",
    ),
    pytest.param(file(area("A", [["x", 0]] * 4)), "could not convert string to float", id="text"),
    pytest.param(
        b'{"type":"Polygon","coordinates":[[[NaN,1],[1,1],[1,2],[NaN,1]]]}', "is no number", id="nan"
    ),
    pytest.param(file(area("A", [[0]] * 4)), "it is no list of points", id="one_number"),
    pytest.param(file(area("A")), "it has no points", id="no_ring"),
    pytest.param(b" " * (boundaries.MAX_BYTES + 1), "the file has 20 MB; at most 20 MB", id="too_large"),
]


@pytest.mark.parametrize(("data", "said"), UNREADABLE)
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    with pytest.raises(NoBoundariesError, match=said) as caught:
        boundaries.read("a.geojson", data)
    assert str(caught.value).startswith("a.geojson")
    assert caught.value.fault.sentence("a.geojson", "zh").startswith("a.geojson")


def test_fifty_megabytes_are_refused_at_once() -> None:
    with pytest.raises(NoBoundariesError, match=r"the file has 50 MB; at most 20 MB are read\. Simplify"):
        boundaries.read("a.geojson", b"0" * (50 * 2**20))


@pytest.mark.parametrize(
    "named", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4490", "WGS84"]
)
def test_a_file_may_name_a_system_of_longitude_and_latitude(named: str) -> None:
    data = file(*TWO, crs={"type": "name", "properties": {"name": named}})
    assert len(boundaries.read("a.geojson", data)) == 2


# --- what is harmless --------------------------------------------------------


def test_open_rings_third_coordinates_and_points_beside_the_areas_do_no_harm() -> None:
    ring = [[*point, 12.5] for point in square(0, 0)[:-1]]
    point = {"type": "Feature", "properties": None, "geometry": {"type": "Point", "coordinates": [0, 0]}}
    found = features(point, area("A", ring))
    assert [(one.number, one.polygons[0][0][0], one.polygons[0][0][-1]) for one in found] == [
        (2, (0.0, 0.0), (0.0, 0.0))
    ]


@pytest.mark.parametrize("ring", [square(0, 0), square(0, 0)[::-1]], ids=["right", "wrong"])
def test_the_winding_becomes_that_of_the_standard(ring: Ring) -> None:
    hole = square(0.2, 0.2, 0.2)
    text = outlines.stored(features(area("A", ring, hole)), ["A"])["A"]
    outer, inner = shape(json.loads(text)).geoms[0].exterior, shape(json.loads(text)).geoms[0].interiors[0]
    assert (outer.is_ccw, inner.is_ccw) == (True, False)


def test_a_bare_geometry_and_a_single_feature_are_one_area() -> None:
    bare = json.dumps(TWO[0]["geometry"]).encode()
    assert len(boundaries.read("a", bare)) == len(boundaries.read("a", json.dumps(TWO[0]).encode())) == 1


# --- codes -------------------------------------------------------------------

PROPOSED = [
    pytest.param([{"name": "X", "area_code": "1"}, {"name": "Y", "area_code": "2"}], "area_code", id="known"),
    pytest.param([{"name": "X", "LAD21CD": "1"}, {"name": "Y", "LAD21CD": "2"}], "LAD21CD", id="likely"),
    pytest.param([{"name": "X", "adcode": 310101}, {"name": "X", "adcode": 310104}], "adcode", id="number"),
    pytest.param([{"name": "X", "level": "b"}, {"name": "Y", "level": "b"}], "name", id="clear"),
    pytest.param([{"name": "X"}, {"name": "X"}], "", id="none"),
]


@pytest.mark.parametrize(("given", "expected"), PROPOSED)
def test_the_code_property_is_proposed(given: list[dict[str, object]], expected: str) -> None:
    entries = [area(None, square(i, 0)) | {"properties": one} for i, one in enumerate(given)]
    assert boundary_checks.proposed_code(features(*entries)) == expected


def test_codes_that_are_missing_or_there_twice_are_named_by_feature() -> None:
    found = features(area("A", square(0, 0)), area("", square(1, 0), name="Here"), area("A", square(2, 0)))
    said = [fault.sentence("a.geojson", "en") for fault in boundary_checks.check_codes(found, "code")]
    assert said == [
        "a.geojson, feature 2 (Here): the property 'code' is missing, so nobody knows which area this is. "
        "Write its code.",
        "a.geojson, feature 3 (A): the code 'A' stands at feature 1 already. Give each area one feature; "
        "several parts belong in one MultiPolygon.",
    ]


def test_a_property_that_nobody_has_is_one_fault() -> None:
    [fault] = boundary_checks.check_codes(features(*TWO), "gss")
    assert (fault.feature, fault.found, fault.expected, fault.code) == (0, "gss", "code", "no_property")


def test_no_match_names_codes_of_both_sides() -> None:
    [fault] = boundary_checks.check_match(features(*TWO), "code", ["E1", "E2"])
    assert (fault.found, fault.expected, fault.code) == ("A, B", "E1, E2", "no_match")
    assert boundary_checks.check_match(features(*TWO), "code", ["B", "C"]) == []


# --- places ------------------------------------------------------------------

PLACES: list[Any] = [
    pytest.param(square(116, 39), (116.4, 39.9), [], id="beijing"),
    pytest.param(square(39, 116), (116.4, 39.9), ["axis_order"], id="beijing_exchanged"),
    pytest.param(square(39, 116), None, ["axis_order"], id="beijing_exchanged_without_a_zone"),
    pytest.param(square(51, 0), NEAR_LONDON, ["axis_order"], id="london_exchanged"),
    pytest.param(square(51, 0), None, [], id="london_exchanged_without_a_zone"),
    pytest.param(square(87, 43), (121.47, 31.23), [], id="urumqi_far_from_its_zone"),
    pytest.param(square(41, 29), (28.97, 41.02), ["axis_order"], id="istanbul_exchanged"),
    pytest.param(square(-179, -17), (178.4, -18.1), [], id="across_the_date_line"),
    pytest.param(square(530_000, 180_000), NEAR_LONDON, ["projected"], id="metres"),
    pytest.param(square(200, 10), NEAR_LONDON, ["outside"], id="nowhere"),
]


@pytest.mark.parametrize(("ring", "near", "codes"), PLACES)
def test_places_are_looked_at(ring: Ring, near: tuple[float, float] | None, codes: list[str]) -> None:
    found = boundary_checks.check_places(features(area("A", ring)), near)
    assert [fault.code for fault in found] == codes


def test_exchanged_axes_are_proposed_and_only_then_turned() -> None:
    found = features(area("A", square(51, 0)))
    [fault] = boundary_checks.check_places(found, NEAR_LONDON)
    assert (fault.found, fault.expected) == ("51, 0", "0, 51")
    assert "nothing was turned round" in fault.said("en")
    turned = boundary_checks.exchanged(found)
    assert turned[0].polygons[0][0][0] == (0.0, 51.0)
    assert boundary_checks.check_places(turned, NEAR_LONDON) == []


# --- outlines ----------------------------------------------------------------


def test_an_outline_that_crosses_itself_is_named_by_feature_and_place() -> None:
    found = features(area("A", square(5, 5)), area("B", BOW_TIE, name="Harbour"))
    [fault] = outlines.check(found)
    said = "a.geojson, feature 2 (Harbour): its outline crosses itself near 0.50000, 0.50000. Correct it"
    assert fault.sentence("a.geojson", "en").startswith(said)


def test_an_outline_is_repaired_only_when_asked() -> None:
    text = outlines.stored(features(area("B", BOW_TIE)), ["B"], repair=True)["B"]
    repaired = shape(json.loads(text))
    assert repaired.is_valid
    assert repaired.area == pytest.approx(0.5)


def test_a_hole_outside_is_not_sound() -> None:
    [fault] = outlines.check(features(area("A", square(0, 0), square(5, 5))))
    assert (fault.code, fault.found) == ("invalid", "Hole lies outside shell[5 5]")


def _denser(data: dict[str, Any], times: int) -> bytes:
    """The same outlines, with points put between the points: a file as large as a survey's."""

    def ring(points: Ring) -> Ring:
        between = (
            [a[0] + (b[0] - a[0]) * k / times, a[1] + (b[1] - a[1]) * k / times]
            for a, b in pairwise(points)
            for k in range(times)
        )
        return [*between, points[0]]

    for feature in data["features"]:
        geometry = feature["geometry"]
        geometry["coordinates"] = [[ring(r) for r in part] for part in geometry["coordinates"]]
    return json.dumps(data).encode()


@pytest.fixture(scope="module")
def london() -> tuple[Feature, ...]:
    return boundaries.read(LONDON.name, LONDON.read_bytes())


def test_london_is_taken_as_it_is(london: tuple[Feature, ...]) -> None:
    assert boundary_checks.proposed_code(london) == "area_code"
    assert boundary_checks.check_codes(london, "area_code") == []
    assert boundary_checks.check_places(london, NEAR_LONDON) == []
    assert outlines.check(london) == []
    texts = outlines.stored(london, [one.properties["area_code"] for one in london])
    given = json.loads(LONDON.read_text("utf-8"))["features"]
    before = {one["properties"]["area_code"]: shape(one["geometry"]) for one in given}
    off = [shape(json.loads(text)).symmetric_difference(before[key]).area for key, text in texts.items()]
    assert len(off) == len(before)
    assert max(off) < 1e-7


def test_a_large_file_becomes_small_and_no_border_tears() -> None:
    data = _denser(json.loads(LONDON.read_text("utf-8")), 12)
    found = boundaries.read("large.geojson", data)
    texts = outlines.stored(found, [one.properties["area_code"] for one in found])
    assert len(data) > 1_500_000
    assert sum(map(len, texts.values())) <= outlines.MAX_STORED
    shapes = {key: shape(json.loads(text)) for key, text in texts.items()}
    camden, islington = shapes["E09000007"], shapes["E09000019"]
    assert camden.intersection(islington).area < 1e-6
    assert camden.boundary.intersection(islington.boundary).length > 0.03


def test_too_many_areas_for_one_map_are_told() -> None:
    many = tuple(
        one
        for i in range(100)
        for one in features(*(area(f"{i}-{k}", square(i, k / 10, 0.05)) for k in range(40)))
    )
    assert outlines.stored(many, [one.properties["code"] for one in many]) == {}


@pytest.mark.parametrize("make", [boundary_checks.check_codes, boundary_checks.check_match])
def test_nothing_is_wrong_with_a_good_file(make: Callable[..., list[Any]]) -> None:
    more = (["A"],) if make is boundary_checks.check_match else ()
    assert make(features(*TWO), "code", *more) == []
