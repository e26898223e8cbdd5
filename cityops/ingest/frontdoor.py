"""From the bytes of a file to clean text with a known delimiter and header. Nothing is guessed silently.

Each step is a module of `cityops.ingest.door`: what is inside an archive, which sheet of a workbook, which
encoding, line ends, delimiter, header, footer, and a key that holds several columns.
"""

import csv
import hashlib
from dataclasses import dataclass

from cityops.ingest.door import archives, blanks, dialect, encodings, footer, header, joined, lines, sheets
from cityops.ingest.door.cells import filled
from cityops.ingest.door.dialect import DELIMITERS, Head
from cityops.ingest.door.header import Header, Names
from cityops.ingest.door.limits import MAX_BYTES, MAX_COLUMNS, refused
from cityops.ingest.door.opened import Guess, Opened, Reading
from cityops.ingest.model import NoTableError

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "Guess", "Opened", "Reading", "open_file"]

_QUOTED = 80


@dataclass(frozen=True, slots=True)
class _Text:
    """The bytes of a table as UTF-8 with line feeds; how they were read."""

    data: bytes
    encoding: str
    sheet: str
    nulls: int
    guesses: tuple[Guess, ...]
    delimiter: str


def open_file(name: str, data: bytes, reading: Reading | None = None) -> Opened:
    """Read the bytes of a file that holds one table.

    Args:
        name: Of the file.
        data: Its bytes: text, a workbook (xlsx), or one of these in a gz or zip file.
        reading: What is known of it; the rest is guessed.

    Raises:
        NoTableError: It is empty, too large, no text table, cannot be read, has no rows, or has several
            tables and none is named.
    """
    reading = reading or Reading()
    _refuse_size(name, data)
    text = _text(name, data, reading)
    head = dialect.look(text.data, _delimiter(name, reading.delimiter) or text.delimiter)
    found = _header(name, text.data, head, reading.header_line)
    names = _names(name, text.data, head, found)
    start = head.start(found.end)
    ending = footer.find(text.data, start, head.delimiter, len(names.header), _firsts(head, found))
    raw = _without_headers(text.data[start : ending.end], text.data, head, found)
    if raw.isspace() or not raw:
        raise refused(name, "no_rows", line=found.end)
    if joined.is_joined(names.header):
        names = header.tell_apart(list(joined.split_header(names.header)))
        raw = joined.split_rows(raw, head.delimiter)
    return Opened(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=text.encoding,
        delimiter=head.delimiter,
        header=names.header,
        raw=blanks.fill(raw, head.delimiter, len(names.header)),
        header_line=found.end,
        header_rows=_header_rows(head, found),
        preamble=_preamble(head, found),
        footer=ending.footer,
        sheet=text.sheet,
        unnamed=names.unnamed,
        doubled=names.doubled,
        nulls=text.nulls,
        guesses=(*text.guesses, head.guess, found.guess),
    )


def _without_headers(raw: bytes, whole: bytes, head: Head, found: Header) -> bytes:
    """Make blank lines of those that repeat the header, as every printed page does."""
    if found.end == found.first:
        return raw
    line = whole[head.start(found.end - 1) : head.ends[found.end - 1]].rstrip(b"\n")
    again = b"\n" + line + b"\n"
    if not line.strip() or (b'"' in line and b"\n" in line) or again not in raw:
        return raw
    empty = b"\n" + head.delimiter.encode() * line.count(head.delimiter.encode()) + b"\n"
    # Twice: of two that follow each other the second begins with the line end of the first.
    return raw.replace(again, empty).replace(again, empty)


def _refuse_size(name: str, data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise refused(name, "too_large", expected=f"{MAX_BYTES >> 20} MB")


def _text(name: str, data: bytes, reading: Reading) -> _Text:
    inside = archives.unpack(name, data, reading.sheet)
    if inside.kind:
        sheet = sheets.read(name, inside.data, inside.sheet)
        place = f"{inside.member}/{sheet.name}" if inside.member else sheet.name
        text, nulls = lines.clean(name, sheet.text)
        found = _Text(text, inside.kind, place, nulls, (), ",")
    elif inside.sheet:
        raise refused(name, "no_such_sheet", found=reading.sheet, expected=inside.member or name)
    else:
        decoded = encodings.decode(name, inside.data, reading.encoding)
        text, nulls = lines.clean(name, decoded.text)
        found = _Text(text, decoded.guess.taken, inside.member, nulls, (decoded.guess,), "")
    if found.data.isspace() or not found.data:
        raise refused(name, "empty_file")
    return found


def _delimiter(name: str, wanted: str) -> str:
    wanted = {"tab": "\t", "\\t": "\t"}.get(wanted.casefold(), wanted)
    if len(wanted) > 1 or wanted in ('"', "\n", "\r") or not wanted.isascii():
        raise refused(name, "no_such_delimiter", found=wanted, expected=", ; | tab")
    return wanted


def _header(name: str, text: bytes, head: Head, wanted: int | None) -> Header:
    """Find the header, or take the line that is named."""
    if wanted is not None:
        if not 0 <= wanted <= len(head.rows):
            raise refused(name, "no_such_line", found=str(wanted), expected=str(len(head.rows)))
        return header.told(head.rows, wanted, head.width)
    found = header.find(head.rows, head.width) if head.width > 1 else None
    if found is None or _is_one_column(head, found):
        raise _no_table(name, text, head)
    return found


def _is_one_column(head: Head, found: Header) -> bool:
    """Tell whether commas stand in the numbers of a single column below its name."""
    above = head.rows[found.first - 1] if found.first else []
    return found.end == found.first and len(above) == 1 and filled(above) == 1


def _no_table(name: str, text: bytes, head: Head) -> NoTableError:
    i = next((i for i, row in enumerate(head.rows) if filled(row)), len(head.rows))
    line = _line(text, head.start(i))
    if i < len(head.rows):
        return refused(name, "one_column", found=line[:_QUOTED], line=i + 1)
    return _broken(name, line, i + 1)


def _line(text: bytes, start: int) -> str:
    end = text.find(b"\n", start)
    return text[start : end if end >= 0 else len(text)].decode("utf-8")


def _broken(name: str, line: str, number: int) -> NoTableError:
    width = 1 + max(line.count(one) for one in DELIMITERS)
    return refused(name, "broken_line", found=line[:_QUOTED], expected=str(width), line=number)


def _names(name: str, text: bytes, head: Head, found: Header) -> Names:
    """Name the columns; refuse a header with a quote that is not closed, and too many columns."""
    for i in range(found.first, found.end):
        record = text[head.start(i) : head.ends[i]].decode("utf-8")
        try:
            list(csv.reader(record.splitlines(keepends=True), delimiter=head.delimiter, strict=True))
        except csv.Error:
            raise _broken(name, record.partition("\n")[0], i + 1) from None
    rows = head.rows[found.first : found.end]
    width = header.width_of(rows, head.rows[found.end :], head.width)
    if width > MAX_COLUMNS:
        raise refused(
            name, "too_many_columns", found=str(width), expected=str(MAX_COLUMNS), line=found.first + 1
        )
    return header.tell_apart(header.join(rows, width))


def _firsts(head: Head, found: Header) -> set[str]:
    """Return values of the first column: a last line that begins like one is no note but a broken row."""
    rows = (row for row in head.rows[found.end :] if len(row) >= head.width)
    return {row[0].strip() for row in rows if filled(row) > 1 and row[0].strip()}


def _header_rows(head: Head, found: Header) -> tuple[tuple[str, ...], ...]:
    rows = head.rows[found.first : found.end]
    return tuple(tuple(row) for row in rows) if len(rows) > 1 else ()


def _preamble(head: Head, found: Header) -> tuple[str, ...]:
    above = (head.delimiter.join(row).rstrip(head.delimiter + " ") for row in head.rows[: found.first])
    return tuple(line for line in above if line and not line.startswith("sep="))
