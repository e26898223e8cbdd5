"""From the bytes of a file to clean text with a known delimiter and header. Nothing is guessed silently."""

import codecs
import csv
import hashlib
import io
import re
from dataclasses import dataclass

from cityops.ingest.model import Fault, NoTableError

MAX_BYTES = 200 * 2**20
MAX_COLUMNS = 2_000
_DELIMITERS = ",;\t|"
_KINDS = {
    b"PK\x03\x04": "excel",
    b"\xd0\xcf\x11\xe0": "old_excel",
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"\x1f\x8b": "compressed",
    b"PAR1": "parquet",
    b"SQLite format 3": "database",
    b"<": "markup",
    b"{": "markup",
}
_BLANK_START = re.compile(r"(?:[ \t]*\n)+")
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as text.

    Attributes:
        name: Of the file.
        sha256: Of its bytes as they came.
        encoding: As it was read.
        delimiter: Between its cells.
        header: Names of the columns.
        body: Everything below the header; lines end in a line feed, blank ones are rows of empty cells.
        header_line: Line of the header, as a spreadsheet shows it; blank lines may stand above.
        header_rows: The header as it stands, row by row, where it takes more than one; `header` joins them.
        preamble: Lines above the header.
        footer: Lines below the last row that are no rows: notes, sources, totals of nothing.
        sheet: Name of the sheet, or of the file inside an archive; '' for a plain file.
    """

    name: str
    sha256: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    body: str
    header_line: int = 1
    header_rows: tuple[tuple[str, ...], ...] = ()
    preamble: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    sheet: str = ""


def open_file(name: str, data: bytes) -> Opened:
    """Read the bytes of a CSV file.

    Raises:
        NoTableError: It is empty, too large, no text table, not in UTF-8, or has no rows.
    """
    _refuse_wrong_kinds(name, data)
    encoding, text = _decode(name, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise _refused(name, "binary")
    if not text.strip():
        raise _refused(name, "empty_file")
    above = _BLANK_START.match(text)
    table = text[above.end() :] if above else text
    line = text.count("\n", 0, len(text) - len(table)) + 1
    first = table.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    header, body = _split(name, table, delimiter, line)
    _refuse_no_table(name, first, header, body, line)
    body = _fill_blank_lines(body, delimiter, len(header))
    return Opened(name, hashlib.sha256(data).hexdigest(), encoding, delimiter, header, body, line)


def _refused(name: str, code: str, found: str = "", expected: str = "", line: int = 0) -> NoTableError:
    return NoTableError(name, Fault(line, "", found, expected, code))


def _refuse_wrong_kinds(name: str, data: bytes) -> None:
    if not data.strip():
        raise _refused(name, "empty_file")
    if len(data) > MAX_BYTES:
        raise _refused(name, "too_large", expected=f"{MAX_BYTES >> 20} MB")
    for magic, kind in _KINDS.items():
        if data.lstrip().startswith(magic):
            raise _refused(name, "wrong_kind", found=kind)


def _decode(name: str, data: bytes) -> tuple[str, str]:
    encoding = next((label for bom, label in _BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        return encoding, data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"{data[error.start]:#04x}"
        raise _refused(name, "not_utf8", found=byte, expected=encoding.upper(), line=line) from None


def _split(name: str, table: str, delimiter: str, line: int) -> tuple[tuple[str, ...], str]:
    """Return the names of the columns, which may run over several lines in quotes, and what is below."""
    lines = io.StringIO(table)
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        first = table.partition("\n")[0]
        width = str(first.count(delimiter) + 1)
        raise _refused(name, "broken_line", found=first[:80], expected=width, line=line) from None
    return tuple(" ".join(cell.split()) for cell in cells), lines.read()


def _refuse_no_table(name: str, first: str, header: tuple[str, ...], body: str, line: int) -> None:
    if len(header) < 2:
        raise _refused(name, "one_column", found=first[:80], line=line)
    if len(header) > MAX_COLUMNS:
        raise _refused(name, "too_many_columns", found=str(len(header)), expected=str(MAX_COLUMNS), line=line)
    if not body.strip():
        raise _refused(name, "no_rows", line=line)


def _fill_blank_lines(body: str, delimiter: str, width: int) -> str:
    """Make rows of empty cells of blank lines: DuckDB leaves those out, and the lines below would move up."""
    if not any(mark in "\n" + body for mark in ("\n\n", " \n", "\t\n")):
        return body
    # A quoted cell comes first, so that the blank lines in it stay.
    quoted = rf'(?<![^{re.escape(delimiter)}\n])"(?:[^"]+|"")*+"'
    empty = delimiter * (width - 1)
    return re.sub(rf"(?m){quoted}|^[ \t]*$", lambda found: found[0] if '"' in found[0] else empty, body)
