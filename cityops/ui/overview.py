"""The overview: one screen, the answer first. What each part says is in a module of its own."""

from datetime import UTC, datetime

import streamlit as st

from cityops.access import Duty
from cityops.commands import load_demo
from cityops.errors import CityOpsError
from cityops.progress import sentences
from cityops.progress.assessment import VisionProgress
from cityops.store import PRESENT
from cityops.ui import (
    briefing,
    cached,
    changes,
    districts,
    download,
    exceptions,
    hero,
    links,
    release,
    standing,
    tiles,
    trust,
)
from cityops.ui.html import block, escape, literal
from cityops.ui.session import View, keep_in_address
from cityops.web import runtime


def body(found: VisionProgress, view: View) -> None:
    """Draw the verdict, and below it why, where, since when and how sure."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(sentences.verdict(found.city, view.language), anchor=False)
        if view.names:  # a briefing names owners and files
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
    standing.show(view)
    _carry(found, view)
    release.show(found, view)


def _carry(found: VisionProgress, view: View) -> None:
    """Draw the values that the whole page rests on, to be carried away."""
    areas = [found.city.area.id, *found.districts]
    download.button(view, "overview", [one.indicator for one in found.city.assessments], areas)


def _beside_the_map(found: VisionProgress, view: View) -> None:
    chosen = districts.picked(found)
    with st.container(border=True, key="card_side"):
        if chosen:
            districts.detail(chosen, view)
        else:
            exceptions.show(found, view)
    with st.container(border=True, key="card_changed", height="stretch"):
        changes.show(found, view)


def show(view: View) -> None:
    """Draw the page, or what to do where there is no vision yet."""
    found = cached.progress(view.version, view.on, view.known)
    if found is not None:
        body(found, view)
    elif _has_vision(view):
        none_then(view)
    else:
        empty(view)


def _has_vision(view: View) -> bool:
    """Whether there is a vision at the city's own reporting date, as far as is known now."""
    on = cached.settings(view.version).reporting_day(datetime.now(UTC))
    return cached.progress(view.version, on, PRESENT) is not None


def none_then(view: View) -> None:
    """Say that the address asks for a time without a vision, and lead back."""
    with st.container(border=True, key="card_empty"):
        st.title(view.t("overview.none_then_title"), anchor=False)
        st.markdown(view.t("overview.none_then_body"))
        st.button(view.t("overview.back_to_now"), on_click=_back_to_now)


def _back_to_now() -> None:
    keep_in_address(on=None, since=None, known=None)


def empty(view: View) -> None:
    """Say what to do where there is no city, or one without a vision."""
    has_city = bool(cached.settings(view.version).city)
    key = "city" if has_city else "store"
    with st.container(border=True, key="card_empty"):
        st.title(view.t(f"overview.empty_{key}_title"), anchor=False)
        if not view.actor.may(Duty.SETTINGS):
            st.html(block(escape(view.t("overview.empty_ask"))))
            return
        st.html(block(escape(view.t(f"overview.empty_{key}_body"))))
        links.press("set_up", view.t(f"overview.empty_{key}_link"), ":material/location_city:")
        if not has_city:
            st.html(block(escape(view.t("overview.empty_demo")), "co-small"))
            if st.button(view.t("overview.load_demo")):
                load_london(view)


def load_london(view: View) -> None:
    """Load London, with a bar that grows."""
    bar = st.progress(0.0)
    try:
        load_demo(runtime.store(), view.actor, {"step": lambda _name, share: bar.progress(share)})
    except CityOpsError as error:  # somebody else was quicker
        st.error(literal(error.sentence(view.language)), icon=":material/error:")
        return
    st.rerun()
