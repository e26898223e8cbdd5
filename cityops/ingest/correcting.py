"""Put what people correct in the place of what stands in a file, which itself stays as it came.

All that follows, checks and dump and claims, sees the corrected text; lines keep their numbers.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cityops.ingest.door.limits import refused
from cityops.ingest.door.opened import Opened
from cityops.ingest.model import Correction
from cityops.ingest.trimming import BLANKS


def apply(opened: Opened, corrections: Iterable[Correction]) -> Opened:
    """Return a file with its corrections; whole lines first, then cells in them.

    Raises:
        NoTableError: A line or column is not there, or another text stands there than was corrected.
    """
    by_line: dict[int, list[Correction]] = {}
    for one in sorted(corrections, key=lambda one: (one.line, one.column)):
        by_line.setdefault(one.line, []).append(one)
    if not by_line:
        return opened
    parts, at = [], 0
    for line, start, end in _records(opened, max(by_line)):
        if line in by_line:
            parts += [opened.raw[at:start], _corrected(opened, opened.raw[start:end], by_line.pop(line))]
            at = end
    for line, (first, *_) in by_line.items():
        raise refused(opened.name, "no_line", found=str(line), expected=first.old, line=line)
    return replace(opened, raw=b"".join([*parts, opened.raw[at:]]))


def line_text(opened: Opened, wanted: Iterable[int]) -> dict[int, str]:
    """Return lines as they stand, by number; a cell of several lines in one."""
    lines = set(wanted)
    found = _records(opened, max(lines, default=0))
    return {line: opened.raw[start:end].decode("utf-8") for line, start, end in found if line in lines}


def rows(opened: Opened) -> Iterator[tuple[int, list[str]]]:
    """Return line and cells of every row; a line that is none comes as its one cell."""
    for line, start, end in _records(opened):
        text = opened.raw[start:end].decode("utf-8")
        try:
            yield line, _cells(text, opened.delimiter)
        except csv.Error:
            yield line, [text]


def _records(opened: Opened, last: int | None = None) -> Iterator[tuple[int, int, int]]:
    """Return line, begin and end of each row up to a line, without its line feed."""
    mark = re.escape(opened.delimiter.encode())
    # A quoted cell comes first, so that the line feeds in it end no row.
    either = re.compile(rb"(?<![^" + mark + rb'\n])"(?:[^"]+|"")*+"|\n')
    line, start = opened.header_line + 1, 0
    for found in either.finditer(opened.raw):
        if found[0] == b"\n":
            yield line, start, found.start()
            line, start = line + 1, found.end()
            if last is not None and line > last:
                return
    if start < len(opened.raw):
        yield line, start, len(opened.raw)


def _cells(text: str, delimiter: str) -> list[str]:
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [])


def _corrected(opened: Opened, record: bytes, corrections: list[Correction]) -> bytes:
    text = record.decode("utf-8")
    for one in corrections:
        if one.leaves_out:
            return (opened.delimiter * (len(opened.header) - 1)).encode()
        text = _cell(opened, text, one) if one.column else _line(opened, text, one)
    return text.encode()


def _line(opened: Opened, text: str, one: Correction) -> str:
    if text.strip(BLANKS) != one.old.strip(BLANKS):
        raise _stands_otherwise(opened, one, text)
    return " ".join(one.new.splitlines())


def _cell(opened: Opened, text: str, one: Correction) -> str:
    if one.column not in opened.header:
        raise refused(opened.name, "no_column", found=one.column, line=one.line)
    try:
        cells = _cells(text, opened.delimiter)
    except csv.Error:
        raise _stands_otherwise(opened, one, text) from None
    place = opened.header.index(one.column)
    if place >= len(cells) or cells[place].strip(BLANKS) != one.old.strip(BLANKS):
        raise _stands_otherwise(opened, one, cells[place] if place < len(cells) else "")
    cells[place] = one.new
    written = io.StringIO()
    csv.writer(written, delimiter=opened.delimiter, lineterminator="").writerow(cells)
    return written.getvalue()


def _stands_otherwise(opened: Opened, one: Correction, found: str) -> Exception:
    return refused(
        opened.name, "stands_otherwise", found=found, expected=one.old, line=one.line, column=one.column
    )
