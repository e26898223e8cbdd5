"""The comparison page: one area beside the city, beside all of its kind, and beside those that are alike."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cityops.comparison import sentences
from cityops.comparison.model import Profile, Strip
from cityops.indicators.model import Area
from cityops.progress.sentences import indicator_name
from cityops.ui import alike, cached, compare_strips, compare_table, compare_values, download, links, turning
from cityops.ui.html import block, escape
from cityops.ui.pages import PAGES
from cityops.ui.session import View, keep_in_address
from cityops.words import dates, lists
from cityops.words.catalogue import pick

_NAMED = 12
_MOST = 25
"""Indicators at once: nobody reads five hundred, and a browser should not have to draw them."""
_FOUND = ("set_up", "overview.empty_store_link", "location_city")


def show(view: View) -> None:
    """Draw the page, or what to do where there is nothing to compare."""
    kinds = cached.kinds(view.version, view.on, view.known)
    if not kinds:
        with _empty(view.t("compare.empty_title"), view.t("compare.empty_body")):
            _way_on(view)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        area = _choose_area(kinds, view)
        by, k = alike.asked(view)
        profile = cached.compared(view.version, area, by, k, view.on, view.known)
        chosen = _choose_indicator(profile, view)
        alike.choose(profile, by, k, view)
    if not profile.strips:
        name = sentences.area_name(profile, area, view.language)
        title = view.t("compare.none_title", area=name, on=dates.date(view.on, view.language))
        _empty(title, view.t("compare.none_body"))
    elif chosen is None:
        _all(profile, view)
    else:
        compare_values.show(chosen, profile, view)


def _empty(title: str, body: str) -> DeltaGenerator:
    card = st.container(border=True, key="card_empty")
    card.title(title, anchor=False)
    card.html(block(f"<p>{escape(body)}</p>"))
    return card


def _way_on(view: View) -> None:
    """Lead to where there will be something to compare, for whoever may open it."""
    has_city = bool(cached.settings(view.version).city)
    page, key, icon = ("data", "map.nothing_link", "upload_file") if has_city else _FOUND
    if view.actor.may(PAGES[page].opens):
        links.press(page, view.t(key), f":material/{icon}:")


def _choose_area(kinds: dict[str, dict[str, Area]], view: View) -> str:
    every = _kind(kinds, view)
    asked = st.query_params.get("area", "")
    st.session_state["compare_area"] = asked if asked in every else next(iter(every))
    area: str = st.selectbox(
        view.t("compare.area"),
        every,
        format_func=lambda key: (
            pick(view.language, every[key].name_en, every[key].name_zh) or every[key].code
        ),
        key="compare_area",
        on_change=lambda: keep_in_address(area=st.session_state["compare_area"]),
    )
    return area


def _kind(kinds: dict[str, dict[str, Area]], view: View) -> dict[str, Area]:
    """Return the areas of the kind that the address names; there is a choice only where there are two."""
    asked = st.query_params.get("kind", "")
    area = st.query_params.get("area", "")
    of_area = next((kind for kind, here in kinds.items() if area in here), next(iter(kinds)))
    kind = asked if asked in kinds else of_area
    if len(kinds) > 1:
        st.session_state["compare_kind"] = kind
        st.radio(
            view.t("compare.kind"),
            list(kinds),
            format_func=lambda key: view.t(f"compare.kind_{key}"),
            key="compare_kind",
            horizontal=True,
            on_change=lambda: keep_in_address(kind=st.session_state["compare_kind"], area=None),
        )
    return kinds[kind]


def _choose_indicator(profile: Profile, view: View) -> Strip | None:
    by_id = {strip.indicator.id: strip for strip in profile.strips}
    asked = st.query_params.get("indicator", "")
    st.session_state["compare_indicator"] = asked if asked in by_id else ""
    chosen: str = st.selectbox(
        view.t("compare.indicator"),
        ["", *by_id],
        format_func=lambda key: (
            indicator_name(by_id[key].indicator, view.language) if key else view.t("compare.every")
        ),
        key="compare_indicator",
        on_change=lambda: keep_in_address(indicator=st.session_state["compare_indicator"] or None),
    )
    return by_id.get(chosen)


def _all(profile: Profile, view: View) -> None:
    st.title(sentences.finding(profile, view.language), anchor=False)
    st.html(block(escape(view.t("compare.about")), "co-sub"))
    st.html(block(alike.said(profile, view)))
    shown = turning.part(len(profile.strips), _MOST)
    with st.container(border=True, key="card_compare"):
        strips = compare_strips.rows(profile.strips[shown], profile, view)
        st.html(block(compare_strips.legend(profile, view) + strips))
        turning.pager(shown, len(profile.strips), _MOST, view)
        st.html(block(_beneath(profile, view), "co-small"))
    with st.container(horizontal=True, vertical_alignment="center", key="carry"):
        areas = [*profile.peers, *([profile.whole.id] if profile.whole else [])]
        download.button(view, f"compare_{profile.area.id}", [s.indicator for s in profile.strips], areas)
        if profile.whole is not None:
            links.to("progress", view.t("frame.progress"), ":material/route:", area=profile.area.id)
            links.to("map", view.t("frame.map"), ":material/map:", district=profile.area.id)
    compare_table.of_profile(profile, view)


def _beneath(profile: Profile, view: View) -> str:
    """Say what is not in the list, and where the rules are written."""
    known = cached.catalogue(view.version)
    shown = {strip.indicator.id for strip in profile.strips}
    fresh = cached.freshness(view.version, view.on, view.known)
    names = [indicator_name(known[key], view.language) for key in fresh if key in known and key not in shown]
    said = [view.t("compare.method")]
    if names:
        listed = names if len(names) <= _NAMED else [*names[:_NAMED], "…"]
        on = dates.date(view.on, view.language)
        said.insert(0, view.t("compare.not_here", on=on, names=lists.join(listed, view.language)))
    return " ".join(escape(line) for line in said)
