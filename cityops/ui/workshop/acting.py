"""What a press on the console does, and what is said of it: the room's answer, or who was faster."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from cityops.errors import CityOpsError, StaleError
from cityops.ui import cached, session
from cityops.ui.html import literal
from cityops.web import runtime
from cityops.words import people
from cityops.workshop import machine, writes
from cityops.workshop.events import Event, Record
from cityops.workshop.model import Room

_TOLD = "workshop_told"
_LOST = "workshop_lost"
"""Version of the room that somebody else made while this session wanted a step."""
_ICONS = {"warning": ":material/group:", "error": ":material/error:", "success": ":material/check_circle:"}


def tell(kind: str, sentence: str) -> None:
    """Keep a sentence for the top of the page, where it is said once."""
    st.session_state[_TOLD] = kind, sentence


def told() -> None:
    """Say what was kept."""
    kind, sentence = st.session_state.pop(_TOLD, ("", ""))
    if kind:
        getattr(st, kind)(sentence, icon=_ICONS[kind])


def step(room: Room, event: Event, said: tuple[str, ...] = ()) -> Room | None:
    """Take a step of a room as it was drawn; None where it was refused.

    Args:
        room: As the facilitator saw it.
        event: What is to happen.
        said: What the facilitator had written for it, which is shown again where somebody was faster.
    """
    now = session.current()
    try:
        return writes.step(runtime.store(), now.actor, room.id, room.version, event)
    except StaleError as error:
        tell("warning", _overtaken(room, event, error, said))
        st.session_state[_LOST] = error.theirs.get("version")
    except CityOpsError as error:
        tell("error", literal(error.sentence(now.language)))
    return None


def press(room: Room, event: Event) -> None:
    """Take a step that asks for no words."""
    step(room, event)


def was_faster(room: Room) -> bool:
    """Whether the last step of a room was this reader's, and not that of whoever was faster."""
    now = session.current()
    last = next((one.person for one in reversed(cached.room_steps(now.version, room.id))), "")
    return last == now.actor.name and st.session_state.get(_LOST) != room.version


def settle(room: Room, event: Event) -> None:
    """Agree, and record it at once."""
    agreed = step(room, event)
    if agreed:
        step(agreed, Record())


def _overtaken(room: Room, event: Event, error: StaleError, said: tuple[str, ...]) -> str:
    """Say who was faster with what, and give back what the slower one had written."""
    now = session.current()
    theirs = str(error.theirs.get("step", ""))
    who = next((one.person for one in reversed(cached.room_steps(now.version, room.id))), "")
    sentence = now.t(
        "console.overtaken",
        who=people.shown(people.short(who), now.language),
        theirs=now.t(f"console.step.{theirs}"),
        yours=now.t(f"console.step.{machine.name_of(event)}"),
    )
    kept = [literal(text) for text in said if text.strip()]
    return literal(sentence) + "".join(f"\n\n> {text}" for text in kept)


def do(work: Callable[..., Any], *args: Any, done: str = "", **kwargs: Any) -> Any:
    """Write something that is no step of a room; say why not where it is refused, else what was done."""
    now = session.current()
    try:
        found = work(runtime.store(), now.actor, *args, **kwargs)
    except CityOpsError as error:
        tell("error", literal(error.sentence(now.language)))
        return None
    if done:
        tell("success", literal(now.t(done)))
    return found
