"""The upload on the page: a file to choose, uploads that wait, and the seven steps of the open one."""

from collections.abc import Callable

import streamlit as st

from cityops.errors import CityOpsError
from cityops.ingest import drafts
from cityops.ingest.drafts import Draft
from cityops.ui import cached
from cityops.ui.html import block, escape, literal, unseen
from cityops.ui.session import View, keep_in_address
from cityops.ui.upload import checks, ending, meaning, reading, stage, summary
from cityops.ui.upload.stage import STEPS, Stage
from cityops.web import runtime
from cityops.words import dates, people

_TYPES = ["csv", "tsv", "txt", "xlsx", "gz", "zip"]
_SHOWS: dict[str, Callable[[Stage], None]] = {
    "read": reading.show,
    "map": meaning.show,
    "check": checks.show,
    "compare": ending.compare,
    "consequences": ending.consequences,
    "commit": ending.commit,
}


def show(view: View) -> None:
    """Draw the steps of the upload that the address names, or where one begins."""
    asked = st.query_params.get("upload", "")
    found = drafts.find(runtime.store(), asked) if asked else None
    if asked and found is None:
        st.info(view.t("upload.gone"), icon=":material/info:")
        _leave()
    if found is None:
        _begin(view)
    else:
        _steps(stage.read(view, found))


def _leave() -> None:
    keep_in_address(upload=None, step=None)


def _begin(view: View) -> None:
    file = st.file_uploader(view.t("data.file"), type=_TYPES, key=f"file_{st.session_state.get('begun', 0)}")
    st.html(block(escape(view.t("upload.about")), "co-small"))
    if file is not None:
        made = drafts.begin(runtime.store(), view.actor, file.name, file.getvalue())
        # Another key: the browser's copy of the file goes, the store has it.
        st.session_state["begun"] = st.session_state.get("begun", 0) + 1
        keep_in_address(upload=made, step=None)
        st.rerun()
    waiting = drafts.read(runtime.store())
    if waiting:
        st.html(block(f"<h2>{escape(view.t('upload.waiting', n=len(waiting)))}</h2>"))
    for one in waiting:
        _waiting(one, view)


def _waiting(one: Draft, view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"draft_{one.id}"):
        said = f"<strong>{escape(one.file)}</strong><p class='co-small'>{escape(signed(one, view))}</p>"
        st.html(block(said), width="stretch")
        st.button(
            view.t("upload.take_up"),
            type="tertiary",
            key=f"take_up_{one.id}",
            help=one.file,
            on_click=keep_in_address,
            kwargs={"upload": one.id, "step": None},
        )
        _discard(one, view)


def signed(one: Draft, view: View) -> str:
    """Say who worked on an upload last, and when."""
    zone = cached.settings(view.version).time_zone
    person = people.shown(one.person or "", view.language)
    return view.t("upload.signed", person=person, moment=dates.moment(one.at, zone, view.language))


def _discard(one: Draft, view: View) -> None:
    label = view.t("upload.discard")
    if st.button(label, type="tertiary", icon=":material/delete:", key=f"discard_{one.id}", help=one.file):
        try:
            drafts.discard(runtime.store(), view.actor, one)
        except CityOpsError as error:
            st.error(literal(error.sentence(view.language)), icon=":material/error:")
            return
        _leave()
        st.session_state["said"] = literal(view.t("upload.discarded", file=one.file))
        st.rerun()


def _steps(now: Stage) -> None:
    chosen = now.step
    for number, step in enumerate(STEPS, start=1):
        if step == chosen:
            with st.container(border=True, key="card_step"):
                st.header(f"{number} · {now.view.t(f'upload.step.{step}')}", anchor=False)
                st.html(block(escape(now.view.t(f"upload.about_{step}")), "co-small"))
                _SHOWS[step](now)
        else:
            _line(step, number, now)


def _line(step: str, number: int, now: Stage) -> None:
    t = now.view.t
    can_open = now.is_open_to(step)
    is_done = can_open and step != now.stop and STEPS.index(step) < STEPS.index(now.step)
    with st.container(horizontal=True, vertical_alignment="center", key=f"step_{step}"):
        said = summary.of(step, now) if can_open else t("set_up.waits")
        kind, sign = (" co-done", "✓") if is_done else ("", "")
        mark = f"<i class='co-step{kind}' aria-hidden='true'>{sign}</i>"
        word = unseen(t("set_up.done")) if is_done else ""
        title = escape(f"{number} · {t(f'upload.step.{step}')}")
        inner = f"{mark}<div><strong>{title}</strong>{word}<p class='co-small'>{escape(said)}</p></div>"
        st.html(block(inner, "co-line"), width="stretch")
        if step == "file":
            _discard(now.draft, now.view)
            st.button(t("upload.other"), type="tertiary", key="other_file", on_click=_leave)
        elif can_open:
            label = t("upload.open", step=t(f"upload.step.{step}"))
            st.button(label, type="tertiary", key=f"open_{step}", on_click=stage.turn_to, args=(step,))
