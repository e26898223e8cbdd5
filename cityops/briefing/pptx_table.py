"""A table of the briefing as a native table: it can be edited, sorted and copied."""

from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from cityops.briefing import fit
from cityops.briefing.model import Cell, Column, Row, Table
from cityops.briefing.pptx_text import GRID, INK, SUB, Box, Pen, write, write_status

_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own "No Style, No Grid"
_SIDE, _EDGE = 0.06, 0.035
_AIR = 0.16
_MOST_LINES = 12
_GLYPH = "■ "


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table is set.

    Attributes:
        language: One of `LANGUAGES`.
        size: Of the letters, in points.
        air: What a row gets beside its text, in inches.
    """

    language: str
    size: float
    air: float


def draw(shapes: Any, table: Table, box: Box, name: str, setting: Setting) -> None:
    """Add a table; cells that do not fit are cut, and the notes have their whole texts."""
    widths = _widths(table, box)
    table = _cut(table, widths, setting.size, box.height)
    heights = _heights(table, widths, setting.size)
    shape = shapes.add_table(len(table.rows) + 1, len(widths), *box.emu())
    shape.name = name
    _size(shape, widths, [each + setting.air for each in heights])
    _fill(shape.table, table, setting.size, setting.language)


def size(table: Table, box: Box, largest: float, smallest: float) -> float:
    """Return the largest size of letters, in points, at which a table fits its box; else the smallest."""
    widths = _widths(table, box)
    sizes = fit.steps(largest, smallest)
    return next((each for each in sizes if _fits(table, widths, each, box.height)), smallest)


def air(table: Table, box: Box, size: float) -> float:
    """Return what each row may have beside its text, in inches."""
    heights = _heights(table, _widths(table, box), size)
    return min(max((box.height - sum(heights)) / len(heights), 0.0), _AIR)


def _widths(table: Table, box: Box) -> list[float]:
    total = sum(column.width for column in table.columns)
    return [box.width * column.width / total for column in table.columns]


def _rooms(table: Table, widths: list[float]) -> list[float]:
    """Return the width that text has in each column, as `fit` takes it; names are bold."""
    inner = [width - 2 * _SIDE for width in widths]
    return [
        room / fit.BOLD if column.is_name else room for room, column in zip(inner, table.columns, strict=True)
    ]


def _texts(table: Table) -> list[list[str]]:
    head = [column.text for column in table.columns]
    return [head, *([_said(cell) for cell in row.cells] for row in table.rows)]


def _said(cell: Cell) -> str:
    return _GLYPH + cell.text if cell.status else cell.text


def _fits(table: Table, widths: list[float], size: float, room: float) -> bool:
    """Whether the table fits with no word broken and each status on one line."""
    rooms = [room * 72 / size for room in _rooms(table, widths)]
    longest = (
        max(map(fit.em if _is_status(table, n) else fit.longest_word, texts))
        for n, texts in enumerate(zip(*_texts(table), strict=True))
    )
    heads = (fit.longest_word(each.text) * (1.0 if each.is_name else fit.BOLD) for each in table.columns)
    has_width = all(max(widest) <= room for *widest, room in zip(longest, heads, rooms, strict=True))
    return has_width and sum(_heights(table, widths, size)) <= room


def _is_status(table: Table, column: int) -> bool:
    return any(row.cells[column].status for row in table.rows)


def _heights(table: Table, widths: list[float], size: float) -> list[float]:
    rooms = _rooms(table, widths)
    most = (
        max(fit.lines(text, room, size) for text, room in zip(row, rooms, strict=True))
        for row in _texts(table)
    )
    return [fit.height(n, size) + 2 * _EDGE for n in most]


def _cut(table: Table, widths: list[float], size: float, room: float) -> Table:
    """Return the table with its cells shortened until it fits."""
    most = _MOST_LINES
    while most > 1 and sum(_heights(table, widths, size)) > room:
        most -= 1
        rows = tuple(_shortened(row, _rooms(table, widths), size, most) for row in table.rows)
        table = replace(table, rows=rows)
    return table


def _shortened(row: Row, rooms: list[float], size: float, most: int) -> Row:
    cells = (
        replace(cell, text=fit.shortened(cell.text, room, size, most))
        for cell, room in zip(row.cells, rooms, strict=True)
    )
    return replace(row, cells=tuple(cells))


def _size(shape: Any, widths: list[float], heights: list[float]) -> None:
    properties = shape.table._tbl.tblPr
    properties.set("bandRow", "0")
    properties.find(qn("a:tableStyleId")).text = _PLAIN
    for column, width in zip(shape.table.columns, widths, strict=True):
        column.width = Inches(width)
    for row, height in zip(shape.table.rows, heights, strict=True):
        row.height = Inches(height)
    shape.height = Emu(sum(row.height for row in shape.table.rows))


def _fill(drawn: Any, table: Table, size: float, language: str) -> None:
    heading = Pen(size, SUB, True, language)
    for n, column in enumerate(table.columns):
        write(_paragraph(drawn.cell(0, n), column), column.text, heading)
    for i, row in enumerate(table.rows, start=1):
        for n, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            pen = Pen(size, INK, column.is_name, language)
            _write(_paragraph(drawn.cell(i, n), column), cell, pen)


def _write(paragraph: Any, cell: Cell, pen: Pen) -> None:
    if cell.status:
        write_status(paragraph, cell.status, cell.text, pen)
    else:
        write(paragraph, cell.text, pen)


def _paragraph(cell: Any, column: Column) -> Any:
    """Return a cell's paragraph, with a line below the cell and small margins."""
    cell.margin_left = cell.margin_right = Inches(_SIDE)
    cell.margin_top = cell.margin_bottom = Inches(_EDGE)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": "9525"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": GRID.removeprefix("#")}))
    line.append(fill)
    properties.insert(0, line)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if column.is_number else PP_ALIGN.LEFT
    return paragraph
