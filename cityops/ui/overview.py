"""The overview: one screen, the answer first. What each part says is in a module of its own."""

import streamlit as st

from cityops.access import Duty
from cityops.commands import load_demo
from cityops.progress import sentences
from cityops.progress.assessment import VisionProgress
from cityops.ui import briefing, cached, changes, districts, exceptions, hero, tiles, trend, trust
from cityops.ui.session import View
from cityops.web import runtime


def body(found: VisionProgress, view: View) -> None:
    """Draw the verdict, and below it why, where, since when and how sure."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(sentences.verdict(found.city, view.language), anchor=False)
        briefing.show(found, view)
    hero.show(found, view)
    tiles.show(found, view)
    left, right = st.columns([1.45, 1], gap="small")
    with left.container(border=True, key="card_map", height="stretch"):
        districts.show(found, view)
    with right:
        _beside_the_map(found, view)
    with st.container(border=True, key="card_trust"):
        trust.show(found, view)


def _beside_the_map(found: VisionProgress, view: View) -> None:
    chosen = districts.picked(found)
    with st.container(border=True, key="card_side"):
        if chosen:
            districts.detail(chosen, view)
        else:
            exceptions.show(found, view)
            trend.show(found, view)
    with st.container(border=True, key="card_changed", height="stretch"):
        changes.show(found, view)


def show(view: View) -> None:
    """Draw the page, or what to do where there is no vision yet."""
    found = cached.progress(view.version, view.on, view.known)
    if found is None:
        empty(view)
    else:
        body(found, view)


def empty(view: View) -> None:
    """Say what to do on an empty store."""
    with st.container(border=True, key="card_empty"):
        st.title(view.t("overview.empty_title"), anchor=False)
        st.markdown(view.t("overview.empty_body"))
        if view.actor.may(Duty.SETTINGS) and st.button(view.t("overview.load_demo"), type="primary"):
            bar = st.progress(0.0)
            load_demo(runtime.store(), view.actor, {"step": lambda _name, share: bar.progress(share)})
            st.rerun()
