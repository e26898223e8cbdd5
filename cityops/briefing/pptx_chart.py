"""The chart of the outcomes as a native chart: what is covered in the status's colour, what was due pale."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from cityops.briefing import fit
from cityops.briefing.model import Bars
from cityops.briefing.pptx_text import GRID, INK, PALE, SUB, Box, rgb, set_fonts

_FEW = 6
_NAMES = 0.3
"""Share of the chart's width that its names get."""


def draw(shapes: Any, bars: Bars, box: Box, name: str) -> Any:
    """Add the chart; return its shape. Shares are 0 to 1, shown as whole percentages."""
    data = CategoryChartData(number_format="0%")
    size = 13 if len(bars.bars) <= _FEW else 11
    data.categories = [fit.shortened(bar.name, box.width * _NAMES, size, 2) for bar in bars.bars]
    data.add_series(bars.share_name, [bar.share for bar in bars.bars])
    data.add_series(bars.expected_name, [bar.expected for bar in bars.bars])
    shape = shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.emu(), data)
    shape.name = name
    _letters(shape.chart, size)
    _axes(shape.chart)
    plot = shape.chart.plots[0]
    plot.gap_width, plot.overlap = 55, -5
    done, due = plot.series
    _fill(due.format.fill, PALE)
    _labels(done, 13, INK, is_bold=True)
    _labels(due, 11, SUB, is_bold=False)
    for i, bar in enumerate(bars.bars):
        _fill(done.points[i].format.fill, bar.status.colour(dark=False))
    return shape


def _letters(chart: Any, size: float) -> None:
    chart.font.size, chart.font.color.rgb = Pt(size), rgb(INK)
    set_fonts(chart._chartSpace.find(qn("c:txPr")).find(f".//{qn('a:defRPr')}"))
    chart.has_title = chart.has_legend = False  # the key stands above the chart, as text


def _axes(chart: Any) -> None:
    """Set the outcomes from the top down, and bars that begin at zero and end at 100 %."""
    names, shares = chart.category_axis, chart.value_axis
    names.reverse_order, names.major_tick_mark = True, XL_TICK_MARK.NONE
    names.format.line.color.rgb = rgb(GRID)
    shares.minimum_scale, shares.maximum_scale = 0.0, 1.0
    shares.visible = shares.has_major_gridlines = False


def _labels(series: Any, size: float, colour: str, *, is_bold: bool) -> None:
    labels = series.data_labels
    labels.number_format, labels.number_format_is_linked = "0%", False
    labels.position, labels.show_value = XL_LABEL_POSITION.OUTSIDE_END, True
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(size), is_bold, rgb(colour)
    set_fonts(labels._element.find(f".//{qn('a:defRPr')}"))


def _fill(fill: Any, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = rgb(colour)
