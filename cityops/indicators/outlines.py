"""Outlines of areas: sound or not, repaired if asked, simplified together so that no border tears. Pure."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from cityops.indicators.boundaries import BoundaryFault, Feature, label

MAX_STORED = 300_000
"""Characters that all outlines of a city may take: a page with its map opens at once."""

_DIGITS = 5  # about a metre
_PER_POINT = 20  # characters, near enough to know when it is worth writing them
_COARSEST = 30  # the coarsest step is the span over this; what is still too much is too much
_PLACE = re.compile(r"\[(\S+) (\S+)\]")


def check(features: Iterable[Feature]) -> list[BoundaryFault]:
    """Return the features whose outline crosses itself or is not sound for another reason."""
    faults = []
    for feature in features:
        shape = _shape(feature)
        if not shapely.is_valid(shape):
            faults.append(_fault(feature, shapely.is_valid_reason(shape)))
    return faults


def _fault(feature: Feature, reason: str) -> BoundaryFault:
    name = label(feature.properties)
    place = _PLACE.search(reason)
    if place and "Self-intersection" in reason:
        near = ", ".join(f"{float(number):.5f}" for number in place.groups())
        return BoundaryFault(feature.number, name, near, "", "crossing")
    return BoundaryFault(feature.number, name, reason, "", "invalid")


def _shape(feature: Feature) -> MultiPolygon:
    return MultiPolygon([Polygon(outline, holes) for outline, *holes in feature.polygons])


def stored(features: Sequence[Feature], keys: Sequence[str], *, repair: bool = False) -> dict[str, str]:
    """Return each geometry as GeoJSON text: wound as RFC 7946 asks, small enough, borders still shared.

    Args:
        features: Sound ones, or any with `repair`.
        keys: One a feature: its code, or another name that is clear.
        repair: Make outlines sound that are not, because somebody asked for it.

    Returns:
        By key, texts of together less than `MAX_STORED` characters; empty where the coarsest take more.
    """
    shapes = {key: _shape(feature) for key, feature in zip(keys, features, strict=True)}
    if repair:
        sound = {key: shapely.make_valid(one, method="structure") for key, one in shapes.items()}
        shapes = {key: _polygons(one) for key, one in sound.items()}
    kept = {key: shapely.orient_polygons(one) for key, one in shapes.items() if not one.is_empty}
    return _simplified(list(kept), list(kept.values()))


def _simplified(codes: list[str], shapes: list[BaseGeometry]) -> dict[str, str]:
    west, south, east, north = shapely.total_bounds(shapes)
    span = max(east - west, north - south)
    step = span / 100_000
    while (texts := _texts(codes, shapes)) is None and step < span / _COARSEST:
        # All at once: neighbours keep the border that they share.
        shapes = list(shapely.coverage_simplify(shapes, step))
        step *= 2
    return texts or {}


def _texts(codes: Iterable[str], shapes: Sequence[BaseGeometry]) -> dict[str, str] | None:
    """Return the outlines as text, or None where that is too much."""
    if sum(shapely.get_num_coordinates(shapes)) * _PER_POINT > MAX_STORED:
        return None
    texts = {
        code: json.dumps(_rounded(mapping(shape)), separators=(",", ":"))
        for code, shape in zip(codes, shapes, strict=True)
    }
    return texts if sum(map(len, texts.values())) <= MAX_STORED else None


def _rounded(geometry: Mapping[str, object]) -> dict[str, object]:
    return {"type": geometry["type"], "coordinates": _round(geometry["coordinates"])}


def _round(value: object) -> object:
    if isinstance(value, float | int):
        return round(float(value), _DIGITS)
    parts = [_round(part) for part in value]  # type: ignore[attr-defined]  # nested tuples of numbers
    # Points that fall together on the grid are one.
    return [part for i, part in enumerate(parts) if not i or part != parts[i - 1] or _is_number(part)]


def _is_number(part: object) -> bool:
    return isinstance(part, float)


def _polygons(shape: BaseGeometry) -> MultiPolygon:
    """Keep the areas of what a repair left: lines and points have none."""
    parts = shapely.get_parts(shapely.get_parts(shape)) if not shape.is_empty else []
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])
