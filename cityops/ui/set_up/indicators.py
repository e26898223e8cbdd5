"""The fourth step: what the city measures, chosen from the catalogue, its own, or from a table."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from cityops.founding import indicators, tables
from cityops.founding.changes import choose_indicators
from cityops.founding.draft import form
from cityops.founding.faults import Fault
from cityops.founding.frameworks import frameworks
from cityops.indicators import reads
from cityops.indicators.model import Indicator
from cityops.progress.sentences import indicator_name, unit
from cityops.ui.html import block, escape
from cityops.ui.session import View
from cityops.ui.set_up import own_indicator
from cityops.ui.set_up.kept import faults, keep, write
from cityops.ui.set_up.stage import Stage
from cityops.web import runtime

Row = dict[str, Any]


def show(now: Stage) -> None:
    """Draw the catalogue to choose from, the city's own indicators, and a table for many at once."""
    t, known = now.view.t, frameworks()
    rows = rows_of(now)
    chosen = st.multiselect(
        t("set_up.from_catalogue", n=len(known)),
        list(known),
        [row["indicator_id"] for row in rows if row["indicator_id"] in known],
        format_func=lambda key: _label(known[key], now.view),
        key="set_up_chosen",
        placeholder=t("set_up.search_catalogue"),
        filter_mode="contains",
        select_all=False,
    )
    own = [row for row in rows if row["indicator_id"] not in known]
    written = {row["indicator_id"]: row for row in rows}
    every = [written.get(key, {"indicator_id": key}) for key in chosen] + own
    own_indicator.show(own, every, now)
    _table(every, now)
    if st.button(t("set_up.save"), type="primary", key="save_indicators"):
        _save(every, now)


def _label(one: Indicator, view: View) -> str:
    said = indicator_name(one, view.language), unit(one, view.language), one.framework, one.code
    return "{} ({}) · {} {}".format(*said)


def rows_of(now: Stage) -> list[Row]:
    """Return the indicators of the draft, or of the city that is there, as in `indicators.csv`."""
    if now.city is None:
        return [dict(row) for row in now.draft.indicators.get("rows", [])]
    every = reads.catalogue(runtime.store())
    chosen = [every[key] for key in now.settings.indicators.split() if key in every]
    return [_written(one) for one in chosen]


def _written(one: Indicator) -> Row:
    """Return an indicator as `indicators.csv` would say it; one of a framework by its id alone."""
    row: Row = {"indicator_id": one.id}
    names = indicators.COLUMNS[1:] if one.id not in frameworks() else ()
    said = {name: getattr(one, name) for name in names}
    return row | {name: value for name, value in said.items() if value not in (None, "", False)}


def _table(every: list[Row], now: Stage) -> None:
    """Take many indicators at once from a file that is written like a folder's."""
    t = now.view.t
    if now.city is not None:
        return
    with st.expander(t("set_up.indicators_file")):
        st.html(
            block(escape(t("set_up.indicators_columns", columns=", ".join(indicators.COLUMNS))), "co-small")
        )
        file = st.file_uploader(t("set_up.indicators_csv"), type=["csv", "tsv", "txt"], key="set_up_table")
        if file is None:
            return
        found: list[Fault] = []
        entries = tables.read_table(file.name, file.getvalue(), indicators.COLUMNS, ("indicator_id",), found)
        indicators.indicators(entries)
        if found:
            faults(dict.fromkeys(found), now.view)
        elif st.button(t("set_up.take_table", n=len(entries)), key="take_table"):
            rows = [{key: str(value) for key, value in entry.values.items() if value} for entry in entries]
            merged = {row["indicator_id"]: row for row in (*every, *rows)}
            st.session_state.pop("set_up_chosen", None)
            keep(now, stay=True, indicators=dict(now.draft.indicators) | {"rows": list(merged.values())})


def _save(rows: Iterable[Row], now: Stage) -> None:
    every = list(rows)
    if now.city is not None:
        ids = [row["indicator_id"] for row in every]
        write(now, lambda: choose_indicators(runtime.store(), now.view.actor, [], ids))
        return
    wrong: list[Fault] = []
    indicators.indicators(form(row, wrong) for row in every)
    if wrong:
        faults(dict.fromkeys(wrong), now.view)
    else:
        keep(now, indicators={"rows": every, "is_done": True})


def known_to(now: Stage) -> dict[str, Indicator]:
    """Return the indicators that the city works with, by id; every one where it chose none."""
    every = reads.catalogue(runtime.store())
    chosen = now.settings.indicators.split()
    return {key: every[key] for key in chosen if key in every} or every
