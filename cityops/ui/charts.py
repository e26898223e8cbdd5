"""What all charts share: fonts, axes, no tool bar. Figures only; nothing here asks or computes."""

from typing import Any

import plotly.graph_objects as go

from cityops.words.colours import Tone

FONT = (
    "Inter, 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', "
    "'Hiragino Sans GB', 'WenQuanYi Micro Hei', sans-serif"
)
CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
_CLEAR = "rgba(0,0,0,0)"


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
