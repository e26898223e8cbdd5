"""The command line: what it prints, what it refuses, and how it exits."""

import math
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import ROOT, done, here, run

CITY, RECYCLING = "E12000007", "ldn_recycling_rate"
COUNTS = {"indicators": 510, "areas": 36, "observations": 10974, "outcomes": 6, "targets": 88}
TURN = {"indicator": RECYCLING, "area": CITY, "from": "off_track", "to": "achieved"}
BACK = TURN | {"from": "achieved", "to": "off_track"}
POVERTY = (14.5, 12.9, 11.9, 11.2, 10.5, 6.5, 7.6, 10.3, 10.4)
"""Poverty rate of Canada, 2015 to 2023: the worked example of docs/methods/progress.md."""


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CITYOPS_DB", "CITYOPS_PORT", "CITYOPS_HOST", "CITYOPS_THREADS", "CITYOPS_MEMORY_LIMIT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def city(london_file: Path, tmp_path: Path) -> Path:
    """London in a file that nobody has open."""
    return Path(shutil.copy(london_file, tmp_path / "city.duckdb"))


@pytest.fixture(scope="module")
def unchanged(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """London in a file, for commands that change nothing."""
    return Path(shutil.copy(london_file, tmp_path_factory.mktemp("unchanged") / "city.duckdb"))


@pytest.fixture
def newer(tmp_path: Path) -> str:
    """A file with one value that is newer than what London holds, and meets its target."""
    path = tmp_path / "newer.csv"
    path.write_text(f"area_code,indicator,year,value\n{CITY},{RECYCLING},2019,55\n", "utf-8")
    return str(path)


def progress(capsys: pytest.CaptureFixture[str], database: Path) -> Any:
    """Return what `progress` prints now."""
    return here(capsys, "progress", "--json", "--db", str(database)).json


def test_demo_loads_london_and_draws_a_bar_beside_the_result(tmp_path: Path) -> None:
    said = run("demo", "--json", "--db", str(tmp_path / "new" / "city.duckdb"))
    assert (said.code, said.json) == (0, COUNTS)
    assert "100%" in said.err


def test_progress_states_its_method_and_what_its_number_is_made_of(unchanged: Path) -> None:
    found = done("progress", database=unchanged)
    parts = math.fsum(one["contribution"] for one in found["contributions"])
    assert parts == pytest.approx(found["headline"], abs=1e-9)
    assert found["method"] == "pace"
    assert found["coverage"] == 1.0
    assert len(found["statuses"]) == 9
    assert {one["outcome"] for one in found["contributions"]} >= {"homes", "safety"}


def test_progress_in_chinese_fits_any_terminal(unchanged: Path) -> None:
    said = run("progress", "--lang", "zh", "--db", str(unchanged), PYTHONIOENCODING="latin-1")
    assert said.code == 0
    assert said.out.startswith("截至2020-12-31，愿景目标已完成43.2%")
    assert f"■ 偏离目标 · 明显滞后  {RECYCLING}" in said.out


def test_an_import_tells_what_it_changes_and_can_be_taken_back(
    city: Path, newer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = progress(capsys, city)
    tried = here(capsys, "import", newer, "--dry-run", "--json", "--db", str(city)).json
    assert progress(capsys, city) == before
    written = done("import", newer, "--reason", "the register of 2019", database=city)
    assert (written["new"], written["changed"], written["status_changes"]) == (1, 0, [TURN])
    assert tried == written | {"upload_id": "", "dry_run": True}
    assert done("undo", written["upload_id"], database=city)["status_changes"] == [BACK]
    assert progress(capsys, city) == before
    assert done("redo", written["upload_id"], database=city)["status_changes"] == [TURN]
    assert progress(capsys, city)["headline"] == written["headline_after"] > before["headline"]


def test_an_import_says_how_it_read_a_file_and_can_be_told(
    unchanged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "messy.csv"
    rows = f"Recycling in Köln\narea_code;indicator;year;value\n{CITY};{RECYCLING};2019;55\nSource: x\n"
    path.write_bytes(rows.encode("cp1252"))
    words = ("import", str(path), "--dry-run", "--db", str(unchanged))
    said = here(capsys, *words, "--json").json
    assert (said["encoding"], said["delimiter"], said["header_line"], said["new"]) == ("cp1252", ";", 2, 1)
    assert (said["preamble"], said["footer"], said["nulls_removed"]) == (
        ["Recycling in Köln"],
        ["Source: x"],
        0,
    )
    assert said["guesses"][0] == {
        "subject": "encoding",
        "taken": "cp1252",
        "is_sure": False,
        "others": ["cp1250", "cp1251"],
    }
    lines = here(capsys, *words).out.splitlines()
    assert lines[0].startswith("messy.csv is read as cp1252 with ';' between cells and the header on line 2;")
    told = ("--encoding", "latin-1", "--delimiter", ";", "--header-line", "2")
    assert here(capsys, *words, *told, "--json").json["guesses"][0]["is_sure"]
    assert "header" in here(capsys, *words, "--header-line", "9").out
    assert "'klingon' is no encoding" in here(capsys, *words, "--encoding", "klingon").out
    assert "there is no 'B'" in here(capsys, *words, "--sheet", "B").out


def test_an_import_in_words(city: Path, newer: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = here(capsys, "import", newer, "--dry-run", "--db", str(city))
    assert said.out.splitlines() == [
        "newer.csv: 1 would be new, 0 changed, 0 the same. Nothing was written.",
        "Warning W-OUTLIER: 1 value lies far from the others of its series (line 2)",
        f"  {RECYCLING}  {CITY}  Off track → Achieved",
    ]


def test_backup_and_restore(
    city: Path, newer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, copy = progress(capsys, city), str(tmp_path / "copies" / "one.duckdb")
    kept = done("backup", copy, database=city)
    here(capsys, "import", newer, "--db", str(city))
    assert progress(capsys, city) != before
    assert done("restore", copy, database=city) == kept == {"path": copy, "checksum": kept["checksum"]}
    assert progress(capsys, city) == before


def test_a_copy_is_restored_where_there_was_no_store(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere.duckdb"
    assert here(capsys, "restore", str(city), "--db", str(elsewhere)).code == 0
    assert progress(capsys, elsewhere) == progress(capsys, city)


@pytest.mark.parametrize(
    ("method", "value", "status"),
    [
        pytest.param("pace", pytest.approx(1.0603, abs=5e-5), "on_track", id="pace"),
        pytest.param("cagr", pytest.approx(0.9010899546976208, abs=1e-15), "at_risk", id="cagr"),
    ],
)
def test_rate(
    method: str, value: Any, status: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "poverty.csv"
    header = "series,year,value,baseline_year,target_value,target_year,direction,limit"
    rows = [f"poverty,{year},{value},2015,7.25,2030,-1," for year, value in enumerate(POVERTY, start=2015)]
    table.write_text("\n".join([header, *rows]), "utf-8")
    said = here(capsys, "rate", str(table), "--method", method, "--json")
    assert said.code == 0
    assert [(one["series"], one["method"], one["status"]) for one in said.json] == [
        ("poverty", method, status)
    ]
    assert said.json[0]["value"] == value


HEADER = "area_code,indicator,year,value"
GOOD = f"{CITY},{RECYCLING},2019,55"


@pytest.mark.parametrize(
    ("text", "line", "column", "found", "advice"),
    [
        pytest.param("", 0, "", "", "the file is empty", id="empty"),
        pytest.param("hello\n", 1, "", "hello", "names the columns", id="no_table"),
        pytest.param(f"{HEADER}\n", 1, "", "", "Add at least one row", id="no_rows"),
        pytest.param("area_code,year,value\nE1,2019,1\n", 1, "", "area_code", "indicator", id="column"),
        pytest.param(
            f"{HEADER}\n{GOOD}\n{CITY},{RECYCLING},2018,n/a\n", 3, "value", "n/a", "1234.5", id="value"
        ),
        pytest.param(
            f"{HEADER}\nE09,{RECYCLING},2018,1\n", 2, "area_code", "E09", "Write its code", id="area"
        ),
        pytest.param(
            f"{HEADER}\n{CITY},recycling,2018,1\n", 2, "indicator", "recycling", "Near:", id="indicator"
        ),
        pytest.param(f"{HEADER}\n{CITY},{RECYCLING},18,1\n", 2, "year", "18", "2020-Q3", id="year"),
        pytest.param(f"{HEADER}\n{CITY},{RECYCLING},2018,180\n", 2, "value", "180", "range is 0", id="range"),
        pytest.param(
            f"{HEADER}\n{GOOD}\n{CITY},{RECYCLING},2019,56\n", 3, "", RECYCLING, "Keep one", id="twice"
        ),
    ],
)
def test_a_bad_file_is_refused_cell_by_cell(
    text: str,
    line: int,
    column: str,
    found: str,
    advice: str,
    unchanged: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, "utf-8")
    words = ("import", str(path), "--db", str(unchanged))
    said = here(capsys, *words, "--json")
    fault = said.json["errors"][0]
    assert (said.code, fault["line"], fault["column"]) == (1, line, column)
    assert found in fault["found"]
    assert said.json["upload_id"] == ""
    shown = here(capsys, *words)
    assert shown.code == 1
    assert shown.out.startswith(f"bad.csv, line {line}" if line else "bad.csv: ")
    assert advice in shown.out.splitlines()[0]
    assert shown.out.splitlines()[-1] == "1 fault. Nothing was written."


REFUSED = [
    pytest.param(("undo", "nobody"), 1, "There is no upload 'nobody'", id="unknown_upload"),
    pytest.param(("redo", "nobody"), 1, "There is no upload 'nobody'", id="unknown_redo"),
    pytest.param(("progress", "--on", "2020-13-01"), 2, "'2020-13-01' is no date", id="wrong_date"),
    pytest.param(("progress", "--known", "once"), 2, "'once' is no moment", id="wrong_moment"),
    pytest.param(("progress", "--area", "E1"), 1, "There is no district 'E1'", id="unknown_area"),
    pytest.param(("import", "none.csv"), 1, "none.csv", id="no_file"),
    pytest.param(("import", "/"), 1, "Name a file", id="a_folder"),
    pytest.param(("restore", "/none.duckdb"), 1, "/none.duckdb", id="no_copy"),
    pytest.param(("restore", __file__), 1, "is no CityOps store", id="no_store"),
    pytest.param(("backup", __file__), 1, "exists already", id="backup_over_a_file"),
    pytest.param(("demo",), 1, "holds a city already", id="second_demo"),
    pytest.param(("rate", "none.csv"), 1, "none.csv cannot be read", id="no_series"),
    pytest.param(("progress", "--area", "E1", "--lang", "zh"), 1, "没有编码为“E1”的地区", id="in_chinese"),
    pytest.param(("release", "", "--lang", "zh"), 1, "请填写发布名称", id="unnamed_in_chinese"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED)
def test_a_refusal_is_one_sentence_and_an_exit_code(
    words: tuple[str, ...], code: int, sentence: str, unchanged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = here(capsys, *words, "--db", str(unchanged))
    assert (plain.code, plain.out, plain.err.count("\n")) == (code, "", 1)
    assert sentence in plain.err
    as_json = here(capsys, *words, "--db", str(unchanged), "--json")
    assert (as_json.code, as_json.err) == (code, "")
    assert sentence in as_json.json["error"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((), id="none"),
        pytest.param(("tidy",), id="unknown_command"),
        pytest.param(("progress", "--method", "luck"), id="unknown_method"),
        pytest.param(("import",), id="no_file"),
        pytest.param(("import", "a.csv", "--mode", "merge"), id="unknown_mode"),
    ],
)
def test_wrong_usage_exits_with_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    said = here(capsys, *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: python -m cityops")


def test_exit_codes_and_streams_of_a_real_process(unchanged: Path) -> None:
    said = run("progress", "--area", "E1", "--json", "--db", str(unchanged))
    assert (said.code, said.err, list(said.json)) == (1, "", ["error"])
    said = run("progress", "--on", "today", CITYOPS_DB=str(unchanged))
    assert (said.code, said.out, said.err) == (2, "", "'today' is no date. Write it as 2020-12-31.\n")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("progress",), id="progress"),
        pytest.param(("import", __file__), id="import"),
        pytest.param(("undo", "1"), id="undo"),
        pytest.param(("backup", "copy.duckdb"), id="backup"),
    ],
)
def test_no_empty_store_is_left_where_there_was_none(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = here(capsys, *words, "--db", str(tmp_path / "city.duckdb"))
    assert said.code == 1
    assert "There is no store" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param("CITYOPS_PORT", "http", "'http'", id="port"),
        pytest.param("CITYOPS_THREADS", "two", "'two'", id="threads"),
    ],
)
def test_a_wrong_setting_is_wrong_usage(
    name: str, text: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, text)
    found = here(capsys, "progress")
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_progress_below_the_coverage_gate_gives_no_number(
    unchanged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("progress", "--on", "1999-12-31", "--db", str(unchanged))
    assert here(capsys, *words).out.startswith("No single number on 1999-12-31: 0% of the weight has data")
    found = here(capsys, *words, "--json").json
    assert (found["headline"], found["coverage"], found["status"]) == (None, 0.0, "not_assessed")


def test_a_reader_that_has_read_enough_is_no_error(unchanged: Path) -> None:
    command = [sys.executable, "-m", "cityops", "progress", "--db", str(unchanged)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("words", "name", "text", "said"),
    [
        pytest.param((), "CITYOPS_BACKUPS", "often", "as 7,4,12", id="backups"),
        pytest.param((), "CITYOPS_BASE_PATH", "a city", "The base path 'a city' is none", id="base_path"),
        pytest.param(("--base-path", "/a//b"), "", "", "The base path 'a//b' is none", id="base_path_here"),
    ],
)
def test_a_setting_of_the_app_that_means_nothing_starts_nothing(
    words: tuple[str, ...],
    name: str,
    text: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if name:
        monkeypatch.setenv(name, text)
    found = here(capsys, "serve", *words, "--db", str(tmp_path / "city.duckdb"))
    assert (found.code, found.out) == (2, "")
    assert said in found.err
    assert list(tmp_path.iterdir()) == []


def test_copies_are_made_listed_and_put_back_by_name(
    city: Path, newer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = progress(capsys, city)
    made = here(capsys, "backup", "--json", "--db", str(city)).json
    [copy] = here(capsys, "backup", "--list", "--json", "--db", str(city)).json["backups"]
    assert (Path(made["path"]).name, copy["kind"], copy["checked"]) == (copy["name"], "manual", True)
    assert copy["name"] in here(capsys, "backup", "--list", "--db", str(city)).out
    here(capsys, "import", newer, "--db", str(city))
    assert progress(capsys, city) != before
    assert here(capsys, "restore", copy["name"], "--db", str(city)).code == 0
    assert progress(capsys, city) == before


def test_the_log_says_what_was_done_and_what_was_refused(
    city: Path, newer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    here(capsys, "import", newer, "--reason", "the register", "--db", str(city))
    here(capsys, "undo", "nobody", "--db", str(city))
    found = here(capsys, "log", "-n", "2", "--json", "--db", str(city)).json["happened"]
    assert [(one["event"], one["action"], one["level"]) for one in found] == [
        ("refused", "undo", "warning"),
        ("act", "import", "info"),
    ]
    assert found[1]["says"] == "the register"
    lines = here(capsys, "log", "-n", "2", "--lang", "zh", "--db", str(city)).out.splitlines()
    assert (len(lines), "已拒绝" in lines[0]) == (2, True)
    said = here(capsys, "log", "--reference", "00000000", "--db", str(city)).out
    assert said == "Nothing of this kind has happened yet.\n"
