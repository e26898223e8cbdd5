"""Released or draft: which of the two is shown, what the draft would change, and how it is released."""

import streamlit as st

from cityops.access import Duty
from cityops.errors import CityOpsError
from cityops.ingest.consequences import changes, look_at
from cityops.ingest.effects import StatusChange
from cityops.progress import trust
from cityops.progress.assessment import VisionProgress
from cityops.progress.sentences import indicator_name
from cityops.store import PRESENT
from cityops.ui import cached
from cityops.ui.html import block, escape, literal
from cityops.ui.session import View, keep_in_address
from cityops.vision import releases
from cityops.web import runtime
from cityops.words import numbers

_LISTED = 20


def label(view: View) -> str:
    """Say in a few words what is shown."""
    zone = cached.settings(view.version).time_zone if view.release else ""
    return trust.released(view.release, zone, view.language)


def show(found: VisionProgress, view: View) -> None:
    """Draw, for those who release, how the draft stands to what is released."""
    if not view.actor.may(Duty.RELEASE):
        return
    folded = st.expander(
        view.t("release.title"), icon=":material/new_releases:", on_change="rerun", key="release_open"
    )
    if not folded.open:
        return
    with folded:
        _difference(found, view)
        _switch(view)
        with st.form("release", border=False):
            name = st.text_input(view.t("release.name"))
            if st.form_submit_button(view.t("release.release")):
                _release(name, view)


def _difference(found: VisionProgress, view: View) -> None:
    last = cached.last_release(view.version)
    if last is None:
        st.markdown(view.t("release.none"))
        return
    before = cached.progress(view.version, view.on, last.known_at)
    after = found if view.known == PRESENT else cached.progress(view.version, view.on, PRESENT)
    moved = changes(look_at(before), look_at(after))
    headlines = [
        numbers.percent(one.city.headline if one else None, 1, view.language) for one in (before, after)
    ]
    st.markdown(view.t("release.headline", before=headlines[0], after=headlines[1]))
    st.markdown(view.t("release.changes", n=len(moved)))
    lines = "".join(f"<p class='co-small'>{escape(_moved(change, view))}</p>" for change in moved[:_LISTED])
    st.html(block(lines))


def _moved(change: StatusChange, view: View) -> str:
    return view.t(
        "release.change",
        indicator=indicator_name(cached.catalogue(view.version)[change.indicator], view.language),
        area=cached.area_names(view.version, view.language).get(change.area, change.area),
        before=view.t(f"status.{change.before}"),
        after=view.t(f"status.{change.after}"),
    )


def _switch(view: View) -> None:
    if cached.last_release(view.version) is None:
        return
    draft = view.release is None
    key = "release.show_release" if draft else "release.show_draft"
    if st.button(view.t(key)):
        keep_in_address(known=None if draft else "now")
        st.rerun()


def _release(name: str, view: View) -> None:
    try:
        releases.release(runtime.store(), view.actor, name)
    except CityOpsError as error:
        st.error(literal(error.sentence(view.language)))
    else:
        keep_in_address(known=None)
        st.rerun()
