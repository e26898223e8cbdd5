"""An indicator of the city's own: described in a form, and taken off the list again."""

from typing import Any

import streamlit as st

from cityops.founding.changes import choose_indicators
from cityops.founding.draft import form
from cityops.founding.faults import Fault
from cityops.founding.frameworks import frameworks
from cityops.founding.indicators import CITY_VALUES, indicators
from cityops.ui import cached
from cityops.ui.html import block, escape
from cityops.ui.set_up.kept import faults, in_pairs, keep, leave_out, write
from cityops.ui.set_up.stage import Stage
from cityops.web import runtime
from cityops.words.catalogue import pick

Row = dict[str, Any]
_TEXTS = ("name_en", "name_zh", "unit_en", "unit_zh", "indicator_id", "owner", "source", "licence")


def show(own: list[Row], every: list[Row], now: Stage) -> None:
    """Draw the city's own indicators, and the form for one more.

    Args:
        own: Rows of the city's own.
        every: All rows, these among them.
        now: The stage.
    """
    for row in own:
        _one(row, every, now)
    with st.expander(now.view.t("set_up.own_indicator")), st.form(f"own_form_{len(own)}", border=False):
        row = _fields(own, now)
        if st.form_submit_button(now.view.t("set_up.add_indicator")):
            _add(row, every, now)


def _one(row: Row, every: list[Row], now: Stage) -> None:
    key, name = row["indicator_id"], _name(row, now)
    said = f"<strong>{escape(name)}</strong> <span class='co-small'>{escape(key)}</span>"
    with st.container(horizontal=True, vertical_alignment="center", key=f"own_{key}"):
        st.html(block(said), width="stretch")
        if leave_out(name, key, now):
            _keep([one for one in every if one is not row], [], now)


def _name(row: Row, now: Stage) -> str:
    known = cached.catalogue(now.view.version).get(row["indicator_id"])
    if known is not None:
        return pick(now.view.language, known.name_en, known.name_zh) or known.id
    return pick(now.view.language, row.get("name_en"), row.get("name_zh")) or row["indicator_id"]


def _fields(own: list[Row], now: Stage) -> Row:
    t = now.view.t
    cells, n = in_pairs(), len(own)  # another form once one was added, so that it is empty then
    found: Row = {
        name: next(cells).text_input(t(f"set_up.field.{name}"), key=f"own_{name}_{n}").strip()
        for name in _TEXTS
    }
    found["direction"] = next(cells).selectbox(
        t("data.direction"),
        ("1", "-1", "0"),
        format_func=lambda key: t(f"set_up.direction.{ {'1': 'up', '-1': 'down', '0': 'none'}[key] }"),
        key=f"own_direction_{n}",
    )
    found["decimals"] = str(
        next(cells).number_input(t("set_up.field.decimals"), 0, 6, 1, key=f"own_decimals_{n}")
    )
    found["city_value"] = next(cells).selectbox(
        t("set_up.field.city_value"),
        CITY_VALUES,
        format_func=lambda key: t(f"catalogue.city_value_{key}"),
        key=f"own_city_value_{n}",
    )
    found["weight_indicator_id"] = next(cells).selectbox(
        t("set_up.field.weight_indicator_id"),
        ("", *(row["indicator_id"] for row in own)),
        format_func=lambda key: key or t("set_up.nothing"),
        key=f"own_weight_{n}",
    )
    return {name: value for name, value in found.items() if value}


def _add(row: Row, every: list[Row], now: Stage) -> None:
    wrong: list[Fault] = []
    indicators(form(one, wrong) for one in (*every, row))
    if not wrong and row["indicator_id"].lower() in frameworks():
        form(row, wrong).fault("indicator_id", "double", found=row["indicator_id"])
    if wrong:
        faults(dict.fromkeys(wrong), now.view)
    else:
        _keep([*every, row], [row], now)


def _keep(rows: list[Row], added: list[Row], now: Stage) -> None:
    if now.city is None:
        keep(now, stay=True, indicators=dict(now.draft.indicators) | {"rows": rows})
        return
    held = cached.catalogue(now.view.version)
    every = indicators(form(row, []) for row in added)
    new = [one for key, one in every.items() if key not in held]
    ids = [row["indicator_id"] for row in rows]
    write(now, lambda: choose_indicators(runtime.store(), now.view.actor, new, ids), stay=True)
