"""Every number of the briefing is the screen's, to the decimal that is shown: both files, both languages."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from cityops import commands
from cityops.access import Role
from cityops.store import Store
from cityops.web import runtime
from tests.support import city
from tests.support.briefings import ON, Briefed, bare, pages, rows, said, shape, shapes
from tests.support.pages import open_page, words
from tests.support.told import counts, half_up, outcome_shares, percent, tally

DISTRICTS = {
    "E09000007": {"en": "Camden", "zh": "卡姆登区"},
    "E09000028": {"en": "Southwark", "zh": "萨瑟克区"},
    "E09000001": {"en": "City of London", "zh": "伦敦金融城"},
}
GLYPH = re.compile(r"^[●▲◆■○]")
SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True)
class Told:
    """One language's briefing and what it has to agree with.

    Attributes:
        slides: Of the PPTX, by their key.
        pages: Text of each page of the PDF, in the same order, without any space.
        screen: Everything that Overview shows, without any space.
    """

    language: str
    slides: dict[str, Any]
    pages: list[str]
    screen: str


@pytest.fixture(scope="module")
def screens(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What Overview shows in each language."""
    path = Path(shutil.copy(london_file, tmp_path_factory.mktemp("screen") / "london.duckdb"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYOPS_DB", str(path))
        st.cache_resource.clear()
        yield {lang: bare(words(open_page("overview", Role.VIEWER, lang=lang))) for lang in ("en", "zh")}
        runtime.stop()
    st.cache_resource.clear()


@pytest.fixture(scope="module", params=["en", "zh"])
def made(request: pytest.FixtureRequest, briefed: Callable[[str], Briefed], screens: dict[str, str]) -> Told:
    """The briefing of London in one language, as both files hold it."""
    files = briefed(request.param)
    return Told(request.param, files.slides, pages(files.pdf.data), screens[request.param])


@pytest.fixture(scope="module")
def told(london: Store) -> Any:
    """What the command line says of the city."""
    return commands.progress(london, city.ANALYST, {"on": ON.isoformat()})


def test_every_row_of_the_slides_stands_on_the_screen(made: Told) -> None:
    for status, name, *rest in rows(made.slides["exceptions"], "exceptions.table"):
        assert bare(f"{GLYPH.sub('', status)}: {name}{''.join(rest)}") in made.screen
    for row in (*rows(made.slides["districts"], "districts.table_1"),
                *rows(made.slides["districts"], "districts.table_2")):  # fmt: skip
        assert bare("".join(GLYPH.sub("", bare(cell)) for cell in row)) in made.screen
    for name, status, share, due, _data in rows(made.slides["outcomes"], "outcomes.table"):
        start = re.escape(bare(f"{name}{share}{GLYPH.sub('', status)}"))
        assert re.search(rf"{start}\D*{due}", made.screen)


@pytest.mark.parametrize(
    ("page", "element"),
    [
        pytest.param("overview", "overview:title", id="verdict"),
        pytest.param("overview", "overview.headline.share", id="share"),
        pytest.param("overview", "overview.headline.label", id="label"),
        pytest.param("overview", "overview.headline.due", id="due"),
        pytest.param("overview", "overview.headline.interval", id="interval"),
        pytest.param("overview", "overview.headline.tally", id="tally"),
        pytest.param("overview", "overview.first.heading", id="decisions"),
        pytest.param("map", "map:title", id="districts"),
        pytest.param("method", "method.lines", id="trust"),
    ],
)
def test_every_sentence_of_the_slides_stands_on_the_screen(page: str, element: str, made: Told) -> None:
    for paragraph in shape(made.slides[page], element).text_frame.paragraphs:
        assert bare(paragraph.text) in made.screen


def test_the_pdf_says_what_the_slides_say(made: Told) -> None:
    for slide, page in zip(made.slides.values(), made.pages, strict=False):
        missing = [text for text in _texts(slide) if GLYPH.sub("", bare(text)) not in page]
        assert missing == []


def _texts(slide: Any) -> Iterator[str]:
    """Yield every text of a slide but the number of the slide and the labels that depend on the letters."""
    for one in shapes(slide):
        if one.has_text_frame and not one.name.endswith((":label", ":number")):
            yield from (run.text for paragraph in one.text_frame.paragraphs for run in paragraph.runs)
        elif getattr(one, "has_table", False):
            yield from (cell.text for row in one.table.rows for cell in row.cells)


def test_the_headline_is_what_the_command_line_says(made: Told, told: dict[str, Any]) -> None:
    slide, text = made.slides["overview"], said(made.slides["overview"])
    headline = [
        re.findall(r"\d+%", shape(slide, f"overview.headline.{part}").text_frame.text)
        for part in ("share", "due", "interval")
    ]
    assert headline == [
        [percent(told["headline"])],
        [percent(told["expected"])],
        [percent(bound) for bound in told["interval"]],
    ]
    assert tally(told, made.language) in text
    for status, n in counts(told).items():
        count = shape(slide, f"overview.statuses:{status}").text_frame.paragraphs[0].text
        assert int(count) == n


def test_outcomes_are_what_their_targets_add(made: Told, told: dict[str, Any]) -> None:
    slide, shares = made.slides["outcomes"], outcome_shares(told, made.language)
    table = rows(slide, "outcomes.table")
    assert {row[0]: row[2] for row in table} == {name: percent(share) for name, share in shares.items()}
    done, due = shape(slide, "outcomes.chart").chart.plots[0].series
    assert list(done.values) == pytest.approx(list(shares.values()), abs=1e-9)
    assert [percent(value) for value in due.values] == [row[3] for row in table]


def test_targets_are_what_the_command_line_says(made: Told, told: dict[str, Any]) -> None:
    table = rows(made.slides["targets"], "targets.table")
    added = {one["indicator"]: one for one in told["contributions"]}
    assert len(table) == len(told["statuses"]) == 9
    for row, one in zip(table, told["statuses"], strict=True):
        part = added[one["indicator"]]
        assert row[6] == percent(one["share"]).replace("-", "−")
        assert row[7:9] == [percent(part["weight"], 1), str(half_up(100 * part["contribution"], 1))]
        assert _is_shown_as(one["value"], row[1])


def _is_shown_as(value: float, text: str) -> bool:
    """Whether a text begins with a value, rounded half up to the decimals that it shows."""
    found = re.match(r"([\d,]+(?:\.\d+)?)\s*([万亿]?)", text)
    assert found
    shown = Decimal(found[1].replace(",", ""))
    decimals = -int(shown.as_tuple().exponent)
    return shown == half_up(value / SCALES[found[2]], decimals)


@pytest.mark.parametrize("code", DISTRICTS)
def test_districts_are_what_the_command_line_says(code: str, made: Told, london: Store) -> None:
    one: Any = commands.progress(london, city.ANALYST, {"on": ON.isoformat(), "area": code})
    slide = made.slides["districts"]
    tables = [row for n in (1, 2) for row in rows(slide, f"districts.table_{n}")]
    row = next(row for row in tables if row[0] == DISTRICTS[code][made.language])
    expected = None if one["headline"] is None else one["expected"]
    assert row[2:] == [percent(value) for value in (one["headline"], expected, one["coverage"])]
    group = shape(made.slides["map"], "map.districts")
    drawn = next(part for part in group.shapes if part.name == f"cityops:map.districts:{code}")
    about = drawn._element.nvSpPr.cNvPr.get("descr")
    assert about.endswith(f" · {percent(one['headline'])}")
