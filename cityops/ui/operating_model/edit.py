"""The form by which those who may put the city's words in the place of the product's."""

from collections.abc import Callable

import streamlit as st

from cityops.errors import StaleError
from cityops.operating_model import rules, writes
from cityops.operating_model.model import (
    FACETS,
    PRINCIPLES,
    Element,
    Evidence,
    Item,
    OperatingModel,
    Statement,
)
from cityops.ui import acts
from cityops.ui.html import block, escape, literal
from cityops.ui.operating_model.parts import code, label, said
from cityops.ui.session import View
from cityops.web import runtime
from cityops.words.catalogue import LANGUAGES

NEW = ("statement", "evidence")
_SHORT = ("title", "name")
"""Texts of one line."""

_HELD = "model_held"
"""Where the session keeps which version somebody began to write on, and how often it was saved since."""


def show(one: Element, whole: OperatingModel, view: View, place: str) -> None:
    """Draw what can be changed about an element, one thing at a time."""
    t = view.t
    folded = st.expander(t("model.edit"), icon=":material/edit:", on_change="rerun", key="model_edit_open")
    if not folded.open:
        return
    with folded:
        st.html(block(escape(t("model.edit_about")), "co-small"))
        things = _things(one, whole, view)
        picked = st.selectbox(
            t("model.edit_what"), list(things), format_func=things.__getitem__, key=f"what_{one.id}"
        )
        if picked in NEW:
            add(picked, one, view, place)
        elif (item := whole.find(str(picked))) is not None:
            change(item, whole, view, place)


def _things(one: Element, whole: OperatingModel, view: View) -> dict[str, str]:
    t = view.t
    found = {one.id: t("model.edit_title")}
    for level in whole.levels_of(one.id):
        name = label(whole, "scale", str(level.level), view)
        found[level.id] = t("model.edit_level", n=level.level, name=name)
    rows: tuple[Statement | Evidence, ...] = (*whole.statements_of(one.id), *whole.evidence_of(one.id))
    for row in rows:
        off = "" if row.is_active else f" ({t('model.switched_off')})"
        found[row.id] = f"{code(row.id, view)}  {said(row, 'text', view)}{off}"
    return found | {kind: t(f"model.add_{kind}") for kind in NEW}


def change(item: Item, whole: OperatingModel, view: View, place: str) -> None:
    """Draw the form of one item, as it is now."""
    t = view.t
    held = st.session_state.setdefault(_HELD, {})
    version, round_ = held.setdefault(item.id, (item.version, 0))
    key = f"{item.id}_{round_}"
    with st.form(f"change_{key}", border=False):
        values = texts(rules.texts(item), key, view, item)
        if isinstance(item, Element):
            values["facet"] = _facet(whole, key, view, item.facet)
        if isinstance(item, Element | Statement | Evidence) and item.id not in PRINCIPLES:
            values["is_active"] = st.checkbox(t("model.is_active"), item.is_active, key=f"active_{key}")
        reason = st.text_input(t("model.reason"), key=f"reason_{key}")
        if st.form_submit_button(t("model.save"), type="primary"):
            _save(item, version, values, reason, view, place)


def texts(names: tuple[str, ...], key: str, view: View, item: Item | None = None) -> dict[str, object]:
    """Draw a field for each text in each language, side by side; return what they say."""
    values: dict[str, object] = {}
    for name in names:
        for column, language in zip(st.columns(2), LANGUAGES, strict=True):
            column_name = f"{name}_{language}"
            draw = column.text_input if name in _SHORT else column.text_area
            values[column_name] = draw(
                view.t(
                    "model.in_language",
                    field=view.t(f"model.field_{name}"),
                    language=view.t(f"model.language.{language}"),
                ),
                getattr(item, column_name, None) or "",
                key=f"{column_name}_{key}",
                max_chars=rules.MOST,
            )
    return values


def _facet(whole: OperatingModel, key: str, view: View, now: str) -> str:
    picked: str = st.selectbox(
        view.t("model.field_facet"),
        FACETS,
        index=FACETS.index(now),
        format_func=lambda facet: label(whole, "facet", facet, view),
        key=f"facet_{key}",
    )
    return picked


def _save(item: Item, version: int, values: dict[str, object], reason: str, view: View, place: str) -> None:
    held = st.session_state[_HELD]
    _, round_ = held[item.id]

    def work() -> list[str]:
        fresh = writes.change(runtime.store(), view.actor, item.id, version, values, reason)
        held[item.id] = fresh, round_ + 1
        return [view.t("model.saved", id=code(item.id, view))]

    try:
        acts.act(view, place, work, StaleError)
    except StaleError:
        # The next press of the button puts this in the place of theirs, which is shown now.
        held[item.id] = item.version, round_
        shown = next((name for name in values if getattr(item, name) != values[name]), "")
        theirs, yours = getattr(item, shown, ""), values.get(shown, "")
        st.warning(literal(view.t("model.stale", theirs=theirs, yours=yours)), icon=":material/group:")


def add(kind: str, one: Element, view: View, place: str) -> None:
    """Draw the form of a statement or an example that the city adds."""
    t = view.t
    n = st.session_state.setdefault("model_added", 0)  # another form once one was added, so that it is empty
    key = f"new_{kind}_{one.id}_{n}"
    with st.form(key, border=False):
        values = texts(("text",), key, view)
        reason = st.text_input(t("model.reason"), key=f"reason_{key}")
        if st.form_submit_button(t("model.add"), type="primary"):
            adding = writes.add_statement if kind == "statement" else writes.add_evidence
            added(lambda: adding(runtime.store(), view.actor, one.id, values, reason), view, place)


def added(work: Callable[[], str], view: View, place: str) -> None:
    """Add something, and empty the forms."""

    def done() -> list[str]:
        work()
        st.session_state["model_added"] += 1
        return [view.t("model.added")]

    acts.act(view, place, done)
