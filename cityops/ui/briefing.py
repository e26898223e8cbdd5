"""The briefing, two clicks away: open, take it. The file is made only when it is asked for."""

from collections.abc import Callable

import streamlit as st

from cityops.briefing import pdf
from cityops.briefing.compose import compose
from cityops.briefing.formats import FORMATS, file_name, render
from cityops.briefing.reads import edition
from cityops.errors import RefusedError
from cityops.progress.assessment import VisionProgress
from cityops.ui import cached
from cityops.ui.html import literal
from cityops.ui.session import View

_ICONS = {"pptx": ":material/slideshow:", "pdf": ":material/picture_as_pdf:"}


def show(found: VisionProgress, view: View) -> None:
    """Draw the button under which the formats lie."""
    with st.popover(view.t("briefing.title"), icon=":material/download:"):
        st.caption(view.t("briefing.about"))
        for name in FORMATS:
            _download(name, found, view)


def _download(name: str, found: VisionProgress, view: View) -> None:
    try:
        if name == "pdf":
            pdf.check(view.language)
    except RefusedError as error:
        st.caption(literal(str(error)))
        return
    st.download_button(
        view.t(f"briefing.{name}"),
        _maker(name, found, view),
        file_name(found.on, view.language, name),
        FORMATS[name].media_type,
        key=f"briefing_{name}",
        icon=_ICONS[name],
        on_click="ignore",
        width="stretch",
    )


def _maker(name: str, found: VisionProgress, view: View) -> Callable[[], bytes]:
    """Return what makes the file. It runs beside the session, so all that it needs is read here."""
    uploads, setting = cached.uploads(view.version), cached.settings(view.version)

    def make() -> bytes:
        made = edition(uploads, setting, found.known, view.version, view.language)
        return render(compose(found, made), name).data

    return make
