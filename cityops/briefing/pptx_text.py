"""Text on a slide: fonts that the reader's machine has, sizes that fit, a language for the spell checker."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

from cityops.briefing import fit
from cityops.words.colours import LIGHT
from cityops.words.status import Status

LATIN, HAN = "Segoe UI", "Microsoft YaHei"
INK, SUB, GRID, CARD = LIGHT.ink, LIGHT.sub, LIGHT.grid, LIGHT.card
BRAND, PALE = LIGHT.ramp[5], "#CBD3DA"
CULTURES = {"en": "en-GB", "zh": "zh-CN"}


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    x: float
    y: float
    width: float
    height: float

    def emu(self) -> tuple[Length, Length, Length, Length]:
        """Return left, top, width and height as python-pptx wants them."""
        return Inches(self.x), Inches(self.y), Inches(self.width), Inches(self.height)


@dataclass(frozen=True, slots=True)
class Pen:
    """How a text is written."""

    size: float
    colour: str = INK
    bold: bool = False
    language: str = "en"


def rgb(colour: str) -> RGBColor:
    """Return python-pptx's colour of `#RRGGBB`."""
    found: RGBColor = RGBColor.from_string(colour.removeprefix("#"))
    return found


def fill(shape: Any, colour: str) -> None:
    """Fill a shape in one colour, and take the theme's border and shadow off."""
    plain(shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)


def plain(shape: Any) -> None:
    """Take the theme's border, fill and shadow off a shape: what is set on it is all there is."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)


def set_fonts(properties: Any) -> None:
    """Name the fonts in an element of run properties: one for Latin letters, one for Chinese ones."""
    for tag, font in (("a:latin", LATIN), ("a:ea", HAN), ("a:cs", LATIN), ("a:sym", HAN)):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        properties.append(properties.makeelement(qn(tag), {"typeface": font}))


def write(paragraph: Any, text: str, pen: Pen) -> None:
    """Append a run to a paragraph."""
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(pen.size), pen.bold, rgb(pen.colour)
    properties = run._r.get_or_add_rPr()
    properties.set("lang", CULTURES[pen.language])
    properties.set("altLang", CULTURES["en"])
    set_fonts(properties)


def write_status(paragraph: Any, status: Status, word: str, pen: Pen) -> None:
    """Append a status: its glyph in its colour, and its word."""
    write(paragraph, f"{status.glyph} ", replace(pen, colour=status.colour(dark=False), bold=True))
    write(paragraph, word, pen)


def frame(shapes: Any, box: Box, name: str, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> Any:
    """Add an empty text box without margins; return its text frame, which has its first paragraph."""
    shape = shapes.add_textbox(*box.emu())
    shape.name = name
    prepare(shape.text_frame, anchor)
    return shape.text_frame


def prepare(text_frame: Any, anchor: MSO_ANCHOR) -> None:
    """Take the margins off a text frame and let it wrap."""
    text_frame.word_wrap = True
    text_frame.margin_left = text_frame.margin_right = text_frame.margin_top = text_frame.margin_bottom = 0
    text_frame.vertical_anchor = anchor


def paragraphs(
    text_frame: Any, texts: Sequence[str], box: Box, pen: Pen, *, smallest: float = 9.0, gap: float = 0.5
) -> None:
    """Write paragraphs at the pen's size or the largest below it that fits; cut what never fits.

    Args:
        text_frame: Of a shape.
        texts: One a paragraph.
        box: The room that there is.
        pen: How they are written.
        smallest: Size of letters below which texts are cut instead.
        gap: Between two paragraphs, relative to the size.
    """
    width = box.width / fit.BOLD if pen.bold else box.width
    sizes = fit.steps(pen.size, smallest)
    size = next((s for s in sizes if fit.needed(texts, width, s, gap) <= box.height), smallest)
    is_cut = fit.needed(texts, width, size, gap) > box.height
    fair = max(int(box.height / fit.height(1, size) / len(texts)), 1) if texts else 1
    for n, text in enumerate(texts):
        paragraph = text_frame.paragraphs[0] if n == 0 else text_frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(gap * size)
        said = fit.shortened(text, width, size, fair) if is_cut else text
        write(paragraph, said, replace(pen, size=size))
