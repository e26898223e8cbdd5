"""The one button that carries a view's values away, in the format that the upload takes."""

from collections.abc import Collection, Iterable

import streamlit as st

from cityops.indicators.model import Indicator
from cityops.ingest import long
from cityops.ui.session import View
from cityops.web import runtime


def button(
    view: View, name: str, indicators: Iterable[Indicator], areas: Collection[str] | None = None
) -> None:
    """Draw the button; the file is made when somebody asks for it.

    Args:
        view: Whose dates count.
        name: Of the file, without its ending.
        indicators: Whose values are in view.
        areas: Ids of the areas in view; None for all.
    """
    chosen, shown = list(indicators), None if areas is None else frozenset(areas)

    def made() -> bytes:
        # Excel takes a file without this mark for one in the system's own encoding.
        return long.table(runtime.store(), chosen, shown, on=view.on, known=view.known).encode("utf-8-sig")

    st.download_button(
        view.t("frame.download"),
        made,
        f"{name}.csv",
        "text/csv",
        icon=":material/download:",
        help=view.t("frame.download_about"),
        key=f"download_{name}",
        on_click="ignore",
    )
