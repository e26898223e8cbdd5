"""From the bytes of a file to clean text with a known delimiter and header. Nothing is guessed silently."""

import codecs
import csv
import hashlib
from dataclasses import dataclass

from cityops.errors import RefusedError

MAX_BYTES = 200 * 2**20
MAX_COLUMNS = 2_000
_DELIMITERS = ",;\t|"
_KINDS = {
    b"PK\x03\x04": "an Excel or ZIP file. Save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel file. Save the sheet as CSV",
    b"%PDF": "a PDF. Look for the table behind it as CSV",
    b"\x89PNG": "a picture. Look for the table behind it as CSV",
    b"\xff\xd8\xff": "a picture. Look for the table behind it as CSV",
    b"\x1f\x8b": "a compressed file. Unpack it",
    b"PAR1": "a Parquet file. Export it as CSV",
    b"SQLite format 3": "a database. Export the table as CSV",
}
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
        body: Everything below the header; lines end in a line feed.
    """

    name: str
    sha256: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    body: str


def open_file(name: str, data: bytes) -> Opened:
    """Read the bytes of a CSV file.

    Raises:
        RefusedError: It is empty, too large, no text table, not in UTF-8, or has no rows.
    """
    _refuse_wrong_kinds(name, data)
    encoding, text = _decode(name, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise RefusedError(f"{name} is no CSV: it holds binary data. Save the table as CSV, in UTF-8.")
    first, _, body = text.lstrip("\n").partition("\n")
    delimiter = max(_DELIMITERS, key=first.count)
    header = tuple(cell.strip() for cell in next(csv.reader([first], delimiter=delimiter)))
    _refuse_no_table(name, first, header, body)
    return Opened(name, hashlib.sha256(data).hexdigest(), encoding, delimiter, header, body)


def _refuse_wrong_kinds(name: str, data: bytes) -> None:
    if not data.strip():
        raise RefusedError(f"{name} is empty. Choose a file with a header and at least one row.")
    if len(data) > MAX_BYTES:
        raise RefusedError(f"{name} is larger than {MAX_BYTES >> 20} MB. Split it by year or by indicator.")
    for magic, kind in _KINDS.items():
        if data.startswith(magic):
            raise RefusedError(f"{name} is no CSV but {kind}.")
    if data.lstrip()[:1] in (b"<", b"{"):
        raise RefusedError(f"{name} is no CSV but a web page, XML or JSON. Look for the table as CSV.")


def _decode(name: str, data: bytes) -> tuple[str, str]:
    encoding = next((label for bom, label in _BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        return encoding, data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusedError(
            f"{name}, line {line}: byte {data[error.start]:#04x} is not {encoding.upper()}. "
            "Save the file as CSV in UTF-8, then upload it again."
        ) from None


def _refuse_no_table(name: str, first: str, header: tuple[str, ...], body: str) -> None:
    if len(header) < 2:
        raise RefusedError(
            f"{name} is no CSV table: its first line is {first[:80]!r}, which has one column. "
            "The first line names the columns, with a comma between them."
        )
    if len(header) > MAX_COLUMNS:
        raise RefusedError(
            f"{name} has {len(header)} columns; at most {MAX_COLUMNS} are read. Leave some out."
        )
    if not body.strip():
        raise RefusedError(f"{name} has a header and no rows. Add at least one row.")
