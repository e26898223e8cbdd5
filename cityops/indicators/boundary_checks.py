"""What is wrong with boundaries that could be read: their codes, their places, and whose they are. Pure."""

from dataclasses import replace
from itertools import pairwise
from math import cos, hypot, radians

from cityops.indicators.boundaries import BoundaryFault, Feature, Point, Ring, label

_CODES = ("area_code", "code", "adcode", "gss_code", "lad_code", "行政区划代码", "代码", "id")
_FAR, _NEARER = 8.0, 3.0
"""Degrees from the time zone's own place, and how many times nearer the other order must bring it."""


def properties(features: tuple[Feature, ...]) -> list[str]:
    """Return the names of the properties that any feature has, in order of first mention."""
    return list(dict.fromkeys(name for feature in features for name in feature.properties))


def proposed_code(features: tuple[Feature, ...]) -> str:
    """Return the property that most likely holds the codes: a value for each feature, none of them twice."""
    clear = [name for name in properties(features) if _is_clear(features, name)]
    known = [name for name in clear if name.casefold() in _CODES]
    known.sort(key=lambda name: _CODES.index(name.casefold()))
    likely = [name for name in clear if "code" in name.casefold() or name.casefold().endswith(("cd", "id"))]
    return next(iter([*known, *likely, *clear]), "")


def _is_clear(features: tuple[Feature, ...], name: str) -> bool:
    values = [feature.properties.get(name, "") for feature in features]
    return all(values) and len(set(values)) == len(values)


def exchanged(features: tuple[Feature, ...]) -> tuple[Feature, ...]:
    """Exchange longitude and latitude, because somebody said that they stand the other way round."""
    return tuple(
        replace(
            one,
            polygons=tuple(tuple(tuple((y, x) for x, y in ring) for ring in part) for part in one.polygons),
        )
        for one in features
    )


def is_turned(feature: Feature) -> bool:
    """Whether a ring runs against RFC 7946, which asks for outlines counter-clockwise and holes clockwise."""
    return any(
        (_turn(ring) < 0) is not bool(place)
        for polygon in feature.polygons
        for place, ring in enumerate(polygon)
    )


def _turn(ring: Ring) -> float:
    """Return twice the signed area: above zero where the ring runs counter-clockwise."""
    x, y = ring[0]  # near the ring, so that nothing is lost to rounding
    return sum((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y) for a, b in pairwise(ring))


def check_codes(features: tuple[Feature, ...], code: str) -> list[BoundaryFault]:
    """Return what is wrong with the codes: a property that no feature has, one without a code, one twice."""
    known = properties(features)
    if code not in known:
        return [BoundaryFault(0, "", code, ", ".join(known[:20]), "no_property")]
    first: dict[str, int] = {}
    faults = []
    for feature in features:
        value = feature.properties.get(code, "")
        if not value:
            faults.append(
                BoundaryFault(feature.number, label(feature.properties), "", f"'{code}'", "no_code")
            )
        elif value in first:
            faults.append(BoundaryFault(feature.number, value, value, str(first[value]), "double_code"))
        else:
            first[value] = feature.number
    return faults


def check_places(features: tuple[Feature, ...], near: Point | None = None) -> list[BoundaryFault]:
    """Return what is wrong with the coordinates, before anything is computed from them.

    Args:
        features: As read.
        near: A place in the same time zone. It shows exchanged axes where both orders are on Earth.
    """
    points = [point for feature in features for point in feature.points()]
    if all(_is_on_earth(point) for point in points):
        return _check_order(points, near)
    first = next(point for point in points if not _is_on_earth(point))
    if all(_is_on_earth((y, x)) for x, y in points):
        return [BoundaryFault(0, "", _written(first), _written((first[1], first[0])), "axis_order")]
    if max(max(abs(x), abs(y)) for x, y in points) > 1000:
        return [BoundaryFault(0, "", _written(first), "", "projected")]
    return [
        BoundaryFault(feature.number, label(feature.properties), _written(strangers[0]), "", "outside")
        for feature in features
        if (strangers := [point for point in feature.points() if not _is_on_earth(point)])
    ]


def _is_on_earth(point: Point) -> bool:
    return abs(point[0]) <= 180 and abs(point[1]) <= 90


def _check_order(points: list[Point], near: Point | None) -> list[BoundaryFault]:
    """Propose the other order where it would bring the areas at least three times nearer to the time zone."""
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    if near is None or abs(x) > 90:
        return []
    as_given, turned = _apart((x, y), near), _apart((y, x), near)
    if as_given <= _FAR or turned * _NEARER > as_given:
        return []
    first = points[0]
    return [BoundaryFault(0, "", _written(first), _written((first[1], first[0])), "axis_order")]


def _apart(one: Point, other: Point) -> float:
    """Return how far apart two places are, in degrees of latitude, near enough to compare."""
    along = abs(one[0] - other[0])
    squeeze = cos(radians((one[1] + other[1]) / 2))
    return hypot(min(along, 360 - along) * squeeze, one[1] - other[1])


def _written(point: Point) -> str:
    return f"{point[0]:g}, {point[1]:g}"


def check_match(features: tuple[Feature, ...], code: str, areas: list[str]) -> list[BoundaryFault]:
    """Refuse boundaries of which none is of any area; some that are of none are simply not drawn."""
    codes = [feature.properties.get(code, "") for feature in features]
    if not areas or set(codes) & set(areas):
        return []
    return [BoundaryFault(0, "", ", ".join(codes[:3]), ", ".join(areas[:3]), "no_match")]
