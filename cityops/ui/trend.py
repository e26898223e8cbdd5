"""One target over time: what was measured, the path to the target, and the target itself."""

from datetime import date, timedelta

import plotly.graph_objects as go

from cityops.progress import sentences
from cityops.progress.assessment import Assessment
from cityops.ui import charts
from cityops.ui.session import View


def figure(one: Assessment, view: View) -> go.Figure:
    """Return the trend of one target; the newest value and the target say what they are where they stand."""
    tone = view.tone
    drawn = go.Figure(layout=charts.layout(tone, height=250))
    drawn.add_traces([*_aims(one, view), _measured(one, view)])
    levels = [level for trace in drawn.data for level in trace.y]
    if levels:
        drawn.update_yaxes(showgrid=True, **charts.ticks(min(levels), max(levels), view.language))
    drawn.update_xaxes(type="date", tickformat="%Y", nticks=6)
    return drawn


def _measured(one: Assessment, view: View) -> go.Scatter:
    said = [sentences.amount(point.value, one.indicator, view.language) for point in one.trend]
    aims = (one.target.target_value, one.target.low, one.target.high)
    aim = next((level for level in aims if level is not None), 0.0)
    is_above = bool(one.trend) and one.trend[-1].value >= aim
    return go.Scatter(
        x=[_place(point.end) for point in one.trend],
        y=[point.value for point in one.trend],
        mode="lines+markers+text",
        line={"color": one.status.colour(view.tone.dark), "width": 2.6},
        marker={"size": 5},
        text=[*[""] * (len(said) - 1), *said[-1:]],
        textposition="top right" if is_above else "bottom right",
        textfont={"color": view.tone.ink, "size": 13},
        cliponaxis=False,
        hovertext=[
            f"{sentences.period(point.label, view.language)}: {amount}"
            for point, amount in zip(one.trend, said, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _place(end: date) -> date:
    """Return where a period stands on the axis: a calendar year at its own mark, not at the next one's."""
    return end.replace(month=1, day=1) if (end.month, end.day) == (12, 31) else end


def _aims(one: Assessment, view: View) -> list[go.Scatter]:
    """Return the path to what is to be reached, and a line for each level that is to be kept to."""
    target, language = one.target, view.language
    start, end = target.baseline_end, target.target_date
    if target.kind == "reach" and start and end and one.baseline is not None:
        days = [_place(start - timedelta(days=1)), _place(end)]
        return [
            _dotted(days, [one.baseline, target.target_value], sentences.target(one, language), one, view)
        ]
    days = [_place(day) for day in (one.trend[0].end, end or one.trend[-1].end)] if one.trend else []
    kept = (target.low, target.high, target.target_value if target.kind == "maintain" else None)
    levels = [level for level in kept if level is not None] if days else []
    return [
        _dotted(days, [level, level], sentences.amount(level, one.indicator, language), one, view)
        for level in levels
    ]


def _dotted(
    days: list[date], values: list[float | None], said: str, one: Assessment, view: View
) -> go.Scatter:
    year = sentences.year_of(one.target.target_date, view.language)
    return go.Scatter(
        x=days,
        y=values,
        mode="lines+markers+text",
        line={"color": view.tone.sub, "width": 1.6, "dash": "dot"},
        text=["", view.t("indicator.trend_target", target=said, year=year)],
        textposition="top left",
        textfont={"color": view.tone.sub, "size": 12},
        cliponaxis=False,
        hoverinfo="skip",
    )
