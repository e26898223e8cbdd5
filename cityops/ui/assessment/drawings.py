"""The drawings of a wave: levels, gaps, votes, groups. Pure: numbers in, SVG out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cityops.words.colours import Tone, ink_on

_WIDTH, _HEIGHT, _EDGE = 300.0, 34.0, 32.0
_MIDDLE = _HEIGHT / 2
LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Gap:
    """What one row of the dot plot shows; each None where it is not known.

    Attributes:
        low: Lowest level that was voted for.
        high: Highest one.
    """

    now: int | None
    wanted: int | None
    low: int | None = None
    high: int | None = None


def fill(level: int, tone: Tone) -> str:
    """Return the colour of a level: the further, the stronger."""
    return tone.ramp[level + 1] if not tone.dark else tone.ramp[level]


def _x(level: float) -> float:
    return _EDGE + (level - 1) / 4 * (_WIDTH - 2 * _EDGE)


def _svg(inner: str, width: float = _WIDTH, height: float = _HEIGHT) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"'
    return f'{head} aria-hidden="true" focusable="false">{inner}</svg>'


def _text(x: float, y: float, said: str, ink: str, size: float = 14.0) -> str:
    look = f'font-family="Inter, sans-serif" font-size="{size:.0f}" font-weight="650" text-anchor="middle"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look} fill="{ink}">{said}</text>'


def _ticks(tone: Tone) -> str:
    line = f'<path d="M{_x(1):.1f} {_MIDDLE}H{_x(5):.1f}" stroke="{tone.grid}" stroke-width="3"/>'
    dots = "".join(
        f'<path d="M{_x(n):.1f} {_MIDDLE - 5}v10" stroke="{tone.sub}" stroke-width="1.2"/>' for n in LEVELS
    )
    return line + dots


def gap(found: Gap, tone: Tone) -> str:
    """Return where an element stands (a disc), where it wants to (a diamond), and how votes were spread."""
    parts = [_ticks(tone)]
    if found.low is not None and found.high is not None and found.high > found.low:
        parts.append(
            f'<path d="M{_x(found.low):.1f} {_MIDDLE + 12}H{_x(found.high):.1f}m0 -3v6M{_x(found.low):.1f} '
            f'{_MIDDLE + 9}v6" stroke="{tone.sub}" stroke-width="1.6" fill="none"/>'
        )
    if found.now is not None and found.wanted is not None and found.now != found.wanted:
        parts.append(
            f'<path d="M{_x(found.now):.1f} {_MIDDLE}H{_x(found.wanted):.1f}" stroke="{_strong(tone)}" '
            'stroke-width="5"/>'
        )
    if found.wanted is not None:
        parts.append(_diamond(_x(found.wanted), str(found.wanted), tone))
    if found.now is not None:
        parts.append(_disc(_x(found.now), str(found.now), tone, beside=found.now == found.wanted))
    return _svg("".join(parts))


def _strong(tone: Tone) -> str:
    return tone.ramp[4] if tone.dark else tone.ramp[5]


def _disc(x: float, said: str, tone: Tone, *, beside: bool = False) -> str:
    colour, size = _strong(tone), 8 if beside else 11
    disc = f'<circle cx="{x:.1f}" cy="{_MIDDLE}" r="{size}" fill="{colour}"/>'
    return disc + _text(x, _MIDDLE + 5, said, ink_on(colour), 14 if size > 8 else 12)


def _diamond(x: float, said: str, tone: Tone) -> str:
    shape = f"M{x:.1f} {_MIDDLE - 15}l15 15l-15 15l-15 -15z"
    return f'<path d="{shape}" fill="{tone.card}" stroke="{tone.ink}" stroke-width="1.8"/>' + _text(
        x, _MIDDLE + 5, said, tone.ink
    )


def votes(counts: Mapping[str, int], answers: Sequence[str], signs: Mapping[str, str], tone: Tone) -> str:
    """Return the votes of one round as columns, the number above and the answer below each."""
    most, width, base = max([*counts.values(), 1]), 44.0, 62.0
    parts = []
    for place, answer in enumerate(answers):
        n, x = counts.get(answer, 0), place * width
        tall = max(40.0 * n / most, 1.0)
        colour = (_strong(tone) if answer.isdecimal() else tone.sub) if n else tone.grid
        parts.append(
            f'<rect x="{x + 6:.1f}" y="{base - tall:.1f}" width="{width - 12:.1f}" height="{tall:.1f}" '
            f'rx="2" fill="{colour}"/>'
        )
        if n:
            parts.append(_text(x + width / 2, base - tall - 4, str(n), tone.ink))
        parts.append(_text(x + width / 2, base + 16, signs[answer], tone.sub))
    return _svg("".join(parts), width * len(answers), base + 22)


def groups(found: Mapping[str, int], letters: Mapping[str, str], tone: Tone) -> str:
    """Return the median of each group as its letter on the scale; equal ones stand side by side."""
    parts = [f'<g transform="translate(0 8)">{_ticks(tone)}</g>']
    for level in LEVELS:
        here = sorted(letters[group] for group, there in found.items() if there == level)
        for place, letter in enumerate(here):
            row, column = divmod(place, 3)
            x = _x(level) + (column - (min(len(here) - row * 3, 3) - 1) / 2) * 19
            parts.append(_letter(x, 16 + row * 19, letter, tone))
    rows = max((sum(there == level for there in found.values()) + 2) // 3 for level in LEVELS)
    return _svg("".join(parts), height=14 + 19 * max(rows, 1))


def _letter(x: float, y: float, letter: str, tone: Tone) -> str:
    look = f'fill="{tone.card}" stroke="{_strong(tone)}" stroke-width="1.8"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" {look}/>' + _text(x, y + 4, letter, tone.ink, 11)


def scale(tone: Tone) -> str:
    """Return the numbers of the scale, for the head of a column of drawings."""
    numbers = "".join(_text(_x(n), 14, str(n), tone.sub) for n in LEVELS)
    return _svg(numbers, height=18)
