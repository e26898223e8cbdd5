"""The briefing, two clicks away: open, take it. The file is made only when it is asked for."""

from collections.abc import Callable

import streamlit as st

from cityops.briefing.compose import compose
from cityops.briefing.formats import FORMATS, file_name, hindrance, render
from cityops.briefing.model import Briefing
from cityops.briefing.reads import edition
from cityops.progress.assessment import VisionProgress
from cityops.ui import cached, release
from cityops.ui.html import block, escape, plain_chip
from cityops.ui.session import View

_ICONS = {"pptx": ":material/slideshow:", "pdf": ":material/picture_as_pdf:"}


def show(found: VisionProgress, view: View) -> None:
    """Draw the button under which the formats lie; what lies there costs nothing until it is opened."""
    asked = st.popover(
        view.t("briefing.title"), icon=":material/download:", on_change="rerun", key="briefing"
    )
    if asked.open:
        with asked:
            st.html(cached.block(about, found, view))
            for name in FORMATS:
                _download(name, found, view)


def about(found: VisionProgress, view: View) -> str:
    """Say what the file will hold."""
    pages = len(_composer(found, view)().pages)
    lines = (view.t("briefing.about"), view.t("briefing.held", n=pages))
    said = "".join(f"<p class='co-small'>{escape(line)}</p>" for line in lines)
    return block(f"<p>{plain_chip(release.label(view))}</p>{said}", "co-leaf")


def _download(name: str, found: VisionProgress, view: View) -> None:
    if said := hindrance(name, view.language):
        st.html(block(f"<p class='co-small'>{escape(said)}</p>"))
        return
    composed = _composer(found, view)
    st.download_button(
        view.t(f"briefing.{name}"),
        lambda: render(composed(), name).data,
        file_name(found.on, view.language, name),
        FORMATS[name],
        key=f"briefing_{name}",
        icon=_ICONS[name],
        on_click="ignore",
        width="stretch",
    )


def _composer(found: VisionProgress, view: View) -> Callable[[], Briefing]:
    """Return what makes the briefing. It may run beside the session, so all that it needs is read here."""
    uploads, setting = cached.uploads(view.version), cached.settings(view.version)

    def composed() -> Briefing:
        made = edition(uploads, setting, found.known, view.release, view.version, view.language)
        return compose(found, made)

    return composed
