"""Where each element of the briefing stands on its slide, and how it is drawn there."""

from dataclasses import replace
from typing import Any

from pptx.enum.shapes import MSO_SHAPE

from cityops.briefing import fit, pptx_chart, pptx_map, pptx_table
from cityops.briefing.model import (
    Bars,
    Block,
    Count,
    DistrictMap,
    Headline,
    Item,
    Items,
    Lines,
    Page,
    Table,
    Tally,
)
from cityops.briefing.pptx_text import (
    BRAND,
    CARD,
    INK,
    PALE,
    SUB,
    Box,
    Pen,
    fill,
    frame,
    paragraphs,
    write,
    write_status,
)
from cityops.words.colours import LIGHT

_LEFT, _WHOLE = 0.55, 12.233
_PLACES = {
    "overview.headline": Box(_LEFT, 1.8, 5.5, 4.9),
    "overview.statuses": Box(6.5, 1.8, 6.28, 1.55),
    "overview.first": Box(6.5, 3.65, 6.28, 3.05),
    "exceptions.table": Box(_LEFT, 1.75, _WHOLE, 4.65),
    "exceptions.more": Box(_LEFT, 6.5, _WHOLE, 0.35),
    "outcomes.chart": Box(_LEFT, 1.7, 6.1, 5.15),
    "outcomes.table": Box(6.95, 2.0, 5.83, 4.7),
    "map.districts": Box(_LEFT, 1.65, 8.1, 5.2),
    "map.statuses": Box(8.95, 1.7, 3.83, 1.98),
    "map.off": Box(8.95, 3.72, 3.83, 2.25),
    "map.about": Box(8.95, 6.0, 3.83, 0.85),
    "districts.table_1": Box(_LEFT, 1.7, 5.95, 5.15),
    "districts.table_2": Box(6.833, 1.7, 5.95, 5.15),
    "targets.table": Box(_LEFT, 1.75, _WHOLE, 5.0),
    "method.lines": Box(_LEFT, 1.8, 10.5, 4.9),
    "sources.table": Box(_LEFT, 1.7, _WHOLE, 3.95),
    "sources.attribution": Box(_LEFT, 5.75, _WHOLE, 1.1),
}
_LETTERS = {"exceptions.table": 14.0, "outcomes.table": 14.0, "sources.table": 11.0}
_SMALLEST, _WIDE = 8.0, 5.0
_LINES = {"method.lines": 17.0, "sources.attribution": 10.0, "map.about": 12.0}
_KEY = "    ■ "
_PALE, _TRACK = LIGHT.ramp[0], LIGHT.ramp[4]


def draw(shapes: Any, page: Page, block: Block, language: str) -> None:
    """Draw an element of a page at its place."""
    name, box = f"cityops:{block.key}", _PLACES[_kind(block.key)]
    match block:
        case Headline():
            _headline(shapes, block, box, name, language)
        case Tally():
            _tally(shapes, block, box, name, language)
        case Items():
            _items(shapes, block, box, name, language)
        case Bars():
            _bars(shapes, block, box, name, language)
        case Table():
            pptx_table.draw(shapes, block, box, name, _setting(page, language))
        case DistrictMap():
            pptx_map.draw(shapes, block, box, name, language)
        case Lines():
            _lines(shapes, block, box, name, language)


def _setting(page: Page, language: str) -> pptx_table.Setting:
    """Set all tables of a page in the same letters, with their rows in line."""
    tables = [(block, _kind(block.key)) for block in page.blocks if isinstance(block, Table)]
    size = min(
        pptx_table.size(table, _PLACES[kind], _LETTERS.get(kind, 12.0), _SMALLEST) for table, kind in tables
    )
    air = min(pptx_table.air(table, _PLACES[kind], size) for table, kind in tables)
    return pptx_table.Setting(language, size, air)


def _kind(key: str) -> str:
    """Return the key without the number of the page: all pages of one kind are laid out alike.

    >>> _kind("outcomes.chart"), _kind("sources.2.table")
    ('outcomes.chart', 'sources.table')
    """
    page, *_, element = key.split(".")
    return f"{page}.{element}"


def _block(shapes: Any, box: Box, name: str, colour: str, kind: MSO_SHAPE = MSO_SHAPE.RECTANGLE) -> Any:
    shape = shapes.add_shape(kind, *box.emu())
    shape.name = name
    fill(shape, colour)
    return shape


def _headline(shapes: Any, found: Headline, box: Box, name: str, language: str) -> None:
    card = _block(shapes, box, name, BRAND, MSO_SHAPE.ROUNDED_RECTANGLE)
    card.adjustments[0] = 0.03
    x, width = box.x + 0.35, box.width - 0.7

    def said(part: str, text: str, y: float, height: float, pen: Pen) -> None:
        if text:
            place = Box(x, box.y + y, width, height)
            paragraphs(frame(shapes, place, f"{name}.{part}"), [text], place, pen, gap=0)

    said("label", found.label, 0.25, 0.5, Pen(14, _PALE, language=language))
    said("share", found.share_text, 0.72, 1.45, Pen(76, CARD, True, language))
    if found.share is not None:
        _progress_bar(shapes, found.share, found.expected, Box(x, box.y + 2.3, width, 0.16), name)
    said("due", found.due, 2.6, 0.36, Pen(17, CARD, True, language))
    said("interval", found.interval_text, 3.0, 0.32, Pen(14, CARD, language=language))
    said("about", found.interval_about, 3.32, 0.5, Pen(11, _PALE, language=language))
    said("tally", found.tally, 4.0, 0.72, Pen(15, CARD, language=language))


def _progress_bar(shapes: Any, share: float, expected: float | None, box: Box, name: str) -> None:
    """Draw what is covered, and a mark at what was due."""
    _block(shapes, box, f"{name}.track", _TRACK)
    _block(shapes, Box(box.x, box.y, max(box.width * share, 0.01), box.height), f"{name}.done", CARD)
    if expected is not None:
        mark = Box(box.x + box.width * expected - 0.02, box.y - 0.08, 0.04, box.height + 0.16)
        _block(shapes, mark, f"{name}.mark", CARD)


def _tally(shapes: Any, found: Tally, box: Box, name: str, language: str) -> None:
    """Draw the counts side by side where the box is wide, else below each other."""
    head = Box(box.x, box.y, box.width, 0.36)
    paragraphs(frame(shapes, head, f"{name}.heading"), [found.heading], head, Pen(16, INK, True, language))
    is_wide = box.width > _WIDE
    n = len(found.counts)
    for i, count in enumerate(found.counts):
        if is_wide:
            place = Box(box.x + i * box.width / n, box.y + 0.45, box.width / n, box.height - 0.45)
        else:
            place = Box(box.x, box.y + 0.42 + i * 0.31, box.width, 0.3)
        _count(frame(shapes, place, f"{name}:{count.status.value}"), count, is_wide, language)


def _count(text: Any, count: Count, is_wide: bool, language: str) -> None:
    number, word = text.paragraphs[0], text.paragraphs[0]
    if is_wide:
        write(number, str(count.n), Pen(32, INK, True, language))
        word = text.add_paragraph()
    write_status(word, count.status, count.word, Pen(12 if is_wide else 14, INK, False, language))
    if not is_wide:
        write(word, f"   {count.n}", Pen(14, INK, True, language))


def _items(shapes: Any, found: Items, box: Box, name: str, language: str) -> None:
    top = 0.5 if found.heading else 0.0
    if found.heading:
        head = Box(box.x, box.y, box.width, 0.4)
        paragraphs(
            frame(shapes, head, f"{name}.heading"), [found.heading], head, Pen(18, INK, True, language)
        )
    each = (box.height - top) / max(len(found.items), 3)
    for i, item in enumerate(found.items):
        place = Box(box.x, box.y + top + i * each, box.width, each - 0.08)
        _item(shapes, item, place, f"{name}:{item.key}", language)


def _item(shapes: Any, item: Item, box: Box, name: str, language: str) -> None:
    size = 16.0 if box.width > _WIDE else 12.0
    inset, line = size / 40, size / 47
    glyph = frame(shapes, Box(box.x, box.y, inset, line), f"{name}:status")
    write(glyph.paragraphs[0], item.status.glyph, Pen(size, item.status.colour(dark=False), True, language))
    x, width = box.x + inset, box.width - inset
    head, below = Box(x, box.y, width, line), Box(x, box.y + line, width, box.height - line)
    paragraphs(frame(shapes, head, name), [item.head], head, Pen(size, INK, True, language), gap=0)
    pen = Pen(size - 2, SUB, False, language)
    paragraphs(frame(shapes, below, f"{name}:text"), [item.text], below, pen, gap=0)


def _bars(shapes: Any, found: Bars, box: Box, name: str, language: str) -> None:
    head = Box(box.x, box.y, box.width, 0.36)
    said = f"{found.heading}{_KEY}{found.expected_name}"
    size = fit.size(said, box.width, 14, 9)
    line, pen = frame(shapes, head, f"{name}.heading").paragraphs[0], Pen(size, SUB, False, language)
    write(line, found.heading, pen)
    write(line, _KEY, replace(pen, colour=PALE))
    write(line, found.expected_name, pen)
    chart = pptx_chart.draw(shapes, found, Box(box.x, box.y + 0.4, box.width, box.height - 0.4), name)
    said = "; ".join(f"{bar.name}: {bar.share_text}, {bar.word}" for bar in found.bars)
    chart._element.nvGraphicFramePr.cNvPr.set("descr", f"{found.heading}. {said}")


def _lines(shapes: Any, found: Lines, box: Box, name: str, language: str) -> None:
    size = _LINES.get(found.key, 12.0)
    if found.heading:
        head = Box(box.x, box.y, box.width, 0.26)
        pen = Pen(size, SUB, True, language)
        paragraphs(frame(shapes, head, f"{name}.heading"), [found.heading], head, pen)
        box = Box(box.x, box.y + 0.26, box.width, box.height - 0.26)
    colour = INK if size > 14 else SUB
    paragraphs(frame(shapes, box, name), found.lines, box, Pen(size, colour, False, language), smallest=7)
