"""Which wave the address names, and what of it: its results, one element, or the score sheet."""

import streamlit as st

from cityops.access import Duty
from cityops.assessment.model import Wave, WholeWave
from cityops.operating_model.model import OperatingModel
from cityops.ui import cached
from cityops.ui.assessment import element, files, parts, results, sheet
from cityops.ui.assessment.parts import ELEMENT, SHEET, VIEW, WAVE
from cityops.ui.html import block, escape, literal
from cityops.ui.session import View, keep_in_address


def show(view: View) -> None:
    """Draw what the address asks for."""
    model = cached.operating_model(view.version, view.written)
    waves = cached.waves(view.version, view.written)
    if model is None or not waves:
        _empty(view)
        return
    asked = st.query_params.get(WAVE, "")
    picked = next((one for one in waves if one.id == asked), None)
    if asked and picked is None:
        st.warning(literal(view.t("wave.unknown", id=asked)), icon=":material/warning:")
    whole = cached.wave(view.version, (picked or waves[0]).id, view.written)
    if whole:
        _wave(whole, waves, model, view)


def _wave(whole: WholeWave, waves: list[Wave], model: OperatingModel, view: View) -> None:
    asked = st.query_params.get(ELEMENT, "")
    item = whole.item(asked)
    if st.query_params.get(VIEW) == SHEET:
        sheet.show(whole, model, view)
    elif item is not None:
        element.show(item, whole, waves, model, view)
    else:
        if asked:
            st.warning(literal(view.t("wave.no_element", id=asked)), icon=":material/warning:")
        _choose(whole, waves, view)
        results.show(whole, waves, model, view)


def _choose(whole: WholeWave, waves: list[Wave], view: View) -> None:
    """Let the reader turn to another wave."""
    if len(waves) < 2:
        return
    named = {one.id: parts.titled(one, view) for one in waves}
    st.session_state["pick_wave"] = whole.wave.id
    st.selectbox(
        view.t("wave.which"),
        named,
        format_func=named.__getitem__,
        key="pick_wave",
        width=460,
        on_change=lambda: keep_in_address(wave=st.session_state["pick_wave"]),
    )


def _empty(view: View) -> None:
    with st.container(border=True, key="card_empty"):
        st.title(view.t("wave.empty_title"), anchor=False)
        st.html(block(escape(view.t("wave.empty"))))
        parts.to_workshop(view)
    if view.actor.may(Duty.WAVES):
        files.taking_in(view)
