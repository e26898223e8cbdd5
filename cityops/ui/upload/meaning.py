"""The third step: what each column means, what the file leaves open, and whose reading is remembered."""

from dataclasses import replace
from typing import Any

import streamlit as st

from cityops.ingest import remembering
from cityops.ingest.meaning.mapping import ROLES, Mapping
from cityops.ui.html import block, escape, table, wide
from cityops.ui.upload import summary
from cityops.ui.upload.stage import Stage, go_on, keep
from cityops.web import runtime
from cityops.words import numbers

_COLUMNS = 40
_ASKED = "asked"


def show(now: Stage) -> None:
    """Draw the questions, then the columns, and how to change them."""
    found, t = now.receipt, now.view.t
    if found.remembered:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(block(escape(summary.remembered(now))), width="stretch")
            if st.button(t("upload.forget"), type="tertiary", key="forget"):
                keep(now, "map", uses_memory=False)
    if found.questions:
        _questions(now)
    _table(now)
    _roles(now)
    if not found.questions:
        go_on(now, "map")


def base(now: Stage) -> Mapping:
    """Return what was said so far, to add to: here, by memory, or by the header of the template."""
    if now.draft.mapping is not None:
        return now.draft.mapping
    assert now.tried.opened
    memory = remembering.recall(runtime.store(), now.tried.opened.header) if now.receipt.remembered else None
    if memory:
        return memory.mapping
    if now.receipt.mapping:
        return Mapping()
    return Mapping({one["header"]: one["role"] for one in now.receipt.columns})


def _questions(now: Stage) -> None:
    t, text = now.view.t, "text_zh" if now.view.language == "zh" else "text"
    st.warning(t("data.questions", n=len(now.receipt.questions)), icon=":material/help:")
    with st.form("questions", border=False):
        answers = {one["code"]: _answer(one, one[text], now) for one in now.receipt.questions}
        if st.form_submit_button(t("upload.answer"), type="primary", icon=":material/check:"):
            said = base(now)
            given = {code: answer for code, answer in answers.items() if answer}
            keep(now, None, mapping=replace(said, answers=said.answers | given))


def _answer(question: dict[str, Any], label: str, now: Stage) -> str:
    t, code = now.view.t, question["code"]
    choices = [*question["choices"], *([""] if question["open"] else [])]
    chosen = st.selectbox(
        label,
        choices,
        index=None,
        format_func=lambda choice: _choice(choice, now),
        placeholder=t("upload.not_said"),
        key=f"answer_{code}",
    )
    other = st.text_input(t("upload.other_answer"), key=f"other_{code}") if question["open"] else ""
    return other.strip() or str(chosen or "")


_WORDS = {
    "city": "city",
    "columns": "columns",
    "above": "above",
    "leave_out": "leave_out",
    "point": "point",
    "comma": "comma",
    "day_first": "day_first",
    "month_first": "month_first",
    "month": "month",
    "years": "years",
    "value": "value",
    "dimension": "dimension",
    "ignored": "ignored",
}


def _choice(choice: str, now: Stage) -> str:
    if not choice:
        return now.view.t("data.choice_open")
    return now.view.t(f"upload.choice.{_WORDS[choice]}") if choice in _WORDS else choice


def _table(now: Stage) -> None:
    t = now.view.t
    head = [t("data.column"), t("upload.means"), t("upload.confidence"), t("upload.samples")]
    rows = [
        [
            one["header"],
            _role(one["role"], now),
            numbers.percent(one["confidence"], 0, now.view.language) if one["confidence"] else numbers.ABSENT,
            ", ".join(one["samples"][:3]) or numbers.ABSENT,
        ]
        for one in now.receipt.columns[:_COLUMNS]
    ]
    st.html(wide(table(head, rows), t("upload.about_map")))
    more = len(now.receipt.columns) - len(rows)
    if more > 0:
        st.html(block(escape(t("upload.more_columns", n=more)), "co-small"))


def _role(role: str, now: Stage) -> str:
    return now.view.t(f"upload.role.{role}")


def _roles(now: Stage) -> None:
    t, every = now.view.t, {one["header"]: one["role"] for one in now.receipt.columns}
    with st.expander(t("upload.map_otherwise")), st.form("roles", border=False):
        header = st.selectbox(t("data.column"), list(every), key="role_of")
        role = st.selectbox(t("upload.means"), ROLES, format_func=lambda one: _role(one, now), key="role_is")
        if st.form_submit_button(t("upload.apply")) and header:
            said = base(now)
            keep(now, "map", mapping=replace(said, columns=said.columns | {header: role}))
