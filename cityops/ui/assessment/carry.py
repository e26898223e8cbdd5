"""Where one goes on from the results: to the score sheet, to the workshop, or out of the hall with a file."""

import streamlit as st

from cityops.assessment.model import WholeWave
from cityops.briefing import wave as sheets
from cityops.briefing.pdf import hindrance
from cityops.operating_model.model import OperatingModel
from cityops.ui import links
from cityops.ui.assessment import parts, results, whole_table
from cityops.ui.assessment.parts import SHEET
from cityops.ui.html import block, escape
from cityops.ui.session import View


def show(whole: WholeWave, model: OperatingModel, view: View) -> None:
    """Draw links and downloads; a file is made when somebody asks for it."""
    t, on = view.t, whole.wave.held_on.isoformat()
    said = results.finding(whole, view)

    def pdf() -> bytes:
        return sheets.render(sheets.compose(whole, model, said, view.language, names=view.names)).data

    with st.container(horizontal=True, vertical_alignment="center", key="download_wave"):
        links.to("assessment", t("wave.sheet"), ":material/edit_note:", wave=whole.wave.id, view=SHEET)
        parts.to_workshop(view)
        if why := hindrance(view.language):
            st.html(block(escape(why), "co-small"))
        else:
            st.download_button(
                t("wave.pdf"),
                lambda: (
                    sheets.render(sheets.compose(whole, model, said, view.language, names=view.names)).data
                ),
                f"assessment_{on}_{view.language}.pdf",
                "application/pdf",
                icon=":material/picture_as_pdf:",
                key="wave_pdf",
                on_click="ignore",
            )
        st.download_button(
            t("wave.csv"),
            # Excel takes a file without this mark for one in the system's own encoding.
            lambda: whole_table.as_csv(whole, model, view).encode("utf-8-sig"),
            f"assessment_{on}_{view.language}.csv",
            "text/csv",
            icon=":material/download:",
            key="wave_csv",
            on_click="ignore",
        )
