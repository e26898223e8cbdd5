"""What a file may be, and what is said of one that is not: where, what stands there, what would be right."""

import mmap
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cityops.errors import RefusedError
from cityops.indicators import writes as indicators
from cityops.ingest.frontdoor import MAX_BYTES, MAX_COLUMNS
from cityops.ingest.importing import import_file
from cityops.ingest.model import Fault, NoTableError, Receipt
from cityops.store import PRESENT, Store, open_store
from cityops.store.queries import sql
from tests.support import children, city
from tests.support.counts import counts

HEADER = "area_code,indicator,year,value"
GOOD = "T0,Fine dust,2020,20"


@pytest.fixture(scope="module")
def closed(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store to which nothing may be written: every file here is refused, or is tried only."""
    opened = open_store(str(shutil.copy(small_file, tmp_path_factory.mktemp("closed") / "city.duckdb")))
    before = counts(opened)
    yield opened
    assert counts(opened) == before
    opened.close()


def _try(store: Store, data: bytes, **options: Any) -> Receipt:
    return import_file(store, city.ANALYST, "a.csv", data, city.CLOCKS, dry_run=True, **options)


def _file(*rows: str, header: str = HEADER) -> bytes:
    return city.csv(*rows, header=header)


# --- no table at all ---------------------------------------------------------

NO_TABLE = [
    pytest.param(b"", Fault(0, "", "", "", "empty_file"), id="empty"),
    pytest.param(b" \r\n\t \n", Fault(0, "", "", "", "empty_file"), id="only_blanks"),
    pytest.param(b"\xd0\xcf\x11\xe0rest", Fault(0, "", "old_excel", "", "wrong_kind"), id="xls"),
    pytest.param(b"%PDF-1.7 rest", Fault(0, "", "pdf", "", "wrong_kind"), id="pdf"),
    pytest.param(b"\x89PNG\r\n", Fault(0, "", "picture", "", "wrong_kind"), id="png"),
    pytest.param(b"\xff\xd8\xff\xe0", Fault(0, "", "picture", "", "wrong_kind"), id="jpeg"),
    pytest.param(b"PAR1rest", Fault(0, "", "parquet", "", "wrong_kind"), id="parquet"),
    pytest.param(b"SQLite format 3\0", Fault(0, "", "database", "", "wrong_kind"), id="sqlite"),
    pytest.param(b"\n <html>", Fault(0, "", "markup", "", "wrong_kind"), id="html"),
    pytest.param(b'{"a": 1}', Fault(0, "", "json", "", "wrong_kind"), id="json"),
    pytest.param(bytes(range(256)), Fault(0, "", "", "", "binary"), id="binary"),
    pytest.param(b"words\nmore\n", Fault(1, "", "words", "", "one_column"), id="prose"),
    pytest.param(b"\xef\xbb\xbf\n", Fault(0, "", "", "", "empty_file"), id="only_a_bom"),
    pytest.param(HEADER.encode(), Fault(1, "", "", "", "no_rows"), id="header_only"),
    pytest.param(_file("", " "), Fault(1, "", "", "", "no_rows"), id="blank_rows_only"),
    pytest.param(_file(",,,", ",,,"), Fault(1, "", "", "", "no_rows"), id="empty_rows_only"),
    pytest.param(
        b'area_code,"indicator,year,value\n' + GOOD.encode(),
        Fault(1, "", 'area_code,"indicator,year,value', "4", "broken_line"),
        id="header_with_an_open_quote",
    ),
    pytest.param(
        b"area_code,year,value\nT0,2020,1\n",
        Fault(1, "", "'area_code', 'year', 'value'", "indicator", "missing_column"),
        id="a_column_is_missing",
    ),
    pytest.param(
        b"\n\na,b\n1,2\n",
        Fault(3, "", "'a', 'b'", "area, indicator, period, value", "missing_column"),
        id="all_columns_are_missing_below_blank_lines",
    ),
    pytest.param(
        _file(GOOD + ",x", header=HEADER + ","), Fault(1, "", "5", "", "nameless_column"), id="nameless"
    ),
    pytest.param(
        _file(GOOD, header="area_code,indicator,year,Value,value"),
        Fault(1, "", "Value", "value (2)", "double_column"),
        id="twice_the_same_column",
    ),
    pytest.param(
        ",".join(f"c{n}" for n in range(MAX_COLUMNS + 1)).encode() + b"\n1\n",
        Fault(1, "", "2001", "2000", "too_many_columns"),
        id="too_many_columns",
    ),
    pytest.param(mmap.mmap(-1, MAX_BYTES + 1), Fault(0, "", "", "500 MB", "too_large"), id="too_large"),
    pytest.param(
        b"a," + b"x" * 200_000 + b"\n1,2\n",
        Fault(1, "", "a," + "x" * 78, "2", "broken_line"),
        id="a_name_without_end",
    ),
]


@pytest.mark.parametrize(("data", "fault"), NO_TABLE)
def test_a_file_that_is_no_table_is_refused(closed: Store, data: bytes, fault: Fault) -> None:
    with pytest.raises(NoTableError) as refused:
        import_file(closed, city.ANALYST, "a.csv", data, city.CLOCKS)
    assert refused.value.fault == fault
    assert isinstance(refused.value, RefusedError)
    assert str(refused.value).startswith("a.csv, line " if fault.line else "a.csv: ")


# --- cells that cannot be taken ----------------------------------------------


def _cell(row: str, column: str, found: str, expected: str, code: str, **options: str) -> Any:
    """A case of one good row and one with one fault, on line 3."""
    data = _file(GOOD.replace("2020", "2019"), row, **options)
    return pytest.param(data, Fault(3, column, found, expected, code), id=f"{code}_{found[:12] or 'none'}")


UNIT = HEADER + ",unit"
SCENARIO = HEADER + ",scenario"
CELLS = [
    _cell(",Fine dust,2020,20", "area_code", "", "", "empty_area"),
    _cell("Nort,Fine dust,2020,20", "area_code", "Nort", "North", "unknown_area"),
    _cell("Ulan Bator,Fine dust,2020,20", "area_code", "Ulan Bator", "", "unknown_area"),
    _cell("南 区,Fine dust,2020,20", "area_code", "南 区", "南区", "unknown_area"),
    _cell("T0,,2020,20", "indicator", "", "", "empty_indicator"),
    _cell("T0,Fine dusts,2020,20", "indicator", "Fine dusts", "Fine dust", "unknown_indicator"),
    *(
        _cell(f"T0,Fine dust,{period},20", "year", period, "", "impossible_period")
        for period in ("", "0", "0000", "20188", "1799", "2201", "20 20", "2020-13", "2020-02-30", "2020-Q5")
    ),
    _cell("T0,Fine dust,01/02/2020,20", "year", "01/02/2020", "", "impossible_period"),
    _cell("T0,Fine dust,2026,20", "year", "2026", "2025-06-30", "future_period"),
    _cell("T0,Fine dust,2025-07,20", "year", "2025-07", "2025-06-30", "future_period"),
    _cell("T0,Fine dust,2020,", "value", "", "", "empty_value"),
    *(
        _cell(f"T0,Fine dust,2020,{value}", "value", value, "", "not_a_number")
        for value in ("n/a", "=1+1", "NaN", "inf", "1e999", "0x1F", "1 234", "--5", "12%", "٣", "1_000")
    ),
    _cell('T0,Fine dust,2020,"1,5"', "value", "1,5", "", "not_a_number"),
    _cell('T0,Fine dust,2020,"=HYPERLINK(""x"")"', "value", '=HYPERLINK("x")', "", "not_a_number"),
    _cell("T0,Fine dust,2020,-0.1", "value", "-0.1", "0.0 … 1000.0", "beyond_hard_range"),
    _cell("T0,Fine dust,2020,1000.1", "value", "1000.1", "0.0 … 1000.0", "beyond_hard_range"),
    _cell("T0,People,2020,-1", "value", "-1", "0.0 … ", "beyond_hard_range"),
    _cell("T0,Fine dust,2020,20,ppm", "unit", "ppm", "ug/m3", "wrong_unit", header=UNIT),
    _cell("T0,Fine dust,2020,20,guess", "scenario", "guess", "", "unknown_scenario", header=SCENARIO),
    _cell("T0,Fine dust,2019,21", "", "T0, Fine dust, 2019", "2", "duplicate"),
    _cell("Testville,细颗粒物,2019,20", "", "Testville, 细颗粒物, 2019", "2", "duplicate"),
    _cell("T0,Fine dust,2020", "", "T0,Fine dust,2020", "4", "broken_line"),
    _cell("T0,Fine dust,2020,20,20", "", "T0,Fine dust,2020,20,20", "4", "broken_line"),
    _cell('T0,Fine dust,2020,"20', "", 'T0,Fine dust,2020,"20\n', "4", "broken_line"),
    _cell('T0,"Fine" dust,2020,20', "", 'T0,"Fine" dust,2020,20', "4", "broken_line"),
]


def _wide(data: bytes) -> bytes:
    """Give the good row as many cells as the header has."""
    head, good, *rest = data.decode().split("\n")
    return "\n".join([head, good + "," * (head.count(",") - good.count(",")), *rest]).encode()


@pytest.mark.parametrize(("data", "fault"), CELLS)
def test_a_cell_that_cannot_be_taken_is_named(closed: Store, data: bytes, fault: Fault) -> None:
    receipt = import_file(closed, city.ANALYST, "a.csv", _wide(data), city.CLOCKS)
    assert receipt.errors == (fault,)
    assert (receipt.rejected, receipt.new, receipt.upload_id) == (1, 0, "")
    assert all(fault.sentence("a.csv", language) for language in ("en", "zh"))


def test_every_fault_of_a_file_is_named_in_order_of_line(closed: Store) -> None:
    receipt = import_file(
        closed,
        city.ANALYST,
        "a.csv",
        _file("T0,Fine dust,2020,x", GOOD, "Nowhere,Fine dust,1,y", GOOD),
        city.CLOCKS,
    )
    assert [(f.line, f.code) for f in receipt.errors] == [
        (2, "not_a_number"),
        (3, "duplicate"),
        (4, "unknown_area"),
        (4, "not_a_number"),
        (4, "impossible_period"),
        (5, "duplicate"),
    ]


def test_a_thousand_faults_are_counted_and_the_first_are_named(closed: Store) -> None:
    rows = [f"Nowhere {n},Fine dust,2020,20" for n in range(1_000)]
    receipt = import_file(closed, city.ANALYST, "a.csv", _file(*rows), city.CLOCKS)
    assert (receipt.rejected, len(receipt.errors)) == (1_000, 200)
    assert [fault.line for fault in receipt.errors] == list(range(2, 202))


def test_a_line_is_right_far_down_a_file(closed: Store) -> None:
    """DuckDB reads a large file in parts, by two threads."""
    rows = [f'T0,"Fine\n dust",{n},20' if n % 1_000 == 0 else "T0,Fine dust,2020,20" for n in range(60_000)]
    rows[50_000] = "T0,Fine dust,2020"
    receipt = import_file(closed, city.ANALYST, "a.csv", _file(*rows), city.CLOCKS)
    assert receipt.errors == (Fault(50_002, "", "T0,Fine dust,2020", "4", "broken_line"),)


def test_a_name_that_means_two_places_asks_for_the_code(small: Store) -> None:
    indicators.add_areas(small, city.ANALYST, [city.area("T4", kind="community", name_en="North")], [])
    receipt = _try(small, _file("North,Fine dust,2020,20"))
    assert receipt.errors == (Fault(2, "area_code", "North", "T1, T4", "unknown_area"),)
    assert _try(small, _file("t4,Fine dust,2020,20", "北区,Fine dust,2020,20")).new == 2


def test_a_name_that_a_framework_shares_means_the_citys_own(small: Store) -> None:
    other = city.indicator("iso_9_9", framework="ISO 37122:2019", name_en="fine DUST", name_zh="就业")
    indicators.add_indicators(small, city.ANALYST, [other])
    assert _try(small, _file(GOOD)).new == 1
    receipt = _try(small, _file("T0,就业,2020,20"))
    assert receipt.errors == (Fault(2, "indicator", "就业", "iso_5_1, iso_9_9", "unknown_indicator"),)


# --- lines, as a spreadsheet shows them --------------------------------------

BAD = "T0,Fine dust,2019,x"
LINES = [
    pytest.param([HEADER, BAD], 2, id="plain"),
    pytest.param(["", "", HEADER, BAD], 4, id="blank_lines_above_the_header"),
    pytest.param(["  ", "\t", HEADER, BAD], 4, id="lines_of_blanks_above_the_header"),
    pytest.param([HEADER, "", BAD], 3, id="a_blank_line"),
    pytest.param([HEADER, GOOD, "", "", " ", BAD], 6, id="blank_lines"),
    pytest.param([HEADER, GOOD, ",,,", BAD], 4, id="an_empty_row"),
    pytest.param([HEADER + ",note", GOOD + ',"two\n\nlines"', BAD + ","], 3, id="a_cell_of_lines"),
    pytest.param([HEADER + ",note", "", GOOD + ',"a ""b""\n\nc"', "", BAD + ","], 5, id="both"),
    pytest.param([HEADER + ',"a\nnote"', GOOD + ",x", BAD + ","], 3, id="a_header_of_lines"),
    pytest.param([HEADER + ",note", GOOD + ',5" pipe', "", BAD + ',6" pipe'], 4, id="a_quote_in_a_cell"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("lines", "line"), LINES)
def test_a_line_is_the_one_that_a_spreadsheet_shows(
    closed: Store, lines: list[str], line: int, end: str
) -> None:
    data = end.join(lines).encode()
    receipt = import_file(closed, city.ANALYST, "a.csv", data, city.CLOCKS)
    assert [(fault.line, fault.code) for fault in receipt.errors] == [(line, "not_a_number")]


def test_a_claim_keeps_the_line_that_a_spreadsheet_shows(small: Store) -> None:
    data = (
        "\n".join(["", HEADER, "", GOOD, ",,,", '"T1\n",Fine dust,2020,21', "T2,Fine dust,2020,22"])
    ).encode()
    import_file(small, city.ANALYST, "a.csv", data, city.CLOCKS)
    found = [
        (row["line"], row["value"])
        for area in ("T0", "T1", "T2")
        for row in small.rows(
            "ingest/claims_of_point", indicator_id="own_dust", area_id=area, period_label="2020"
        )
    ]
    assert found == [(4, 20.0), (6, 21.0), (7, 22.0)]


# --- files that are right ----------------------------------------------------

TWO = [HEADER, GOOD, "T1,People,2020,1200.5"]
TEXT = "\n".join(TWO) + "\n"
RIGHT = [
    pytest.param(TEXT.encode(), "utf-8", ",", id="utf_8"),
    pytest.param(TEXT.rstrip().encode(), "utf-8", ",", id="no_line_end_at_the_end"),
    pytest.param(TEXT.encode("utf-8-sig"), "utf-8-sig", ",", id="bom"),
    pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16", ",", id="utf_16_le"),
    pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16", ",", id="utf_16_be"),
    pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", ",", id="utf_16_without_a_mark"),
    pytest.param(TEXT.replace("T1", "T\x001").encode(), "utf-8", ",", id="a_nul"),
    pytest.param((HEADER + ",\n" + "\n".join(TWO[1:])).encode(), "utf-8", ",", id="a_comma_ends_the_header"),
    pytest.param(TEXT.replace(",", ";").encode(), "utf-8", ";", id="semicolon"),
    pytest.param(TEXT.replace(",", "\t").encode(), "utf-8", "\t", id="tab"),
    pytest.param(TEXT.replace(",", "|").encode(), "utf-8", "|", id="bar"),
    pytest.param(TEXT.replace("\n", "\r\n").encode(), "utf-8", ",", id="crlf"),
    pytest.param(TEXT.replace("\n", "\r").encode(), "utf-8", ",", id="cr"),
    pytest.param(("\n\n" + TEXT.replace("\n", "\n\n")).encode(), "utf-8", ",", id="blank_lines"),
    pytest.param(TEXT.replace("T1", " t1\u00a0").encode(), "utf-8", ",", id="blanks_and_case"),
    pytest.param(TEXT.replace("T1", '"T1"').encode(), "utf-8", ",", id="quotes"),
    pytest.param(
        TEXT.replace("T1", "North").replace("People", "own_people").encode(), "utf-8", ",", id="a_name"
    ),
    pytest.param(
        "地区代码,指标,年份,数值\n测试市,细颗粒物,2020,20\n北区,人口,2020,1200.5\n".encode(),
        "utf-8",
        ",",
        id="chinese",
    ),
]


@pytest.mark.parametrize(("data", "encoding", "delimiter"), RIGHT)
def test_a_file_that_is_right_is_understood(
    closed: Store, data: bytes, encoding: str, delimiter: str
) -> None:
    receipt = _try(closed, data)
    assert (receipt.errors, receipt.observations, receipt.new) == ((), 2, 2)
    assert (receipt.encoding, receipt.delimiter) == (encoding, delimiter)


PERIODS = [
    pytest.param("2020", date(2020, 1, 1), date(2021, 1, 1), id="year"),
    pytest.param("2020-Q3", date(2020, 7, 1), date(2020, 10, 1), id="quarter"),
    pytest.param("2020Q4", date(2020, 10, 1), date(2021, 1, 1), id="quarter_without_a_hyphen"),
    pytest.param("2020-02", date(2020, 2, 1), date(2020, 3, 1), id="month"),
    pytest.param("2020-02-29", date(2020, 2, 29), date(2020, 3, 1), id="day"),
    pytest.param("1800", date(1800, 1, 1), date(1801, 1, 1), id="first_year"),
    pytest.param("2025", date(2025, 1, 1), date(2026, 1, 1), id="the_year_that_runs"),
    pytest.param("2025-06-30", date(2025, 6, 30), date(2025, 7, 1), id="today"),
]


def _held(store: Store, columns: str, where: str = "true") -> list[tuple[Any, ...]]:
    text = (
        f"select {columns} from observations o join series s on s.series_id = o.series_id "  # noqa: S608
        f"where o.known_to > $present and {where} order by {columns}"
    )
    with store._engine.session() as session:
        return session.rows(sql(text), {"present": PRESENT})[1]


@pytest.mark.parametrize(("period", "start", "end"), PERIODS)
def test_a_period_starts_and_ends(small: Store, period: str, start: date, end: date) -> None:
    city.upload(small, f"T0,Fine dust,{period},20")
    assert _held(small, "o.period_start, o.period_end, o.period_label") == [(start, end, period)]


VALUES = [
    pytest.param("20", 20.0, id="whole"),
    pytest.param("+20.50", 20.5, id="plus"),
    pytest.param(".5", 0.5, id="no_zero_before"),
    pytest.param("5.", 5.0, id="no_digit_after"),
    pytest.param("1.5E2", 150.0, id="exponent"),
    pytest.param("0", 0.0, id="lower_end"),
    pytest.param("1000", 1000.0, id="upper_end"),
    pytest.param("007", 7.0, id="leading_zeros"),
]


@pytest.mark.parametrize(("raw", "value"), VALUES)
def test_a_value_is_the_number_that_stands_there(small: Store, raw: str, value: float) -> None:
    city.upload(small, f"T0,Fine dust,2020,{raw}")
    assert _held(small, "o.value") == [(value,)]
    claim = small.rows("ingest/claims_of_point", indicator_id="own_dust", area_id="T0", period_label="2020")[
        0
    ]
    assert (claim["raw_value"], claim["line"], claim["file_name"]) == (raw, 2, "a.csv")


def test_a_unit_may_stand_in_either_language(small: Store) -> None:
    rows = ("T0,Fine dust,2019,20,UG/M3", "T0,Fine dust,2020,20,微克/立方米", "T0,Fine dust,2021,20,")
    assert city.upload(small, *rows, header=UNIT).new == 3


def test_remarks_are_no_part_of_the_key(small: Store) -> None:
    header = f"{HEADER},area_name,source,Note,备注"
    city.upload(small, f"{GOOD},anything,=1+1,<b>,x", header=header)
    assert city.upload(small, f"{GOOD},other,=2+2,,y", header=header).unchanged == 1


# --- dimensions and scenarios ------------------------------------------------

BY_SEX = HEADER + ",sex"


def _points(store: Store) -> list[tuple[str, str, float]]:
    rows = store.rows(
        "progress/points", known=PRESENT, end=date(2100, 1, 1), city=city.CITY, hierarchy="administrative"
    )
    return [(row["area_id"], row["period_label"], row["value"]) for row in rows]


def test_a_disaggregated_row_never_changes_the_total(small: Store) -> None:
    city.upload(small, "T0,Fine dust,2020,20,", "T0,Fine dust,2020,19,female", header=BY_SEX)
    assert _points(small) == [("T0", "2020", 20.0)]
    city.upload(small, "T0,Fine dust,2020,30,female", "T0,Fine dust,2021,31,female", header=BY_SEX)
    assert _points(small) == [("T0", "2020", 20.0)]
    assert _held(small, "s.dimensions, o.period_label, o.value") == [
        ("", "2020", 20.0),
        ("sex=female", "2020", 30.0),
        ("sex=female", "2021", 31.0),
    ]


def test_a_dimension_is_the_same_in_any_order_of_columns(small: Store) -> None:
    city.upload(small, f"{GOOD},female,16-24", header=HEADER + ",Sex,age")
    receipt = city.upload(small, f"{GOOD},16-24,female", header=HEADER + ",AGE,sex")
    assert receipt.unchanged == 1
    assert _held(small, "s.dimensions") == [("age=16-24;sex=female",)]


def test_signs_in_a_dimension_make_no_other_dimension(small: Store) -> None:
    rows = (f"{GOOD},f;b=1,", f"{GOOD},f,1", f"{GOOD},f%3Bb=1,")
    assert city.upload(small, *rows, header=HEADER + ",a,b").new == 3


def test_the_same_point_of_two_dimensions_is_no_duplicate(closed: Store) -> None:
    rows = (f"{GOOD},female", f"{GOOD},male", f"{GOOD},")
    assert _try(closed, _file(*rows, header=BY_SEX)).new == 3
    twice = _try(closed, _file(f"{GOOD},female", f"{GOOD},female", header=BY_SEX))
    assert [(fault.line, fault.code) for fault in twice.errors] == [(3, "duplicate")]


def test_a_plan_may_lie_ahead_and_is_no_observation(small: Store) -> None:
    rows = ("T0,Fine dust,2030,10,plan", "T0,Fine dust,2035,9,Projection", "T0,Fine dust,2020,20,")
    assert city.upload(small, *rows, header=SCENARIO).new == 3
    assert _points(small) == [("T0", "2020", 20.0)]
    assert [row[0] for row in _held(small, "s.scenario")] == ["actual", "plan", "projection"]


# --- size --------------------------------------------------------------------


def test_200000_rows_come_in_a_few_seconds_and_in_bounded_memory(small_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "city.duckdb"
    copy.write_bytes(small_file.read_bytes())
    [found] = children.answers("import_many", str(copy))
    assert found["new"] == 200_004
    assert found["seconds"] < 20
    assert found["megabytes"] < 500
