"""Tables of every layout: the observations in them, or the question that each leaves open."""

import csv
from pathlib import Path

import pytest

from cityops.ingest import tables
from cityops.ingest.frontdoor import open_file
from cityops.ingest.meaning.mapping import Mapping
from cityops.ingest.model import Receipt


def _read(text: str, folder: Path, given: Mapping | None = None) -> tuple[Receipt, list[tuple[str, ...]]]:
    staging = tables.stage(open_file("waste.csv", text.encode()), given)
    try:
        assert staging.load() == []
        receipt = tables.understood(staging, Receipt("waste.csv", "", "", ""), folder / "dump.csv")
    finally:
        staging.close()
    with (folder / "dump.csv").open(encoding="utf-8", newline="") as file:
        return receipt, [tuple(row.values()) for row in csv.DictReader(file)]


def _short(rows: list[tuple[str, ...]]) -> list[str]:
    """Area, indicator, breakdown, period, value, those that are empty left out."""
    return [" | ".join(part for part in (row[0], *row[2:]) if part) for row in rows]


LAYOUTS = [
    pytest.param(
        "Country Name,Country Code,Indicator Name,Indicator Code,1960,1961\nAruba,ABW,Urban,SP.URB,50.8,..\n",
        ["Aruba | Urban | 1960 | 50.8"],
        id="world_bank",
    ),
    pytest.param(
        "Country Name,Country Code,Series Name,2010 [YR2010],2011 [YR2011]\nAruba,ABW,U,50.8,..\n",
        ["Aruba | U | 2010 [YR2010] | 50.8"],
        id="world_bank_databank",
    ),
    pytest.param(
        "Entity,Code,Year,Share\nPeru,PER,2010,7.1\nPeru,PER,2011,7.2\n",
        ["Peru | Share | 2010 | 7.1", "Peru | Share | 2011 | 7.2"],
        id="owid",
    ),
    pytest.param(
        "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:X,01/02/24,A,PC,DE,2020,13.2,e\nESTAT:X,01/02/24,A,PC,DE,2021,13.4,\n",
        ["DE | waste | freq=A | 2020 | 13.2", "DE | waste | freq=A | 2021 | 13.4"],
        id="sdmx_csv",
    ),
    pytest.param(
        "Year,Sex,GeoCode,Region,Units,Value\n2019,,E1,North,Percentage,4.5\n2019,Male,E1,North,Percentage,4.9\n",
        ["North | waste | 2019 | 4.5", "North | waste | sex=Male | 2019 | 4.9"],
        id="open_sdg",
    ),
    pytest.param(
        "v4_0,calendar-years,Time,administrative-geography,Geography\n12.5,2019,2019,E06000001,Hartlepool\n"
        "12.7,2020,2020,E06000001,Hartlepool\n",
        ["Hartlepool | waste | 2019 | 12.5", "Hartlepool | waste | 2020 | 12.7"],
        id="ons",
    ),
    pytest.param(
        "城市,指标,2024年,2023年\n上海,人口,2480.3,2487.5\n北京,人口,2183.2,2185.8\n",
        [
            "上海 | 人口 | 2024年 | 2480.3",
            "上海 | 人口 | 2023年 | 2487.5",
            "北京 | 人口 | 2024年 | 2183.2",
            "北京 | 人口 | 2023年 | 2185.8",
        ],
        id="chinese_descending_years",
    ),
    pytest.param(
        "地区,年份,人口数,面积\n黄浦区,2020,66.2,20.5\n徐汇区,2020,111.3,54.8\n",
        [
            "黄浦区 | 人口数 | 2020 | 66.2",
            "黄浦区 | 面积 | 2020 | 20.5",
            "徐汇区 | 人口数 | 2020 | 111.3",
            "徐汇区 | 面积 | 2020 | 54.8",
        ],
        id="chinese_by_indicator",
    ),
    pytest.param(
        "Ward,2020 Q1,2020 Q2\nA,1.5,2.5\n",
        ["A | waste | 2020 Q1 | 1.5", "A | waste | 2020 Q2 | 2.5"],
        id="quarters",
    ),
    pytest.param(
        "Ward,Jan-20,Feb-20\nA,1.5,2.5\n",
        ["A | waste | Jan-20 | 1.5", "A | waste | Feb-20 | 2.5"],
        id="months",
    ),
    pytest.param(
        "Ward,2010/11,2011/12\nA,1.5,2.5\n",
        ["A | waste | 2010/11 | 1.5", "A | waste | 2011/12 | 2.5"],
        id="seasons",
    ),
    pytest.param(
        "Ward,2019,2020\n,%,%\nA,1.5,2.5\n",
        ["A | waste | 2019 | 1.5", "A | waste | 2020 | 2.5"],
        id="years_above_their_units",
    ),
    pytest.param(
        "Ward,2019,,2020,\n,Men,Women,Men,Women\nA,1,2,3,4\n",
        [
            "A | Men | 2019 | 1",
            "A | Women | 2019 | 2",
            "A | Men | 2020 | 3",
            "A | Women | 2020 | 4",
        ],
        id="years_above_names",
    ),
    pytest.param(
        "Area,2010 to 2011,2012-14\nA,1.5,2.5\n",
        ["A | waste | 2010 to 2011 | 1.5", "A | waste | 2012-14 | 2.5"],
        id="spans",
    ),
    pytest.param(
        "Borough,Population 2019,Population 2020\nA,1500,2500\nB,11,12\n",
        [
            "A | Population | 2019 | 1500",
            "A | Population | 2020 | 2500",
            "B | Population | 2019 | 11",
            "B | Population | 2020 | 12",
        ],
        id="one_indicator_year_in_each_header",
    ),
    pytest.param(
        "Stadtbezirk;Jahr;Fläche in km²;Einwohner\nMitte;2020;16,4;127.925\nMitte;2021;16,4;128.111\n",
        [
            "Mitte | Fläche in km² | 2020 | 16.4",
            "Mitte | Einwohner | 2020 | 127925",
            "Mitte | Fläche in km² | 2021 | 16.4",
            "Mitte | Einwohner | 2021 | 128111",
        ],
        id="decimal_comma_in_one_column_says_it_for_the_other",
    ),
    pytest.param(
        "Bezirk;Ist 2019;Plan 2020\nMitte;1.234.567;2,5\n",
        ["Mitte | waste | Ist 2019 | 1234567", "Mitte | waste | Plan 2020 | 2.5"],
        id="actual_and_plan",
    ),
    pytest.param(
        "City,Datum,Wert\nA,31.12.2012,1.5\nA,31.12.2013,-\n", ["A | waste | 2012-12-31 | 1.5"], id="days"
    ),
    pytest.param(
        "City,Date,Value\nA,13/02/2020,1.5\nA,01/03/2020,2\n",
        ["A | waste | 2020-02-13 | 1.5", "A | waste | 2020-03-01 | 2"],
        id="one_day_tells_the_order",
    ),
    pytest.param(
        "City,Year,Value,Lat,Lon,OBJECTID\nA,2020,1.5,51.5,0.1,7\nB,2020,2.5,51.6,0.2,9\n",
        ["A | waste | 2020 | 1.5", "B | waste | 2020 | 2.5"],
        id="coordinates_are_no_values",
    ),
    pytest.param(
        ",2019,,2020,\nRegion,Q3,Q4,Q1,Q2\nNorth,1.5,1.6,1.7,1.8\n",
        [
            "North | waste | 2019 Q3 | 1.5",
            "North | waste | 2019 Q4 | 1.6",
            "North | waste | 2020 Q1 | 1.7",
            "North | waste | 2020 Q2 | 1.8",
        ],
        id="quarters_below_their_year",
    ),
    pytest.param(
        "City,Year,Month,Value\nGraz,2020,1,5\nGraz,2020,2,6\n",
        ["Graz | waste | 2020-01 | 5", "Graz | waste | 2020-02 | 6"],
        id="month_beside_its_year",
    ),
    pytest.param(
        "City,Year,Quarter,Value\nGraz,2020,Q1,5\nGraz,2020,Q2,6\n",
        ["Graz | waste | 2020 Q1 | 5", "Graz | waste | 2020 Q2 | 6"],
        id="quarter_beside_its_year",
    ),
    pytest.param(
        "Year,Date,City,Value\n2020,2020-03-01,A,5\n2020,2020-03-02,A,6\n",
        ["A | waste | 2020-03-01 | 5", "A | waste | 2020-03-02 | 6"],
        id="day_rather_than_its_year",
    ),
    pytest.param(
        "年份,东城区,西城区\n2019,79.4,113.7\n",
        ["东城区 | waste | 2019 | 79.4", "西城区 | waste | 2019 | 113.7"],
        id="areas_in_columns",
    ),
    pytest.param(
        "REF_DATE,GEO,DGUID,UOM,SCALAR_FACTOR,VECTOR,VALUE\n2016/2017,Ottawa,2016S0503,Persons,thousands,v1,1345.5\n"
        "2016/2017,Calgary,2016S0504,Persons,thousands,v2,1.5\n",
        ["Ottawa | waste | 2016/2017 | 1345.5", "Calgary | waste | 2016/2017 | 1.5"],
        id="names_rather_than_codes",
    ),
    pytest.param(
        "Area,2019,2020\nA,1.5,2.5\nArea,2019,2020\nB,3.5,4.5\n",
        [
            "A | waste | 2019 | 1.5",
            "A | waste | 2020 | 2.5",
            "B | waste | 2019 | 3.5",
            "B | waste | 2020 | 4.5",
        ],
        id="header_again",
    ),
    pytest.param(
        "GEO_ID,NAME,Year,B01_001E,B01_001M\nGeography,Area name,Year of it,All people,Margin of all\n"
        "16000US1,Salem city,2020,44.5,*****\n16000US2,Boston city,2020,61.5,12.5\n",
        [
            "Salem city | B01_001E / All people | 2020 | 44.5",
            "Boston city | B01_001E / All people | 2020 | 61.5",
            "Boston city | B01_001M / Margin of all | 2020 | 12.5",
        ],
        id="words_below_codes",
    ),
    pytest.param(
        "Region;2019;2020\nN;-5,3;12,1-\nS;(3,2);1,5E+03\nW;1,4;absent\n",
        [
            "N | waste | 2019 | -5.3",
            "N | waste | 2020 | -12.1",
            "S | waste | 2019 | -3.2",
            "S | waste | 2020 | 1500",
            "W | waste | 2019 | 1.4",
        ],
        id="one_bad_cell_below_a_year",
    ),
    pytest.param(
        "City,Year,Value,Age\nA,2020,1.5,10\nA,2020,2.5,20\nB,2020,1.5,10\nB,2020,2.5,20\n"
        "C,2020,1.5,10\nC,2020,2.5,20\nD,2020,1.5,10\nD,2020,2.5,20\n",
        [f"{c} | waste | age={a} | 2020 | {v}" for c in "ABCD" for a, v in ((10, 1.5), (20, 2.5))],
        id="numbers_that_repeat_are_a_breakdown",
    ),
]


@pytest.mark.parametrize(("text", "rows"), LAYOUTS)
def test_a_table_is_understood(text: str, rows: list[str], tmp_path: Path) -> None:
    receipt, found = _read(text, tmp_path)
    assert ([one["code"] for one in receipt.questions], _short(found)) == ([], rows)


ASKED = [
    pytest.param(
        'City,2019,2020\nA,"1,234","12,345"\n', "decimal_mark", "comma", [1.234, 12.345], id="commas"
    ),
    pytest.param(
        'City,2019,2020\nA,"1,234","12,345"\n', "decimal_mark", "point", [1234, 12345], id="thousands"
    ),
    pytest.param("City,2019,2020\nA,1.234,12.345\n", "decimal_mark", "point", [1.234, 12.345], id="points"),
    pytest.param('City,2019\nA,"2,5"\nB,1.5\n', "mixed_numbers", "comma", [2.5], id="both_marks"),
    pytest.param(
        "City,Date,Value\nA,01/02/2020,5\n", "date_order", "day_first", ["2020-02-01"], id="day_first"
    ),
    pytest.param(
        "City,Date,Value\nA,01/02/2020,5\n", "date_order", "month_first", ["2020-01-02"], id="month_first"
    ),
    pytest.param("City,Month,Value\nA,2010-11,5\n", "season", "years", ["2010-11"], id="month_or_years"),
    pytest.param("City,Jobs rate\nA,5.5\nB,6.5\n", "no_period", "2018", ["2018", "2018"], id="no_period"),
    pytest.param("Year,Value\n2019,5.5\n2020,6.5\n", "no_area", "Bonn", ["Bonn", "Bonn"], id="no_area"),
    pytest.param(
        "Year,City,Value\n2019,,5.5\n2020,A,6\n", "blank_area", "Bonn", ["Bonn", "A"], id="blank_area"
    ),
    pytest.param(
        "Station,2019,2020\nA,5.5,6\nB,7,8.5\n", "no_area", "Station", ["A", "A", "B", "B"], id="which"
    ),
    pytest.param("Year,Oslo,Bergen\n2019,5.5,6\n", "no_area", "columns", ["Oslo", "Bergen"], id="columns"),
    pytest.param("City,Sex,2019\nA,M,5.5\n,F,6.5\n", "blank_area", "above", ["A", "A"], id="area_above"),
    pytest.param(
        "Year,City,Value\n2019,A,5.5\n,B,6.5\n", "blank_period", "above", ["2019", "2019"], id="period_above"
    ),
    pytest.param("City,2019,2019\nA,5.5,6.5\nB,1.5,2\n", "column_3", "ignored", [5.5, 1.5], id="name_twice"),
    pytest.param(
        "City,Jobs 2015,Life (2012-14)\nA,5.5,81.5\n", "period_2012-14", "2012", ["2015", "2012"], id="span"
    ),
    pytest.param(
        "City,Year,Rank,Rate\nA,2020,2,5.5\nB,2020,1,6\n", "column_3", "ignored", [5.5, 6], id="rank"
    ),
    pytest.param(
        "City,Year,Rank,Rate\nA,2020,2,5.5\nB,2020,1,6\n",
        "column_3",
        "value",
        [2, 5.5, 1, 6],
        id="rank_as_value",
    ),
]


@pytest.mark.parametrize(("text", "code", "choice", "then"), ASKED)
def test_what_may_be_two_things_is_asked_and_the_answer_holds(
    text: str, code: str, choice: str, then: list[str | float], tmp_path: Path
) -> None:
    receipt, _ = _read(text, tmp_path)
    assert [one["code"] for one in receipt.questions] == [code]
    answered, rows = _read(text, tmp_path, Mapping(answers={code: choice}))
    assert answered.questions == ()
    for row, wanted in zip(rows, then, strict=True):
        assert wanted in (row[0], row[4], float(row[5]))


def test_what_is_asked_is_not_in_the_dump(tmp_path: Path) -> None:
    assert _read('City,2019,2020\nA,"1,234",5\n', tmp_path)[1] == [("A", "", "waste", "", "2020", "5")]
    assert [row[4] for row in _read("City,Date,Value\nA,01/02/2020,5\n", tmp_path)[1]] == [""]


def test_a_column_takes_the_role_that_the_mapping_gives_it(tmp_path: Path) -> None:
    given = Mapping(
        {"Ort": "area", "Q": "dimension", "Menge": "value"}, {"period": "2019", "indicator": "Müll"}
    )
    receipt, rows = _read("Ort,Q,Menge\nBonn,3,1.5\n", tmp_path, given)
    assert (receipt.questions, rows) == ((), [("Bonn", "", "Müll", "q=3", "2019", "1.5")])
