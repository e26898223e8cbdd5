"""What is brought for an element before the room sees it: texts, links, indicators of the catalogue."""

import streamlit as st

from cityops.assessment import answers
from cityops.assessment.model import Evidence, WholeWave
from cityops.progress.sentences import indicator_name
from cityops.ui import cached
from cityops.ui.html import block, escape, literal
from cityops.ui.session import View
from cityops.ui.workshop import acting, stage

_ADDED = "workshop_evidence"
"""How many pieces were added: the next one has empty fields."""


def show(wave: WholeWave, view: View) -> None:
    """Draw the evidence of one element at a time."""
    t = view.t
    with st.container(border=True, key="card_wave_evidence"):
        st.header(t("console.evidence"), anchor=False)
        st.html(block(escape(t("console.evidence_about")), "co-small"))
        names = {one.item_id: stage.title(one.item_id, wave, view) for one in wave.items}
        if not names:
            return
        picked = st.selectbox(
            t("console.evidence_of"), names, format_func=names.__getitem__, key=f"evidence_of_{wave.wave.id}"
        )
        for one in wave.evidence_of(picked):
            _line(one, wave.wave.id, view)
        _add(picked, wave.wave.id, view)


def _line(one: Evidence, wave_id: str, view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"evidence_{one.id}"):
        said = stage.evidence_line(one, view)
        st.html(block(escape(said)), width="stretch")
        st.button(
            view.t("console.take_out"),
            type="tertiary",
            icon=":material/delete:",
            key=f"take_out_{one.id}",
            help=literal(said),
            on_click=acting.do,
            args=(answers.remove_evidence, wave_id, one.id, one.version),
        )


def _add(item_id: str, wave_id: str, view: View) -> None:
    t, key = view.t, f"new_evidence_{{}}_{item_id}_{st.session_state.get(_ADDED, 0)}".format
    st.text_input(t("console.evidence_text"), key=key("text"), max_chars=2000)
    left, right = st.columns(2)
    left.text_input(t("console.evidence_link"), key=key("link"), max_chars=2000, placeholder="https://")
    there = cached.catalogue(view.version)
    measured = cached.measured(view.version)
    ordered = sorted(there, key=lambda one: (one not in measured, one))
    right.selectbox(
        t("console.evidence_indicator"), ordered, index=None, key=key("indicator"),
        placeholder=t("console.evidence_none"),
        format_func=lambda one: indicator_name(there[one], view.language) if one in there else one,
    )  # fmt: skip
    names = {name: key(name) for name in ("text", "link", "indicator")}
    st.button(t("model.add"), icon=":material/add:", key="add_evidence", on_click=_added,
              args=(wave_id, item_id, names))  # fmt: skip


def _added(wave_id: str, item_id: str, names: dict[str, str]) -> None:
    said = {name: str(st.session_state.get(key) or "") for name, key in names.items()}
    if acting.do(answers.add_evidence, wave_id, item_id, **said):
        st.session_state[_ADDED] = st.session_state.get(_ADDED, 0) + 1
