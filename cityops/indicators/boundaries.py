"""Boundaries from a GeoJSON file: what is in it, and what keeps it from being taken. Pure: bytes in.

Nothing that a person has to decide is put right in silence: axes are never exchanged, outlines never repaired
unless that is asked for. What is harmless is: a ring that is not closed, a third coordinate, the winding.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from cityops.errors import RefusedError
from cityops.words import refusals

MAX_BYTES = 20 * 2**20
_LONGEST_TEXT = 80
_LONGITUDE_LATITUDE = ("crs84", "4326", "4490", "wgs84", "wgs 84", "cgcs2000")
_POLYGONS = ("Polygon", "MultiPolygon")

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]


@dataclass(frozen=True, slots=True, order=True)
class BoundaryFault:
    """One thing in a file of boundaries that keeps it from being taken.

    Attributes:
        feature: Its place in the file, from 1; 0 for the file as a whole.
        name: Code or name of the feature; '' if none is known.
        found: What stands there.
        expected: What would be right, or ''.
        code: Stable code; the words are `boundary.fault.<code>`.
    """

    feature: int
    name: str
    found: str
    expected: str
    code: str

    def said(self, language: str) -> str:
        """Return what was found and what to do."""
        return refusals.said(
            language, f"boundary.fault.{self.code}", found=self.found, expected=self.expected
        )

    def sentence(self, file: str, language: str) -> str:
        """Return where it is, what was found and what to do."""
        return refusals.at_feature(language, file, self.feature, self.name, self.said(language))


class NoBoundariesError(RefusedError):
    """A file holds no boundaries that can be read at all.

    Attributes:
        fault: What keeps it from being read.
    """

    def __init__(self, file: str, fault: BoundaryFault) -> None:
        super().__init__(fault.sentence(file, "en"))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Feature:
    """One area of the file.

    Attributes:
        number: Its place in the file, from 1.
        properties: What is said about it, as text; nested values and long texts are left out.
        polygons: Its parts, each an outline and its holes, every ring closed.
    """

    number: int
    properties: Mapping[str, str]
    polygons: tuple[Polygon, ...]

    def points(self) -> Iterator[Point]:
        """Every point of every ring."""
        return (point for polygon in self.polygons for ring in polygon for point in ring)


def read(name: str, data: bytes) -> tuple[Feature, ...]:
    """Read the areas of a GeoJSON file; features that are no areas are left out.

    Raises:
        NoBoundariesError: It is too large, no GeoJSON, in another coordinate system, or without a polygon.
    """
    fault = too_large(len(data))
    if fault:
        raise NoBoundariesError(name, fault)
    document = _parse(name, data)
    _refuse_other_system(name, document)
    entries = _entries(name, document)
    kinds = Counter(_kind(entry) for entry in entries)
    if not kinds.keys() & set(_POLYGONS):
        found = ", ".join(sorted(kind for kind in kinds if kind)) or "features without a geometry"
        raise NoBoundariesError(name, BoundaryFault(0, "", found, "", "no_polygons"))
    return tuple(
        _feature(name, number, entry)
        for number, entry in enumerate(entries, start=1)
        if _kind(entry) in _POLYGONS
    )


def too_large(size: int) -> BoundaryFault | None:
    """Return what is wrong with a file of so many bytes, so that one that is too large is never read."""
    if size <= MAX_BYTES:
        return None
    return BoundaryFault(0, "", f"{size / 2**20:.0f} MB", f"{MAX_BYTES >> 20} MB", "too_large")


def _parse(name: str, data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        found = f"byte {data[error.start]:#04x} is not UTF-8"
        raise NoBoundariesError(name, BoundaryFault(0, "", found, "", "not_json")) from None
    except json.JSONDecodeError as error:
        found = f"{error.msg}, line {error.lineno}"
        raise NoBoundariesError(name, BoundaryFault(0, "", found, "", "not_json")) from None
    except RecursionError:
        raise NoBoundariesError(name, BoundaryFault(0, "", "nested too deeply", "", "not_json")) from None
    if not isinstance(document, dict) or not isinstance(document.get("type"), str):
        found = "it has no type" if isinstance(document, dict) else f"a {type(document).__name__}"
        raise NoBoundariesError(name, BoundaryFault(0, "", found, "", "not_geojson"))
    return document


def _refuse_other_system(name: str, document: dict[str, Any]) -> None:
    """Refuse a file that names its coordinate system, as the older GeoJSON did, and names another one."""
    crs = document.get("crs")
    named = crs.get("properties") if isinstance(crs, dict) else None
    said = str(named.get("name", "")) if isinstance(named, dict) else ""
    if said and not any(known in said.casefold() for known in _LONGITUDE_LATITUDE):
        raise NoBoundariesError(name, BoundaryFault(0, "", said[:_LONGEST_TEXT], "", "other_system"))


def _entries(name: str, document: dict[str, Any]) -> list[Any]:
    kind = document["type"]
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        found: list[Any] = document["features"]
        return found
    if kind == "Feature":
        return [document]
    if kind in _POLYGONS:
        return [{"geometry": document}]
    code = "topojson" if kind == "Topology" else "not_geojson"
    raise NoBoundariesError(name, BoundaryFault(0, "", f"its type is {kind[:_LONGEST_TEXT]!r}", "", code))


def _kind(entry: Any) -> str:
    geometry = entry.get("geometry") if isinstance(entry, dict) else None
    return str(geometry.get("type", "")) if isinstance(geometry, dict) else ""


def _feature(name: str, number: int, entry: dict[str, Any]) -> Feature:
    given = entry.get("properties")
    properties = _texts(given if isinstance(given, dict) else {})
    if "id" not in properties and isinstance(entry.get("id"), str | int):
        properties["id"] = str(entry["id"])
    geometry = entry["geometry"]
    try:
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        polygons = tuple(tuple(_ring(ring) for ring in polygon) for polygon in parts if polygon)
        if not polygons:
            raise ValueError("it has no points")
    except (KeyError, TypeError, ValueError, IndexError) as error:
        fault = BoundaryFault(number, label(properties), _reason(error), "", "broken_outline")
        raise NoBoundariesError(name, fault) from None
    return Feature(number, properties, polygons)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, ValueError) else "it is no list of points"


def _texts(properties: dict[str, Any]) -> dict[str, str]:
    """Keep what can be a code or a name: one line of text, or a whole number."""
    kept = {}
    for key, value in properties.items():
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, str | int) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            if len(text) <= _LONGEST_TEXT:
                kept[str(key)] = text
    return kept


def _ring(ring: list[Any]) -> Ring:
    points = tuple((float(point[0]), float(point[1])) for point in ring)
    if points and points[0] != points[-1]:
        points = (*points, points[0])
    if len(points) < 4:
        raise ValueError(f"a ring has {len(points)} points")
    if not all(isfinite(x) and isfinite(y) for x, y in points):
        raise ValueError("a coordinate is no number")
    return points


def label(properties: Mapping[str, str]) -> str:
    """Return what a reader knows a feature by: a name, else the first thing that is said of it."""
    names = [value for key, value in properties.items() if "name" in key.casefold() or "名" in key]
    return next((text for text in (*names, *properties.values()) if text), "")
