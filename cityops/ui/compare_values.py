"""One indicator over all areas: how its values are spread, and where one area lies among them."""

import plotly.graph_objects as go
import streamlit as st

from cityops.comparison import sentences
from cityops.comparison.model import Profile, Strip
from cityops.comparison.rules import NOISE_WIDTH, stacked
from cityops.progress.sentences import amount, indicator_name, period, step
from cityops.ui import alike, cached, charts, compare_strips, compare_table, download, links
from cityops.ui.html import block, escape
from cityops.ui.session import View, keep_in_address
from cityops.words import lists, numbers

_HEIGHT = 280
_COLUMNS = 60  # dots nearer than a sixtieth of the width stand one over the other


def show(strip: Strip, profile: Profile, view: View) -> None:
    """Draw the page of one indicator."""
    st.title(title(strip, view), anchor=False)
    st.html(block(alike.said(profile, view)))
    with st.container(border=True, key="card_values"):
        st.html(block(compare_strips.legend_of_values(strip, profile, view)))
        st.plotly_chart(
            figure(strip, profile, view), theme=None, config=charts.CONFIG, key="values_chart",
            alt=title(strip, view),
        )  # fmt: skip
        st.html(block("".join(f"<p>{escape(line)}</p>" for line in lines(strip, profile, view))))
    with st.container(horizontal=True, vertical_alignment="center", key="carry"):
        areas = [*profile.peers, *([profile.whole.id] if profile.whole else [])]
        download.button(view, f"compare_{strip.indicator.id}", [strip.indicator], areas)
        _ways(strip, profile, view)
    _table(strip, profile, view)


def title(strip: Strip, view: View) -> str:
    """Say what the values run from and to."""
    low = compare_strips.bare(strip.quartiles.least, strip, view)
    high = amount(strip.quartiles.greatest, strip.indicator, view.language)
    name = indicator_name(strip.indicator, view.language)
    n = numbers.number(len(strip.values), 0, view.language)
    when = period(strip.period.label, view.language)
    return view.t("compare.spread", indicator=name, low=low, high=high, n=n, period=when)


def lines(strip: Strip, profile: Profile, view: View) -> list[str]:
    """Say where the area lies, what that means, and how sure it is."""
    t, language, one = view.t, view.language, strip.indicator
    own = sentences.area_name(profile, profile.area.id, language)
    other = sentences.reference(strip, profile, language)
    cuts = strip.quartiles
    quarter = 1 + sum(strip.own > cut for cut in (cuts.low, cuts.middle, cuts.high))
    said = [
        t(f"compare.quarter_{quarter}", area=own),
        _ended(sentences.direction(one, language), language),
        _ended(sentences.difference(strip.difference, one, other, language), language),
    ]
    if strip.similar_difference is not None:
        near = sentences.difference(strip.similar_difference, one, t("compare.alike"), language)
        said.append(_ended(near, language))
    if strip.noise is None:
        said.append(t("compare.noise_none"))
    else:
        said.append(t("compare.noise", value=step(NOISE_WIDTH * strip.noise, one, language)))
    said += _beyond(strip, profile, view)
    when = period(strip.period.label, language)
    gone = [
        sentences.area_name(profile, area, language) for area in profile.peers if area not in strip.values
    ]
    if gone:
        said.append(t("compare.missing", n=len(gone), period=when, names=lists.join(gone, language)))
    return said


def _beyond(strip: Strip, profile: Profile, view: View) -> list[str]:
    """Name the areas whose dots stand at the edge, because their values lie beyond the scale."""
    low, high = compare_strips.ends(strip)
    far = [
        _about(area, strip, profile, view)
        for area in profile.peers
        if not low <= strip.values.get(area, low) <= high
    ]
    return [view.t("compare.off_scale", names=lists.join(far, view.language))] if far else []


def _ended(said: str, language: str) -> str:
    return f"{said}{'。' if language == 'zh' else '.'}"


def figure(strip: Strip, profile: Profile, view: View) -> go.Figure:
    """Return every area as a dot, stacked where they are near; quartiles as lines that say their value."""
    tone = view.tone
    drawn = go.Figure(layout=charts.layout(tone, height=_HEIGHT))
    near = {one.area_id for one in profile.similar.nearest} if profile.similar else set()
    areas = [area for area in profile.peers if area in strip.values and area != profile.area.id]
    low, high = compare_strips.ends(strip)
    shown = [min(max(strip.values[area], low), high) for area in [*areas, profile.area.id]]
    places = stacked(shown, _COLUMNS)
    own = compare_strips.own_colour(tone, is_meaningful=strip.difference.is_meaningful)
    marks = {
        "size": [11] * len(areas) + [18],
        "symbol": ["circle"] * len(areas) + ["diamond"],
        "color": [tone.sub] * len(areas) + [own[0]],
        "opacity": [0.75 if area in near else 0.4 for area in areas] + [1.0],
        "line": {
            "width": [2.5 if area in near else 0 for area in areas] + [2],
            "color": [tone.ink] * len(areas) + [own[1]],
        },
    }
    drawn.add_trace(
        go.Scatter(
            x=shown,
            y=places,
            mode="markers",
            marker=marks,
            text=[escape(_about(area, strip, profile, view)) for area in [*areas, profile.area.id]],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    _cuts(drawn, strip, view)
    drawn.update_yaxes(visible=False, range=[-0.8, max(6.0, max(places) + 2.4)])
    drawn.update_xaxes(**charts.ticks(low, high, view.language))
    return drawn


def _about(area: str, strip: Strip, profile: Profile, view: View) -> str:
    value = amount(strip.values[area], strip.indicator, view.language)
    return view.t("compare.beside", other=sentences.area_name(profile, area, view.language), value=value)


def _cuts(drawn: go.Figure, strip: Strip, view: View) -> None:
    cuts = strip.quartiles
    named = {"low": cuts.low, "middle": cuts.middle, "high": cuts.high}
    for row, (name, value) in enumerate(named.items()):
        said = view.t(f"compare.cut_{name}", value=compare_strips.bare(value, strip, view))
        drawn.add_vline(x=value, line={"color": view.tone.sub, "width": 1.2, "dash": "dot"})
        drawn.add_annotation(
            x=value, y=1 - 0.09 * row, yref="paper", text=escape(said), showarrow=False, xanchor="auto",
            font={"color": view.tone.sub, "size": 12}, bgcolor=view.tone.card,
        )  # fmt: skip
    if strip.city is not None:
        drawn.add_vline(x=strip.city, line={"color": view.tone.ink, "width": 2.6})


def _ways(strip: Strip, profile: Profile, view: View) -> None:
    links.to("map", view.t("compare.on_map"), ":material/map:", indicator=strip.indicator.id)
    found = cached.progress(view.version, view.on, view.known)
    target = (
        next((a for a in found.city.assessments if a.indicator.id == strip.indicator.id), None)
        if found
        else None
    )
    if target is not None:
        links.to(
            "progress", view.t("compare.progress"), ":material/route:", target=target.target.id,
            area=profile.area.id,
        )  # fmt: skip


def _table(strip: Strip, profile: Profile, view: View) -> None:
    folded = st.expander(view.t("compare.table"), on_change="rerun", key="compare_values_open")
    if not folded.open:
        return
    with folded:
        st.session_state["compare_order"] = st.query_params.get("order") == "value"
        by_value = st.toggle(
            view.t("compare.order"),
            key="compare_order",
            help=view.t("compare.order_about"),
            on_change=lambda: keep_in_address(order="value" if st.session_state["compare_order"] else None),
        )
        st.html(block(escape(view.t("compare.order_said" if by_value else "compare.order_code")), "co-small"))
        st.dataframe(
            compare_table.of_values(strip, profile, view, by_value=by_value),
            hide_index=True,
            width="stretch",
            key="compare_values",
            alt=view.t("compare.table"),
        )
