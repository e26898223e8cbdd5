"""Files in files: gz, zip, workbooks. What is inside is read as if it came alone, up to a limit."""

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from cityops.ingest.frontdoor import Opened, Reading, open_file
from cityops.ingest.model import Fault, NoTableError

CSV = b"area,people\nNorth,12\nSouth,13\n"
OTHER = b"a,b\n1,2\n"


def _zip(**members: bytes) -> bytes:
    """A zip file; a double underscore stands for a point, and a long one for a slash."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for label, data in members.items():
            name = label.replace("___", "/").replace("__", ".").replace("MACOSX", "__MACOSX")
            archive.writestr(name, data)
    return whole.getvalue()


def _workbook(fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def _sheets(**sheets: list[list[Any]]) -> bytes:
    def fill(book: Any) -> None:
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            if name.startswith("hidden"):
                sheet.sheet_state = "hidden"

    return _workbook(fill)


def _table(opened: Opened) -> tuple[object, ...]:
    return opened.header, opened.body, opened.header_line, opened.preamble, opened.footer


ROWS = [["area", "people"], ["North", 12], ["South", 13]]
BOOK = _sheets(People=ROWS)
INSIDE = [
    pytest.param(gzip.compress(CSV), "", id="gz"),
    pytest.param(gzip.compress(CSV[:20]) + gzip.compress(CSV[20:]), "", id="gz_of_two_parts"),
    pytest.param(gzip.compress(CSV.decode().encode("utf-16")), "", id="gz_of_utf_16"),
    pytest.param(_zip(a__csv=CSV), "a.csv", id="zip"),
    pytest.param(_zip(a__csv=CSV, readme__md=b"x", data___=b""), "a.csv", id="zip_with_a_note"),
    pytest.param(_zip(a__csv=CSV, MACOSX___a__csv=b"x"), "a.csv", id="zip_of_a_mac"),
    pytest.param(_zip(data=CSV), "data", id="zip_of_a_file_without_an_ending"),
    pytest.param(BOOK, "People", id="xlsx"),
    pytest.param(gzip.compress(BOOK), "People", id="xlsx_in_gz"),
    pytest.param(_zip(a__xlsx=BOOK), "a.xlsx/People", id="xlsx_in_zip"),
    pytest.param(_sheets(People=ROWS, hidden=ROWS, empty=[]), "People", id="one_sheet_that_is_shown"),
]


@pytest.mark.parametrize(("data", "sheet"), INSIDE)
def test_what_is_packed_is_the_same_table(data: bytes, sheet: str) -> None:
    opened = open_file("a.bin", data)
    assert (_table(opened), opened.sheet) == (_table(open_file("a.csv", CSV)), sheet)


TWO = _zip(a__csv=CSV, b__csv=OTHER)
TWO_SHEETS = _sheets(One=ROWS, Two=[["a", "b"], [1, 2]], hidden=[["c", "d"], [5, 6]])
NAMED = [
    pytest.param(TWO, "b.csv", ("a", "b"), id="member"),
    pytest.param(TWO_SHEETS, "Two", ("a", "b"), id="sheet"),
    pytest.param(TWO_SHEETS, "hidden", ("c", "d"), id="hidden_sheet"),
    pytest.param(_zip(x__xlsx=TWO_SHEETS, y__csv=CSV), "x.xlsx/Two", ("a", "b"), id="sheet_of_a_member"),
    pytest.param(_zip(x__xlsx=TWO_SHEETS), "Two", ("a", "b"), id="sheet_of_the_only_member"),
]


@pytest.mark.parametrize(("data", "sheet", "header"), NAMED)
def test_the_table_that_is_named_is_taken(data: bytes, sheet: str, header: tuple[str, ...]) -> None:
    opened = open_file("a.zip", data, Reading(sheet=sheet))
    assert opened.header == header
    assert opened.sheet.endswith(sheet)


def _locked() -> bytes:
    """A zip file whose only member says that it needs a password."""
    data = bytearray(_zip(a__csv=CSV))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def _not_worked_out() -> bytes:
    def fill(book: Any) -> None:
        book.active.append(["area", "people"])
        book.active.append(["North", "=1+1"])

    return _workbook(fill)


def _broken_book() -> bytes:
    return _zip(xl___workbook__xml=b"<workbook", a__csv=CSV)


KINDS = {
    "old_excel": b"\xd0\xcf\x11\xe0rest",
    "pdf": b"%PDF-1.7 rest",
    "picture": b"\x89PNG\r\n",
    "parquet": b"PAR1rest",
    "database": b"SQLite format 3\0",
    "markup": b"\xef\xbb\xbf <!doctype html>",
    "json": b'[{"a": 1}]',
    "archive": b"7z\xbc\xaf\x27\x1crest",
    "program": b"\x7fELFrest",
    "shapefile": _zip(a__shp=b"x", a__dbf=b"x"),
    "document": _zip(word___document__xml=b"x"),
    "opendocument": _zip(content__xml=b"x"),
    "binary_excel": _zip(xl___workbook__bin=b"x"),
}
BOMB = b"a,b\n" + b"1,2\n" * 15_000_000
REFUSED = [
    *(pytest.param(data, Fault(0, "", kind, "", "wrong_kind"), id=kind) for kind, data in KINDS.items()),
    pytest.param(
        gzip.compress(KINDS["pdf"]), Fault(0, "", "pdf", "", "wrong_kind"), id="a_wrong_kind_in_a_gz"
    ),
    pytest.param(TWO, Fault(0, "", "2", "a.csv, b.csv", "several_tables"), id="several_members"),
    pytest.param(TWO_SHEETS, Fault(0, "", "2", "One, Two", "several_tables"), id="several_sheets"),
    pytest.param(_sheets(empty=[]), Fault(0, "", "", "", "empty_file"), id="no_sheet_is_written"),
    pytest.param(_zip(), Fault(0, "", "", "", "empty_file"), id="empty_zip"),
    pytest.param(gzip.compress(b""), Fault(0, "", "", "", "empty_file"), id="empty_gz"),
    pytest.param(_zip(b__zip=TWO), Fault(0, "", "b.zip", "", "nested_archive"), id="zip_in_zip"),
    pytest.param(gzip.compress(TWO), Fault(0, "", "a.bin", "", "nested_archive"), id="zip_in_gz"),
    pytest.param(_zip(a__csv=BOMB), Fault(0, "", "", "50 MB", "expands"), id="zip_bomb"),
    pytest.param(gzip.compress(BOMB), Fault(0, "", "", "50 MB", "expands"), id="gz_bomb"),
    pytest.param(
        _zip(xl___workbook__xml=b"x", xl___sheet__xml=BOMB),
        Fault(0, "", "", "50 MB", "expands"),
        id="xlsx_bomb",
    ),
    pytest.param(
        gzip.compress(CSV)[:-12], Fault(0, "", "it ends too early", "", "damaged_archive"), id="gz_is_cut"
    ),
    pytest.param(TWO[:-30], Fault(0, "", "File is not a zip file", "", "damaged_archive"), id="zip_is_cut"),
    pytest.param(_locked(), Fault(0, "", "a.csv", "", "locked"), id="locked"),
    pytest.param(_not_worked_out(), Fault(2, "B", "", "", "no_result"), id="a_formula_without_a_result"),
]


@pytest.mark.parametrize(("data", "fault"), REFUSED)
def test_what_cannot_be_read_is_refused_in_both_languages(data: bytes, fault: Fault) -> None:
    with pytest.raises(NoTableError) as refused:
        open_file("a.bin", data)
    assert refused.value.fault == fault
    assert all("{" not in fault.sentence("a.bin", language) for language in ("en", "zh"))


@pytest.mark.parametrize(
    "data",
    [CSV, TWO, TWO_SHEETS, gzip.compress(CSV), _zip(a__csv=CSV)],
    ids=["csv", "zip_of_two", "workbook", "gz", "zip"],
)
def test_a_sheet_that_is_not_there_is_refused(data: bytes) -> None:
    with pytest.raises(NoTableError) as refused:
        open_file("a.bin", data, Reading(sheet="Three"))
    assert (refused.value.fault.code, refused.value.fault.found) == ("no_such_sheet", "Three")


def test_a_damaged_workbook_is_refused() -> None:
    with pytest.raises(NoTableError) as refused:
        open_file("a.xlsx", _broken_book())
    assert refused.value.fault.code == "damaged_workbook"


def test_a_bomb_takes_no_memory_beyond_the_limit() -> None:
    bomb = gzip.compress(BOMB)
    tracemalloc.start()
    try:
        with pytest.raises(NoTableError):
            open_file("a.gz", bomb)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 120 * 2**20


# --- cells of a workbook -----------------------------------------------------

CELLS = [
    pytest.param(12, "General", "12", id="whole"),
    pytest.param(12.0, "0.00", "12", id="whole_with_decimals_shown"),
    pytest.param(0.1 + 0.2, "General", "0.3", id="fraction"),
    pytest.param(-1234567.891, "#,##0.00", "-1234567.891", id="thousands"),
    pytest.param(1e15, "General", "1000000000000000", id="large"),
    pytest.param(1.5e-7, "General", "0.00000015", id="small"),
    pytest.param(0.132, "0.0%", "13.2%", id="percent"),
    pytest.param(501, "00000", "00501", id="code_with_zeros"),
    pytest.param("0501", "@", "0501", id="code_as_text"),
    pytest.param(True, "General", "TRUE", id="true"),
    pytest.param(date(2020, 1, 31), "dd.mm.yyyy", "2020-01-31", id="day"),
    pytest.param(date(2020, 1, 31), "mmm-yy", "2020-01", id="month"),
    pytest.param(date(2020, 1, 31), "yyyy", "2020", id="year"),
    pytest.param(
        datetime.fromisoformat("2020-01-31 09:30"), "dd.mm.yyyy hh:mm", "2020-01-31 09:30:00", id="time"
    ),
    pytest.param("=cmd|' /C calc'!A0", "@", "=cmd|' /C calc'!A0", id="formula_as_text"),
]


@pytest.mark.parametrize(("value", "form", "text"), CELLS)
def test_a_cell_is_written_as_a_clean_csv_has_it(value: Any, form: str, text: str) -> None:
    def fill(book: Any) -> None:
        book.active.append(["name", "value"])
        book.active.append(["x", None])
        cell = book.active["B2"]
        cell.value, cell.number_format = value, form
        if isinstance(value, str):
            cell.data_type = "s"

    assert open_file("a.xlsx", _workbook(fill)).body == f"x,{text}\n"


def test_merged_cells_name_groups_and_go_for_every_row() -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        for row in (
            ["Land use by ward", None, None],
            [],
            ["Ward", "People", None],
            [None, 2019, 2020],
            ["North", 5, 6],
            [None, 7, 8],
            ["Source: the city"],
        ):
            sheet.append(row)
        for cells in ("A1:C1", "A3:A4", "B3:C3", "A5:A6"):
            sheet.merge_cells(cells)

    opened = open_file("a.xlsx", _workbook(fill))
    assert (opened.header, opened.header_line) == (("Ward", "People / 2019", "People / 2020"), 4)
    assert (opened.preamble, opened.footer) == (("Land use by ward",), ("Source: the city",))
    assert opened.body == "North,5,6\nNorth,7,8\n"
