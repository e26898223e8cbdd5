"""How much room a text takes, estimated: a slide's text is laid out by the reader's program, not here. Pure.

Widths are those of Segoe UI and Microsoft YaHei, in em, rounded up.
"""

import re
from collections.abc import Sequence

BOLD = 1.08
"""How much wider bold letters are."""

_LINE = 1.36
_POINTS = 72.0
_SHORTENED = "…"
_THIN = "\u2006"
_NARROW, _WIDE, _SIGNS = set(f"fijlrtI.,:;'|!()[]- {_THIN}"), set("mwMW%@—…"), set("●▲◆■○")
_WORD = r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+"
_PIECE = re.compile(rf"(?:{_WORD})\s*|\s+")
_BORDER = re.compile(r"(?<=[\u2e80-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u2e80-\u9fff])")
"""Where Chinese meets Latin: some programs set the two apart."""


def em(text: str) -> float:
    """Return the width of a text on one line.

    >>> em("中文"), em("ill") < em("mmm")
    (2.0, True)
    """
    return sum(map(_em_of, _BORDER.sub(_THIN, text)))


def _em_of(char: str) -> float:
    if char >= "\u2e80":
        return 1.0
    if char in _NARROW:
        return 0.36
    if char in _WIDE:
        return 0.92
    return 0.68 if char.isupper() or char in _SIGNS else 0.57


def size(text: str, width: float, largest: float, smallest: float) -> float:
    """Return the largest size of letters, in points, at which a text takes one line; else the smallest.

    >>> size("one two", 10, 12, 9), size("one two", 0.5, 12, 9)
    (12.0, 9.0)
    """
    return next((each for each in steps(largest, smallest) if lines(text, width, each) == 1), smallest)


def longest_word(text: str) -> float:
    """Return the width of the longest piece that is not broken, in em.

    >>> longest_word("two words") == em("words"), longest_word("中文")
    (True, 1.0)
    """
    return max((em(word) for word in re.findall(_WORD, text)), default=0.0)


def lines(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes.

    Args:
        text: Paragraphs are separated by a line feed.
        width: In inches.
        size: Of the letters, in points.

    >>> lines("one two", 10, 12), lines("one two", 0.5, 12), lines("中文中文", 0.35, 12)
    (1, 2, 2)
    """
    room = width * _POINTS / size
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: float) -> int:
    n, filled = 1, 0.0
    for piece in _PIECE.findall(_BORDER.sub(_THIN, paragraph)):
        taken = em(piece.rstrip())
        if filled and filled + taken > room:
            n, filled = n + 1, 0.0
        n += int(taken / room)  # a word longer than a line is broken
        filled += em(piece) % room if taken > room else em(piece)
    return n


def height(n: int, size: float) -> float:
    """Return the height of some lines in inches."""
    return n * size * _LINE / _POINTS


def needed(texts: Sequence[str], width: float, size: float, gap: float = 0.0) -> float:
    """Return the height that paragraphs take below each other, in inches.

    Args:
        texts: One a paragraph.
        width: In inches.
        size: Of the letters, in points.
        gap: Between two paragraphs, relative to the size.
    """
    gaps = gap * size / _POINTS * (len(texts) - 1)
    return sum(height(lines(text, width, size), size) for text in texts) + gaps


def steps(first: float, last: float) -> list[float]:
    """Return sizes from the largest down to the smallest, by half a point.

    >>> steps(10, 9)
    [10.0, 9.5, 9.0]
    """
    return [size / 2 for size in range(int(first * 2), int(last * 2) - 1, -1)]


def shortened(text: str, width: float, size: float, most: int) -> str:
    """Return a text that takes no more lines than `most`; what is cut off is shown by an ellipsis.

    >>> shortened("one two three", 0.55, 12, 1)
    'one…'
    """
    if lines(text, width, size) <= most:
        return text
    low, high = 0, len(text)
    while low < high - 1:
        middle = (low + high) // 2
        fits = lines(text[:middle].rstrip() + _SHORTENED, width, size) <= most
        low, high = (middle, high) if fits else (low, middle)
    return text[:low].rstrip() + _SHORTENED
