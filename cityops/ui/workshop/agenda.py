"""The agenda beside the question: what is recorded, parked and open, how long it took, and the pace."""

from datetime import UTC, datetime

import streamlit as st

from cityops.assessment.model import OPEN, WaveItem, WholeWave
from cityops.ui import cached
from cityops.ui.html import block, escape, literal, plain_chip
from cityops.ui.session import View
from cityops.ui.workshop import acting, stage
from cityops.ui.workshop.votes import level
from cityops.words import numbers
from cityops.workshop import machine
from cityops.workshop.events import Reopen, TakeUp
from cityops.workshop.model import TRIAL, Room
from cityops.workshop.pace import PLANNED, Pace, pace


def show(room: Room, wave: WholeWave, view: View) -> None:
    """Draw the card."""
    now = datetime.now(UTC).replace(tzinfo=None)
    found = pace(cached.room_steps(view.version, room.id), now, aside=[TRIAL])
    with st.container(border=True, key="card_agenda"):
        done = sum(bool(one.current) for one in wave.items)
        st.header(view.t("projector.say.progress", done=done, all=len(wave.items)), anchor=False)
        st.html(block(f"<p class='co-small'>{escape(_pace(found, wave, view))}</p>"))
        rows = "".join(_row(one, room, wave, found, view) for one in wave.items)
        st.html(_scrolled(f"<ol class='co-agenda'>{rows}</ol>", view))
        _other(room, wave, view)


def _scrolled(inner: str, view: View) -> str:
    """Wrap a long list: it scrolls by itself, by keyboard too, so that the page does not."""
    about = escape(view.t("console.agenda"))
    return f"<div class='co co-scroll' role='region' tabindex='0' aria-label='{about}'>{inner}</div>"


def _pace(found: Pace, wave: WholeWave, view: View) -> str:
    t = view.t
    left = sum(one.is_element and one.current == OPEN for one in wave.items)
    if found.an_hour is None:
        return t("console.pace_none", n=left, planned=PLANNED, minutes=_number(60 * left / PLANNED, view))
    pace_now = _number(found.an_hour, view)
    rest = _number(60 * left / found.an_hour, view)
    return t("console.pace", minutes=_number(found.minutes, view), pace=pace_now, planned=PLANNED, rest=rest)


def _number(value: float, view: View) -> str:
    return numbers.number(value, 0, view.language)


def _row(one: WaveItem, room: Room, wave: WholeWave, found: Pace, view: View) -> str:
    t, state = view.t, room.state
    name = stage.title(one.item_id, wave, view)
    chips = []
    if one.current:
        chips.append(plain_chip(t("console.now_is", level=level(one.current, view))))
    if one.ambition:
        chips.append(plain_chip(t("console.wanted_is", level=level(one.ambition, view))))
    if one.item_id in state.parked:
        chips.append(plain_chip(t("projector.say.parked")))
    used = found.used.get(one.item_id)
    minutes = (
        f"<small>{escape(t('console.minutes', minutes=_number(used, view)))}</small>"
        if used and used >= 1
        else ""
    )
    here = " class='co-here' aria-current='true'" if one.item_id == state.item_id else ""
    return f"<li{here}><span>{escape(name)} {minutes}</span><span>{''.join(chips)}</span></li>"


def _other(room: Room, wave: WholeWave, view: View) -> None:
    """Draw the way to any other question: an open one is taken up, a recorded one opened again."""
    able, state, t = machine.possible(room.state), room.state, view.t
    if not able & {"take_up", "reopen"} or state.item_id == TRIAL:
        return
    names = {one.item_id: stage.title(one.item_id, wave, view) for one in wave.items}
    picked = st.selectbox(t("console.other"), names, index=None, format_func=names.__getitem__,
                          placeholder=t("console.other_pick"), key="other_item")  # fmt: skip
    if picked is None:
        return
    aspects = [one for one in ("current", "ambition") if (picked, one) in state.recorded]
    if "take_up" in able and "current" not in aspects:
        st.button(t("console.take_up"), key="take_up_other", icon=":material/arrow_forward:",
                  on_click=acting.press, args=(room, TakeUp(picked)))  # fmt: skip
    elif "take_up" in able and "ambition" not in aspects:
        st.button(t("console.do.ambition"), key="take_up_ambition", icon=":material/arrow_forward:",
                  on_click=acting.press, args=(room, TakeUp(picked, "ambition")))  # fmt: skip
    if aspects and "reopen" in able:
        _reopen(room, picked, aspects, view)


def _reopen(room: Room, picked: str, aspects: list[str], view: View) -> None:
    t = view.t
    st.text_input(t("console.reopen_why"), key=f"reopen_why_{picked}", max_chars=2000, live="300ms",
                  on_change="ignore", persist_state="session")  # fmt: skip
    for aspect in aspects:
        label = literal(t("console.reopen", aspect=t(f"console.aspect.{aspect}")))
        st.button(label, key=f"reopen_{aspect}", icon=":material/history:", on_click=_again,
                  args=(room, picked, aspect))  # fmt: skip


def _again(room: Room, picked: str, aspect: str) -> None:
    why = str(st.session_state.get(f"reopen_why_{picked}") or "")
    acting.step(room, Reopen(picked, why, aspect), (why,))
