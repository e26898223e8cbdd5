"""The console of a room: the question and its next step, the way in, the agenda."""

import streamlit as st

from cityops.assessment.model import WholeWave
from cityops.ui import links
from cityops.ui.html import block, escape
from cityops.ui.session import View
from cityops.ui.workshop import acting, agenda, joining, listing, settling, stage
from cityops.workshop.model import Phase, Room


def show(room: Room, wave: WholeWave, view: View) -> None:
    """Draw the room; once it has ended, where its results are."""
    _head(wave, view)
    acting.told()
    if room.state.phase is Phase.ENDED:
        _ended(wave, view)
        return
    left, right = st.columns([1.9, 1], gap="small")
    with left:
        stage.show(room, wave, view)
        settling.show(room, view)
    with right:
        joining.show(room, view)
        agenda.show(room, wave, view)


def _head(wave: WholeWave, view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="breadcrumb"):
        links.to("workshop", view.t("console.all_waves"))
        links.to("workshop", view.t("console.prepare"), wave=wave.wave.id)
    listing.heading(wave.wave, view)


def _ended(wave: WholeWave, view: View) -> None:
    with st.container(border=True, key="card_ended"):
        st.header(view.t("console.phase.ended"), anchor=False)
        st.html(block(f"<p>{escape(view.t('console.ended'))}</p>"))
        links.to("assessment", view.t("console.results"), ":material/arrow_forward:", wave=wave.wave.id)
        links.to("workshop", view.t("console.prepare"), ":material/checklist:", wave=wave.wave.id)
        links.to("operating_model", view.t("frame.operating_model"), ":material/account_tree:")
