"""From the bytes of a file to clean text with a known delimiter and header. Nothing is guessed silently."""

import codecs
import csv
import hashlib
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
        NoTableError: It is empty, too large, no text table, not in UTF-8, or has no rows.
    """
    _refuse_wrong_kinds(name, data)
    encoding, text = _decode(name, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise _refused(name, "binary")
    first, _, body = text.lstrip("\n").partition("\n")
    delimiter = max(_DELIMITERS, key=first.count)
    header = tuple(cell.strip() for cell in next(csv.reader([first], delimiter=delimiter)))
    _refuse_no_table(name, first, header, body)
    return Opened(name, hashlib.sha256(data).hexdigest(), encoding, delimiter, header, body)


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


def _refuse_no_table(name: str, first: str, header: tuple[str, ...], body: str) -> None:
    if len(header) < 2:
        raise _refused(name, "one_column", found=first[:80], line=1)
    if len(header) > MAX_COLUMNS:
        raise _refused(name, "too_many_columns", found=str(len(header)), expected=str(MAX_COLUMNS), line=1)
    if not body.strip():
        raise _refused(name, "no_rows", line=1)
