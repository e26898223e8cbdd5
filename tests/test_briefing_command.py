"""`python -m cityops briefing`: what it writes, what it says, and what it refuses."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from cityops.access import SET_UP
from cityops.store import open_store
from cityops.vision import releases
from tests.support.app import App
from tests.support.briefings import bare, deck, pages, said
from tests.support.command_line import Said, done, here

CITY = "E12000007"
LATER = f"area_code,indicator,year,value\n{CITY},ldn_recycling_rate,2019,55\n"


@pytest.fixture(scope="module")
def unchanged(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """London in a file, for commands that change nothing."""
    return Path(shutil.copy(london_file, tmp_path_factory.mktemp("unchanged") / "city.duckdb"))


def brief(capsys: pytest.CaptureFixture[str], database: Path, *words: str) -> Said:
    """Run the command in this process."""
    return here(capsys, "briefing", "--db", str(database), *words)


FILES = [
    pytest.param("pptx", "en", 9, "London is behind its path", id="pptx-en", marks=pytest.mark.soak),
    pytest.param("pptx", "zh", 9, "伦敦进度偏慢", id="pptx-zh"),
    pytest.param("pdf", "en", 11, "London is behind its path", id="pdf-en"),
    pytest.param("pdf", "zh", 11, "伦敦进度偏慢", id="pdf-zh", marks=pytest.mark.soak),
]


@pytest.mark.parametrize(("name", "language", "length", "title"), FILES)
def test_it_writes_the_file_and_says_what_is_in_it(
    name: str,
    language: str,
    length: int,
    title: str,
    unchanged: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / f"b.{name}"
    found: Any = brief(
        capsys, unchanged, "--format", name, "--lang", language, "--out", str(path), "--json"
    ).json
    assert found == {
        "path": str(path),
        "format": name,
        "language": language,
        "pages": length,
        "on": "2020-12-31",
        "known": None,
        "release": None,
        "data_version": found["data_version"],
        "method": "pace",
        "method_version": "1",
        "illustrative": True,
    }
    data = path.read_bytes()
    text = bare(said(deck(data).slides[0])) if name == "pptx" else pages(data)[0]
    assert bare(title) in text


def test_in_words(unchanged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.pptx"
    words = ("--format", "pptx", "--out", str(path), "--on", "2026-11-22")
    assert brief(capsys, unchanged, *words).out.startswith(f"{path}: 9 pages, Recorded: change ")
    assert brief(capsys, unchanged, *words, "--lang", "zh").out.startswith(f"{path}：共9页，")


REFUSED = [
    pytest.param(("--format", "docx", "--out", "b.docx"), 2, "invalid choice: 'docx'", id="unknown-format"),
    pytest.param(("--out", "b.pptx"), 2, "--format", id="no-format"),
    pytest.param(("--format", "pptx"), 2, "--out", id="no-file"),
    pytest.param(("--format", "pdf", "--out", "/none/b.pdf"), 1, "There is no /none/b.pdf", id="no-folder"),
    pytest.param(("--format", "pdf", "--out", "/"), 1, "Name a file that you may use", id="a-folder"),
    pytest.param(
        ("--format", "pdf", "--out", "b.pdf", "--on", "31.12.2020"),
        2,
        "'31.12.2020' is no date",
        id="no-date",
    ),
    pytest.param(
        ("--format", "pdf", "--out", "b.pdf", "--known", "once"), 2, "'once' is no moment", id="no-moment"
    ),
    pytest.param(
        ("--format", "pdf", "--out", "b.pdf", "--on", "1850-12-31"), 1, "No vision is set", id="no-vision"
    ),
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED)
def test_a_refusal_is_a_sentence_and_an_exit_code(
    words: tuple[str, ...],
    code: int,
    sentence: str,
    unchanged: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    found = brief(capsys, unchanged, *words)
    assert (found.code, found.out) == (code, "")
    assert sentence in found.err
    assert list(tmp_path.iterdir()) == []


def test_it_shows_the_last_release_unless_told_otherwise(
    london_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(shutil.copy(london_file, tmp_path / "city.duckdb"))
    store = open_store(str(path))
    moment = releases.release(store, SET_UP, "Council")
    store.close()
    later = tmp_path / "later.csv"
    later.write_text(LATER, "utf-8")
    done("import", str(later), database=path)
    out = tmp_path / "b.pptx"

    def made(*words: str) -> tuple[Any, str]:
        words = ("--format", "pptx", "--out", str(out), "--json", *words)
        return brief(capsys, path, *words).json, said(deck(out.read_bytes()).slides[0])

    released, first = made()
    draft, second = made("--known", "now")
    assert (released["release"], released["known"]) == ("Council", moment.isoformat())
    assert (draft["release"], draft["known"]) == (None, None)
    assert "Released: Council, " in first
    assert "4 targets need a decision" in first
    assert "Draft, not released" in second
    assert "3 targets need a decision" in second


@pytest.mark.soak
def test_while_the_app_runs_it_writes_the_file(app: App, tmp_path: Path) -> None:
    found = done("briefing", "--format", "pptx", "--out", str(tmp_path / "b.pptx"), database=app.database)
    assert len(deck((tmp_path / "b.pptx").read_bytes()).slides) == found["pages"]
