"""The district map as a component: a drawing that tells which district was clicked."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from cityops.ui.html import unseen

_FOLDER = Path(__file__).parent / "components"
_KEY = "district_map"
_map = st.components.v2.component(
    "cityops_district_map",
    html='<div class="frame"><div class="map"></div><div class="tip"></div></div>',
    css=(_FOLDER / "district_map.css").read_text("utf-8"),
    js=(_FOLDER / "district_map.js").read_text("utf-8"),
)


def district_map(
    svg: str, *, selected: str | None, label: str, on_pick: Callable[[str | None], None]
) -> None:
    """Show a drawing of districts.

    Args:
        svg: From `maps.draw`, which escapes all names.
        selected: Id of the district that stands out, or None.
        label: Said to screen readers; the same content stands below as a table.
        on_pick: Called with the id that was clicked, None when the choice was taken back.
    """

    def told() -> None:
        state: Any = st.session_state.get(_KEY)
        said = state.get("picked") if state else None
        if said:
            on_pick(said["id"])

    drawing = hashlib.blake2b(svg.encode(), digest_size=8).hexdigest()
    st.html(unseen(label))
    _map(
        key=_KEY,
        data={"svg": svg, "drawing": drawing, "selected": selected},
        on_picked_change=told,
    )
