"""The list behind the number: outcomes, and under each its targets with a way into each."""

import streamlit as st

from cityops.progress import sentences
from cityops.progress.assessment import Assessment, OutcomeProgress, VisionProgress
from cityops.ui import links
from cityops.ui.html import block, chip, escape, plain_chip
from cityops.ui.session import View
from cityops.words import numbers
from cityops.words.catalogue import pick


def show(found: VisionProgress, view: View) -> None:
    """Draw one card an outcome."""
    st.title(view.t("indicator.title"), anchor=False)
    for one in found.city.outcomes:
        with st.container(border=True, key=f"card_outcome_{one.outcome.id}"):
            _outcome(one, view)


def _outcome(one: OutcomeProgress, view: View) -> None:
    st.header(pick(view.language, one.outcome.name_en, one.outcome.name_zh), anchor=False)
    said = view.t(
        "indicator.outcome_row",
        share=numbers.percent(one.share, 0, view.language),
        expected=numbers.percent(one.expected, 0, view.language),
    )
    st.html(block(f"<p>{escape(said)}</p><div class='co-chips'>{chip(one.status, view)}</div>"))
    for assessment in one.assessments:
        _target(assessment, view)


def _target(one: Assessment, view: View) -> None:
    name = sentences.indicator_name(one.indicator, view.language)
    with st.container(horizontal=True, vertical_alignment="center"):
        made_up = plain_chip(view.t("overview.illustrative")) if one.target.is_illustrative else ""
        st.html(
            block(
                f"<p><strong>{escape(name)}</strong></p>"
                f"<p class='co-small'>{escape(sentences.reason(one, view.language))}</p>"
                f"<div class='co-chips'>{chip(one.status, view)}{made_up}</div>"
            ),
            width="stretch",
        )
        links.to_indicator(one, label=view.t("indicator.open"))
