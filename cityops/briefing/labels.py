"""What is written inside a district of a map, and where: its name only if it fits. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from cityops.briefing import fit
from cityops.briefing.model import District
from cityops.indicators import geometry
from cityops.indicators.geometry import Spot

_LINE = 1.25
"""From one line to the next, relative to the size of the letters."""

_HALF = 0.4
"""Half the height of a letter, relative to its size."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label.

    Attributes:
        lines: Glyph and share, with the name above them if it fits.
        x: Middle of all lines, in units of the map.
        ys: Middle of each line.
    """

    lines: tuple[str, ...]
    x: float
    ys: tuple[float, ...]


def label(district: District, size: float) -> Label | None:
    """Return the label of a district, or None where there is no number or no room for it.

    Args:
        district: On its drawing.
        size: Of the letters, in units of the drawing.
    """
    if district.share is None:
        return None
    number = f"{district.status.glyph} {district.share_text}"
    for lines in ((district.name, number), (number,)):
        for spot in district.spots:
            tried = _at(lines, spot, size)
            if _fits(tried, district, size):
                return tried
    return None


def _at(lines: tuple[str, ...], spot: Spot, size: float) -> Label:
    first = spot.y - _LINE * size * (len(lines) - 1) / 2
    return Label(lines, spot.x, tuple(first + n * _LINE * size for n in range(len(lines))))


def _fits(tried: Label, district: District, size: float) -> bool:
    return all(
        _is_inside(line, tried.x, y, district, size) for line, y in zip(tried.lines, tried.ys, strict=True)
    )


def _is_inside(line: str, x: float, y: float, district: District, size: float) -> bool:
    edges: Sequence[float] = (y - _HALF * size, y, y + _HALF * size)
    return all(2 * geometry.clear(district.parts, x, edge) >= fit.em(line) * size for edge in edges)
