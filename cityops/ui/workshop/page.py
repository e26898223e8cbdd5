"""The page: the room or the wave that the address names, or all waves."""

import streamlit as st

from cityops.assessment import reads as waves
from cityops.ui.html import literal
from cityops.ui.session import View
from cityops.ui.workshop import acting, console, listing, prepare
from cityops.web import runtime
from cityops.workshop import reads


def show(view: View) -> None:
    """Draw what the address names."""
    room_id, wave_id = st.query_params.get("room", ""), st.query_params.get("wave", "")
    with runtime.store().snapshot() as reader:
        room = reads.room(reader, room_id) if room_id else None
        wave = waves.whole(reader, room.wave_id if room else wave_id) if room or wave_id else None
    if room and wave:
        console.show(room, wave, view)
        return
    if wave:
        prepare.show(wave, view)
        return
    if room_id or wave_id:
        acting.tell("warning", literal(view.t("console.gone")))
    listing.show(view)
