"""Which character stands between the cells, and how many columns there are."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cityops.ingest.door.cells import filled, is_number
from cityops.ingest.door.opened import Guess

DELIMITERS = "\t;|,"
"""In this order where several fit: a comma also stands in words and in numbers."""

_RECORDS, _HEAD = 300, 2**20
_CLOSE = 0.5


@dataclass(frozen=True, slots=True)
class Head:
    """The first records of a file.

    Attributes:
        rows: Their cells.
        ends: Where each ends, in bytes.
        delimiter: Between the cells.
        width: How many columns the table has; 1 where there is no table.
        guess: How the delimiter was found.
    """

    rows: list[list[str]]
    ends: list[int]
    delimiter: str
    width: int
    guess: Guess

    def start(self, i: int) -> int:
        """Return where a record begins, in bytes."""
        return self.ends[i - 1] if i else 0


def look(text: bytes, wanted: str) -> Head:
    """Read the first records with the delimiter that makes the best table of them.

    Args:
        text: In UTF-8, lines ending in a line feed.
        wanted: The delimiter, if it is known.
    """
    head = _head(text)
    told = wanted or _told(head)
    if told:
        return _head_of(head, told, Guess("delimiter", told))
    tried = {one: [row for row, _ in _records(head, one)] for one in DELIMITERS if one in head}
    scores = {one: _score(rows) for one, rows in tried.items()}
    best = max(scores, key=lambda one: scores[one], default=",")
    others = tuple(one for one in scores if one != best and scores[one] > _CLOSE * scores[best] > 0)
    return _head_of(head, best, Guess("delimiter", best, not others, others))


def _head(text: bytes) -> str:
    """Return whole lines of the beginning."""
    if len(text) <= _HEAD:
        return text.decode("utf-8")
    end = text.rfind(b"\n", 0, _HEAD)
    return text[: end + 1 if end >= 0 else _HEAD].decode("utf-8", "ignore")


def _told(head: str) -> str:
    """Return the delimiter that Excel's own first line names."""
    first = head.partition("\n")[0].strip('" \r')
    return first[4] if len(first) == 5 and first.casefold().startswith("sep=") else ""


def _records(head: str, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield cells and end, in bytes, of the first records; end early where one cannot be read."""
    lines = _Lines(head)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row, _ in zip(reader, range(_RECORDS), strict=False):
            yield row, lines.read
    except csv.Error:
        return


class _Lines:
    """Lines that know how many bytes of them were read."""

    def __init__(self, head: str) -> None:
        self._lines = io.StringIO(head)
        self.read = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.read += len(line.encode("utf-8"))
        return line


def _head_of(head: str, delimiter: str, guess: Guess) -> Head:
    found = list(_records(head, delimiter))
    rows, ends = [row for row, _ in found], [end for _, end in found]
    return Head(rows, ends, delimiter, width(rows), guess)


def width(rows: list[list[str]]) -> int:
    """Return how many columns most of the table has; the first row decides where each has another number.

    >>> width([["World Bank", ""], [], ["a", "b", "c"], ["1", "2", "3"]])
    3
    """
    counts = Counter(len(row) for row in rows if filled(row) and len(row) > 1)
    if not counts:
        return 1
    return max(counts, key=lambda n: counts[n] * (n - 1) if counts[n] > 1 else 0)


def _score(rows: list[list[str]]) -> float:
    """Many full rows of one width below a first one of words: that is a table."""
    n = width(rows)
    written = [row for row in rows if filled(row)]
    fitting = [row for row in written if len(row) == n]
    if n < 2 or not fitting:
        return 0.0
    share = len(fitting) / len(written)
    top = [cell for cell in fitting[0] if cell.strip()]
    words = sum(not is_number(cell) for cell in top) / max(1, len(top))
    return len(fitting) * (n - 1) * share * share * (0.1 + words)
