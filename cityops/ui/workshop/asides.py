"""What a facilitator does beside the steps, each behind its own word, so that one key stays the next one."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from cityops.assessment.model import VOTES, WholeWave
from cityops.ui.html import block, escape
from cityops.ui.session import View
from cityops.ui.workshop import acting, votes
from cityops.ui.workshop.votes import level
from cityops.workshop import machine
from cityops.workshop.events import CountHeads, EditQuestion, End, EnterTally, Event, Lock, Park, Unlock
from cityops.workshop.model import Phase, Room

_DONE = "workshop_asides"
"""How many of these forms were sent: the next one is another, closed and empty."""


def show(room: Room, wave: WholeWave, view: View) -> None:
    """Draw what the room allows now."""
    able = machine.possible(room.state)
    drawn: dict[str, tuple[str, Callable[[Room, WholeWave, View], None]]] = {
        "edit_question": ("edit", _question),
        "enter_tally": ("ballot", _tally),
        "park": ("pause_circle", _park),
        "count_heads": ("groups", _heads),
    }
    with st.container(horizontal=True, vertical_alignment="center", key="room_asides"):
        for name, (icon, draw) in drawn.items():
            if name in able:
                _folded(name, icon, draw, room, wave, view)
        _door(room, able, view)
        if "end" in able:
            _folded("end", "flag", _end, room, wave, view)


def _folded(
    name: str,
    icon: str,
    draw: Callable[[Room, WholeWave, View], None],
    room: Room,
    wave: WholeWave,
    view: View,
) -> None:
    asked = st.popover(
        view.t(f"console.aside.{name}"),
        icon=f":material/{icon}:",
        type="tertiary",
        on_change="rerun",
        key=_key(name),
    )
    if asked.open:
        with asked:
            draw(room, wave, view)


def _key(name: str) -> str:
    return f"aside_{name}_{st.session_state.get(_DONE, 0)}"


def _send(room: Room, event: Callable[[], Event], said: tuple[str, ...] = ()) -> None:
    """Take a step whose words stand in fields; they stay there where it is refused."""
    given = [str(st.session_state.get(name, "")) for name in said]
    if acting.step(room, event(), tuple(given)):
        st.session_state[_DONE] = st.session_state.get(_DONE, 0) + 1


def _field(name: str) -> Any:
    return st.session_state.get(name)


def _question(room: Room, wave: WholeWave, view: View) -> None:
    item, put = wave.item(room.state.item_id), machine.wording(room.state, room.state.item_id)
    was = (put.en, put.zh) if put else (item.question_en, item.question_zh) if item else (None, None)
    keys = [f"{_key('question')}_{language}_{room.state.item_id}" for language in ("en", "zh")]
    for key, text, language in zip(keys, was, ("en", "zh"), strict=True):
        name = view.t(f"model.language.{language}")
        st.text_area(view.t("console.question_in", language=name), text or "", key=key, max_chars=2000)
    st.button(
        view.t("console.keep"), type="primary", key="keep_question", on_click=_send,
        args=(room, lambda: EditQuestion(*(_field(key) for key in keys)), tuple(keys)),
    )  # fmt: skip


def _tally(room: Room, wave: WholeWave, view: View) -> None:
    """Draw a field for each answer: how many heads said so, on paper or through somebody else."""
    t, names = view.t, votes.group_names(wave.groups, view)
    st.html(block(escape(t("console.tally_about")), "co-small"))
    groups = ["", *(one.id for one in wave.groups)]
    st.selectbox(t("console.group"), groups, format_func=names.__getitem__, key=_key("group"))
    for answer, place in zip(VOTES, (one for _ in range(2) for one in st.columns(3)), strict=True):
        place.number_input(level(answer, view), 0, 999, 0, key=_key(f"heads_{answer}"))

    def event() -> Event:
        counts = ((answer, int(_field(_key(f"heads_{answer}")) or 0)) for answer in VOTES)
        return EnterTally(_field(_key("group")) or "", tuple(pair for pair in counts if pair[1]))

    st.button(t("console.keep"), type="primary", key="keep_tally", on_click=_send, args=(room, event))


def _park(room: Room, wave: WholeWave, view: View) -> None:
    st.text_input(view.t("console.park_why"), key=_key("why"), max_chars=2000)
    st.button(
        view.t("console.aside.park"), type="primary", key="keep_park", on_click=_send,
        args=(room, lambda: Park(_field(_key("why")) or ""), (_key("why"),)),
    )  # fmt: skip


def _heads(room: Room, wave: WholeWave, view: View) -> None:
    st.html(block(escape(view.t("console.heads_about")), "co-small"))
    st.number_input(view.t("console.heads_in_hall"), 0, 9999, room.state.heads or 0, key=_key("heads"))
    st.button(
        view.t("console.keep"), type="primary", key="keep_heads", on_click=_send,
        args=(room, lambda: CountHeads(int(_field(_key("heads")) or 0))),
    )  # fmt: skip


def _door(room: Room, able: frozenset[str], view: View) -> None:
    """Draw the lobby's lock: open while people come, closed against votes from outside."""
    if room.state.phase is Phase.ENDED or "lock" not in able:
        return
    is_locked = room.state.is_locked
    st.button(
        view.t("console.unlock" if is_locked else "console.lock"),
        icon=f":material/{'lock_open' if is_locked else 'lock'}:",
        type="tertiary",
        key="lobby_lock",
        on_click=acting.press,
        args=(room, Unlock() if is_locked else Lock()),
    )


def _end(room: Room, wave: WholeWave, view: View) -> None:
    st.html(block(escape(view.t("console.end_about"))))
    st.button(view.t("console.do.end"), type="primary", key="keep_end", on_click=_send, args=(room, End))
