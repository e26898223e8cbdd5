"""The catalogue: every indicator with definition, source, owner and freshness; what is stale or ownerless."""

import csv
import io
from typing import Any

import pyarrow as pa
import streamlit as st

from cityops.indicators.freshness import Freshness
from cityops.indicators.model import Indicator
from cityops.progress.sentences import indicator_name, unit
from cityops.ui import cached, download, links, overview
from cityops.ui.html import block, escape
from cityops.ui.session import View, keep_in_address
from cityops.words import dates, numbers
from cityops.words.catalogue import pick

FILTERS = ("measured", "stale", "ownerless", "all")
_DIRECTIONS = {1: "up", -1: "down", 0: "none"}


def show(view: View) -> None:
    """Draw the page."""
    if not cached.settings(view.version).city:
        overview.empty(view)
        return
    every = cached.catalogue(view.version)
    fresh = cached.freshness(view.version, view.on, view.known)
    st.title(_finding(every, fresh, view), anchor=False)
    st.html(block(escape(view.t("catalogue.about")), "co-sub"))
    which, asked = _choose_filter(view), _search(view)
    shown = _searched(chosen(which, every, fresh), asked)
    if not shown:
        st.info(view.t("catalogue.none"))
        return
    key = ("catalogue", which, asked, view.language, view.version, view.names)
    listed = cached.kept(key, fresh, lambda: _table(shown, fresh, view))
    st.dataframe(listed, hide_index=True, width="stretch", key="listed", alt=view.t("catalogue.about"))
    st.download_button(
        view.t("catalogue.download"),
        lambda: _csv(listed.to_pylist()),
        "catalogue.csv",
        "text/csv",
        icon=":material/download:",
    )
    measured = [one for one in shown if one.id in fresh]
    if measured:
        download.button(view, "values", measured)
    _one(shown, view)


def _finding(every: dict[str, Indicator], fresh: dict[str, Freshness], view: View) -> str:
    return view.t(
        "catalogue.finding",
        measured=len(fresh),
        stale=len(chosen("stale", every, fresh)),
        ownerless=len(chosen("ownerless", every, fresh)),
    )


def _choose_filter(view: View) -> str:
    asked = st.query_params.get("show", FILTERS[0])
    st.session_state["catalogue_filter"] = asked if asked in FILTERS else FILTERS[0]
    picked: str = st.radio(
        view.t("catalogue.which"),
        FILTERS,
        format_func=lambda key: view.t(f"catalogue.which_{key}"),
        key="catalogue_filter",
        horizontal=True,
        on_change=lambda: keep_in_address(show=st.session_state["catalogue_filter"]),
    )
    return picked


def chosen(which: str, every: dict[str, Indicator], fresh: dict[str, Freshness]) -> list[Indicator]:
    """Return the indicators that a filter lets through; all but 'all' look at those with values only."""
    if which == "all":
        return list(every.values())
    held = [one for one in every.values() if one.id in fresh]
    if which == "stale":
        return [one for one in held if fresh[one.id].is_stale(one)]
    return [one for one in held if not one.owner] if which == "ownerless" else held


def _search(view: View) -> str:
    return st.text_input(view.t("catalogue.search"), key="catalogue_search").casefold()


def _searched(found: list[Indicator], asked: str) -> list[Indicator]:
    return [
        one for one in found if asked in f"{one.id} {one.framework} {one.name_en} {one.name_zh}".casefold()
    ]


def _table(shown: list[Indicator], fresh: dict[str, Freshness], view: View) -> pa.Table:
    return pa.Table.from_pylist([row(one, fresh.get(one.id), view) for one in shown])


def row(one: Indicator, fresh: Freshness | None, view: View) -> dict[str, Any]:
    """Return one line of the list."""
    t = view.t
    cells = {
        t("catalogue.indicator"): indicator_name(one, view.language),
        t("catalogue.unit"): unit(one, view.language),
        t("catalogue.latest"): fresh.label if fresh else numbers.ABSENT,
        t("catalogue.age"): dates.age(fresh.age_months, view.language) if fresh else numbers.ABSENT,
        t("catalogue.cadence"): t("catalogue.months", n=one.cadence_months),
        t("catalogue.owner"): one.owner or t("overview.owner_none"),
        t("catalogue.observations"): fresh.observations if fresh else 0,
        t("catalogue.areas"): fresh.areas if fresh else 0,
        t("catalogue.direction"): t(f"data.direction_{_DIRECTIONS[one.direction]}"),
        t("catalogue.verified"): t("data.verified_yes" if one.is_verified else "data.verified_no"),
        t("catalogue.source"): one.source,
        t("catalogue.licence"): one.licence,
        t("catalogue.framework"): t("data.own") if one.framework == "own" else one.framework,
        t("catalogue.id"): one.id,
    }
    if not view.names:
        del cells[t("catalogue.owner")]
    return cells


def _csv(listed: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, listed[0].keys(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in line.items()} for line in listed)
    return text.getvalue()


def harmless(value: object) -> object:
    """Return a cell that a spreadsheet does not take for a formula.

    >>> harmless("=cmd|'/c calc'!A1"), harmless(-3.5), harmless("Dwellings")
    ("'=cmd|'/c calc'!A1", -3.5, 'Dwellings')
    """
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def _one(shown: list[Indicator], view: View) -> None:
    by_id = {one.id: one for one in shown}
    key = st.selectbox(
        view.t("catalogue.pick"),
        by_id,
        index=None,
        format_func=lambda key: indicator_name(by_id[key], view.language),
        key="catalogue_pick",
        placeholder=view.t("catalogue.pick"),
    )
    if key:
        one = by_id[key]
        with st.container(border=True, key="card_definition"):
            st.header(indicator_name(one, view.language), anchor=False)
            st.html(block(_definition(one, view)))
            if key in cached.measured(view.version):
                links.to("map", view.t("catalogue.map"), ":material/map:", indicator=key)


def _definition(one: Indicator, view: View) -> str:
    said = {
        "definition": pick(view.language, one.definition_en, one.definition_zh),
        "city_value": view.t(f"catalogue.city_value_{one.city_value}"),
        "source": one.source,
        "licence": one.licence,
        "owner": (one.owner or view.t("overview.owner_none")) if view.names else "",
    }
    rows = "".join(
        f"<p><strong>{escape(view.t(f'catalogue.{key}'))}</strong><br>{escape(text)}</p>"
        for key, text in said.items()
        if text
    )
    note = f"<p class='co-small'>{escape(one.verification_note)}</p>" if one.verification_note else ""
    return rows + note
