"""The checks of a file, by rule: what blocks, what warns, what is noted; and what people do about it."""

import csv
import gzip
import io
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from cityops.errors import RefusedError
from cityops.ingest import unusual
from cityops.ingest.care import Care
from cityops.ingest.importing import import_file
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.model import Correction, NoTableError, Receipt
from cityops.store import Store
from cityops.vision import releases
from cityops.words.catalogue import LANGUAGES
from tests.support import city
from tests.support.command_line import done, here

HEADER = "area_code,indicator,year,value"
GOOD = "T0,Fine dust,2020,20"
_VALUES = enumerate((20, 21, 20, 19, 20, 21, 22, 20), start=2012)
STEADY = [f"T0,Fine dust,{year},{value}" for year, value in _VALUES]


def _import(
    store: Store, *rows: str, header: str = HEADER, care: Care | None = None, **options: Any
) -> Receipt:
    data = city.csv(*rows, header=header)
    return import_file(store, city.ANALYST, "a.csv", data, city.CLOCKS, care=care or Care(), **options)


def _codes(receipt: Receipt) -> list[tuple[str, int, list[int]]]:
    return [(one.code, one.count, [fault.line for fault in one.first]) for one in receipt.findings]


# --- rules ---------------------------------------------------------------------

BLOCKING = [
    pytest.param(["Nort,Fine dust,2020,20", ",Fine dust,2020,21"], ("E-AREA", 2, [2, 3]), id="area"),
    pytest.param(["T0,Dust,2020,20"], ("E-INDICATOR", 1, [2]), id="indicator"),
    pytest.param(["T0,Fine dust,20188,20"], ("E-PERIOD", 1, [2]), id="period"),
    pytest.param(["T0,Fine dust,2026,20"], ("E-FUTURE", 1, [2]), id="future"),
    pytest.param([GOOD, "T1,Fine dust,2020,n/a", "T2,Fine dust,2020,x"], ("E-NUM", 2, [3, 4]), id="number"),
    pytest.param(["T0,Fine dust,2020,"], ("E-EMPTY", 1, [2]), id="empty"),
    pytest.param(["T0,Fine dust,2020,-1"], ("E-RANGE", 1, [2]), id="range"),
    pytest.param([GOOD, GOOD], ("E-DUP", 1, [3]), id="twice"),
    pytest.param([GOOD, "T1,Fine dust,2020"], ("E-LINE", 1, [3]), id="no_row"),
]


@pytest.mark.parametrize(("rows", "found"), BLOCKING)
def test_what_blocks_has_a_code_a_count_and_its_lines(
    small: Store, rows: list[str], found: tuple[str, int, list[int]]
) -> None:
    receipt = _import(small, *rows)
    assert _codes(receipt) == [found]
    assert receipt.findings[0].severity == "blocking"
    assert receipt.upload_id == ""
    assert all(receipt.findings[0].text(language) for language in LANGUAGES)


WARNED = [
    pytest.param("T0,Fine dust,2020,40", ["W-OUTLIER"], id="far_from_the_others"),
    pytest.param("T0,Fine dust,2020,23", [], id="within_what_is_usual"),
    pytest.param("T0,Fine dust,2020,201", ["W-UNIT-JUMP"], id="ten_times"),
    pytest.param("T0,Fine dust,2020,0.02", ["W-UNIT-JUMP"], id="a_thousandth"),
    pytest.param("T0,Fine dust,2023,20", ["W-GAP"], id="three_years_are_missing"),
    pytest.param("T0,Fine dust,2021,20", [], id="one_year_is_missing"),
    pytest.param("T0,Fine dust,2019,20.5", [], id="a_revision_of_what_was_not_released"),
    pytest.param("T1,Fine dust,2020,900", [], id="a_series_without_a_history"),
]


@pytest.mark.parametrize(("row", "codes"), WARNED)
def test_a_value_is_weighed_against_its_own_series(small: Store, row: str, codes: list[str]) -> None:
    city.upload(small, *STEADY)
    receipt = _import(small, row)
    assert [(one.code, one.severity) for one in receipt.findings] == [(code, "warning") for code in codes]
    assert receipt.upload_id  # a warning blocks nothing
    again = _import(small, row)
    assert (again.unchanged, again.findings) == (1, ())


def test_a_typing_error_inside_a_new_file_is_seen(small: Store) -> None:
    rows = [row.replace("2015,19", "2015,190") for row in STEADY]
    assert _codes(_import(small, *rows)) == [("W-UNIT-JUMP", 1, [5])]


def test_a_sign_that_no_other_value_has_is_seen(small: Store) -> None:
    rows = [row.replace("T0,Fine dust", "T0,Jobs") for row in STEADY]
    from cityops.indicators import writes

    writes.change_indicator(small, city.ANALYST, "iso_5_1", 1, {"hard_low": None}, "net change")
    assert _import(small, *rows).findings == ()
    assert [one.code for one in _import(small, "T0,Jobs,2020,-19").findings] == ["W-OUTLIER"]
    spread = [f"T1,Jobs,{year},{value}" for year, value in enumerate((5, 40, 12, 90, 33, 61, 20), start=2010)]
    assert [one.code for one in _import(small, *spread, "T1,Jobs,2017,-10").findings] == ["W-SIGN"]


def test_a_revision_of_what_was_released_is_said(small: Store) -> None:
    city.upload(small, *STEADY)
    releases.release(small, city.ANALYST, "Council")
    [found] = _import(small, "T0,Fine dust,2019,20.5").findings
    assert (found.code, found.first[0].expected, found.first[0].found) == ("W-CLOSED", "20", "20.5")


def test_series_judged_some_at_a_time_are_judged_as_all_at_once(
    any_city: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        f"{area},{name},{year},{value * 10 if (n + year) % 7 == 0 else value}"
        for n, (area, name) in enumerate(product(("T0", "T1", "T2", "T3"), ("Fine dust", "Homes")))
        for year, value in enumerate((20, 21, 20, 19, 20, 21, 22, 20), start=2012)
        if (n, year) not in ((3, 2014), (3, 2015), (3, 2016))
    ]
    whole = _import(any_city, *rows, dry_run=True)
    assert {one.code for one in whole.findings} >= {"W-UNIT-JUMP", "W-GAP"}
    monkeypatch.setattr(unusual, "_FEW", 0)
    for at_once in (1, 9, 20, 1_000):
        monkeypatch.setattr(unusual, "_AT_ONCE", at_once)
        assert _import(any_city, *rows, dry_run=True).findings == whole.findings


def test_what_is_taken_otherwise_than_it_stands_is_noted(small: Store) -> None:
    assert _codes(_import(small, " T0 ,Fine dust,2020,20")) == [("I-TRIMMED", 1, [2])]
    wide = _import(small, 'North,"1,234.5",20', "South,n/a,21%", header="area,2019,2020",
                   mapping=Mapping(constants={"indicator": "own_people"}))  # fmt: skip
    assert [(code, n) for code, n, _ in _codes(wide)] == [("I-CONVERTED", 2), ("I-MISSING", 1)]


# --- corrections ---------------------------------------------------------------


def _fix(line: int, column: str, old: str, new: str) -> Care:
    return Care(corrections=(Correction(line, column, old, new),))


QUOTED, LONG = 'T1,"Fine dust",2020,"1,5"', "T1,Fine dust,2020,21,x"
FIXED = [
    pytest.param([GOOD, "T1,Fine dust,2020,n/a"], _fix(3, "value", "n/a", "21"), "21", id="a_cell"),
    pytest.param(["", GOOD, "", QUOTED], _fix(5, "value", "1,5", "1.5"), "1.5", id="below_blanks"),
    pytest.param([GOOD, LONG], _fix(3, "", LONG, LONG.removesuffix(",x")), "21", id="a_line"),
]


@pytest.mark.parametrize(("rows", "care", "value"), FIXED)
def test_what_is_corrected_holds_and_the_file_stays(
    small: Store, rows: list[str], care: Care, value: str
) -> None:
    assert _import(small, *rows).errors
    receipt = _import(small, *rows, care=care)
    assert (receipt.errors, receipt.new, receipt.corrections) == ((), 2, care.corrections)
    [claim] = small.rows("ingest/claims_of_point", indicator_id="own_dust", area_id="T1", period_label="2020")
    assert (claim["raw_value"], claim["line"]) == (value, care.corrections[0].line)
    [kept] = small.rows("ingest/file", sha256=receipt.sha256)
    assert gzip.decompress(kept["content"]) == city.csv(*rows)


OTHERWISE = [
    pytest.param(Correction(2, "value", "n/a", "21"), "stands_otherwise", id="another_text"),
    pytest.param(Correction(9, "value", "n/a", "21"), "no_line", id="no_such_line"),
    pytest.param(Correction(2, "amount", "20", "21"), "no_column", id="no_such_column"),
]


@pytest.mark.parametrize(("made", "code"), OTHERWISE)
def test_a_correction_of_something_else_is_refused(small: Store, made: Correction, code: str) -> None:
    with pytest.raises(NoTableError) as refused:
        _import(small, GOOD, care=Care(corrections=(made,)))
    assert refused.value.fault.code == code


# --- the good rows only ---------------------------------------------------------

MIXED = (GOOD, "T1,Fine dust,2020,n/a", "T2,Fine dust,2020", "T3,Fine dust,2020,23", GOOD)


def test_the_good_rows_are_taken_for_a_reason(small: Store) -> None:
    with pytest.raises(RefusedError, match="3 lines are left out"):
        _import(small, *MIXED, care=Care(good_rows_only=True))
    receipt = _import(small, *MIXED, care=Care(good_rows_only=True), reason="the office is closed")
    assert (receipt.new, receipt.rejected, receipt.errors) == (2, 0, ())
    assert [(one.line, one.leaves_out) for one in receipt.corrections] == [(3, True), (4, True), (6, True)]
    assert [code for code, _, _ in _codes(receipt)] == ["E-LINE", "E-NUM", "E-DUP"]


def test_a_file_without_a_good_row_is_refused(small: Store) -> None:
    with pytest.raises(NoTableError, match="none would be left"):
        _import(small, MIXED[1], care=Care(good_rows_only=True), reason="why")


# --- memory ---------------------------------------------------------------------


def test_a_mapping_is_remembered_for_its_header_and_no_other(small: Store) -> None:
    header, said = (
        "Ort,Was,Jahr,Wert",
        Mapping({"Ort": "area", "Was": "indicator"}, placeholders=("fehlt",), areas={"Nord": "T1"}),
    )
    first = _import(small, "Nord,Fine dust,2020,20", header=header, mapping=said)
    assert (first.new, first.remembered) == (1, {})
    next_year = _import(small, "Nord,Fine dust,2021,20", "T2,Fine dust,2021,fehlt", header=header)
    assert (next_year.new, next_year.remembered["person"]) == (1, city.ANALYST.name)
    assert _import(small, "Nord,Fine dust,2022,20", header=header, care=Care(uses_memory=False)).questions
    assert _import(small, "Nord,Fine dust,2022,20", header="Ort,Was,Jahr,Wert2").questions


def test_what_another_file_may_say_otherwise_is_asked_again(small: Store) -> None:
    said = Mapping(constants={"indicator": "own_people"}, answers={"no_period": "2018"})
    assert _import(small, "North,120", "South,130", header="area,value", mapping=said).new == 2
    again = _import(small, "North,121", "South,131", header="area,value")
    assert [question["code"] for question in again.questions] == ["no_period"]


# --- the command line ------------------------------------------------------------


@pytest.fixture
def broken(tmp_path: Path) -> str:
    path = tmp_path / "broken.csv"
    path.write_bytes(city.csv(*MIXED, "=1+1,Fine dust,2021,20", header=HEADER))
    return str(path)


def test_the_command_line_tells_findings_and_writes_the_errors_beside_the_rows(
    small: Store, broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.close()
    database, out = str(tmp_path / "city.duckdb"), tmp_path / "errors.csv"
    rows = [row for row in MIXED if row.count(",") == 3]
    Path(broken).write_bytes(city.csv(*rows, "=1+1,Fine dust,2021,20", header=HEADER))
    said = here(capsys, "import", broken, "--dry-run", "--json", "--errors", str(out), "--db", database)
    assert said.code == 1
    assert [(one["code"], one["severity"], one["count"], one["lines"]) for one in said.json["findings"]] == [
        ("E-AREA", "blocking", 1, [6]),
        ("E-NUM", "blocking", 1, [3]),
        ("E-DUP", "blocking", 1, [5]),
    ]
    table = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert table[0] == [*HEADER.split(","), "error"]
    assert [row[4][:8] for row in table[1:]] == ["", "[E-NUM] ", "", "[E-DUP] ", "[E-AREA]"]
    assert table[5][0] == "'=1+1"


def test_the_command_line_corrects_and_leaves_out(
    small: Store, broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.close()
    database, fixes = tmp_path / "city.duckdb", tmp_path / "fixes.csv"
    fixes.write_text("line,column,old,new\n3,value,n/a,21\n", "utf-8")
    words = ("import", broken, "--good-rows", "--fixes", str(fixes))
    assert here(capsys, *words, "--db", str(database)).err.startswith("3 lines are left out. Say why")
    receipt = done(*words, "--reason", "late offices", database=database)
    assert (receipt["new"], [one["line"] for one in receipt["corrections"]]) == (3, [3, 4, 6, 7])
