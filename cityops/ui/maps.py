"""District boundaries as a drawing: no WebGL, no network, right at any width. Pure: areas in, SVG out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from cityops.indicators import geometry
from cityops.indicators.geometry import Ring
from cityops.indicators.model import Area
from cityops.words import colours
from cityops.words.colours import Tone, ink_on

_ROOM = 52.0  # a district narrower than this has no room for its number


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


def draw(areas: Iterable[Area], shades: Mapping[str, Shade], tone: Tone, near: float = geometry.NEAR) -> str:
    """Return an SVG of the areas that have a boundary, or '' if none has.

    Each area is a group of class `area` with its id in `data-id`, so that a click can be told.
    """
    flat = geometry.outlines({area.id: area.boundary for area in areas if area.boundary}, near=near)
    if flat is None:
        return ""
    body = "".join(_area(key, parts, shades.get(key), tone) for key, parts in flat.parts.items())
    # The numbers come last, so that no neighbour lies over them.
    body += "".join(_label(key, parts, shades.get(key), tone) for key, parts in flat.parts.items())
    return (
        f'<svg viewBox="0 0 {flat.width:.0f} {flat.height:.0f}" xmlns="http://www.w3.org/2000/svg" '
        f'aria-hidden="true" focusable="false">{_hatch(tone)}{body}</svg>'
    )


def _area(key: str, parts: Sequence[Ring], shade: Shade | None, tone: Tone) -> str:
    share = shade.share if shade else None
    fill = "url(#hatch)" if shade is None or share is None else _fill(shade, share, tone)
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in parts)
    about = escape(shade.about if shade else key, quote=True)
    return (
        f'<g class="area" data-id="{escape(key, quote=True)}" data-about="{about}">'
        f'<path d="{path}" fill="{fill}" fill-rule="evenodd" stroke="{tone.card}" stroke-width="2.5"/></g>'
    )


def _label(key: str, parts: Sequence[Ring], shade: Shade | None, tone: Tone) -> str:
    if shade is None or shade.share is None:
        return ""
    spot = geometry.spot(parts)
    if spot.room < _ROOM:
        return ""
    ground = _fill(shade, shade.share, tone)  # goes with a number that does not fit into its district
    ink = f'fill="{ink_on(ground)}" stroke="{ground}" data-of="{escape(key, quote=True)}"'
    return (
        f'<text x="{spot.x:.0f}" y="{spot.y - 3:.0f}" {ink} class="g">{escape(shade.glyph)}</text>'
        f'<text x="{spot.x:.0f}" y="{spot.y + 18:.0f}" {ink}>{escape(shade.label)}</text>'
    )


def _fill(shade: Shade, share: float, tone: Tone) -> str:
    return shade.fill or colours.shade(share, tone)


def _hatch(tone: Tone) -> str:
    return (
        '<defs><pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)">'
        f'<rect width="9" height="9" fill="{tone.page}"/>'
        f'<path d="M0 0V9" stroke="{tone.sub}" stroke-width="2.4"/></pattern></defs>'
    )
