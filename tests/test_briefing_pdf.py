"""The PDF says the same as the slides, is whole and readable aloud, and holds any city without overflow."""

import io
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from cityops.briefing import pdf
from cityops.briefing.compose import compose
from cityops.briefing.model import Briefing, Table
from cityops.errors import RefusedError
from tests.support.briefings import CITIES, ODD, Briefed, bare, crowd, edition, pages


@pytest.fixture(scope="module", params=["en", "zh"])
def made(request: pytest.FixtureRequest, briefed: Callable[[str], Briefed]) -> Briefed:
    """The briefing of London."""
    return briefed(request.param)


def assert_each_page_is_one(found: Briefing, texts: list[str]) -> None:
    """Look that nothing ran over: each page of the briefing is one of the PDF, then comes the lineage.

    A long title is cut.
    """
    n = len(found.pages)
    pairs = zip(found.pages, texts, strict=False)
    assert [page.key for page, text in pairs if bare(page.title)[:40] not in text] == []
    assert all(bare(found.lineage_title) in text for text in texts[n : n + 1])
    assert len(texts) > n


def test_each_page_of_the_briefing_is_one_page(made: Briefed) -> None:
    texts = pages(made.pdf.data)
    assert_each_page_is_one(made.briefing, texts)
    assert made.pdf.pages == len(texts) == len(made.briefing.pages) + 2
    assert all(f"{n}/{len(texts)}" in text for n, text in enumerate(texts, start=1))


def test_every_page_carries_its_stamps_and_its_data(made: Briefed) -> None:
    told = [bare(text) for text in (*made.briefing.stamps, *made.briefing.foot, made.briefing.status_word)]
    assert [missing for text in pages(made.pdf.data) for missing in told if missing not in text] == []


def test_the_lineage_names_the_line_of_every_target(made: Briefed) -> None:
    text = "".join(pages(made.pdf.data)[len(made.briefing.pages) :])
    lines = [line for one in made.briefing.lineage for line in one.lines]
    assert len(made.briefing.lineage) == 9
    assert [line for line in lines if bare(line) not in text] == []


def test_it_can_be_read_aloud(made: Briefed) -> None:
    reader = PdfReader(io.BytesIO(made.pdf.data))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == made.briefing.language
    assert reader.metadata
    assert reader.metadata.title == made.briefing.title
    assert f"data_version={made.briefing.data_version}" in str(reader.metadata["/Keywords"])


def test_every_font_is_inside_and_nothing_is_a_picture(made: Briefed) -> None:
    reader = PdfReader(io.BytesIO(made.pdf.data))
    assert [name for page in reader.pages for name in _fonts_outside(page)] == []
    assert [picture.name for page in reader.pages for picture in page.images] == []


def _fonts_outside(page: Any) -> Iterator[str]:
    for font in page["/Resources"]["/Font"].values():
        described = font["/DescendantFonts"][0]["/FontDescriptor"]
        if not {"/FontFile2", "/FontFile3"} & set(described):
            yield str(font["/BaseFont"])


@pytest.mark.parametrize("size", CITIES)
def test_any_city_stays_on_its_pages(size: dict[str, Any]) -> None:
    found = compose(crowd(**size), edition())
    data = pdf.render(found).data
    texts = pages(data)
    assert_each_page_is_one(found, texts)
    assert [pair for page in PdfReader(io.BytesIO(data)).pages for pair in _written_over(page)] == []
    for page, text in zip(found.pages, texts, strict=False):
        tables = [block for block in page.blocks if isinstance(block, Table)]
        starts = [bare(row.cells[0].text)[:12] for table in tables for row in table.rows]
        assert [start for start in starts if start not in text] == []


def _written_over(page: Any) -> Iterator[tuple[str, str]]:
    """Yield two texts that begin at the same place: one is written over the other."""
    placed: list[tuple[float, float, str]] = []

    def note(text: str, cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            x, y = (tm[4] * cm[i] + tm[5] * cm[i + 2] + cm[i + 4] for i in (0, 1))
            placed.append((x, y, text.strip()))

    page.extract_text(visitor_text=note)
    for (x, y, one), (x2, y2, other) in itertools.combinations(placed, 2):
        if one != other and abs(x - x2) < 1 and abs(y - y2) < 3:
            yield one, other


def test_what_a_city_wrote_is_text() -> None:
    texts = pages(pdf.render(compose(crowd(name=ODD), edition())).data)
    assert bare(ODD) in texts[1]


def test_without_a_chinese_font_it_says_what_to_install() -> None:
    told = {language: pdf.hindrance(language, system_fonts=False) for language in ("en", "zh")}
    assert told["en"] == ""
    assert told["zh"].startswith("无法生成PDF：本服务器上没有能显示“中文”的字体。")
    assert "fonts-noto-cjk" in told["zh"]


def test_a_sign_that_no_font_has_is_named() -> None:
    found = compose(crowd(name="空气"), edition())
    with pytest.raises(RefusedError, match=r"^The PDF cannot be made: no font on this server shows “.+”\."):
        pdf.render(found, system_fonts=False)


def test_the_fonts_that_it_brings_are_enough_for_english() -> None:
    found = compose(crowd(), edition())
    assert bare(found.pages[0].title) in "".join(pages(pdf.render(found, system_fonts=False).data))
