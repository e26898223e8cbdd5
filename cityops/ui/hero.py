"""The answer first: how far the city is, how far it should be, and how sure that is."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import OutcomeProgress, VisionProgress
from cityops.ui import cached, charts
from cityops.ui.html import block, chip, escape, plain_chip
from cityops.ui.session import View
from cityops.words import numbers
from cityops.words.catalogue import pick


def show(found: VisionProgress, view: View) -> None:
    """Draw the card."""
    with st.container(border=True, key="card_hero"):
        left, right = st.columns([1, 1.7], gap="large", vertical_alignment="center")
        left.html(cached.block(headline, found, view))
        with right:
            st.html(block(f"<p class='co-eyebrow'>{escape(view.t('overview.outcomes_label'))}</p>"))
            st.plotly_chart(
                cached.figure(outcomes, found, view),
                theme=None,
                config=charts.CONFIG,
                key="outcomes",
                alt=_alt(found, view),
            )


def headline(found: VisionProgress, view: View) -> str:
    """Return the number, its bar and its confidence."""
    city, t = found.city, view.t
    vision = pick(view.language, found.vision.name_en, found.vision.name_zh)
    parts = [
        f"<p class='co-eyebrow'>{escape(t('overview.headline_label', vision=vision))}</p>",
        _number(found, view),
    ]
    chips = [chip(city.status, view)]
    if found.interval:
        low, high = (numbers.percent(bound, 0, view.language) for bound in found.interval)
        chips.append(plain_chip(t("overview.confidence", low=low, high=high), t("overview.confidence_about")))
    chips.append(plain_chip(t("overview.unreleased")))
    if found.is_illustrative:
        chips.append(plain_chip(t("overview.illustrative"), _illustrative(found, view)))
    parts.append(f"<p>{escape(sentences.tally(city, view.language))}</p>")
    parts.append(f"<div class='co-chips'>{''.join(chips)}</div>")
    return block("".join(parts))


def _number(found: VisionProgress, view: View) -> str:
    city = found.city
    if city.headline is None:
        return f"<div class='co-number'>{numbers.ABSENT}</div>"
    due = numbers.percent(city.expected, 0, view.language)
    whole = numbers.percent(city.headline, 0, view.language).removesuffix("%")
    tick = f"<b style='left:{100 * (city.expected or 0):.1f}%'></b>"
    return (
        f"<div class='co-number'>{whole}<small>%</small></div>"
        f"<div class='co-bar'><i style='width:{100 * city.headline:.1f}%'></i>{tick}</div>"
        f"<p class='co-small'>{escape(view.t('overview.needed_now', expected=due))}</p>"
    )


def _illustrative(found: VisionProgress, view: View) -> str:
    targets = [a.target.is_illustrative for a in found.city.assessments]
    return view.t("overview.illustrative_about", n=sum(targets), all=len(targets))


def outcomes(found: VisionProgress, view: View) -> go.Figure:
    """Return the bars of the outcomes: what is covered, and a mark for what was due."""
    rows = list(reversed(found.city.outcomes))
    names = [pick(view.language, o.outcome.name_en, o.outcome.name_zh) for o in rows]
    covered = go.Bar(
        y=names,
        x=[100 * (o.share or 0) for o in rows],
        orientation="h",
        width=0.5,
        marker={"color": [o.status.colour(view.tone.dark) for o in rows], "cornerradius": 4},
        hovertext=[_hover(o, view) for o in rows],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    due = go.Scatter(
        y=names,
        x=[100 * o.expected if o.expected is not None else None for o in rows],
        mode="markers",
        marker={"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": view.tone.ink}},
        hoverinfo="skip",
    )
    figure = go.Figure([covered, due], charts.layout(view.tone, height=42 * len(rows) + 38))
    figure.update_xaxes(range=[0, 101], tickvals=[0, 50, 100], ticktext=["0%", "50%", "100%"], showgrid=True)
    figure.update_yaxes(tickfont={"color": view.tone.ink, "size": 13}, showgrid=False)
    figure.update_layout(margin={"r": 66})
    _say_the_shares(figure, rows, names, view)
    _name_the_mark(figure, rows, names, view)
    return figure


def _say_the_shares(figure: go.Figure, rows: list[OutcomeProgress], names: list[str], view: View) -> None:
    """Write the shares into the margin, where no bar and no mark can cross them, at any width."""
    for row, name in zip(rows, names, strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=10,
            y=name,
            text=escape(_label(row, view)),
            showarrow=False,
            font={"size": 13, "color": view.tone.ink},
        )


def _name_the_mark(figure: go.Figure, rows: list[OutcomeProgress], names: list[str], view: View) -> None:
    """Label the top mark on the chart itself, so that no legend is needed."""
    marks = [(row.expected, name) for row, name in zip(rows, names, strict=True) if row.expected is not None]
    if marks:
        figure.add_annotation(
            x=100 * marks[-1][0],
            y=marks[-1][1],
            yshift=18,
            text=escape(view.t("overview.due_mark")),
            showarrow=False,
            font={"size": 11, "color": view.tone.sub},
        )


def _label(row: OutcomeProgress, view: View) -> str:
    return f"{row.status.glyph} {numbers.percent(row.share, 0, view.language)}"


def _hover(row: OutcomeProgress, view: View) -> str:
    name = pick(view.language, row.outcome.name_en, row.outcome.name_zh)
    due = view.t("overview.needed_now", expected=numbers.percent(row.expected, 0, view.language))
    return f"<b>{escape(name)}</b><br>{escape(view.t(row.status.key))}<br>{escape(due)}"


def _alt(found: VisionProgress, view: View) -> str:
    said: list[Any] = [
        f"{pick(view.language, o.outcome.name_en, o.outcome.name_zh)} "
        f"{numbers.percent(o.share, 0, view.language)} ({view.t(o.status.key)})"
        for o in found.city.outcomes
    ]
    return f"{view.t('overview.outcomes_label')}: {'; '.join(said)}"
