"""The page: every step that is done is one line, the one to take is open, and the rest waits below."""

from collections.abc import Callable

import streamlit as st

from cityops.founding.changes import begin_again
from cityops.ui import data
from cityops.ui.html import block, escape, unseen
from cityops.ui.session import View
from cityops.ui.set_up import (
    areas,
    city,
    first_file,
    indicators,
    london,
    names,
    overview,
    place,
    stage,
    summary,
    vision,
)
from cityops.ui.set_up.kept import OPEN, turn_to, write
from cityops.ui.set_up.stage import STEPS, Stage
from cityops.web import runtime

_SHOWS: dict[str, Callable[[Stage], None]] = {
    "place": place.show,
    "areas": areas.show,
    "names": names.show,
    "indicators": indicators.show,
    "city": city.show,
    "vision": vision.show,
    "data": first_file.show,
    "overview": overview.show,
}
_CHANGEABLE = {"place", "areas", "indicators"}
"""Steps that can be opened again when there is a city; the others belong to the draft or are done once."""


def show(view: View) -> None:
    """Draw the page for an administrator; say who may set up to anybody else."""
    st.title(view.t("set_up.title"), anchor=False)
    now = stage.read(view)
    st.html(block(escape(view.t("set_up.about")), "co-sub"))
    data.said()
    if now.is_demo:
        london.show_removal(now)
        return
    if now.city is None and not now.draft.place:
        london.show_offer(now)
    chosen = _chosen(now)
    for number, step in enumerate(STEPS, start=1):
        if step == chosen:
            _open(step, number, now)
        else:
            _line(step, number, now)
    _begin_again(now)


def _chosen(now: Stage) -> str:
    asked: str = st.session_state.get(OPEN, "")
    return asked if asked in STEPS and now.is_open_to(asked) else now.next


def _open(step: str, number: int, now: Stage) -> None:
    t = now.view.t
    with st.container(border=True, key="card_open"):
        st.header(f"{number} · {t(f'set_up.step.{step}')}", anchor=False)
        st.html(block(escape(t(f"set_up.about_{step}")), "co-small"))
        _SHOWS[step](now)


def _line(step: str, number: int, now: Stage) -> None:
    t, done = now.view.t, now.is_done(step)
    key = f"card_step_{step}" if done else f"step_{step}"
    with st.container(border=done, horizontal=True, vertical_alignment="center", key=key):
        said = (
            summary.of(step, now) if done else t("set_up.ready" if _may_open(step, now) else "set_up.waits")
        )
        st.html(_line_html(f"{number} · {t(f'set_up.step.{step}')}", said, done, now), width="stretch")
        if _may_open(step, now):
            key = "more" if step == "data" else "change"
            label = t(f"set_up.{key}" if done else "set_up.open")
            st.button(label, type="tertiary", key=f"open_{step}", on_click=turn_to, args=(step,))


def _may_open(step: str, now: Stage) -> bool:
    if now.city is not None and now.is_done(step):
        return step in _CHANGEABLE or step == "data"
    return now.is_open_to(step)


def _line_html(title: str, said: str, done: bool, now: Stage) -> str:
    mark = f"<i class='co-step{' co-done' if done else ''}' aria-hidden='true'>{'✓' if done else ''}</i>"
    word = unseen(now.view.t("set_up.done")) if done else ""
    return block(
        f"{mark}<div><strong>{escape(title)}</strong>{word}<p class='co-small'>{escape(said)}</p></div>",
        "co-line",
    )


def _begin_again(now: Stage) -> None:
    """Offer to take a city without data back, as long as its draft is there to be corrected."""
    if now.city is None or now.uploads or not now.draft.place:
        return
    t = now.view.t
    with st.popover(t("set_up.begin_again"), type="tertiary", icon=":material/restart_alt:"):
        st.html(block(escape(t("set_up.begin_again_about")), "co-small"))
        if st.button(t("set_up.begin_again_now"), type="primary"):
            write(now, lambda: begin_again(runtime.store(), now.view.actor, stage.today()))
