"""Boundaries laid flat: what all drawings of areas share, whatever draws them. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

_MARGIN = 4.0
_NEAR = 0.9
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


def outlines(boundaries: Mapping[str, str], width: float = 1000.0) -> Outlines | None:
    """Lay boundaries flat, with shapes that are right at their latitude; None where there is none.

    Args:
        boundaries: GeoJSON geometry (Polygon or MultiPolygon, WGS84) as text, by id of the area.
        width: Of the drawing.
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

    parts = {key: tuple(_thinned([flat(p) for p in ring]) for ring in found) for key, found in rings.items()}
    return Outlines(width, (north - south) * scale + 2 * _MARGIN, parts)


def _rings(boundary: str) -> list[list[Point]]:
    geometry = json.loads(boundary)
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def _thinned(ring: Sequence[Point]) -> Ring:
    kept = list(ring[:1])
    for x, y in ring[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _NEAR:
            kept.append((x, y))
    return tuple(kept)


def spot(parts: Sequence[Ring]) -> Spot:
    """Return the middle of the widest stretch inside the largest ring, near its middle height.

    >>> spot([((0.0, 0.0), (10.0, 0.0), (10.0, 4.0), (0.0, 4.0))])
    Spot(x=5.0, y=1.4, room=10.0)
    """
    ring = max(parts, key=lambda part: abs(_size(part)))
    low, high = min(p[1] for p in ring), max(p[1] for p in ring)
    best = Spot(*ring[0], room=0.0)
    for part in (0.35, 0.42, 0.5, 0.58, 0.65):
        y = low + part * (high - low)
        crossings = sorted(_crossings(ring, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            if right - left > best.room:
                best = Spot((left + right) / 2, y, right - left)
    return best


def _size(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _crossings(ring: Ring, y: float) -> list[float]:
    return [
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
        if (a[1] <= y) != (b[1] <= y)
    ]
