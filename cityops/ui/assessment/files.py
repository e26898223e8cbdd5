"""A wave as a file: it leaves this page, and one that comes home says first what it will add."""

from dataclasses import dataclass

import streamlit as st

from cityops.access import Duty
from cityops.assessment import carried, file, lines
from cityops.assessment.model import WholeWave
from cityops.errors import CityOpsError
from cityops.ui import acts
from cityops.ui.assessment import parts
from cityops.ui.html import block, escape, literal
from cityops.ui.session import View
from cityops.web import runtime

_PLACE = "wave_file"


@dataclass(frozen=True, slots=True)
class Promise:
    """What taking a file in will do."""

    whole: WholeWave
    found: file.Difference


def show(whole: WholeWave, view: View) -> None:
    """Draw export and import, for those who write waves."""
    if not view.actor.may(Duty.WAVES):
        return
    folded = st.expander(
        view.t("wave.file"), icon=":material/swap_horiz:", on_change="rerun", key="wave_file_open"
    )
    if folded.open:
        with folded:
            _leaving(whole, view)
            taking_in(view)
    acts.said(_PLACE)


def _leaving(whole: WholeWave, view: View) -> None:
    t = view.t
    names = t("wave.file_named" if whole.wave.is_named else "wave.file_nameless")
    st.html(block(f"<p>{escape(t('wave.file_about'))}</p><p class='co-small'>{escape(names)}</p>"))
    st.download_button(
        t("wave.file_export"),
        lambda: file.export(runtime.store(), whole.wave.id),
        f"wave_{whole.wave.held_on.isoformat()}.json",
        "application/json",
        icon=":material/download:",
        key="wave_export",
        on_click="ignore",
    )


def taking_in(view: View) -> None:
    """Draw the import: what the file will add is said before anything is written."""
    t = view.t
    n = st.session_state.setdefault("waves_taken_in", 0)
    given = st.file_uploader(
        t("wave.file_import"),
        type=["json"],
        key=f"wave_file_{n}",
        max_upload_size=carried.LARGEST // 1_000_000,
    )
    if given is None:
        return
    data = given.getvalue()
    try:
        promise = promised(data)
    except CityOpsError as error:
        st.error(literal(error.sentence(view.language)), icon=":material/error:")
        return
    st.html(block(_said(promise, view)))
    if not (promise.found.new or promise.found.changed):
        return
    replacing = bool(promise.found.clashes) and st.checkbox(t("wave.file_replace"), key=f"wave_replace_{n}")
    if st.button(t("wave.file_write"), type="primary", key="wave_import"):
        acts.act(view, _PLACE, lambda: _taken(data, view, replacing=replacing))


def promised(data: bytes) -> Promise:
    """Return what taking a file in would write.

    Raises:
        RefusedError: It is no file of a wave.
    """
    whole = file.read_file(data)
    with runtime.store().snapshot() as reader:
        return Promise(whole, file.difference(reader, whole))


def _said(promise: Promise, view: View) -> str:
    t, found = view.t, promise.found
    counts = t("wave.file_will", new=len(found.new), changed=len(found.changed), same=found.same)
    if not (found.new or found.changed):
        counts = t("wave.file_same")
    said = f"<p><strong>{escape(parts.titled(promise.whole.wave, view))}</strong></p><p>{escape(counts)}</p>"
    if found.clashes:
        listed = "".join(f"<li>{escape(one)}</li>" for one in found.clashes)
        head = escape(t("wave.file_clashes", n=len(found.clashes)))
        said += f"<p>{head}</p><ul class='co-faults'>{listed}</ul>"
    return said


def _taken(data: bytes, view: View, *, replacing: bool) -> list[str]:
    done = file.import_wave(runtime.store(), view.actor, data, replacing=replacing)
    st.session_state["waves_taken_in"] += 1
    return lines.imported(done, view.language)
