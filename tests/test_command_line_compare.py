"""`compare` on the command line: the same function as the page, in figures and in words."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from cityops.__main__ import main
from tests.support.command_line import Said

CAMDEN = "E09000007"


@pytest.fixture(scope="module")
def city(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """London in a file, for commands that change nothing."""
    return Path(shutil.copy(london_file, tmp_path_factory.mktemp("compare") / "city.duckdb"))


def here(capsys: pytest.CaptureFixture[str], city: Path, *words: str) -> Said:
    """Run the command in this process."""
    try:
        code = main(["compare", *words, "--db", str(city)])
    except SystemExit as end:
        code = int(end.code or 0)
    return Said(code, *capsys.readouterr())


def told(capsys: pytest.CaptureFixture[str], city: Path, *words: str) -> dict[str, Any]:
    """Return the JSON of a command that succeeds."""
    said = here(capsys, city, "--json", *words)
    assert said.code == 0, said
    return dict(said.json)


def test_a_profile(capsys: pytest.CaptureFixture[str], city: Path) -> None:
    found = told(capsys, city, "--area", CAMDEN)
    assert (found["area"], found["on"], found["beside"]) == (CAMDEN, "2020-12-31", 33)
    assert found["similar_by"] == ["ldn_population", "ldn_jobs", "ldn_average_house_price"]
    assert len(found["similar"]) == 5
    distances = [one["distance"] for one in found["similar"]]
    assert distances == sorted(distances)
    assert len(found["indicators"]) == 20
    one = next(one for one in found["indicators"] if one["indicator"] == "ldn_recycling_rate")
    assert (one["value"], one["compared_with"], one["compared_value"]) == (31.0, "city", 33.0)
    assert (one["meaning"], one["is_meaningful"], one["better"]) == ("noise", False, None)
    assert "values" not in found


def test_one_indicator_names_every_area(capsys: pytest.CaptureFixture[str], city: Path) -> None:
    found = told(
        capsys, city, "--area", CAMDEN, "--indicator", "ldn_jobs", "--by", "ldn_jobs", "--nearest", "2"
    )
    assert [one["indicator"] for one in found["indicators"]] == ["ldn_jobs"]
    assert [one["area"] for one in found["values"]] == sorted(one["area"] for one in found["values"])
    assert len(found["values"]) == 33
    near = {one["area"] for one in found["values"] if one["similar"]}
    assert near == {one["area"] for one in found["similar"]}
    assert len(near) == 2


def test_without_criteria_nobody_is_alike(capsys: pytest.CaptureFixture[str], city: Path) -> None:
    found = told(capsys, city, "--area", CAMDEN, "--by", "")
    assert (found["similar"], found["similar_by"]) == ([], [])
    assert {one["similar_value"] for one in found["indicators"]} == {None}


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        (
            "en",
            f"{CAMDEN}, compared on 2020-12-31: 8 of 20 indicators stand out.",
            "No meaningful difference from",
        ),
        ("zh", f"{CAMDEN}，比较日期2020-12-31：20项指标中有8项明显突出。", "与全市无实质差异"),
    ],
)
def test_for_a_person_it_is_said_in_words(
    language: str, first: str, second: str, capsys: pytest.CaptureFixture[str], city: Path
) -> None:
    lines = here(capsys, city, "--area", CAMDEN, "--lang", language).out.splitlines()
    assert lines[0] == first
    assert len(lines) == 21
    assert any(second in line for line in lines)


LUCK = ("--area", CAMDEN, "--indicator", "luck")
REFUSED = [
    pytest.param(("--area", "E1"), 1, "There is no area 'E1' that others stand beside.", id="area"),
    pytest.param(
        LUCK, 1, "E09000007 has no value of 'luck' up to 2020-12-31. There are ldn_", id="indicator"
    ),
    pytest.param(("--area", CAMDEN, "--nearest", "-1"), 2, "-1 areas cannot be the most", id="nearest"),
    pytest.param(("--area", CAMDEN, "--on", "soon"), 2, "'soon' is no date.", id="date"),
    pytest.param((), 2, "--area", id="no-area"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED)
def test_what_cannot_be_compared_is_said(
    words: tuple[str, ...], code: int, sentence: str, capsys: pytest.CaptureFixture[str], city: Path
) -> None:
    said = here(capsys, city, *words)
    assert (said.code, said.out) == (code, "")
    assert sentence in said.err
