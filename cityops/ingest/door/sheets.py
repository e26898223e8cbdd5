"""Sheets of a workbook as text, written as a clean CSV would have it."""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from cityops.ingest.door.limits import FREE, MAX_BYTES, MAX_COLUMNS, MAX_RATIO, MAX_ROWS, refused

_BROKEN = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError, SyntaxError),
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, OverflowError, ArithmeticError, AssertionError),
)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_CHUNK, _OVERLAP = 2**20, 2**14
_DIGITS = re.compile(r"0{2,}")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as CSV in UTF-8, cells between commas, and its name."""

    text: bytes
    name: str


def read(name: str, data: bytes, wanted: str) -> Sheet:
    """Return a sheet as text.

    Args:
        name: Of the file.
        data: Its bytes.
        wanted: Name of the sheet, also of a hidden one; '' takes the only one that is shown and not empty.

    Raises:
        NoTableError: It is damaged or too large, has no such sheet, several and none is named, or a formula
            whose result was never worked out.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out: styles, charts, validations
            return _read(name, data, wanted)
    except _BROKEN as error:
        raise refused(name, "damaged_workbook", found=str(error).partition("\n")[0][:80]) from None


def _read(name: str, data: bytes, wanted: str) -> Sheet:
    import openpyxl  # it takes long to load, and most files are none of its

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _refuse_large(name, archive, len(data))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = _choose(name, book, wanted)
            merged = _scan(name, archive, sheet)
            return Sheet(_as_csv(name, sheet, merged), sheet.title)
        finally:
            book.close()


def _refuse_large(name: str, archive: zipfile.ZipFile, size: int) -> None:
    """Trust what the archive says of its sizes: nothing beyond them is ever unpacked."""
    whole = sum(one.file_size for one in archive.infolist())
    most = min(MAX_BYTES, max(FREE, MAX_RATIO * size))
    if whole > most:
        raise refused(name, "expands", expected=f"{most >> 20} MB")


def _choose(name: str, book: Any, wanted: str) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for sheet in sheets.values():
        sheet.reset_dimensions()  # some programs write them wrong, and cells would be missing
    if wanted in sheets:
        return sheets[wanted]
    shown = [sheet for sheet in sheets.values() if sheet.sheet_state == "visible" and _is_written(sheet)]
    if len(shown) == 1 and not wanted:
        return shown[0]
    if not shown and not wanted:
        raise refused(name, "empty_file")
    listed = [sheet.title for sheet in shown] if not wanted else list(sheets)
    code = "no_such_sheet" if wanted else "several_tables"
    more = " …" if len(listed) > _SHOWN else ""
    raise refused(name, code, found=wanted or str(len(listed)), expected=", ".join(listed[:_SHOWN]) + more)


def _is_written(sheet: Any) -> bool:
    rows = zip(sheet.iter_rows(values_only=True), range(MAX_ROWS), strict=False)
    return any(cell is not None for row, _ in rows for cell in row)


def _scan(name: str, archive: zipfile.ZipFile, sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """Return the cells that are merged downwards, (column, last row) by first row; openpyxl does not tell.

    Cells that are merged to the right are left alone: a heading stands over its columns.
    """
    from openpyxl.utils import range_boundaries

    merged: dict[int, list[tuple[int, int]]] = {}
    before = b""
    with archive.open(sheet._worksheet_path) as source:
        for part in iter(lambda: source.read(_CHUNK), b""):
            both = before + part
            _refuse_no_result(name, both)
            for found in _MERGED.finditer(both):
                left, top, _right, bottom = range_boundaries(found[1].decode())
                if bottom > top:
                    merged.setdefault(top, []).append((left - 1, bottom))
            before = both[-_OVERLAP:]
    return merged


def _refuse_no_result(name: str, part: bytes) -> None:
    for found in _NO_RESULT.finditer(part):
        place = _PLACE.search(found[1])
        if place and b't="str"' not in found[1]:
            raise refused(name, "no_result", column=place[1].decode(), line=int(place[2]))


def _as_csv(name: str, sheet: Any, merged: dict[int, list[tuple[int, int]]]) -> bytes:
    whole = io.BytesIO()
    text = io.TextIOWrapper(whole, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\n")
    width = 0
    for line, row in enumerate(_filled_down(_rows(sheet), merged), start=1):
        if len(row) > MAX_COLUMNS:
            raise refused(name, "too_many_columns", found=str(len(row)), expected=str(MAX_COLUMNS), line=line)
        if line > MAX_ROWS or whole.tell() > MAX_BYTES:
            raise refused(name, "too_large", expected=f"{MAX_BYTES >> 20} MB")
        width = max(width, len(row))
        writer.writerow(row)
    text.flush()
    whole.seek(0)
    return _padded(whole, width)


def _rows(sheet: Any) -> Iterator[list[str]]:
    for cells in sheet.iter_rows():
        row = ["" if cell.value is None else _text(cell.value, str(cell.number_format)) for cell in cells]
        while row and not row[-1]:
            row.pop()
        yield row


def _filled_down(rows: Iterator[list[str]], merged: dict[int, list[tuple[int, int]]]) -> Iterator[list[str]]:
    """Write in every row what stands in a cell that is merged over several."""
    open_: dict[int, tuple[str, int]] = {}
    for line, row in enumerate(rows, start=1):
        for column, (value, bottom) in list(open_.items()):
            if line > bottom:
                del open_[column]
            elif value:
                row += [""] * (column + 1 - len(row))
                row[column] = row[column] or value
        for column, bottom in merged.get(line, ()):
            open_[column] = (row[column] if column < len(row) else "", bottom)
        yield row


def _padded(text: io.BytesIO, width: int) -> bytes:
    """Give every row as many cells as the longest has: in a sheet, cells that are not written are empty."""
    whole = io.BytesIO()
    out = io.TextIOWrapper(whole, encoding="utf-8", newline="")
    rows = csv.reader(io.TextIOWrapper(text, encoding="utf-8", newline=""))
    csv.writer(out, lineterminator="\n").writerows(row + [""] * (width - len(row)) for row in rows)
    out.flush()
    return whole.getvalue()


def _text(value: Any, form: str) -> str:
    """Write a cell as a clean CSV would have it.

    >>> _text(0.1 + 0.2, "General"), _text(0.132, "0.0%"), _text(501, "00000")
    ('0.3', '13.2%', '00501')
    >>> _text(date(2020, 1, 31), "mmm-yy"), _text(date(2020, 1, 31), "dd/mm/yyyy")
    ('2020-01', '2020-01-31')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, form)
    if isinstance(value, datetime | date):
        return _moment(value, form.casefold())
    return value.isoformat() if isinstance(value, time) else str(value).replace("_x000D_", "")


def _number(value: float, form: str) -> str:
    plain = format(value, ".15g")
    if "%" in form:
        return f"{_plain(100 * Decimal(plain))}%"
    if "e" in plain:
        plain = _plain(Decimal(plain))
    return plain.zfill(len(form)) if _DIGITS.fullmatch(form) and plain.isdecimal() else plain


def _plain(number: Decimal) -> str:
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _moment(value: datetime | date, form: str) -> str:
    """Write a date as precisely as the sheet shows it."""
    if "d" not in form and "y" in form and "h" not in form:
        return value.strftime("%Y-%m" if "m" in form else "%Y")
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", timespec="seconds")
    return value.strftime("%Y-%m-%d")
