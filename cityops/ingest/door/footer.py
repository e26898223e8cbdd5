"""What stands below the last row and is no row: notes, sources, dates.

The rule, from the last line up. A line belongs to the footer if its first cell alone is written, in words,
and
- it begins as a note does: `Source`, `Note`, `Quelle`, `*`, `1)`, `注`, `来源` ...; or
- it has fewer cells than the header, or an empty line above it, and no first cell of a row begins like it.
A line that begins as a note does and has commas in it belongs there too, unless it is as wide as a row. Empty
lines between are left out. The first line that is neither is the last row, or will be named as a broken one.
"""

import csv
import re
from dataclasses import dataclass

from cityops.ingest.door.cells import filled, is_number, is_year

_NOTE = re.compile(
    r"\W*(?:sources?|notes?|footnotes?|quellen?|anmerkung(?:en)?|hinweise?|stand|erstellt|copyright"
    r"|last updated?|updated|data (?:from|source)|retrieved|downloaded|licen[cs]e|disclaimer|legend"
    r"|fuente|nota|remarques?|special value|extracted|available flags)\b"
    r"|©|\(c\)|[*†‡]|\(?\d\)|\[\d\]|_{3,}|-{3,}|={3,}"
    r"|注|资料来源|資料來源|数据来源|來源|来源|说明|說明|备注|備註|出典",
    re.IGNORECASE,
)
_TAIL, _LINES = 2**16, 200


@dataclass(frozen=True, slots=True)
class Ending:
    """Where the rows end.

    Attributes:
        end: Place behind the last row, in bytes.
        footer: The lines below, without the empty ones.
    """

    end: int
    footer: tuple[str, ...]


def find(body: bytes, start: int, delimiter: str, width: int, firsts: set[str]) -> Ending:
    """Return where the rows end.

    Args:
        body: The text in UTF-8.
        start: Place of the first row.
        delimiter: Between cells.
        width: Number of columns.
        firsts: Some values of the first column.
    """
    footer: list[str] = []
    end = _without_blank(body, start, len(body), delimiter)
    while end > start and len(footer) < _LINES:
        at = body.rfind(b"\n", start, max(start, end - 1)) + 1 or start
        if end - at > _TAIL:
            break
        above = _without_blank(body, start, at, delimiter)
        line = body[at:end].decode("utf-8").rstrip("\n")
        if not _is_note(line, delimiter, width, firsts, is_apart=above < at):
            break
        footer.append(line.rstrip(delimiter + " ").strip('"'))
        end = above
    return Ending(end, tuple(reversed(footer)))


def _without_blank(body: bytes, start: int, end: int, delimiter: str) -> int:
    """Return the end of the last line that has something in it."""
    blank = f"{delimiter} \t\n\u00a0".encode()
    at = end
    while at > start:
        part = body[max(start, at - _TAIL) : at]
        kept = len(part.rstrip(blank))
        at -= len(part) - kept
        if kept:
            newline = body.find(b"\n", at, end)
            return end if newline < 0 else newline + 1
    return start


def _is_note(line: str, delimiter: str, width: int, firsts: set[str], is_apart: bool) -> bool:
    cells = _cells(line, delimiter)
    if cells is None:
        return False
    written = [cell.strip() for cell in cells if cell.strip()]
    begins = bool(_NOTE.match(written[0]))
    if len(written) > 1:
        return begins and len(cells) != width and not any(is_number(cell) for cell in written[1:])
    first = written[0]
    if is_number(first) or is_year(first) or not cells[0].strip():
        return False
    if begins:
        return True
    is_like_a_row = any(known.startswith(first) for known in firsts)
    return (len(cells) < width or is_apart) and not is_like_a_row


def _cells(line: str, delimiter: str) -> list[str] | None:
    """Return the cells of a line; None for a part of a quoted cell, which has lines of its own."""
    if line.count('"') % 2:
        return None
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return None
    return cells if filled(cells) else None
