"""A trend as a small drawing: the line, its last point, and the target's level. Pure: numbers in, SVG out."""

from collections.abc import Sequence

from cityops.words.colours import Tone

_WIDTH, _HEIGHT, _PAD = 150.0, 44.0, 5.0
_POINTS = 15


def draw(values: Sequence[float], levels: Sequence[float], colour: str, tone: Tone) -> str:
    """Return an SVG of the last fifteen values, or '' for fewer than two.

    Args:
        values: Oldest first.
        levels: Values of the target, one for a level, two for a band.
        colour: Of the line, `#RRGGBB`.
        tone: For the card's colour around the last point and the target's line.
    """
    shown = list(values)[-_POINTS:]
    if len(shown) < 2:
        return ""
    low, high = min(*shown, *levels), max(*shown, *levels)
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return _HEIGHT - _PAD - (value - low) / span * (_HEIGHT - 2 * _PAD)

    step = (_WIDTH - 2 * _PAD) / (len(shown) - 1)
    points = [(_PAD + i * step, y(value)) for i, value in enumerate(shown)]
    line = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
    goals = "".join(
        f'<path d="M0 {y(level):.1f}H{_WIDTH:.0f}" stroke="{tone.sub}" stroke-dasharray="2 3"/>'
        for level in levels
    )
    x, last = points[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}">{goals}'
        f'<path d="{line}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{last:.1f}" r="3.2" fill="{colour}" stroke="{tone.card}"/>'
        "</svg>"
    )
