"""The list behind the number: outcomes, and under each its targets with a way into each."""

from collections.abc import Sequence

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import Assessment, OutcomeProgress, VisionProgress
from cityops.ui import cached, links
from cityops.ui.html import block, chip, escape, plain_chip
from cityops.ui.session import View
from cityops.words import numbers
from cityops.words.catalogue import pick

_FIRST = 5
"""Targets of an outcome that are drawn at once; every one with its way in costs an element."""


def show(found: VisionProgress, view: View) -> None:
    """Draw one card an outcome."""
    st.title(view.t("indicator.title"), anchor=False)
    said, entries = cached.block(headings, found, view), cached.block(targets, found, view)
    for one in found.city.outcomes:
        with st.container(border=True, key=f"card_outcome_{one.outcome.id}"):
            st.header(pick(view.language, one.outcome.name_en, one.outcome.name_zh), anchor=False)
            st.html(said[one.outcome.id])
            _targets(one, entries, view)


def _targets(one: OutcomeProgress, entries: dict[str, str], view: View) -> None:
    first, rest = one.assessments[:_FIRST], one.assessments[_FIRST:]
    _list(first, entries, view)
    if rest:
        label = view.t("indicator.more_targets", n=len(rest))
        more = st.expander(label, on_change="rerun", key=f"more_{one.outcome.id}")
        if more.open:
            with more:
                _list(rest, entries, view)


def _list(some: Sequence[Assessment], entries: dict[str, str], view: View) -> None:
    for one in some:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(entries[one.target.id], width="stretch")
            links.to_indicator(one, label=view.t("indicator.open"))


def headings(found: VisionProgress, view: View) -> dict[str, str]:
    """Return what is said of each outcome, by its id."""
    return {one.outcome.id: _heading(one, view) for one in found.city.outcomes}


def targets(found: VisionProgress, view: View) -> dict[str, str]:
    """Return what is said of each target, by its id."""
    return {one.target.id: _target(one, view) for one in found.city.assessments}


def _heading(one: OutcomeProgress, view: View) -> str:
    said = view.t(
        "indicator.outcome_row",
        share=numbers.percent(one.share, 0, view.language),
        expected=numbers.percent(one.expected, 0, view.language),
    )
    return block(f"<p>{escape(said)}</p><div class='co-chips'>{chip(one.status, view)}</div>")


def _target(one: Assessment, view: View) -> str:
    name = sentences.indicator_name(one.indicator, view.language)
    made_up = plain_chip(view.t("overview.illustrative")) if one.target.is_illustrative else ""
    return block(
        f"<p><strong>{escape(name)}</strong></p>"
        f"<p class='co-small'>{escape(sentences.reason(one, view.language))}</p>"
        f"<div class='co-chips'>{chip(one.status, view)}{made_up}</div>"
    )
