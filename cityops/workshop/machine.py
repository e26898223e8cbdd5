"""What may happen in a room, and what it is then. One total function: a state, or why not. Pure."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cityops.workshop import moves
from cityops.workshop.events import (
    Agree,
    CloseVote,
    CountHeads,
    Discuss,
    EditQuestion,
    End,
    EnterTally,
    Event,
    Lock,
    OpenVote,
    Park,
    Record,
    Reopen,
    Reveal,
    SetItems,
    SetRule,
    SetTimer,
    TakeUp,
    Undo,
    Unlock,
)
from cityops.workshop.model import TRIAL, Phase, Refusal, RoomState, Wording
from cityops.workshop.moves import TALKING, Result

ANYWHERE = frozenset(Phase) - {Phase.ENDED}
_BETWEEN = frozenset({Phase.LOBBY, Phase.QUESTION, Phase.RECORDED, Phase.PARKED})
_ASKED = ANYWHERE - {Phase.LOBBY, Phase.RECORDED, Phase.PARKED}
PHASES: dict[type[Event], frozenset[Phase]] = {
    SetRule: ANYWHERE,
    SetItems: ANYWHERE,
    Lock: ANYWHERE,
    Unlock: ANYWHERE,
    CountHeads: ANYWHERE,
    SetTimer: ANYWHERE,
    TakeUp: _BETWEEN | TALKING,
    EditQuestion: frozenset({Phase.QUESTION, Phase.DISCUSSING}),
    OpenVote: TALKING | {Phase.QUESTION},
    EnterTally: frozenset({Phase.VOTING, Phase.CLOSED}),
    CloseVote: frozenset({Phase.VOTING}),
    Reveal: frozenset({Phase.CLOSED}),
    Discuss: frozenset({Phase.REVEALED}),
    Agree: TALKING | {Phase.AGREED},
    Record: frozenset({Phase.AGREED}),
    Park: _ASKED,
    Reopen: _BETWEEN,
    Undo: ANYWHERE,
    End: _BETWEEN,
}
"""In which phases each event may happen. An event has further conditions of its own below."""

_ASIDE = (SetRule, SetItems, Lock, Unlock, CountHeads, SetTimer)
"""What happens beside the steps: it is not undone, and leaves the last step to be undone."""


def step(state: RoomState, event: Event) -> Result:
    """Return the room after an event, or why the event is refused; nothing else ever happens.

    >>> from cityops.assessment.model import AgreementRule
    >>> room = RoomState(("B5",), AgreementRule())
    >>> step(room, TakeUp("B5")).phase, step(room, CloseVote()).why
    (<Phase.QUESTION: 'question'>, 'close_vote')
    """
    if state.phase is Phase.ENDED:
        return Refusal("ended")
    if state.phase not in PHASES[type(event)]:
        return Refusal(name_of(event))
    after = _STEPS[type(event)](state, event)
    if isinstance(after, Refusal) or isinstance(event, Undo):
        return after
    if isinstance(event, _ASIDE):
        return replace(after, before=state.before, last=name_of(event))
    # A trial may be left and never comes back; and nobody comes back into a room that has ended.
    is_final = isinstance(event, End)
    return replace(after, before=None if is_final else replace(state, before=None), last=name_of(event))


def name_of(event: Event) -> str:
    """Return the name of an event as words and history have it.

    >>> name_of(CloseVote())
    'close_vote'
    """
    return _name(type(event))


def is_aside(name: str) -> bool:
    """Whether an event, by its name, happens beside the steps and leaves the last one to be undone."""
    return name in map(_name, _ASIDE)


def possible(state: RoomState) -> frozenset[str]:
    """Return the names of the events that the phase allows: what a console offers."""
    found = {_name(kind) for kind, phases in PHASES.items() if state.phase in phases}
    if state.before is None:
        found -= {_name(Undo)}
    if state.phase in TALKING and state.item_id != TRIAL:
        found -= {_name(TakeUp)}
    if state.item_id == TRIAL:
        found -= {_name(Agree), _name(Park), _name(EditQuestion)}
    if state.is_rule_fixed:
        found -= {_name(SetRule)}
    if state.item_id != TRIAL and state.round >= state.rule.rounds:
        found -= {_name(OpenVote)}
    return frozenset(found)


def _name(kind: type[Event]) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in kind.__name__).lstrip("_")


def wording(state: RoomState, item_id: str) -> Wording | None:
    """Return how a question was put on the day; None if as prepared."""
    return next((one for one in state.wordings if one.item_id == item_id), None)


_STEPS: dict[type[Event], Callable[[RoomState, Any], Result]] = {
    SetRule: moves.set_rule,
    SetItems: moves.set_items,
    Lock: moves.lock,
    Unlock: moves.unlock,
    CountHeads: moves.count_heads,
    SetTimer: moves.set_timer,
    TakeUp: moves.take_up,
    EditQuestion: moves.edit_question,
    OpenVote: moves.open_vote,
    EnterTally: moves.enter_tally,
    CloseVote: moves.close_vote,
    Reveal: moves.reveal,
    Discuss: moves.discuss,
    Agree: moves.agree,
    Record: moves.record,
    Park: moves.park,
    Reopen: moves.reopen,
    Undo: moves.undo,
    End: moves.end,
}
