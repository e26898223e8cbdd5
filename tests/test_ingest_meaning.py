"""What single labels and cells mean, and what a mapping says of a file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from cityops.errors import UsageError
from cityops.ingest.meaning import families, looking, mapping, periods
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.meaning.periods import Habits
from cityops.ingest.workroom import Workroom

LABELS = [
    ("2020", "2020-01-01", "2021-01-01"),
    ("2020 ", "2020-01-01", "2021-01-01"),
    ("2020.0", "2020-01-01", "2021-01-01"),
    ("2020p", "2020-01-01", "2021-01-01"),
    ("YR2020", "2020-01-01", "2021-01-01"),
    ("2020 [YR2020]", "2020-01-01", "2021-01-01"),
    ("X2020", "2020-01-01", "2021-01-01"),
    ("FY 2010/11", "2010-04-01", "2011-04-01"),
    ("2024年", "2024-01-01", "2025-01-01"),
    ("2024年度", "2024-01-01", "2025-01-01"),
    ("2010/11", "2010-04-01", "2011-04-01"),
    ("1999/00", "1999-04-01", "2000-04-01"),
    ("2010 to 2011", "2010-04-01", "2011-04-01"),
    ("2010-2011", "2010-04-01", "2011-04-01"),
    ("2012-14", "2012-01-01", "2015-01-01"),
    ("2012–14", "2012-01-01", "2015-01-01"),
    ("2015-2020", "2015-01-01", "2021-01-01"),
    ("2010/11_to_2012/13", "2010-04-01", "2013-04-01"),
    ("2020-Q3", "2020-07-01", "2020-10-01"),
    ("2020Q1", "2020-01-01", "2020-04-01"),
    ("Q1 2020", "2020-01-01", "2020-04-01"),
    ("1. Quartal 2020", "2020-01-01", "2020-04-01"),
    ("2020年第一季度", "2020-01-01", "2020-04-01"),
    ("2020H1", "2020-01-01", "2020-07-01"),
    ("2020年上半年", "2020-01-01", "2020-07-01"),
    ("2020-07", "2020-07-01", "2020-08-01"),
    ("2020M07", "2020-07-01", "2020-08-01"),
    ("202007", "2020-07-01", "2020-08-01"),
    ("Jul-20", "2020-07-01", "2020-08-01"),
    ("July 2020", "2020-07-01", "2020-08-01"),
    ("Mai 2020", "2020-05-01", "2020-06-01"),
    ("2020年7月", "2020-07-01", "2020-08-01"),
    ("2020-W05", "2020-01-27", "2020-02-03"),
    ("2020-07-31", "2020-07-31", "2020-08-01"),
    ("2020-07-31T00:00:00", "2020-07-31", "2020-08-01"),
    ("20200731", "2020-07-31", "2020-08-01"),
    ("31.07.2020", "2020-07-31", "2020-08-01"),
    ("31/07/2020", "2020-07-31", "2020-08-01"),
    ("07/31/2020", "2020-07-31", "2020-08-01"),
    ("31 July 2020", "2020-07-31", "2020-08-01"),
    ("2020年7月31日", "2020-07-31", "2020-08-01"),
    ("2020年末", "2020-01-01", "2021-01-01"),
    ("2024年1-6月", "2024-01-01", "2024-07-01"),
    ("Jan 2020-Dec 2020", "2020-01-01", "2021-01-01"),
    ("Year ending June 2020", "2019-07-01", "2020-07-01"),
    ("12 months to March 2019", "2018-04-01", "2019-04-01"),
    ("Q1 FY2020/21", "2020-04-01", "2020-07-01"),
    ("2020/21 Q4", "2021-01-01", "2021-04-01"),
    ("2018 - 20", "2018-01-01", "2021-01-01"),
    ("2010 - 11", "2010-04-01", "2011-04-01"),
    ("07/2020", "2020-07-01", "2020-08-01"),
    ("2020JJ00", "2020-01-01", "2021-01-01"),
    ("2020KW02", "2020-04-01", "2020-07-01"),
    ("2020MM03", "2020-03-01", "2020-04-01"),
    ("令和2年", "2020-01-01", "2021-01-01"),
    ("民國109年", "2020-01-01", "2021-01-01"),
    ("2019¹", "2019-01-01", "2020-01-01"),
    ("2020 [provisional]", "2020-01-01", "2021-01-01"),
]


@pytest.mark.parametrize(("label", "start", "end"), LABELS, ids=[label for label, *_ in LABELS])
def test_a_label_of_time_means_a_span_of_days(label: str, start: str, end: str) -> None:
    found = periods.read(label)
    assert found
    assert (found.start, found.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "label", ["", "13.2", "1234", "abc", "2020-13", "30.02.2020", "1700", "01/02/2020", "2020Q5", "18-24"]
)
def test_what_is_no_label_of_time_or_may_be_two_means_nothing(label: str) -> None:
    assert periods.read(label) is None


@pytest.mark.parametrize(
    ("label", "scenario"),
    [
        ("Plan 2014", "plan"),
        ("Ergebnis 2011", "actual"),
        ("2014 (Budget)", "plan"),
        ("Forecast 2030", "projection"),
        ("2030年目标", "plan"),
        ("实际2020", "actual"),
        ("2025预测", "projection"),
    ],
)
def test_a_label_may_say_what_is_planned(label: str, scenario: str) -> None:
    found = periods.read(label)
    assert found
    assert found.scenario == scenario


def test_labels_that_stand_together_explain_each_other() -> None:
    assert periods.habits_of(["2009-10", "2010-11"]).seasons
    assert not periods.habits_of(["2010-10", "2010-11"]).seasons
    assert periods.habits_of(["01/02/2020", "02/13/2020"]).order == "month_first"
    assert periods.read("2010-11", Habits(seasons=True, year_begins=7)) == periods.Period(
        date(2010, 7, 1), date(2011, 7, 1), "season"
    )


CELLS: list[tuple[str, str, float | None, str]] = [
    ("1234", ".", 1234, ""),
    ("1234", ",", 1234, ""),
    ("1234", "", 1234, ""),
    ("1,234", ".", 1234, ""),
    ("1,234", ",", 1.234, ""),
    ("1,234", "", None, ""),
    ("1.234", ".", 1.234, ""),
    ("1.234", ",", 1234, ""),
    ("1.234", "", None, ""),
    ("1,234.5", ".", 1234.5, ""),
    ("1,234.5", ",", None, ""),
    ("1.234,5", ",", 1234.5, ""),
    ("1.234,5", ".", None, ""),
    ("1.234.567", ",", 1234567, ""),
    ("1.234.567", ".", None, ""),
    ("1,234,567", ".", 1234567, ""),
    ("1,23,456", ".", 123456, ""),
    ("1,2,3456", ".", None, ""),
    ("１，５０３．２", ".", 1503.2, ""),
    ("12,1-", ",", -12.1, ""),
    ("34.2 ±0.3", ".", 34.2, "±0.3"),
    ("5.6 a/", ".", 5.6, "a/"),
    ("7.1²", ".", 7.1, "²"),
    ("USD 1,234.5", ".", 1234.5, ""),
    ("1'234.50", ".", 1234.5, ""),
    ("1’234,50", ",", 1234.5, ""),
    ("1 234", ".", 1234, ""),
    ("1\u202f234,5", ",", 1234.5, ""),
    ("1\u00a0234", "", 1234, ""),
    ("\u00a012 ", ".", 12, ""),
    ("-5", ".", -5, ""),
    ("−5", ".", -5, ""),
    ("–5", ".", -5, ""),
    ("+3", ".", 3, ""),
    ("(1,234)", ".", -1234, ""),
    ("(12)", ".", -12, ""),
    (".5", ".", 0.5, ""),
    (",5", ",", 0.5, ""),
    ("12%", ".", 12, ""),
    ("12,5 %", ",", 12.5, ""),
    ("£1,234", ".", 1234, ""),
    ("-£5", ".", -5, ""),
    ("3,50 €", ",", 3.5, ""),
    ("1e5", ".", 100000, ""),
    ("13.2 e", ".", 13.2, "e"),
    ("13.2 bp", ".", 13.2, "bp"),
    ("12*", ".", 12, "*"),
    ("12.3 (p)", ".", 12.3, "(p)"),
    ("12 [1]", ".", 12, "[1]"),
    ("5m", ".", None, ""),
    ("12 kg", ".", None, ""),
    ("1b", ".", None, ""),
    ("E05", ".", None, ""),
    ("12-14", ".", None, ""),
    ("1.2.3", ",", None, ""),
]
NONE = [
    "",
    "-",
    "--",
    "–",
    "..",
    "...",
    "…",
    ":",
    ": u",
    ":c",
    "x",
    "X",
    "n/a",
    "N/A",
    "NaN",
    "inf",
    "-Infinity",
]
NONE += [
    "*****",
    "(NA)",
    "N/A - secret",
    "fewer than 5",
    "~",
    "-Infinity",
    "<5",
    "[c]",
    "(x)",
    "k.A.",
    "无",
    "暂无",
    "not available",
    "#DIV/0!",
    "*",
    "absent",
]


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    room = Workroom(0)
    looking.prepare(room.database, ["Absent"])
    yield room.database
    room.close()


def read(database: duckdb.DuckDBPyConnection, cell: str, mark: str) -> tuple[object, ...]:
    """Read a cell step by step, as the statements do; return (is none, number, how many times, flag)."""
    query = """
        with unflagged as (select $cell as cell, without_flag($cell) as unflagged),
        sized as (select *, magnitude_of(unflagged) as magnitude from unflagged)
        select
            is_none(cell),
            number_of(bare_of(unflagged, magnitude), $mark),
            times_of(magnitude),
            flag_of(cell, unflagged)
        from sized
    """
    [found] = database.execute(query, {"cell": cell, "mark": mark}).fetchall()
    return tuple(found)


@pytest.mark.parametrize(("cell", "mark", "value", "flag"), CELLS)
def test_a_cell_is_read_with_the_mark_of_its_column(
    database: duckdb.DuckDBPyConnection, cell: str, mark: str, value: float | None, flag: str
) -> None:
    assert read(database, cell, mark) == (False, value, 1, flag)


TIMES = [
    ("1.2k", 1200),
    ("£1.2m", 1_200_000),
    ("3 bn", 3_000_000_000),
    ("2.5万", 25_000),
    ("1.5 Mio.", 1_500_000),
]


@pytest.mark.parametrize(("cell", "value"), TIMES)
def test_a_number_may_name_how_many_times_it_counts(
    database: duckdb.DuckDBPyConnection, cell: str, value: float
) -> None:
    _, number, times, flag = read(database, cell, ".")
    assert (number * times, flag) == (value, "")  # type: ignore[operator]


@pytest.mark.parametrize("cell", NONE)
def test_a_placeholder_is_no_value_and_not_zero(database: duckdb.DuckDBPyConnection, cell: str) -> None:
    assert database.execute("select is_none($cell)", {"cell": cell}).fetchall() == [(True,)]


@pytest.mark.parametrize(
    ("header", "family"),
    [
        ("Entity,Code,Year,Share", "owid"),
        ("Country Name,Country Code,Indicator Name,Indicator Code,1960", "world_bank"),
        ("Country Name,Country Code,Series Name,Series Code,2010 [YR2010]", "world_bank"),
        ("Year,Sex,Units,GeoCode,Value", "open_sdg"),
        ("DATAFLOW,freq,geo,TIME_PERIOD,OBS_VALUE", "sdmx_csv"),
        ("freq,unit,geo,2020,2021", "eurostat"),
        ("Goal,GeoAreaName,TimePeriod,Value", "un_sdg"),
        ("City,2020,2021", ""),
    ],
)
def test_a_known_family_is_recognised_by_its_names(header: str, family: str) -> None:
    assert families.family(header.split(",")) == family


WHOLE = Mapping(
    columns={"Ort": "area", 'Die "Menge"': "value", "CD": "ignored"},
    constants={"period": "2018", "blank_area": "city"},
    reading={"decimal": ",", "date_order": "day_first", "year_begins": "7"},
    placeholders=("fehlt", "-9"),
    periods={"Life (2012-14)": "2012-14"},
    areas={"Mühlheim": "Mülheim"},
    indicators={"POV_PCT": "own_poverty"},
    answers={"no_period": "2018", "column_3": "ignored"},
)


@pytest.mark.parametrize("whole", [WHOLE, Mapping()], ids=["whole", "empty"])
def test_a_mapping_survives_its_file(whole: Mapping, tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(whole.as_toml(), "utf-8")
    assert mapping.read(path) == whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns = 3", "'columns' is no table"),
        ("[colums]\na = 'area'", "no table 'colums'"),
        ("[columns]\na = 'place'", "column 'a' cannot be 'place'"),
        ("[reading]\ndecimal = ';'", "decimal cannot be ';'"),
        ("[constants]\ncity = 'x'", "no constant 'city'"),
        ("[columns", "m.toml is no mapping"),
    ],
)
def test_a_mapping_that_says_something_else_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        mapping.read(tmp_path / "m.toml")
