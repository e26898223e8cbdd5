"""District boundaries as a drawing: no WebGL, no network, right at any width. Pure: areas in, SVG out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from cityops.indicators.model import Area
from cityops.words.colours import Tone, ink_on

_WIDTH = 1000.0
_NEAR = 0.9  # a point nearer than this to the last one drawn cannot be seen
_ROOM = 52.0  # a district narrower than this has no room for its number
Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shade:
    """How one district is drawn.

    Attributes:
        share: 0 to 1 on the ramp; None is hatched.
        label: Short number inside, '' for none.
        about: Said on hover.
        glyph: Status's shape, as a character.
        fill: Colour instead of the ramp's; '' for the ramp.
    """

    share: float | None
    label: str
    about: str
    glyph: str
    fill: str = ""


def draw(areas: Iterable[Area], shades: Mapping[str, Shade], tone: Tone, near: float = _NEAR) -> str:
    """Return an SVG of the areas that have a boundary, or '' if none has.

    Each area is a group of class `area` with its id in `data-id`, so that a click can be told.
    """
    rings = {area.id: _rings(area.boundary) for area in areas if area.boundary}
    if not rings:
        return ""
    project, height = _projection([point for ring in rings.values() for part in ring for point in part])
    drawn = {
        key: [_thinned([project(point) for point in ring], near) for ring in parts]
        for key, parts in rings.items()
    }
    body = "".join(_area(key, parts, shades.get(key), tone) for key, parts in drawn.items())
    # The numbers come last, so that no neighbour lies over them.
    body += "".join(_label(parts, shades.get(key), tone) for key, parts in drawn.items())
    return (
        f'<svg viewBox="0 0 {_WIDTH:.0f} {height:.0f}" xmlns="http://www.w3.org/2000/svg" aria-hidden="true" '
        f'focusable="false">{_hatch(tone)}{body}</svg>'
    )


def _rings(boundary: str) -> list[Ring]:
    geometry = json.loads(boundary)
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def _projection(points: Sequence[tuple[float, float]]):  # type: ignore[no-untyped-def]
    """Return a projection that keeps shapes right at the city's latitude, and the height of the drawing."""
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    scale = (_WIDTH - 8) / ((east - west) * squeeze or 1.0)

    def project(point: tuple[float, float]) -> tuple[float, float]:
        return 4 + (point[0] - west) * squeeze * scale, 4 + (north - point[1]) * scale

    return project, (north - south) * scale + 8


def _thinned(ring: Ring, near: float) -> Ring:
    kept = ring[:1]
    for x, y in ring[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= near:
            kept.append((x, y))
    return kept


def _area(key: str, parts: Sequence[Ring], shade: Shade | None, tone: Tone) -> str:
    share = shade.share if shade else None
    fill = "url(#hatch)" if shade is None or share is None else _fill(shade, share, tone)
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in parts)
    about = escape(shade.about if shade else key, quote=True)
    return (
        f'<g class="area" data-id="{escape(key, quote=True)}" data-about="{about}">'
        f'<path d="{path}" fill="{fill}" fill-rule="evenodd" stroke="{tone.card}" stroke-width="2.5"/></g>'
    )


def _label(parts: Sequence[Ring], shade: Shade | None, tone: Tone) -> str:
    if shade is None or shade.share is None:
        return ""
    ring = max(parts, key=lambda part: abs(_size(part)))
    x, y, width = _inside(ring)
    if width < _ROOM:
        return ""
    ink = ink_on(_fill(shade, shade.share, tone))
    return (
        f'<text x="{x:.0f}" y="{y - 3:.0f}" fill="{ink}" class="g">{escape(shade.glyph)}</text>'
        f'<text x="{x:.0f}" y="{y + 18:.0f}" fill="{ink}">{escape(shade.label)}</text>'
    )


def _fill(shade: Shade, share: float, tone: Tone) -> str:
    return shade.fill or fill_of(share, tone)


def fill_of(share: float, tone: Tone) -> str:
    """Return the colour of a share on the tone's ramp of seven."""
    steps = len(tone.ramp)
    return tone.ramp[min(int(max(share, 0.0) * steps), steps - 1)]


def _size(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _inside(ring: Ring) -> tuple[float, float, float]:
    """Return the middle of the widest stretch inside a ring, near its middle height, and its width."""
    low, high = min(p[1] for p in ring), max(p[1] for p in ring)
    best = (ring[0][0], ring[0][1], 0.0)
    for part in (0.35, 0.42, 0.5, 0.58, 0.65):
        y = low + part * (high - low)
        crossings = sorted(_crossings(ring, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            if right - left > best[2]:
                best = ((left + right) / 2, y, right - left)
    return best


def _crossings(ring: Ring, y: float) -> list[float]:
    return [
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
        if (a[1] <= y) != (b[1] <= y)
    ]


def _hatch(tone: Tone) -> str:
    return (
        '<defs><pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)">'
        f'<rect width="9" height="9" fill="{tone.page}"/>'
        f'<path d="M0 0V9" stroke="{tone.sub}" stroke-width="2.4"/></pattern></defs>'
    )
