"""What a facilitator does next, and what could be done instead. Pure; the page draws it."""

from collections.abc import Collection
from dataclasses import dataclass

from cityops.workshop import machine, moves
from cityops.workshop.model import TRIAL, Phase, RoomState

SECONDS = {"open_vote": 60, "one_step": 60, "split": 120}
"""How long the soft timer runs: for a vote, and for a talk by what the votes came to."""
MORE = 30
"""Seconds that the facilitator adds with one key."""

_ALWAYS = {
    Phase.QUESTION: "open_vote",
    Phase.VOTING: "close_vote",
    Phase.CLOSED: "reveal",
    Phase.AGREED: "record",
}
_PLAIN = ("open_vote", "discuss", "record", "close_vote", "reveal")


@dataclass(frozen=True, slots=True)
class Next:
    """A step that is offered.

    Attributes:
        name: As `machine.name_of` has it; 'settle' agrees by the rule and records at once; 'answer' leads to
            the form where the facilitator settles on an answer.
        item_id: What would be taken up.
        aspect: In which aspect.
    """

    name: str
    item_id: str = ""
    aspect: str = "current"


def primary(state: RoomState, elements: Collection[str]) -> Next | None:
    """Return the one step that is next; None where the room has ended.

    Args:
        state: Of the room.
        elements: Items that are elements; of a statement no ambition is asked.
    """
    if state.phase is Phase.ENDED:
        return None
    if state.phase in _ALWAYS:
        return Next(_ALWAYS[state.phase])
    if state.phase in moves.TALKING and state.item_id != TRIAL:
        return _after_votes(state)
    return following(state, elements)


def _after_votes(state: RoomState) -> Next:
    able, triage = machine.possible(state), state.outcome.triage if state.outcome else "none"
    if triage == "agreed":
        return Next("settle")
    if triage != "none" and "discuss" in able:
        return Next("discuss")
    return Next("open_vote" if "open_vote" in able else "answer")


def following(state: RoomState, elements: Collection[str]) -> Next:
    """Return what to take up next: the ambition of what was recorded, else a question; else the end."""
    just = state.item_id if state.phase is Phase.RECORDED else ""
    if just in elements and (just, "ambition") not in state.recorded:
        return Next("take_up", just, "ambition")
    return next_question(state)


def next_question(state: RoomState) -> Next:
    """Return the next question without an answer, those that were put off last; else the end."""
    left = [one for one in state.items if (one, "current") not in state.recorded]
    fresh = [one for one in left if one not in state.parked]
    after = state.items.index(state.item_id) if state.item_id in state.items else -1
    ordered = sorted(fresh, key=lambda one: (state.items.index(one) <= after, state.items.index(one)))
    again = [one for one in left if one in state.parked and one != state.item_id]
    found = next(iter([*ordered, *again]), None)
    return Next("take_up", found) if found else Next("end")


def beside(state: RoomState, elements: Collection[str]) -> list[Next]:
    """Return the steps that may be taken instead, by one key each; those that ask for words are not here."""
    able, first = machine.possible(state), primary(state, elements)
    found = [Next(name) for name in _PLAIN if name in able]
    if "take_up" in able:
        found += [following(state, elements), next_question(state)]
        if not state.is_rule_fixed and state.phase is Phase.LOBBY:
            found.append(Next("take_up", TRIAL))
    return [one for one in dict.fromkeys(found) if one != first and one.name != "end"]
