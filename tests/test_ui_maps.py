"""The map: shapes as they are, names that cannot do harm, numbers where there is room."""

import json
import re
from math import cos, radians

import pytest

from cityops.indicators.model import Area
from cityops.ui import maps
from cityops.ui.maps import Shade
from cityops.words.colours import DARK, LIGHT, Tone, contrast, ink_on
from tests.support import city

Corner = tuple[float, float]


def square(west: float, south: float, width: float, height: float) -> list[Corner]:
    """Corners of a rectangle in degrees, closed."""
    east, north = west + width, south + height
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def area(name: str, *polygons: list[list[Corner]]) -> Area:
    """An area of polygons; of each, the first ring is its edge and the others are its holes."""
    if len(polygons) == 1:
        boundary = json.dumps({"type": "Polygon", "coordinates": polygons[0]})
    else:
        boundary = json.dumps({"type": "MultiPolygon", "coordinates": polygons})
    return city.area(name, boundary=boundary)


def shade(share: float | None = 0.5, **changes: str) -> Shade:
    """A shade."""
    said = {"label": "50", "about": "North\nOn track · 50%", "glyph": "▲"} | changes
    return Shade(share, **said)


def size(svg: str) -> tuple[float, float]:
    """Width and height of a drawing."""
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert found
    return float(found[1]), float(found[2])


def paths(svg: str) -> list[str]:
    """What is drawn of each area."""
    return re.findall(r'(?s)<g class="area".*?<path d="(.*?)"', svg)


@pytest.mark.parametrize("latitude", [0.0, 31.2, 51.5, 60.2, -33.9])
def test_the_shape_of_the_city_is_right_at_its_latitude(latitude: float) -> None:
    svg = maps.draw([area("a", [square(0, latitude - 0.5, 1, 1)])], {"a": shade()}, LIGHT)
    width, height = (length - 8 for length in size(svg))
    assert width / height == pytest.approx(cos(radians(latitude)), rel=0.002)


def test_north_is_up_and_east_is_right() -> None:
    svg = maps.draw([area("a", [square(0, 0, 1, 1)]), area("b", [square(2, 2, 1, 1)])], {}, LIGHT)
    south_west, north_east = (
        [tuple(float(n) for n in point.split()) for point in re.findall(r"[\d.]+ [\d.]+", path)]
        for path in paths(svg)
    )
    assert max(x for x, _ in south_west) < min(x for x, _ in north_east)
    assert min(y for _, y in south_west) > max(y for _, y in north_east)


def test_a_hole_is_left_open_and_an_island_is_drawn() -> None:
    with_hole = [square(0, 0, 3, 3), square(1, 1, 1, 1)]
    svg = maps.draw([area("a", with_hole, [square(4, 0, 1, 1)])], {"a": shade()}, LIGHT)
    assert paths(svg)[0].count("M") == 3
    assert 'fill-rule="evenodd"' in svg


def test_nothing_is_drawn_without_a_boundary() -> None:
    assert maps.draw([], {}, LIGHT) == ""
    assert maps.draw([city.area("a")], {"a": shade()}, LIGHT) == ""
    assert 'data-id="b"' in maps.draw([city.area("a"), area("b", [square(0, 0, 1, 1)])], {}, LIGHT)


HARMFUL = ['O\'Neill "North"', "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "A & B"]


@pytest.mark.parametrize("name", HARMFUL)
@pytest.mark.parametrize("part", ["id", "about", "label", "glyph"])
def test_a_name_is_text_wherever_it_stands(name: str, part: str) -> None:
    key, changes = (name, {}) if part == "id" else ("a", {part: name})
    shades = {key: shade(0.5, **changes)}
    svg = maps.draw([area(key, [square(0, 0, 1, 1)])], shades, LIGHT)
    assert name not in svg
    assert not re.search(r"<(script|img)", svg)
    assert re.sub(r'"[^"]*"', "", svg).count("<g ") == 1


def test_the_number_stands_only_where_there_is_room() -> None:
    areas = [area("a", [square(0, 0, 1, 1)]), area("b", [square(1, 0, 0.04, 1)])]
    svg = maps.draw(areas, {"a": shade(label="61"), "b": shade(label="62")}, LIGHT)
    assert ">61<" in svg
    assert ">62<" not in svg


def test_the_number_stands_inside_a_shape_that_bends() -> None:
    bend = [(0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (2.5, 3.0), (2.5, 0.5), (0.0, 0.5), (0.0, 0.0)]
    svg = maps.draw([area("a", [bend])], {"a": shade()}, LIGHT)
    found = re.search(r'<text x="(\d+)" y="(\d+)"', svg)
    assert found
    width, height = size(svg)
    x, y = float(found[1]) / width * 3, 3 - float(found[2]) / height * 3
    assert (2.5 < x < 3.0) or (0.0 < y < 0.5)


@pytest.mark.parametrize("tone", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("share", [0.0, 0.14, 0.5, 0.857, 1.0, 1.2, -0.1])
def test_the_colour_is_on_the_ramp_and_its_number_can_be_read(share: float, tone: Tone) -> None:
    fill = maps.fill_of(share, tone)
    svg = maps.draw([area("a", [square(0, 0, 1, 1)])], {"a": shade(share)}, tone)
    assert f'fill="{fill}"' in svg
    assert f'fill="{ink_on(fill)}"' in svg
    assert contrast(ink_on(fill), fill) >= 3


def test_more_is_further_along_the_ramp() -> None:
    steps = [LIGHT.ramp.index(maps.fill_of(percent / 100, LIGHT)) for percent in range(101)]
    assert steps == sorted(steps)
    assert (steps[0], steps[100]) == (0, len(LIGHT.ramp) - 1)


@pytest.mark.parametrize("shades", [{"a": shade(None)}, {}], ids=["too-little-data", "nothing-known"])
def test_an_area_without_a_number_is_hatched(shades: dict[str, Shade]) -> None:
    svg = maps.draw([area("a", [square(0, 0, 1, 1)])], shades, LIGHT)
    assert 'fill="url(#hatch)"' in svg
    assert "<text" not in svg
