"""What all charts share: fonts, axes, no tool bar. Figures only; nothing here asks or computes."""

from math import ceil, floor, log10
from typing import Any

# Plotly asks of every value whether it is one of pandas, if pandas is there: while another reader's page is
# just loading it, that is half of it, and the figure fails. So it is whole before the first figure.
import pandas as pd  # noqa: F401
import plotly.graph_objects as go

from cityops.words import numbers
from cityops.words.colours import Tone

FONT = (
    "Inter, 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', "
    "'Hiragino Sans GB', 'WenQuanYi Micro Hei', sans-serif"
)
CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
_CLEAR = "rgba(0,0,0,0)"
_SHORTENED = {"zh": 100_000}
_LONG = 1_000_000


def layout(tone: Tone, height: int) -> go.Layout:
    """Return the layout of a chart in a tone."""
    axis = {
        "showgrid": False,
        "gridcolor": tone.grid,
        "zeroline": False,
        "linecolor": tone.grid,
        "ticks": "",
        "tickfont": {"color": tone.sub, "size": 12},
        "automargin": True,
        "fixedrange": True,
    }
    return go.Layout(
        height=height,
        font={"family": FONT, "size": 13, "color": tone.ink},
        paper_bgcolor=_CLEAR,
        plot_bgcolor=_CLEAR,
        margin={"l": 4, "r": 4, "t": 12, "b": 4},
        showlegend=False,
        dragmode=False,
        xaxis=axis,
        yaxis=axis,
        hoverlabel={
            "font": {"family": FONT, "size": 12, "color": tone.card},
            "bgcolor": tone.ink,
            "bordercolor": _CLEAR,
        },
    )


def ticks(low: float, high: float, language: str, most: int = 5) -> dict[str, Any]:
    """Return an axis's marks as the language writes numbers: Plotly's own say 3.5M in Chinese too."""
    found = round_steps(low, high, most)
    return {"tickvals": found, "ticktext": [_mark(value, language) for value in found]}


def round_steps(low: float, high: float, most: int) -> list[float]:
    """Return the multiples of 1, 2 or 5 times a power of ten that lie between two values.

    >>> round_steps(66_000, 420_000, 5), round_steps(81, 100, 5), round_steps(7.1, 7.5, 5)
    ([100000, 200000, 300000, 400000], [85, 90, 95, 100], [7.1, 7.2, 7.3, 7.4, 7.5])
    """
    if not low < high:
        return [low]
    rough = (high - low) / most
    power = floor(log10(rough) + 1e-9)
    step = next(n for n in (1, 2, 5, 10) if n * 10.0**power >= rough * (1 - 1e-9))
    first, last = (ceil(low / 10.0**power / step - 1e-9), floor(high / 10.0**power / step + 1e-9))
    return [n * step * 10**power if power >= 0 else n * step / 10**-power for n in range(first, last + 1)]


def _mark(value: float, language: str) -> str:
    if abs(value) >= _SHORTENED.get(language, _LONG):
        return numbers.compact(value, 2, language)
    return numbers.exact(value, 0, language)
