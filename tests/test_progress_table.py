"""The command `rate`: a file in, ratings out. Numbers under the name of a source are published ones."""

from pathlib import Path
from typing import Any

import pytest

from cityops.errors import RefusedError
from cityops.progress.table import rate_table

HEADER = "series,year,value,baseline_year,target_value,target_year,direction,limit"
POVERTY = dict(zip(range(2015, 2024), [14.5, 12.9, 11.9, 11.2, 10.5, 6.5, 7.6, 10.3, 10.4], strict=True))
ROW = "a,2015,10,2015,20,2025,1,"


def write(folder: Path, text: str, header: str = HEADER) -> Path:
    path = folder / "table.csv"
    path.write_text(f"{header}\n{text}\n", "utf-8")
    return path


def lines(name: str, values: dict[int, float], target: str) -> str:
    """Rows of a series, with the target on the first one only."""
    rows = [f"{name},{year},{value}," for year, value in values.items()]
    blank = "," * target.count(",")
    return "\n".join([rows[0] + target, *(row + blank for row in rows[1:])])


def rate(folder: Path, text: str, method: str = "pace", header: str = HEADER) -> dict[str, Any]:
    (only,) = rate_table(write(folder, text, header), method)
    return only


@pytest.mark.parametrize(
    ("method", "value", "score", "expected", "status"),
    [
        ("pace", 1.0603448275862069, None, "on_track", "on_track"),
        ("cagr", 0.9010899546976208, 2.1506954374096354, "at_risk", "at_risk"),
        ("un", 0.9275, None, "at_risk", "at_risk"),
        ("anticipated", 6.59, None, "on_track", "on_track"),
        ("ratio", 7.25 / 10.4, None, "at_risk", "at_risk"),
        ("minmax", 0.48, None, "below", "off_track"),
    ],
)
def test_poverty_in_canada_by_every_method(
    tmp_path: Path, method: str, value: float, score: float | None, expected: str, status: str
) -> None:
    text = lines("CIF 1-1-1", POVERTY, "2015,7.25,2030,-1,,0,20")
    rated = rate(tmp_path, text, method, f"{HEADER},lower,upper")
    assert rated == {
        "series": "CIF 1-1-1",
        "method": method,
        "value": pytest.approx(value, abs=0.005 if method in ("un", "anticipated") else 1e-9),
        "share": pytest.approx(4.1 / 7.25),
        "score": None if score is None else pytest.approx(score),
        "class": expected,
        "status": status,
        "reason": expected,
    }


LOST = [
    pytest.param("a,2015,68.5534591194968,2015,55,2026,1,\na,2023,46.7336683417085,,,,,", id="CIF_14-2-1"),
    pytest.param("a,2016,7.8,2015,10,2028,-1,\na,2025,13.5,,,,,", id="CIF_3-13-1"),
]


@pytest.mark.parametrize("method", ["pace", "cagr", "un", "anticipated", "ratio"])
@pytest.mark.parametrize("text", LOST)
def test_a_target_that_was_lost_is_never_on_track(tmp_path: Path, text: str, method: str) -> None:
    rated = rate(tmp_path, text, method)
    assert (rated["class"], rated["status"], rated["share"]) == ("lost", "off_track", None)


@pytest.mark.parametrize(
    ("text", "value", "score"),
    [
        pytest.param(
            "a,2016,66.6,2015,,2030,1,100\na,2023,71.4,,,,,", 0.009991483690946268, 1.739752850099936,
            id="CIF_1-2-1_near_its_limit",
        ),
        pytest.param(
            "a,2015,18.8,2015,5,2035,-1,\na,2024,11.1,,,,,", 0.8874610697051454, 2.0533456747968826,
            id="CIF_3-14-1",
        ),
    ],
)  # fmt: skip
def test_the_growth_ratio_is_the_published_one(tmp_path: Path, text: str, value: float, score: float) -> None:
    rated = rate(tmp_path, text, "cagr")
    assert (rated["value"], rated["score"]) == (pytest.approx(value), pytest.approx(score))


CLASSES = [
    # rows, class, reason
    pytest.param(f"{ROW}\na,2020,20,,,,,", "achieved", "achieved", id="met"),
    pytest.param(f"{ROW}\na,2020,13,,,,,", "at_risk", "at_risk", id="at_0.6_of_the_pace"),
    pytest.param(f"{ROW}\na,2020,11,,,,,", "below", "below", id="slow"),
    pytest.param(f"{ROW}\na,2020,9,,,,,", "away", "away", id="backwards"),
    pytest.param(f"{ROW}\na,2025,15,,,,,", "missed", "missed", id="its_own_latest_year_is_the_clock"),
    pytest.param(ROW, "not_assessed", "one_point", id="one_point"),
    pytest.param("a,2015,,2015,20,2025,1,", "not_assessed", "no_observation", id="nothing_measured"),
    pytest.param("a,2015,1,,,,1,\na,2016,2,,,,,", "not_assessed", "no_target", id="no_target"),
    pytest.param("a,2015,1,,9,,1,\na,2016,2,,,,,", "not_assessed", "no_date", id="no_date"),
    pytest.param("a,2015,1,2018,9,2030,1,\na,2016,2,,,,,", "not_assessed", "no_baseline", id="no_baseline"),
    pytest.param("a,2015,5,,5,2025,1,\na,2016,2,,,,,", "lost", "lost", id="target_equals_baseline"),
    pytest.param("a,2015,1,,5,2015,1,\na,2016,2,,,,,", "missed", "missed", id="target_not_after_baseline"),
    pytest.param("a,1950,1,,5,2030,1,\na,1960,2,,,,,", "on_track", "on_track", id="nothing_is_too_old"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CLASSES)
def test_classes_that_follow_from_the_table(tmp_path: Path, text: str, expected: str, reason: str) -> None:
    rated = rate(tmp_path, text)
    assert (rated["class"], rated["reason"]) == (expected, reason)


BASELINES = [
    # baseline year, share of the way from it to 20, of the series 10 (2015), 12 (2017), 16 (2020)
    pytest.param("2015", 0.6, id="as_given"),
    pytest.param("2016", 0.5, id="next_year_with_data"),
    pytest.param("", 0.6, id="first_year"),
    pytest.param("2016-17", 0.5, id="range_of_years"),
    pytest.param("1990", 0.6, id="before_the_data"),
]


@pytest.mark.parametrize(("year", "share"), BASELINES)
def test_the_baseline(tmp_path: Path, year: str, share: float) -> None:
    text = f"a,2020,16,,,,,\na,2015,10,{year},20,2025,1,\na,2017-18,12,,,,,"
    assert rate(tmp_path, text)["share"] == pytest.approx(share)


KINDS = [
    # kind, low, high, class of a series that goes from 5 to 3 where more is better, target 2
    pytest.param("maintain", "", "", "held", id="maintain"),
    pytest.param("band", "2", "4", "held", id="band"),
    pytest.param("band", "", "1", "below", id="band_open_below"),
    pytest.param("band", "4", "2", "not_assessed", id="band_contradictory"),
    pytest.param("", "", "", "achieved", id="reach_is_usual"),
]


@pytest.mark.parametrize(("kind", "low", "high", "expected"), KINDS)
def test_kinds_of_target(tmp_path: Path, kind: str, low: str, high: str, expected: str) -> None:
    text = f"a,2015,5,,2,2025,1,,{kind},{low},{high}\na,2024,3,,,,,,,,"
    assert rate(tmp_path, text, header=f"{HEADER},kind,low,high")["class"] == expected


def test_a_band_needs_no_direction(tmp_path: Path) -> None:
    text = "a,2015,5,,,2025,,,band,0,4\na,2024,3,,,,,,,,"
    assert rate(tmp_path, text, header=f"{HEADER},kind,low,high")["class"] == "held"


def test_series_come_in_order_of_appearance_whatever_the_order_of_rows(tmp_path: Path) -> None:
    text = "z,2020,15,,,,,\na,2020,13,,,,,\nz,2015,10,,20,2025,1,\na,2015,10,,20,2025,1,"
    rated = rate_table(write(tmp_path, text), "pace")
    assert [(row["series"], row["value"]) for row in rated] == [
        ("z", pytest.approx(1.0)),
        ("a", pytest.approx(0.6)),
    ]


def test_other_columns_blanks_quotes_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    header = "\ufeff Series ,Note,Year,Value,Baseline_year,target_value,target_year,direction,limit,Note"
    text = '"a, b",x, 2015 ,10,2015,20.0,2025,+1,,\n\n"a, b",x,2020.0,+1.5e1,,20,,1.0,,'
    rated = rate(tmp_path, text, header=header)
    assert (rated["series"], rated["value"]) == ("a, b", pytest.approx(1.0))


BAD = [
    # rows below the header, what is said
    pytest.param("a,2015,n/a,2015,20,2025,1,", r"line 2: value is 'n/a', not a number", id="value"),
    pytest.param("a,2015,nan,2015,20,2025,1,", r"line 2: value is 'nan', not a number", id="nan"),
    pytest.param('a,2015,"1,5",2015,20,2025,1,', r"line 2: value is '1,5', not a number", id="comma"),
    pytest.param("a,2015,1e999,2015,20,2025,1,", r"line 2: value is '1e999', not", id="endless"),
    pytest.param(f"{ROW}\na,FY16,1,,,,,", r"line 3: year is 'FY16', not a year", id="year"),
    pytest.param(f"{ROW}\na,,1,,,,,", r"line 3: year is '', but every row needs one", id="no_year"),
    pytest.param("a,2015,1,15,20,2025,1,", r"baseline_year is '15', not a year", id="baseline_year"),
    pytest.param("a,2015,1,,much,2025,1,", r"target_value is 'much', not a number", id="target_value"),
    pytest.param("a,2015,1,,20,soon,1,", r"target_year is 'soon', not a year", id="target_year"),
    pytest.param("a,2015,1,,20,2025,1,all", r"limit is 'all', not a number", id="limit"),
    pytest.param("a,2015,1,,20,2025,2,", r"line 2: direction is '2'.*Write 1 where", id="direction_2"),
    pytest.param("a,2015,1,,20,2025,up,", r"line 2: direction is 'up'.*Write 1 where", id="direction_up"),
    pytest.param("a,2015,1,,20,2025,,", r"line 2: direction is ''.*Write 1 where", id="no_direction"),
    pytest.param(f"{ROW}\n ,2016,1,,,,,", r"line 3: series is '', but every row", id="no_series"),
    pytest.param(
        f"{ROW}\nb,2015,1,,2,2030,1,\na,2015-16,9,,,,,", r"line 4: year is '2015-16', as on line 2", id="two"
    ),
    pytest.param(
        f"{ROW}\na,2016,1,,20.0,,,\na,2017,1,,30,,,",
        r"line 2: target_value is '20', but line 4 .* says '30'\. Give a series one target",
        id="contradictory_targets",
    ),
    pytest.param(f"{ROW}\na,2016,1,,,,-1,", r"direction is '1', but line 3 .* says '-1'", id="both_ways"),
    pytest.param(f"{ROW}\na,2016,1,2016,,,,", r"baseline_year is '2015', but line 3", id="two_baselines"),
    pytest.param(f"{ROW}\na,2016,1", r"line 3: cells found: 3, in the header: 8", id="short_line"),
    pytest.param(f'{ROW}\n\n\n"x\ny",2016,z,,,,1,', r"line 5: value is 'z'", id="line_as_an_editor_counts"),
    pytest.param(f'{ROW}\n"b,2016,1,,,,,' + ROW * 9999, r"line 3: a quote is opened", id="open_quote"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BAD)
def test_a_bad_cell_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RefusedError, match=rf"^table\.csv, .*{said}"):
        rate_table(write(tmp_path, text), "pace")


def test_an_unknown_kind_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, f"{ROW},keep", f"{HEADER},kind")
    with pytest.raises(RefusedError, match=r"line 2: kind is 'keep'.*reach, maintain or band"):
        rate_table(path, "pace")


FILES = [
    # the file's bytes, what is said
    pytest.param(b"", "is empty. Give it a header", id="no_bytes"),
    pytest.param(b"\xef\xbb\xbf \n", "is empty. Give it a header", id="blank"),
    pytest.param(HEADER.encode(), "has a header and no rows", id="no_rows"),
    pytest.param(
        b"series,year\na,1", "no column 'value', .* among 'series', 'year'. The columns are", id="missing"
    ),
    pytest.param(f"{HEADER},year\n{ROW},".encode(), "the column 'year' is there twice", id="twice"),
    pytest.param(f"{HEADER}\n{ROW}\n\xe9".encode("latin-1"), "line 3: byte 0xe9 is not UTF-8", id="encoding"),
]


@pytest.mark.parametrize(("data", "said"), FILES)
def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with pytest.raises(RefusedError, match=rf"^table\.csv.*{said}"):
        rate_table(path, "pace")


def test_a_missing_file_and_an_unknown_method_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"none\.csv cannot be read: No such file"):
        rate_table(tmp_path / "none.csv", "pace")
    with pytest.raises(RefusedError, match=r"no method 'linear'\. Choose one of pace, cagr"):
        rate_table(write(tmp_path, ROW), "linear")
