"""Where a table begins and ends in a file: delimiter, header, footer. No row is lost without a word."""

import csv
import io
from pathlib import Path

import pytest

from cityops.ingest.frontdoor import MAX_COLUMNS, Opened, Reading, open_file
from cityops.ingest.model import Fault, NoTableError

MESSY = Path(__file__).parent / "vendor" / "messy"


def _open(text: str, reading: Reading | None = None) -> Opened:
    return open_file("a.csv", text.encode(), reading)


def _rows(opened: Opened) -> list[list[str]]:
    return list(csv.reader(io.StringIO(opened.body), delimiter=opened.delimiter))


# --- delimiter ---------------------------------------------------------------

DELIMITERS = [
    pytest.param("a,b\n1,2\n", ",", id="comma"),
    pytest.param("a;b\n1;2\n", ";", id="semicolon"),
    pytest.param("a\tb\n1\t2\n", "\t", id="tab"),
    pytest.param("a|b\n1|2\n", "|", id="bar"),
    pytest.param("name;a;b\nx;1,5;2,5\ny;2,5;3,5\nz;1,0;2,0\n", ";", id="decimal_commas"),
    pytest.param("name;a\nx;1,5\ny;2,5\n", ";", id="decimal_commas_in_one_column"),
    pytest.param('name,note\n"a; b; c",x\n"d; e; f",y\n', ",", id="semicolons_in_words"),
    pytest.param("name\tnote\nSmith, John\tx, y\nMiller, Ann\tz, w\n", "\t", id="commas_in_words"),
    pytest.param("sep=;\na;b\n1,5;2,5\n", ";", id="named_by_excel"),
    pytest.param('"sep=|"\na|b\n1;5|2;5\n', "|", id="named_in_quotes"),
]


@pytest.mark.parametrize(("text", "delimiter"), DELIMITERS)
def test_a_delimiter_is_found(text: str, delimiter: str) -> None:
    opened = _open(text)
    assert (opened.delimiter, opened.preamble) == (delimiter, ())
    assert {len(row) for row in _rows(opened)} == {len(opened.header)}


def test_a_delimiter_that_is_told_is_taken() -> None:
    text = "a,b;c,d\n1,2;3,4\n"
    assert _open(text, Reading(delimiter=";")).header == ("a,b", "c,d")
    assert _open(text, Reading(delimiter=",")).header == ("a", "b;c", "d")
    assert _open("a\tb\n1\t2\n", Reading(delimiter="tab")).header == ("a", "b")
    guess = _open("a,b;c,d,e\n1,2;3,4,5\n").guesses[1]
    assert (guess.taken, guess.is_sure) == (",", True)


@pytest.mark.parametrize("delimiter", ["::", '"', "\n", "，"])
def test_what_cannot_stand_between_cells_is_refused(delimiter: str) -> None:
    with pytest.raises(NoTableError) as refused:
        _open("a,b\n1,2\n", Reading(delimiter=delimiter))
    assert (refused.value.fault.code, refused.value.fault.found) == ("no_such_delimiter", delimiter)


# --- header ------------------------------------------------------------------

BANK = (
    '"Data Source","World Development Indicators",\n\n"Last Updated Date","2020-01-01",\n\n'
    '"Country Name","Code","1960","1961",\n"Aruba","ABW","54211","55438",\n"Chad","TCD","13","14",\n'
)
GROUPS = "Area,Population,,Jobs,\n,2019,2020,2019,2020\nNorth,1200,1300,50,60\nSouth,900,800,5,6\n"
JOINED = ("Area", "Population / 2019", "Population / 2020", "Jobs / 2019", "Jobs / 2020")
HEADERS = [
    pytest.param("a,b\n1,2\n", ("a", "b"), 1, (), id="first_line"),
    pytest.param("\n\na,b\n1,2\n", ("a", "b"), 3, (), id="below_blank_lines"),
    pytest.param(
        BANK,
        ("Country Name", "Code", "1960", "1961", "column 5"),
        5,
        ("Data Source,World Development Indicators", "Last Updated Date,2020-01-01"),
        id="world_bank",
    ),
    pytest.param(
        "Source,ONS\nDate,2020\n\nArea,People\nN,1200\nS,1300\n",
        ("Area", "People"),
        4,
        ("Source,ONS", "Date,2020"),
        id="a_preamble_as_wide_as_the_table",
    ),
    pytest.param(
        "People by ward;;\nin thousands;;\nWard;2019;2020\nN;1,2;1,3\n",
        ("Ward", "2019", "2020"),
        3,
        ("People by ward", "in thousands"),
        id="a_preamble_filled_up_with_delimiters",
    ),
    pytest.param("area,2019,2020\nN,5,6\nS,7,8\n", ("area", "2019", "2020"), 1, (), id="years"),
    pytest.param("area,2019.0,2020*\nN,5,6\n", ("area", "2019.0", "2020*"), 1, (), id="years_with_a_sign"),
    pytest.param("area,1,2,3\nN,5,6,7\nS,8,9,10\n", ("area", "1", "2", "3"), 1, (), id="months"),
    pytest.param(
        "area,31.12.2019,31.12.2020\nN,5,6\n", ("area", "31.12.2019", "31.12.2020"), 1, (), id="dates"
    ),
    pytest.param('"a\nb",c\n1,2\n', ("a b", "c"), 1, (), id="a_name_of_two_lines"),
    pytest.param("area,name\nn,foo\ns,bar\n", ("area", "name"), 1, (), id="words_only"),
    pytest.param(GROUPS, JOINED, 2, (), id="groups_over_years"),
    pytest.param(
        "Title,,,,\n" + GROUPS.replace("Area,", ",", 1).replace("\n,2019", "\nArea,2019"),
        JOINED,
        3,
        ("Title",),
        id="groups_below_a_title",
    ),
    pytest.param(
        "Area;People;Size\n;persons;km2\nNorth;12;5\nSouth;13;7\n",
        ("Area", "People / persons", "Size / km2"),
        2,
        (),
        id="a_row_of_units",
    ),
    pytest.param(
        "area,a,a\nn,x,n/a\ns,1,2\n", ("area", "a", "a (2)"), 1, (), id="a_row_of_placeholders_is_a_row"
    ),
    pytest.param(
        "area,2019,2020\n,suppressed,No data\nN,1,2\nS,3,4\n",
        ("area", "2019", "2020"),
        1,
        (),
        id="a_row_of_words_for_none_is_a_row",
    ),
    pytest.param("a,b,c,\n1,2,3\n4,5,6\n", ("a", "b", "c"), 1, (), id="a_comma_ends_the_header"),
    pytest.param("a,b,c\n1,2,3,\n4,5,6,\n", ("a", "b", "c", "column 4"), 1, (), id="a_comma_ends_each_row"),
    pytest.param("a,b,c\n1,2,3,4\n5,6,7,8\n", ("a", "b", "c"), 1, (), id="rows_longer_than_the_header"),
]


@pytest.mark.parametrize(("text", "header", "line", "preamble"), HEADERS)
def test_a_header_is_found(text: str, header: tuple[str, ...], line: int, preamble: tuple[str, ...]) -> None:
    opened = _open(text)
    assert (opened.header, opened.header_line, opened.preamble) == (header, line, preamble)
    lines = text.rstrip("\n").split("\n")
    assert opened.body.rstrip("\n").split("\n")[-1] == lines[-1]


def test_a_file_without_a_header_is_not_robbed_of_its_first_row() -> None:
    opened = _open("\nT0,Fine dust,2020,20\nT1,Fine dust,2020,21.5\n")
    assert (opened.header[0], opened.unnamed, opened.header_line) == ("column 1", (0, 1, 2, 3), 1)
    assert opened.body.startswith("T0,")
    assert opened.guesses[2].taken == "0"
    assert not opened.guesses[2].is_sure


TOLD = [
    pytest.param(1, ("Source", "ONS"), 1, "Area,People\nN,12\n", id="first_line"),
    pytest.param(2, ("Area", "People"), 2, "N,12\n", id="second_line"),
    pytest.param(0, ("column 1", "column 2"), 0, "Source,ONS\nArea,People\nN,12\n", id="none"),
]


@pytest.mark.parametrize(("line", "header", "found", "body"), TOLD)
def test_a_header_line_that_is_told_is_taken(
    line: int, header: tuple[str, ...], found: int, body: str
) -> None:
    opened = _open("Source,ONS\nArea,People\nN,12\n", Reading(header_line=line))
    assert (opened.header, opened.header_line, opened.body) == (header, found, body)


@pytest.mark.parametrize("line", [-1, 4, 10**9])
def test_a_header_line_that_is_not_there_is_refused(line: int) -> None:
    with pytest.raises(NoTableError) as refused:
        _open("a,b\n1,2\n3,4\n", Reading(header_line=line))
    assert refused.value.fault == Fault(0, "", str(line), "3", "no_such_line")


def test_names_that_stand_twice_or_not_at_all_are_told_apart() -> None:
    opened = _open(",Value,value,Value (2),\n0,1,2,3,4\n1,5,6,7,8\n")
    assert opened.header == ("column 1", "Value", "value (2)", "Value (2) (2)", "column 5")
    assert (opened.unnamed, opened.doubled) == ((0, 4), ((2, 1),))


def test_a_header_of_three_rows_below_a_preamble() -> None:
    opened = open_file("k.csv", (MESSY / "koeln_landuse_33111-02ir.csv").read_bytes())
    assert (opened.header_line, len(opened.header_rows), len(opened.header), opened.unnamed) == (
        9,
        3,
        22,
        (0,),
    )
    assert opened.header[3] == (
        "Flächennutzungsarten / Gebäude- und Freifläche / Gebäude- und Freifläche Wohnen"
    )
    assert opened.preamble[4:] == ("Bodenfläche (Katasterfläche) (ar)", "Köln, krfr. Stadt")
    assert [row[0][-4:] for row in _rows(opened)] == [str(year) for year in range(2012, 1993, -1)]
    assert (len(opened.footer), opened.footer[-1]) == (15, "Stand: 07.10.2013 / 10:52:44")


def test_a_joined_key_is_split() -> None:
    opened = open_file("e.tsv", (MESSY / "eurostat_ilc_li41.tsv").read_bytes())
    assert opened.header[:3] == ("unit", "geo", "2016")
    assert _rows(opened)[0][:5] == ["PC_LW95", "AT", ": ", ": ", "13.2 e"]
    assert {len(row) for row in _rows(opened)} == {16}
    newer = _open("freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \nA,PC,AT\t1 b\t: \nA,PC,BE\t2\t3 e\n")
    assert newer.header == ("freq", "unit", "geo", "2019", "2020")
    assert _rows(newer)[1] == ["A", "PC", "BE", "2", "3 e"]


# --- footer ------------------------------------------------------------------

TABLE = "area,people\nNorth,12\nSouth,13\n"
FOOTERS = [
    pytest.param("", (), id="none"),
    pytest.param("\n\n,\n ,\n", (), id="blank_lines_and_commas"),
    pytest.param(",\n" * 70_000, (), id="many_lines_of_commas"),
    pytest.param("Source: ONS\n", ("Source: ONS",), id="a_source"),
    pytest.param("Source: ONS,\n", ("Source: ONS",), id="filled_up_with_delimiters"),
    pytest.param('"Note: a, b"\n', ("Note: a, b",), id="in_quotes"),
    pytest.param(
        "\nSource: x; Note: x, y, z\nStand 2020\n",
        ("Source: x; Note: x, y, z", "Stand 2020"),
        id="with_commas",
    ),
    pytest.param("\nProvisional figures\n", ("Provisional figures",), id="apart"),
    pytest.param("_____\nSome are estimates\n", ("_____", "Some are estimates"), id="below_a_rule"),
    pytest.param("注：数据来源，统计局\n", ("注：数据来源，统计局",), id="chinese"),
]


@pytest.mark.parametrize(("below", "footer"), FOOTERS)
def test_notes_below_a_table_are_kept_apart(below: str, footer: tuple[str, ...]) -> None:
    opened = _open(TABLE + below)
    assert (opened.footer, _rows(opened)) == (footer, [["North", "12"], ["South", "13"]])


ROWS = [
    pytest.param("East,\n", id="a_row_without_a_value"),
    pytest.param("East,n/a\n", id="a_row_with_a_placeholder"),
    pytest.param("Nor", id="a_row_that_is_cut"),
    pytest.param("North\n", id="a_row_that_lacks_its_value"),
    pytest.param("East,1,2\n", id="a_row_that_is_too_long"),
    pytest.param("12\n", id="a_number"),
    pytest.param("2020\n", id="a_year"),
    pytest.param("Source,5\n", id="a_row_that_begins_like_a_note"),
    pytest.param('East,"12\n', id="an_open_quote"),
]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_never_taken_for_a_note(row: str) -> None:
    opened = _open(TABLE + row)
    assert (opened.footer, opened.body) == ((), "North,12\nSouth,13\n" + row)


# --- limits ------------------------------------------------------------------


def test_as_many_columns_as_are_allowed_are_read() -> None:
    header = ",".join(f"c{n}" for n in range(MAX_COLUMNS))
    opened = _open(header + "\n" + ",".join("1" * MAX_COLUMNS) + "\n")
    assert len(opened.header) == MAX_COLUMNS


NONE = [
    pytest.param("a\n1\n2\n", Fault(1, "", "a", "", "one_column"), id="one_column"),
    pytest.param("value\n1,5\n2,5\n", Fault(1, "", "value", "", "one_column"), id="one_column_of_decimals"),
    pytest.param("a,b\n", Fault(1, "", "", "", "no_rows"), id="header_only"),
    pytest.param("x\n\na,b\n,\n", Fault(3, "", "", "", "no_rows"), id="header_and_blank_rows"),
    pytest.param('a,"b\n1,2\n', Fault(1, "", 'a,"b', "2", "broken_line"), id="an_open_quote_in_the_header"),
    pytest.param(
        "a,b\nx," + "y" * 20_000_000,
        Fault(2, "", "x," + "y" * 78, "1,000,000", "long_line"),
        id="a_line_of_20_mb",
    ),
]


@pytest.mark.parametrize(("text", "fault"), NONE)
def test_what_is_no_table_is_refused_in_both_languages(text: str, fault: Fault) -> None:
    with pytest.raises(NoTableError) as refused:
        _open(text)
    assert refused.value.fault == fault
    assert all("{" not in fault.sentence("a.csv", language) for language in ("en", "zh"))


def test_a_formula_stays_text() -> None:
    opened = _open("area,note\nN,=cmd|' /C calc'!A0\nS,@SUM(1)\n")
    assert _rows(opened) == [["N", "=cmd|' /C calc'!A0"], ["S", "@SUM(1)"]]


def test_the_last_row_of_a_header_is_blank_wherever_it_comes_again() -> None:
    years = ",2019,2020,2019,2020\n"
    opened = _open(f"Area,Men,,Women,\n{years}A,1,2,3,4\n{years}{years}B,1,2,3,4\n{years}C,1,2,3,4\n")
    assert opened.raw.decode().splitlines() == ["A,1,2,3,4", ",,,,", ",,,,", "B,1,2,3,4", ",,,,", "C,1,2,3,4"]
