"""The briefing as PowerPoint: native charts, tables and shapes, to be edited before they are shown.

Every slide and shape is named after its page and element, `cityops:outcomes.chart`: a later briefing finds
them again in a deck that somebody has rearranged.
"""

import io
from dataclasses import replace
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from cityops.briefing import fit, pptx_blocks
from cityops.briefing.model import Briefing, File, Page
from cityops.briefing.pptx_text import (
    CULTURES,
    GRID,
    INK,
    SUB,
    Box,
    Pen,
    fill,
    frame,
    paragraphs,
    prepare,
    write,
    write_status,
)

_WIDTH, _HEIGHT = 13.333, 7.5
_SIDE = 0.55
_LINE = _WIDTH - 2 * _SIDE
_OTHER_FONTS = 1.3  # where Segoe UI is missing, what takes its place is wider
_HEAD = Box(_SIDE, 0.36, _LINE, 0.3)
_MOST_STAMPS = _LINE * 0.5
_TITLE = Box(_SIDE, 0.66, _LINE, 0.95)
_FOOT = Box(_SIDE, 7.02, _LINE - 0.8, 0.26)
_NUMBER = Box(_WIDTH - _SIDE - 0.7, 7.02, 0.7, 0.26)
_TITLE_ONLY = 5
_SEPARATOR = "  ·  "


def render(briefing: Briefing) -> File:
    """Return the briefing as a PPTX, one slide a page, 16:9."""
    deck = Presentation()
    _widen(deck)
    _describe(deck.core_properties, briefing)
    for number, page in enumerate(briefing.pages, start=1):
        _slide(deck, briefing, page, number)
    file = io.BytesIO()
    deck.save(file)
    return File(file.getvalue(), len(deck.slides))


def hindrance(_language: str) -> str:
    """Say why no PPTX can be made; none is known: its fonts are those of the reader's machine."""
    return ""


def _widen(deck: Any) -> None:
    """Turn the 4:3 of python-pptx's own template into 16:9, layouts included: an aide will add slides."""
    wider = Inches(_WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = Emu(int(shape.left * wider)), Emu(int(shape.width * wider))


def _describe(properties: Any, briefing: Briefing) -> None:
    properties.title = briefing.title
    properties.author = properties.last_modified_by = "CityOps"
    properties.subject = "; ".join((*briefing.stamps, *briefing.foot))
    properties.keywords = (
        f"cityops; vision={briefing.key}; area={briefing.area_id}; on={briefing.on.isoformat()}; "
        f"known={briefing.known.isoformat() if briefing.known else 'now'}; "
        f"data_version={briefing.data_version}; method={briefing.method} {briefing.method_version}"
    )
    properties.language = CULTURES[briefing.language]
    properties.created = properties.modified = briefing.made_at.replace(tzinfo=None)
    properties.comments, properties.revision = "", 1


def _slide(deck: Any, briefing: Briefing, page: Page, number: int) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    slide._element.cSld.set("name", f"cityops:{page.key}")
    _title(slide, page, briefing.language)
    _around(slide.shapes, briefing, page, number)
    for block in page.blocks:
        pptx_blocks.draw(slide.shapes, page, block, briefing.language)
    _notes(slide, page, briefing.language)


def _title(slide: Any, page: Page, language: str) -> None:
    title = slide.shapes.title
    title.name = f"cityops:{page.key}:title"
    title.left, title.top, title.width, title.height = _TITLE.emu()
    prepare(title.text_frame, MSO_ANCHOR.MIDDLE)
    is_short = fit.lines(page.title, _TITLE.width / fit.BOLD, 20) == 1
    place, size = (replace(_TITLE, height=0.55), 27) if is_short else (_TITLE, 23)
    paragraphs(title.text_frame, [page.title], place, Pen(size, INK, True, language), smallest=14, gap=0)


def _around(shapes: Any, briefing: Briefing, page: Page, number: int) -> None:
    """Write what every page carries: status, verdict and stamps above, date and data below."""
    language, name = briefing.language, f"cityops:{page.key}"
    _head(shapes, briefing, page)
    line = shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(_SIDE, 6.96, _LINE, 0.01).emu())
    line.name = f"{name}:line"
    fill(line, GRID)
    foot = frame(shapes, _FOOT, f"{name}:foot")
    paragraphs(foot, [_SEPARATOR.join(briefing.foot)], _FOOT, Pen(10, SUB, False, language), smallest=7)
    _number(frame(shapes, _NUMBER, f"{name}:number").paragraphs[0], number, Pen(10, SUB, False, language))


def _head(shapes: Any, briefing: Briefing, page: Page) -> None:
    """Write status and verdict, and to the right of them the stamps, which get their room first."""
    name, pen = f"cityops:{page.key}", Pen(12, INK, True, briefing.language)
    said = _SEPARATOR.join(briefing.stamps)
    width = min(fit.em(said) * fit.BOLD * _OTHER_FONTS * pen.size / 72 + 0.05, _MOST_STAMPS)
    place = replace(_HEAD, x=_WIDTH - _SIDE - width, width=width)
    text = frame(shapes, place, f"{name}:stamps")
    paragraphs(text, [said], place, pen, gap=0)
    text.paragraphs[0].alignment = PP_ALIGN.RIGHT
    place = replace(_HEAD, width=_LINE - width - 0.3)
    status, over = f"{briefing.status.glyph} {briefing.status_word}", f"{_SEPARATOR}{page.over}"
    size = fit.size(status + over, place.width, pen.size, 9)
    over = fit.shortened(status + over, place.width, size, 1).removeprefix(status)
    line = frame(shapes, place, f"{name}:over").paragraphs[0]
    write_status(line, briefing.status, briefing.status_word, replace(pen, size=size))
    write(line, over, Pen(size, SUB, False, briefing.language))


def _number(paragraph: Any, number: int, pen: Pen) -> None:
    """Write the slide's number as a field, which stays right when slides are moved."""
    paragraph.alignment = PP_ALIGN.RIGHT
    write(paragraph, str(number), pen)
    run = paragraph.runs[0]._r
    run.tag = qn("a:fld")
    run.set("id", "{5F2C0A1E-7D53-4B0E-9B42-1C7E4D5A9F10}")
    run.set("type", "slidenum")


def _notes(slide: Any, page: Page, language: str) -> None:
    text = slide.notes_slide.notes_text_frame
    text.text = ""
    for n, note in enumerate(page.notes):
        for i, line in enumerate(note.split("\n")):
            first = n == 0 and i == 0
            paragraph = text.paragraphs[0] if first else text.add_paragraph()
            write(paragraph, line, Pen(10, INK, "\n" in note and i == 0, language))
