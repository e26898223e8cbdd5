"""What the wall draws, as SVG whose colours are the page's: votes as dots, what moved, and the QR code."""

from collections.abc import Mapping
from html import escape

import segno

from cityops.assessment.model import UNKNOWN, VOTES
from cityops.words.catalogue import Translator

_WIDTH, _HIGH, _ROOM = 120, 330, 104
"""Of a column of dots, of all its dots, and across them."""
_LARGEST = 44.0
_NUMBERS = 6
"""Of the ways between two rounds, that many, the widest ones, have their number on them."""
_ALONG = (0.28, 0.44, 0.6)
"""Where on a line its number stands, in turns: lines that cross then keep theirs apart."""


def qr(text: str, about: str) -> str:
    """Return the QR code of a text, dark on white in every theme, with a quiet zone of four modules."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr")
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(about)}" ', 1)


def dots(counts: Mapping[str, int], median: str, t: Translator) -> str:
    """Return a dot for each vote above its answer, and a mark below the median."""
    size, across = _fitting(max(counts.values(), default=0))
    columns = [
        _column(place, answer, counts.get(answer, 0), size, across) + _foot(place, answer, counts, median, t)
        for place, answer in enumerate(VOTES)
    ]
    said = ", ".join(f"{_name(answer, t)}: {counts.get(answer, 0)}" for answer in VOTES)
    line = f'<path class="base" d="M0 {_HIGH + 6}H{_WIDTH * len(VOTES)}"/>'
    return _svg(_WIDTH * len(VOTES), _HIGH + 110, said, line + "".join(columns))


def _fitting(most: int) -> tuple[float, int]:
    """Return the largest dot with which the highest column fits, and how many of them stand side by side.

    >>> _fitting(3), _fitting(0)
    ((44.0, 1), (44.0, 1))
    """
    choices = [(min(_ROOM / n, _HIGH / max(1, -(-most // n)), _LARGEST), -n) for n in range(1, 14)]
    size, across = max(choices)
    return size, -across


def _column(place: int, answer: str, count: int, size: float, across: int) -> str:
    wide = min(count, across)
    left = place * _WIDTH + (_WIDTH - wide * size) / 2
    kind = "dot unknown" if answer == UNKNOWN else "dot"
    return "".join(
        f'<circle class="{kind}" cx="{left + (n % across + 0.5) * size:.1f}" '
        f'cy="{_HIGH - (n // across + 0.5) * size:.1f}" r="{size * 0.42:.1f}"/>'
        for n in range(count)
    )


def _foot(place: int, answer: str, counts: Mapping[str, int], median: str, t: Translator) -> str:
    middle = place * _WIDTH + _WIDTH / 2
    is_median = answer == median
    box = f'<rect class="box" x="{middle - 54}" y="{_HIGH + 14}" width="108" height="92" rx="12"/>'
    count = f'<text class="count" x="{middle}" y="{_HIGH + 94}">{counts.get(answer, 0)}</text>'
    return (
        f'<g class="{"foot median" if is_median else "foot"}">{box if is_median else ""}'
        f'<text class="level" x="{middle}" y="{_HIGH + 58}">{_short(answer, t)}</text>{count}</g>'
    )


def slopes(moved: Mapping[tuple[str, str], int], titles: tuple[str, str], t: Translator) -> str:
    """Return a line for each way that phones went from one round to the next, as wide as they were many."""
    rows = {answer: 70 + 66 * n for n, answer in enumerate((*reversed(VOTES[:-1]), UNKNOWN))}
    most = max(moved.values(), default=1)
    # Those who moved are drawn over those who stayed, and every number over every line.
    ways = sorted(moved, key=lambda way: way[0] != way[1])
    lines = [_slope(rows, way, moved[way], most) for way in ways]
    named = sorted(moved, key=lambda way: -moved[way])[:_NUMBERS]
    lines += [_number(rows, way, moved[way], _ALONG[n % len(_ALONG)]) for n, way in enumerate(named)]
    ends = [(answer, x) for answer in rows for x in (22, 318)]
    names = [f'<text class="level" x="{x}" y="{rows[one] + 9}">{_short(one, t)}</text>' for one, x in ends]
    heads = [
        f'<text class="head" x="{x}" y="26">{escape(title)}</text>'
        for x, title in zip((50, 290), titles, strict=True)
    ]
    said = ", ".join(f"{_name(a, t)} → {_name(b, t)}: {n}" for (a, b), n in sorted(moved.items()))
    return _svg(340, 440, said, "".join(heads + lines + names))


def _slope(rows: Mapping[str, int], way: tuple[str, str], count: int, most: int) -> str:
    start, end = rows[way[0]], rows[way[1]]
    has_moved = start != end
    return (
        f'<path class="{"way" if has_moved else "way stays"}" d="M46 {start}L294 {end}" '
        f'stroke-width="{2 + 12 * count / most:.1f}"/>'
    )


def _number(rows: Mapping[str, int], way: tuple[str, str], count: int, at: float) -> str:
    """Return how many went a way, at a share of the way along its line."""
    start, end = rows[way[0]], rows[way[1]]
    x, y = 46 + 248 * at, start + (end - start) * at + 8
    return f'<text class="count" x="{x:.0f}" y="{y:.0f}">{count}</text>'


def _name(answer: str, t: Translator) -> str:
    return t("projector.say.unknown") if answer == UNKNOWN else answer


def _short(answer: str, t: Translator) -> str:
    return t("projector.say.unknown_short") if answer == UNKNOWN else answer


def _svg(width: float, height: float, said: str, inside: str) -> str:
    return f'<svg role="img" aria-label="{escape(said)}" viewBox="0 0 {width} {height}">{inside}</svg>'
