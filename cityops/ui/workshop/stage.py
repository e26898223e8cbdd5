"""The question that is up: its words, where the room is with it, and the keys for what comes next."""

from datetime import UTC, datetime, timedelta

import streamlit as st

from cityops.assessment.model import Evidence, WaveItem, WholeWave
from cityops.operating_model.model import OperatingModel
from cityops.ui import cached
from cityops.ui.html import block, details, escape, literal, plain_chip
from cityops.ui.session import View
from cityops.ui.workshop import acting, asides, live, votes
from cityops.ui.workshop.votes import level
from cityops.web import runtime
from cityops.words.catalogue import pick
from cityops.workshop import guidance, machine, moves, views
from cityops.workshop.events import (
    Agree,
    CloseVote,
    Discuss,
    End,
    Event,
    OpenVote,
    Record,
    Reveal,
    SetTimer,
    TakeUp,
    Undo,
)
from cityops.workshop.guidance import Next
from cityops.workshop.model import TRIAL, Phase, Room, RoomState

_WAY = (Phase.QUESTION, Phase.VOTING, Phase.CLOSED, Phase.REVEALED, Phase.AGREED, Phase.RECORDED)
"""What a question goes through, as it is shown; a talk is a part of what follows the reveal."""

SHORTCUTS = {
    "take_up": "N",
    "open_vote": "O",
    "close_vote": "X",
    "reveal": "V",
    "discuss": "D",
    "settle": "A",
    "record": "S",
    "end": "",
}
"""A key for each step, none of them for two: a key pressed twice does nothing twice."""

_ICONS = {
    "take_up": "arrow_forward",
    "open_vote": "how_to_vote",
    "close_vote": "front_hand",
    "reveal": "visibility",
    "discuss": "forum",
    "settle": "task_alt",
    "record": "save",
    "end": "flag",
}


def show(room: Room, wave: WholeWave, view: View) -> None:
    """Draw the card of the question, with everything that can be done about it."""
    state = room.state
    elements = {one.item_id for one in wave.items if one.is_element}
    first = guidance.primary(state, elements)
    with st.container(border=True, key="card_stage"):
        st.html(block(_way(state, view)))
        st.header(literal(title(state.item_id, wave, view) or _resting(state, view)), anchor=False)
        st.html(block(_question(state, wave, view)))
        live.show(room, acting.was_faster(room), view)
        _steps(room, first, guidance.beside(state, elements), wave, view)
        if state.outcome and state.phase in moves.TALKING:
            st.html(block(votes.advice(state.outcome, view)))
        if state.phase is Phase.RECORDED and state.agreed:
            st.html(block(escape(_recorded(state, view)), "co-said"))
        shown = views.room_view(runtime.store(), room.code).rounds
        if shown:
            st.html(votes.rounds(shown, wave, view))
        asides.show(room, wave, view)


def title(item_id: str, wave: WholeWave, view: View) -> str:
    """Return how an item is called; '' for none."""
    if item_id == TRIAL:
        return view.t("projector.say.trial")
    item = wave.item(item_id)
    return f"{_code(item)}{pick(view.language, item.title_en, item.title_zh)}" if item else ""


def _code(item: WaveItem) -> str:
    return "" if item.item_id.startswith("city-") else f"{item.item_id}  "


def _resting(state: RoomState, view: View) -> str:
    return view.t(
        "console.phase.lobby" if state.phase is Phase.LOBBY else f"console.phase.{state.phase.value}"
    )


def _recorded(state: RoomState, view: View) -> str:
    settled = state.agreed
    if settled is None:
        return ""
    how = view.t(f"projector.how.{settled.how}")
    return view.t("console.recorded", level=level(settled.answer, view), how=how)


def _way(state: RoomState, view: View) -> str:
    """Return the phases of a question, that of the moment marked."""
    t = view.t
    if state.phase in (Phase.LOBBY, Phase.PARKED, Phase.ENDED):
        return f"<p class='co-eyebrow'>{escape(t(f'console.eyebrow.{state.phase.value}'))}</p>"
    now = Phase.REVEALED if state.phase is Phase.DISCUSSING else state.phase
    steps = "".join(_place(state.phase if one is now else one, one is now, view) for one in _WAY)
    aspect = plain_chip(t(f"console.aspect.{state.aspect}"))
    number = plain_chip(t("projector.say.round", n=state.round)) if state.round else ""
    return f"<ol class='co-way'>{steps}</ol><div class='co-chips'>{aspect}{number}</div>"


def _place(phase: Phase, is_now: bool, view: View) -> str:
    mark = ' class="co-now" aria-current="step"' if is_now else ""
    return f"<li{mark}>{escape(view.t(f'console.phase.{phase.value}'))}</li>"


def _question(state: RoomState, wave: WholeWave, view: View) -> str:
    if state.phase is Phase.LOBBY:
        return f"<p>{escape(view.t('console.lobby'))}</p>"
    if state.item_id == TRIAL:
        return f"<p>{escape(view.t('console.trial'))}</p>"
    item = wave.item(state.item_id)
    if item is None:
        return ""
    put = machine.wording(state, item.item_id)
    texts = (put.en, put.zh) if put else (item.question_en, item.question_zh)
    asked = f"<p class='co-asked'>{escape(pick(view.language, *texts))}</p>"
    model = cached.operating_model(view.version, view.written)
    ladder = details(view.t("console.levels"), _levels(model, item, view)) if model else ""
    shown = wave.evidence_of(item.item_id)
    lines = [evidence_line(one, view) for one in shown]
    return asked + ladder + (details(view.t("console.evidence_n", n=len(lines)), lines) if lines else "")


def _levels(model: OperatingModel, item: WaveItem, view: View) -> list[str]:
    found = model.levels_of(item.element_id)
    return [f"{one.level}  {pick(view.language, one.text_en, one.text_zh)}" for one in found]


def evidence_line(one: Evidence, view: View) -> str:
    """Return evidence in one line: text, link, name of the indicator."""
    name = ""
    if one.indicator_id:
        found = cached.catalogue(view.version).get(one.indicator_id)
        name = pick(view.language, found.name_en, found.name_zh) if found else one.indicator_id
    return " · ".join(filter(None, (one.evidence_text, name, one.link)))


# --- what can be pressed ------------------------------------------------------


def _steps(room: Room, first: Next | None, others: list[Next], wave: WholeWave, view: View) -> None:
    """Draw the one next step, the others beside it, and the timer and the way back."""
    if first is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="room_steps"):
        if first.name == "answer":
            st.html(block(f"<strong>{escape(view.t('console.answer_below'))}</strong>"))
        else:
            _button(room, first, wave, view, "primary")
        for one in others:
            _button(room, one, wave, view, "secondary")
        able = machine.possible(room.state)
        if room.state.phase in (Phase.VOTING, Phase.DISCUSSING):
            st.button(
                view.t("console.more_time", n=guidance.MORE),
                icon=":material/more_time:",
                key="more_time",
                shortcut="T",
                on_click=_more_time,
                args=(room,),
            )
        if "undo" in able:
            label = view.t("console.undo", step=view.t(f"console.step.{_undone(room.state)}"))
            st.button(label, type="tertiary", icon=":material/undo:", key="undo", shortcut="U",
                      on_click=acting.press, args=(room, Undo()))  # fmt: skip


def _undone(state: RoomState) -> str:
    """Return the step that an undo takes back; what is done beside the steps leaves it."""
    return "last" if machine.is_aside(state.last) else state.last


def _button(room: Room, one: Next, wave: WholeWave, view: View, kind: str) -> None:
    key = f"step_{one.name}_{one.item_id}_{one.aspect}" if one.name == "take_up" else f"step_{one.name}"
    is_second = kind != "primary" and one.name == "take_up"
    st.button(
        literal(_label(room.state, one, wave, view)),
        type="primary" if kind == "primary" else "secondary",
        icon=f":material/{_ICONS[one.name]}:",
        key=key,
        shortcut=None if is_second else SHORTCUTS[one.name] or None,
        on_click=_press,
        args=(room, one),
    )


def _label(state: RoomState, one: Next, wave: WholeWave, view: View) -> str:
    t = view.t
    if one.name == "take_up":
        if one.item_id == TRIAL:
            return t("console.do.trial")
        if one.aspect == "ambition":
            return t("console.do.ambition")
        return t("console.do.take_up", title=title(one.item_id, wave, view))
    if one.name == "settle" and state.outcome:
        return t("console.do.settle", level=level(state.outcome.answer, view))
    if one.name == "open_vote" and state.round:
        return t("console.do.vote_again", n=state.round + 1, all=state.rule.rounds)
    return t(f"console.do.{one.name}")


def _press(room: Room, one: Next) -> None:
    if one.name == "settle" and room.state.outcome:
        acting.settle(room, Agree(room.state.outcome.answer, "rule", **notes_of(room)))
    else:
        acting.step(room, _event(room.state, one))


def _event(state: RoomState, one: Next) -> Event:
    now = datetime.now(UTC)
    triage = state.outcome.triage if state.outcome else ""
    talk = timedelta(seconds=guidance.SECONDS.get(triage, guidance.SECONDS["one_step"]))
    made: dict[str, Event] = {
        "take_up": TakeUp(one.item_id, one.aspect),
        "open_vote": OpenVote(now + timedelta(seconds=guidance.SECONDS["open_vote"])),
        "close_vote": CloseVote(),
        "reveal": Reveal(),
        "discuss": Discuss(now + talk),
        "record": Record(),
        "end": End(),
    }
    return made[one.name]


def _more_time(room: Room) -> None:
    now = datetime.now(UTC)
    ends = max(now, room.state.ends_at or now)
    acting.step(room, SetTimer(ends + timedelta(seconds=guidance.MORE)))


def notes_of(room: Room) -> dict[str, str]:
    """Return what the facilitator has noted of the question that is up."""
    names = ("rationale", "dissent", "owner", "confidence")
    return {name: str(st.session_state.get(note_key(room, name)) or "") for name in names}


def note_key(room: Room, name: str) -> str:
    """Return the key of a field of notes: one for each question, so that nothing typed is ever moved."""
    return f"note_{name}_{room.id}_{room.state.item_id}_{room.state.aspect}"
