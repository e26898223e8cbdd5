"""The map as shapes that can be edited: one freeform a district, its label above it, the ramp as a legend."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

from cityops.briefing import fit
from cityops.briefing.labels import label
from cityops.briefing.model import District, DistrictMap
from cityops.briefing.pptx_text import CARD, SUB, Box, Pen, frame, plain, rgb, write
from cityops.indicators.geometry import Point
from cityops.words.colours import LIGHT, ink_on, shade

_LETTERS = 8.0
_LEGEND = 0.42
_STEP = 0.42


def draw(shapes: Any, found: DistrictMap, box: Box, name: str, language: str) -> None:
    """Add the map above its legend, as large as its box allows."""
    room = box.height - _LEGEND
    scale = min(box.width / found.width, room / found.height)
    group = shapes.add_group_shape()
    group.name = name
    left, top = box.x + (box.width - found.width * scale) / 2, box.y + (room - found.height * scale) / 2
    for district in found.districts:
        _shape(group.shapes, district, (left, top), scale, f"{name}:{district.key}")
    for district in found.districts:  # labels last, so that no neighbour lies over them
        _label(group.shapes, district, (left, top), scale, f"{name}:{district.key}:label", language)
    legend = Box(box.x, box.y + room + 0.1, box.width, _LEGEND - 0.1)
    _legend(shapes, found, legend, name, language)


def _shape(shapes: Any, district: District, origin: Point, scale: float, name: str) -> None:
    rings = [
        [(Inches(origin[0] + x * scale), Inches(origin[1] + y * scale)) for x, y in ring]
        for ring in district.parts
    ]
    shape = _freeform(shapes, rings)
    shape.name = name
    plain(shape)
    shape._element.nvSpPr.cNvPr.set("descr", district.about)
    shape.line.color.rgb, shape.line.width = rgb(CARD), Pt(1.25)
    _paint(shape.fill, district.share)


def _freeform(shapes: Any, rings: Sequence[Sequence[tuple[Length, Length]]]) -> Any:
    """Add one shape of several rings; holes stay open, as PowerPoint fills by the even-odd rule.

    python-pptx takes time by the square of the points, so it draws a box, whose path is replaced.
    """
    left, right = min(x for ring in rings for x, _ in ring), max(x for ring in rings for x, _ in ring)
    top, bottom = min(y for ring in rings for _, y in ring), max(y for ring in rings for _, y in ring)
    builder = shapes.build_freeform(left, top, scale=1.0)
    builder.add_line_segments([(right, top), (right, bottom), (left, bottom)], close=True)
    shape = builder.convert_to_shape()
    path = shape._element.find(f".//{qn('a:path')}")
    for old in list(path):
        path.remove(old)
    for ring in rings:
        for n, (x, y) in enumerate(ring):
            step = path.makeelement(qn("a:lnTo" if n else "a:moveTo"), {})
            step.append(step.makeelement(qn("a:pt"), {"x": str(x - left), "y": str(y - top)}))
            path.append(step)
        path.append(path.makeelement(qn("a:close"), {}))
    return shape


def _paint(fill: Any, share: float | None) -> None:
    if share is None:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = rgb(SUB), rgb(LIGHT.page)
    else:
        fill.solid()
        fill.fore_color.rgb = rgb(shade(share, LIGHT))


def _label(shapes: Any, district: District, origin: Point, scale: float, name: str, language: str) -> None:
    """Write glyph and share inside a district, and its name above them where there is room."""
    found = label(district, _LETTERS / 72 / scale)
    if found is None:
        return
    height = fit.height(len(found.lines), _LETTERS)
    width = max(map(fit.em, found.lines)) * _LETTERS / 72 + 0.1
    x, y = origin[0] + found.x * scale, origin[1] + sum(found.ys) / len(found.ys) * scale
    text = frame(shapes, Box(x - width / 2, y - height / 2, width, height), name, MSO_ANCHOR.MIDDLE)
    text.word_wrap = False
    pen = Pen(_LETTERS, ink_on(shade(district.share or 0.0, LIGHT)), language=language)
    for n, line in enumerate(found.lines):
        paragraph = text.paragraphs[0] if n == 0 else text.add_paragraph()
        paragraph.alignment = PP_ALIGN.CENTER
        write(paragraph, line, pen)


def _legend(shapes: Any, found: DistrictMap, box: Box, name: str, language: str) -> None:
    pen, x = Pen(10, SUB, language=language), box.x
    x = _word(shapes, found.low, x, box, f"{name}:low", pen)
    for n, colour in enumerate(LIGHT.ramp):
        step = _swatch(shapes, x, box, f"{name}:ramp:{n}")
        step.fill.solid()
        step.fill.fore_color.rgb = rgb(colour)
        x += _STEP
    x = _word(shapes, found.high, x + 0.08, box, f"{name}:high", pen) + 0.3
    _paint(_swatch(shapes, x, box, f"{name}:none:swatch").fill, None)
    _word(shapes, found.none, x + _STEP + 0.08, box, f"{name}:none", pen)


def _swatch(shapes: Any, x: float, box: Box, name: str) -> Any:
    place = Box(x, box.y + 0.06, _STEP, box.height - 0.12)
    shape = shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.emu())
    shape.name = name
    plain(shape)
    return shape


def _word(shapes: Any, text: str, x: float, box: Box, name: str, pen: Pen) -> float:
    """Write a text of the legend; return where the next thing may begin."""
    width = fit.em(text) * pen.size / 72 + 0.1
    written = frame(shapes, Box(x, box.y, width, box.height), name, MSO_ANCHOR.MIDDLE)
    write(written.paragraphs[0], text, pen)
    return x + width
