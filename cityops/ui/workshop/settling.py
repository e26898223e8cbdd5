"""The answer that a room settles on, with the facilitator's notes, which stand there in every phase."""

import streamlit as st

from cityops.assessment.model import ANSWERS, CONFIDENCES, NOT_APPLICABLE
from cityops.ui.html import block, escape
from cityops.ui.session import View
from cityops.ui.workshop import acting, stage
from cityops.ui.workshop.votes import level
from cityops.workshop import machine
from cityops.workshop.events import Agree
from cityops.workshop.model import TRIAL, Phase, Room

_NOTED = (Phase.QUESTION, Phase.VOTING, Phase.CLOSED, Phase.REVEALED, Phase.DISCUSSING, Phase.AGREED)


def show(room: Room, view: View) -> None:
    """Draw the card while a question of the wave is up.

    The notes keep their place and their keys from the question to the record: whoever of two facilitators
    is slower finds what he wrote.
    """
    state = room.state
    if state.item_id in ("", TRIAL) or state.phase not in _NOTED:
        return
    with st.container(border=True, key="card_settle"):
        st.header(view.t("console.settle"), anchor=False)
        if "agree" in machine.possible(state):
            _answer(room, view)
        else:
            st.html(block(escape(view.t("console.notes_about")), "co-small"))
        _notes(room, view)
        if "agree" in machine.possible(state):
            st.button(view.t("console.agree"), icon=":material/gavel:", key="agree", on_click=_agree,
                      args=(room,))  # fmt: skip


def _answer(room: Room, view: View) -> None:
    state, t = room.state, view.t
    if state.agreed:
        how = t(f"projector.how.{state.agreed.how}")
        said = t("console.settled", level=level(state.agreed.answer, view), how=how)
        st.html(
            block(f"<p><strong>{escape(said)}</strong></p><p>{escape(state.agreed.rationale)}</p>", "co-said")
        )
    offered = [one for one in ANSWERS if not (one == NOT_APPLICABLE and state.aspect == "ambition")]
    middle = state.outcome.answer if state.outcome else ""
    st.radio(
        t("console.answer"),
        offered,
        index=offered.index(middle) if middle in offered else None,
        format_func=lambda one: level(one, view),
        key=_key(room, "answer"),
        horizontal=True,
        on_change="ignore",
    )
    ways = [one for one in ("rule", "consensus", "median", "decision") if _is_open(one, room)]
    st.radio(
        t("console.how"),
        ways,
        format_func=lambda one: t(f"projector.how.{one}"),
        key=_key(room, "how"),
        horizontal=True,
        on_change="ignore",
    )


def _is_open(how: str, room: Room) -> bool:
    """Whether an answer can come about so, by what the votes came to."""
    outcome = room.state.outcome
    if how == "rule":
        return bool(outcome and outcome.triage == "agreed")
    return how != "median" or bool(outcome and outcome.answer)


def _key(room: Room, name: str) -> str:
    """Return the key of a choice: another one with each round, which brings another median."""
    return f"settle_{name}_{room.id}_{room.state.item_id}_{room.state.aspect}_{room.state.ballot}"


def _notes(room: Room, view: View) -> None:
    t = view.t
    for name in ("rationale", "dissent"):
        _line(room, name, view)
    left, right = st.columns([1, 1])
    with left:
        _line(room, "owner", view)
    with right:
        st.radio(
            t("console.confidence"),
            CONFIDENCES[1:],
            index=None,
            format_func=lambda one: t(f"console.confidence_is.{one}"),
            key=stage.note_key(room, "confidence"),
            horizontal=True,
            on_change="ignore",
            persist_state="session",
        )


def _line(room: Room, name: str, view: View) -> None:
    # What is typed goes along with the next look, a second later; it waits for no key.
    st.text_input(
        view.t(f"console.note.{name}"),
        key=stage.note_key(room, name),
        max_chars=2000,
        live="300ms",
        on_change="ignore",
        persist_state="session",
    )


def _agree(room: Room) -> None:
    notes = stage.notes_of(room)
    answer, how = (str(st.session_state.get(_key(room, name)) or "") for name in ("answer", "how"))
    acting.step(room, Agree(answer, how, **notes), (notes["rationale"], notes["dissent"]))
