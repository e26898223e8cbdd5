"""What is taken out of the hall: the wave as PDF and as CSV."""

import streamlit as st

from cityops.assessment.model import WholeWave
from cityops.briefing import wave as sheets
from cityops.briefing.pdf import hindrance
from cityops.operating_model.model import OperatingModel
from cityops.ui.assessment import results, whole_table
from cityops.ui.html import block, escape
from cityops.ui.session import View


def show(whole: WholeWave, model: OperatingModel, view: View) -> None:
    """Draw the two buttons; a file is made when somebody asks for it."""
    t, on = view.t, whole.wave.held_on.isoformat()
    said = results.finding(whole, view)

    def pdf() -> bytes:
        return sheets.render(sheets.compose(whole, model, said, view.language, names=view.names)).data

    with st.container(horizontal=True, key="download_wave"):
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
