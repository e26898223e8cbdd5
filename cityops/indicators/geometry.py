"""Boundaries laid flat: what all drawings of areas share, whatever draws them. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

_MARGIN = 4.0
NEAR = 0.9
"""A point nearer than this to the last one drawn cannot be seen on a drawing 1000 wide."""

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Areas on a flat drawing; y grows downwards.

    Attributes:
        width: Of the drawing, margin included.
        height: Of the drawing, margin included.
        parts: Rings of each area by its id: outer rings and holes alike, as the even-odd rule wants them.
    """

    width: float
    height: float
    parts: Mapping[str, tuple[Ring, ...]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label lies inside an area.

    Attributes:
        x: Middle of the label.
        y: Middle of the label.
        room: Width that is free there.
    """

    x: float
    y: float
    room: float


def outlines(boundaries: Mapping[str, str], width: float = 1000.0, near: float = NEAR) -> Outlines | None:
    """Lay boundaries flat, with shapes that are right at their latitude; None where there is none.

    Args:
        boundaries: GeoJSON geometry (Polygon or MultiPolygon, WGS84) as text, by id of the area.
        width: Of the drawing.
        near: Points nearer than this to the last one drawn are left out.
    """
    rings = {key: _rings(text) for key, text in boundaries.items()}
    points = [point for parts in rings.values() for ring in parts for point in ring]
    if not points:
        return None
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    scale = (width - 2 * _MARGIN) / ((east - west) * squeeze or 1.0)

    def flat(point: Point) -> Point:
        return _MARGIN + (point[0] - west) * squeeze * scale, _MARGIN + (north - point[1]) * scale

    parts = {
        key: tuple(_thinned([flat(p) for p in ring], near) for ring in found) for key, found in rings.items()
    }
    return Outlines(width, (north - south) * scale + 2 * _MARGIN, parts)


def _rings(boundary: str) -> list[list[Point]]:
    geometry = json.loads(boundary)
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def _thinned(ring: Sequence[Point], near: float) -> Ring:
    kept = list(ring[:1])
    for x, y in ring[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= near:
            kept.append((x, y))
    return tuple(kept)


def spot(parts: Sequence[Ring]) -> Spot:
    """Return the middle of the widest stretch inside the largest ring, near its middle height.

    >>> spot([((0.0, 0.0), (10.0, 0.0), (10.0, 4.0), (0.0, 4.0))])
    Spot(x=5.0, y=1.4, room=10.0)
    """
    return spots(parts)[0]


def spots(
    parts: Sequence[Ring], heights: Sequence[float] = (0.35, 0.42, 0.5, 0.58, 0.65)
) -> tuple[Spot, ...]:
    """Return the widest stretch inside the largest ring at each of some heights, the widest first.

    Args:
        parts: Rings of an area.
        heights: As shares of its height, from the top.
    """
    ring = max(parts, key=lambda part: abs(_size(part)))
    low, high = min(p[1] for p in ring), max(p[1] for p in ring)
    found = [_widest(ring, low + part * (high - low)) for part in heights]
    return tuple(sorted(found, key=lambda each: -each.room))


def _widest(ring: Ring, y: float) -> Spot:
    crossings = sorted(_crossings(ring, y))
    pairs = list(zip(crossings[::2], crossings[1::2], strict=False))
    left, right = max(pairs, key=lambda pair: pair[1] - pair[0], default=(ring[0][0], ring[0][0]))
    return Spot((left + right) / 2, y, right - left)


def clear(parts: Sequence[Ring], x: float, y: float) -> float:
    """Return how far it is from a point to the nearest edge on its left or right; 0 outside.

    >>> square = ((0.0, 0.0), (10.0, 0.0), (10.0, 4.0), (0.0, 4.0))
    >>> clear([square], 3.0, 1.0), clear([square], 3.0, 5.0)
    (3.0, 0.0)
    """
    crossings = [crossing for ring in parts for crossing in _crossings(ring, y)]
    is_inside = sum(crossing < x for crossing in crossings) % 2 == 1
    return min(abs(crossing - x) for crossing in crossings) if is_inside else 0.0


def _size(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _crossings(ring: Ring, y: float) -> list[float]:
    return [
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
        if (a[1] <= y) != (b[1] <= y)
    ]
