"""The sixth step: the first vision, its outcomes and targets; kept as a draft until it is written."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from cityops.founding import draft
from cityops.founding.acts import found_vision
from cityops.founding.faults import FoundingError
from cityops.founding.plans import understand_vision
from cityops.founding.visions import Known
from cityops.ui.html import block, escape
from cityops.ui.set_up import target
from cityops.ui.set_up.indicators import known_to
from cityops.ui.set_up.kept import faults, keep, leave_out, turn_to, write
from cityops.ui.set_up.stage import Stage, today
from cityops.web import runtime
from cityops.words.catalogue import pick

Row = dict[str, Any]


def show(now: Stage) -> None:
    """Draw the name, the outcomes with their targets, and the button that writes them all."""
    known = _known(now)
    _name(now)
    for outcome in outcomes(now):
        _outcome(outcome, known, now)
    _add_outcome(now)
    if outcomes(now):
        target.add(outcomes(now), known, now)
    with st.container(horizontal=True):
        _write(known, now)
        t = now.view.t
        if not now.is_done("data"):
            st.button(
                t("set_up.later"), type="tertiary", key="vision_later", on_click=turn_to, args=("data",)
            )


def _known(now: Stage) -> Known:
    assert now.city is not None  # the step is open only then
    areas = {area.code: area for area in now.areas.values()}
    return Known(now.city.code, areas, known_to(now))


def outcomes(now: Stage) -> list[Row]:
    """Return the outcomes of the draft."""
    return [dict(row) for row in now.draft.vision.get("outcomes", [])]


def _name(now: Stage) -> None:
    t, held = now.view.t, now.draft.vision
    with st.form("set_up_vision", border=False):
        left, right = st.columns(2)
        names = {
            name: side.text_input(
                t(f"set_up.vision_{name}"), held.get(name, ""), key=f"vision_{name}"
            ).strip()
            for side, name in ((left, "name_en"), (right, "name_zh"))
        }
        made_up = st.checkbox(
            t("set_up.is_illustrative"), bool(held.get("is_illustrative")), key="vision_is_illustrative"
        )
        if st.form_submit_button(t("set_up.keep_name")):
            keep_vision(now, **names, is_illustrative=made_up)


def keep_vision(now: Stage, **changes: Any) -> None:
    """Change parts of the drafted vision, and stay here."""
    keep(now, stay=True, vision=dict(now.draft.vision) | changes)


def _outcome(outcome: Row, known: Known, now: Stage) -> None:
    t, own = now.view.t, [one for one in target.targets(now) if one["outcome"] == outcome["id"]]
    with st.container(border=True, key=f"outcome_{outcome['id']}"):
        name = pick(now.view.language, outcome.get("name_en"), outcome.get("name_zh")) or outcome["id"]
        said = t("set_up.outcome_line", n=len(own), weight=outcome.get("weight", 1))
        _row(f"<strong>{escape(name)}</strong> <span class='co-small'>{escape(said)}</span>",
             name, f"outcome_{outcome['id']}", partial(_drop, outcome, now), now)  # fmt: skip
        for one in own:
            line = target.sentence(one, known, now)
            _row(escape(line), line, f"target_{one['id']}", partial(target.drop, one, now), now)


def _row(html: str, name: str, key: str, drop: Callable[[], None], now: Stage) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(block(html), width="stretch")
        if leave_out(name, key, now):
            drop()


def _drop(outcome: Row, now: Stage) -> None:
    keep_vision(
        now,
        outcomes=[one for one in outcomes(now) if one["id"] != outcome["id"]],
        targets=[one for one in target.targets(now) if one["outcome"] != outcome["id"]],
    )


def _add_outcome(now: Stage) -> None:
    t = now.view.t
    n = len(outcomes(now))  # another form once one was added, so that it is empty then
    with st.form(f"set_up_outcome_{n}", border=False):
        left, middle, right = st.columns([2, 2, 1])
        row: Row = {
            "name_en": left.text_input(t("set_up.outcome_name_en"), key=f"outcome_name_en_{n}").strip()
        }
        row["name_zh"] = middle.text_input(t("set_up.outcome_name_zh"), key=f"outcome_name_zh_{n}").strip()
        row["weight"] = right.number_input(
            t("set_up.field.weight"), 0.0, 1000.0, 1.0, key=f"outcome_weight_{n}"
        )
        if st.form_submit_button(t("set_up.add_outcome")):
            if not (row["name_en"] or row["name_zh"]):
                st.error(t("set_up.outcome_empty"), icon=":material/error:")
                return
            row["is_illustrative"] = bool(now.draft.vision.get("is_illustrative"))
            keep_vision(now, outcomes=[*outcomes(now), row | {"id": target.free_id("o", outcomes(now))}])


def _write(known: Known, now: Stage) -> None:
    t = now.view.t
    if not st.button(t("set_up.write_vision"), type="primary", key="write_vision"):
        return
    drafted = draft.vision_source(now.draft)
    if drafted.vision is None:
        st.error(t("set_up.vision_empty"), icon=":material/error:")
        return
    try:
        plan = understand_vision(drafted, known)
    except FoundingError as error:
        faults(error.faults, now.view)
        return
    write(now, lambda: found_vision(runtime.store(), now.view.actor, plan, today()))
