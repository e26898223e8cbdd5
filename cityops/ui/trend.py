"""One target over time: what was measured, the path to the target, and the target itself."""

from datetime import date, timedelta

import plotly.graph_objects as go

from cityops.progress import sentences
from cityops.progress.assessment import Assessment
from cityops.ui import charts
from cityops.ui.session import View
from cityops.words.colours import Tone


def figure(one: Assessment, view: View) -> go.Figure:
    """Return the trend of one target, its lines labelled where they end."""
    tone = view.tone
    drawn = go.Figure(layout=charts.layout(tone, height=250))
    _path(drawn, one, tone)
    measured = go.Scatter(
        x=[_place(point.end) for point in one.trend],
        y=[point.value for point in one.trend],
        mode="lines+markers",
        line={"color": one.status.colour(tone.dark), "width": 2.6},
        marker={"size": 5},
        text=[
            f"{sentences.period(point.label, view.language)}: "
            f"{sentences.amount(point.value, one.indicator, view.language)}"
            for point in one.trend
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    drawn.add_trace(measured)
    drawn.update_yaxes(showgrid=True, nticks=4)
    drawn.update_xaxes(type="date", tickformat="%Y", nticks=6)
    return drawn


def _place(end: date) -> date:
    """Return where a period stands on the axis: a calendar year at its own mark, not at the next one's."""
    return end.replace(month=1, day=1) if (end.month, end.day) == (12, 31) else end


def _path(drawn: go.Figure, one: Assessment, tone: Tone) -> None:
    target, dotted = one.target, {"color": tone.sub, "width": 1.6, "dash": "dot"}
    start, end = target.baseline_end, target.target_date
    if target.kind == "reach" and start and end and one.baseline is not None:
        days = [_place(start - timedelta(days=1)), _place(end)]
        values = [one.baseline, target.target_value]
        drawn.add_trace(go.Scatter(x=days, y=values, mode="lines+markers", line=dotted, hoverinfo="skip"))
    for level in (target.low, target.high, target.target_value if target.kind == "maintain" else None):
        if level is not None:
            drawn.add_hline(y=level, line=dotted)
