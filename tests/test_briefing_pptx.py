"""The PPTX is native and can be edited, carries its sources, and holds any city without overflow."""

import itertools
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu

from cityops.briefing import pptx
from cityops.briefing.compose import compose
from cityops.progress import lineage
from cityops.progress.reads import progress
from cityops.store import PRESENT, Store
from cityops.vision.model import Release
from tests.support.briefings import (
    CITIES,
    ODD,
    ON,
    Briefed,
    bare,
    crowd,
    deck,
    edition,
    rows,
    said,
    shape,
    shapes,
)

KNOWN = datetime.fromisoformat("2025-06-30T08:15")
KEYS = ["overview", "exceptions", "outcomes", "map", "districts", "targets", "method", "sources", "sources.2"]


@pytest.fixture(scope="module", params=["en", "zh"])
def london_deck(request: pytest.FixtureRequest, briefed: Callable[[str], Briefed]) -> Any:
    """The briefing of London, opened again."""
    return deck(briefed(request.param).pptx.data)


def slide(opened: Any, key: str) -> Any:
    """Return the slide of a page."""
    return opened.slides[KEYS.index(key)]


def test_a_slide_is_a_page_and_is_named_after_it(london_deck: Any) -> None:
    assert [one._element.cSld.get("name") for one in london_deck.slides] == [f"cityops:{k}" for k in KEYS]
    assert all(one.shapes.title.text_frame.text for one in london_deck.slides)
    assert (london_deck.slide_width, london_deck.slide_height) == (Emu(12191695), Emu(6858000))


def test_charts_and_tables_are_native(london_deck: Any) -> None:
    chart = shape(slide(london_deck, "outcomes"), "outcomes.chart").chart
    assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert chart.part.chart_workbook.xlsx_part is not None
    tables = {"exceptions": 4, "outcomes": 6, "targets": 9, "sources": 5}
    assert {key: len(rows(slide(london_deck, key), f"{key}.table")) for key in tables} == tables
    districts = slide(london_deck, "districts")
    assert sum(len(rows(districts, f"districts.table_{n}")) for n in (1, 2)) == 33


def test_the_map_is_one_freeform_a_district(london_deck: Any, london: Store) -> None:
    found = progress(london, on=ON)
    assert found
    drawn = [
        one
        for one in shape(slide(london_deck, "map"), "map.districts").shapes
        if one.shape_type == MSO_SHAPE_TYPE.FREEFORM
    ]
    assert {one.name for one in drawn} == {f"cityops:map.districts:{key}" for key in found.districts}
    assert len(drawn) == 33
    assert not any(one.shape_type == MSO_SHAPE_TYPE.PICTURE for s in london_deck.slides for one in shapes(s))


def test_a_district_without_a_number_is_hatched(london_deck: Any) -> None:
    group = shape(slide(london_deck, "map"), "map.districts")
    patterned = [one.name for one in group.shapes if one._element.find(".//{*}spPr/{*}pattFill") is not None]
    assert patterned == ["cityops:map.districts:E09000001"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_notes_hold_the_source_of_every_target(
    language: str, london: Store, briefed: Callable[[str], Briefed]
) -> None:
    found = progress(london, on=ON)
    assert found
    files = {row["upload_number"]: row["file_name"] for row in london.rows("ingest/uploads", known=PRESENT)}
    notes = {key: one.notes_slide.notes_text_frame.text for key, one in briefed(language).slides.items()}
    sources = [lineage.latest(one, files, language) for one in found.city.assessments]
    for key in ("outcomes", "targets"):
        assert [source for source in sources if source not in notes[key]] == []
    assert [key for key in KEYS if "observations.csv" not in notes[key]] == []
    assert [key for key in KEYS if "Open Government Licence" not in notes[key]] == []


def test_every_slide_says_that_it_is_a_draft_and_illustrative(london_deck: Any) -> None:
    stamps = {
        shape(one, f"{key}:stamps").text_frame.text for key, one in zip(KEYS, london_deck.slides, strict=True)
    }
    assert stamps in ({"Illustrative  ·  Draft, not released"}, {"示例  ·  草稿，未发布"})


def test_a_released_briefing_names_its_release() -> None:
    release = Release("r", 1, "Council of 15 December", KNOWN, None)
    made = compose(crowd(), edition(release=release, known=release.known_at))
    text = said(deck(pptx.render(made).data).slides[0])
    assert "Released: Council of 15 December, 30 June 2025, 09:15" in text
    assert "Draft" not in text


def test_a_past_moment_that_was_not_released_is_said() -> None:
    made = compose(crowd(), edition(known=KNOWN))
    text = said(deck(pptx.render(made).data).slides[0])
    assert "Draft, not released" in text
    assert "As recorded by 30 June 2025, 09:15" in text


def test_the_properties_lead_back_to_the_data(london_deck: Any) -> None:
    properties = london_deck.core_properties
    assert "on=2020-12-31; known=now; data_version=" in properties.keywords
    assert "method=pace 1" in properties.keywords
    assert properties.title


def test_it_speaks_where_it_is_drawn(london_deck: Any) -> None:
    chart = shape(slide(london_deck, "outcomes"), "outcomes.chart")
    described = chart._element.nvGraphicFramePr.cNvPr.get("descr")
    assert all(name in described for name in chart.chart.plots[0].categories)


def test_every_text_names_a_font_for_each_script(london_deck: Any) -> None:
    fonts = {
        (tag, font.get("typeface"))
        for one in london_deck.slides
        for run in one._element.iter("{*}rPr")
        for tag in ("latin", "ea")
        for font in run.findall(f"{{*}}{tag}")
    }
    assert fonts == {("latin", "Segoe UI"), ("ea", "Microsoft YaHei")}


def test_the_file_is_whole_and_has_no_outside_link(briefed: Callable[[str], Briefed]) -> None:
    with zipfile.ZipFile(BytesIO(briefed("en").pptx.data)) as file:
        assert file.testzip() is None
        relations = [file.read(name) for name in file.namelist() if name.endswith(".rels")]
    assert not any(b'TargetMode="External"' in one for one in relations)


@pytest.mark.parametrize("size", CITIES)
def test_any_city_stays_on_its_slides(size: dict[str, Any]) -> None:
    made = compose(crowd(**size), edition())
    opened = deck(pptx.render(made).data)
    assert len(opened.slides) == len(made.pages)
    assert [over for one in opened.slides for over in _over(one, opened)] == []
    assert [pair for one in opened.slides for pair in _overlaps(one)] == []
    assert [text for one in opened.slides for text in _spilt(one)] == []


def _over(one: Any, opened: Any) -> list[str]:
    """Return what does not lie on its slide."""
    return [
        part.name
        for part in shapes(one)
        if part.left < 0
        or part.top < 0
        or part.left + part.width > opened.slide_width
        or part.top + part.height > opened.slide_height
    ]


def _overlaps(one: Any) -> list[tuple[str, str]]:
    """Return which elements of the page lie over each other; what lies on the card belongs there."""
    flat = [part for part in one.shapes if "headline" not in part.name]
    return [(a.name, b.name) for a, b in itertools.combinations(flat, 2) if _cross(a, b)]


def _cross(a: Any, b: Any) -> bool:
    slack = Emu(12700)
    return bool(
        a.left + slack < b.left + b.width
        and b.left + slack < a.left + a.width
        and a.top + slack < b.top + b.height
        and b.top + slack < a.top + a.height
    )


def _spilt(one: Any) -> list[str]:
    """Return the texts that need more room than their shape has, by a measure of the test's own."""
    return [
        part.text_frame.text
        for part in shapes(one)
        if part.has_text_frame and part.text_frame.word_wrap and _needed(part) > part.height / 12700 * 1.1
    ]


def _needed(part: Any) -> float:
    """Return a height in points: half the size for a letter, the whole for a character, 1.2 for a line."""
    height = 0.0
    for paragraph in part.text_frame.paragraphs:
        size = max((run.font.size.pt for run in paragraph.runs if run.font.size), default=0.0)
        width = sum(size * (1.0 if char >= "\u2e80" else 0.5) for char in paragraph.text)
        height += 1.2 * size * max(-(-width // (part.width / 12700)), 1)
    return height


def test_what_a_city_wrote_is_text() -> None:
    slides = deck(pptx.render(compose(crowd(name=ODD), edition())).data).slides
    names = [row[1] for row in rows(slides[1], "exceptions.table")]
    assert all(bare(name).startswith(bare(ODD)) for name in names)


def test_a_city_without_targets_says_so() -> None:
    made = compose(crowd(outcomes=0, districts=0), edition())
    assert "0 of 0 targets" in said(deck(pptx.render(made).data).slides[0])
