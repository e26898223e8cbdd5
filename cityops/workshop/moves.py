"""What each event leads to, once its phase allows it. Pure; `machine.step` is the way in."""

from dataclasses import replace

from cityops.assessment.model import ANSWERS, ASPECTS, CONFIDENCES, HOWS, NOT_APPLICABLE, VOTES
from cityops.assessment.rules import MOST, wrong_rule
from cityops.workshop.events import (
    Agree,
    CloseVote,
    CountHeads,
    Discuss,
    EditQuestion,
    End,
    EnterTally,
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
from cityops.workshop.model import TRIAL, Agreed, Phase, Refusal, RoomState, Wording

Result = RoomState | Refusal
TALKING = frozenset({Phase.REVEALED, Phase.DISCUSSING})

# --- beside the steps ---------------------------------------------------------


def set_rule(state: RoomState, event: SetRule) -> Result:
    """See `events.SetRule`."""
    if state.is_rule_fixed:
        return Refusal("rule_fixed")
    return Refusal("rule") if wrong_rule(event.rule) else replace(state, rule=event.rule)


def set_items(state: RoomState, event: SetItems) -> Result:
    """See `events.SetItems`."""
    if not is_asked_for(state.item_id, event.items):
        return Refusal("asked")
    parked = tuple(one for one in state.parked if one in event.items)
    return replace(state, items=event.items, parked=parked)


def is_asked_for(item_id: str, items: tuple[str, ...]) -> bool:
    """Whether an item, or none, or the trial, can be up in a room that asks for these."""
    return item_id in (*items, TRIAL, "")


def lock(state: RoomState, _event: Lock) -> Result:
    """See `events.Lock`."""
    return replace(state, is_locked=True)


def unlock(state: RoomState, _event: Unlock) -> Result:
    """See `events.Unlock`."""
    return replace(state, is_locked=False)


def count_heads(state: RoomState, event: CountHeads) -> Result:
    """See `events.CountHeads`."""
    return replace(state, heads=event.heads) if 0 <= event.heads <= 9999 else Refusal("heads")


def set_timer(state: RoomState, event: SetTimer) -> Result:
    """See `events.SetTimer`."""
    return replace(state, ends_at=event.ends_at)


# --- a question, and its votes ------------------------------------------------


def take_up(state: RoomState, event: TakeUp) -> Result:
    """See `events.TakeUp`."""
    if state.phase in TALKING and state.item_id != TRIAL:
        return Refusal("take_up")
    if event.item_id == TRIAL:
        return Refusal("trial") if state.is_rule_fixed else _asked(state, TRIAL, "current")
    if event.item_id not in state.items or event.aspect not in ASPECTS:
        return Refusal("item")
    if (event.item_id, event.aspect) in state.recorded:
        return Refusal("recorded")
    if event.aspect == "ambition" and (event.item_id, "current") not in state.recorded:
        return Refusal("ambition")
    return _asked(state, event.item_id, event.aspect)


def _asked(state: RoomState, item_id: str, aspect: str) -> RoomState:
    fresh = replace(state, phase=Phase.QUESTION, item_id=item_id, aspect=aspect, ends_at=None)
    return replace(fresh, ballot=0, rounds=(), outcome=None, agreed=None)


def edit_question(state: RoomState, event: EditQuestion) -> Result:
    """See `events.EditQuestion`."""
    texts = (event.en or "").strip(), (event.zh or "").strip()
    if state.item_id == TRIAL or not any(texts):
        return Refusal("question")
    if any(len(text) > MOST for text in texts):
        return Refusal("long")
    put = Wording(state.item_id, texts[0] or None, texts[1] or None)
    others = tuple(one for one in state.wordings if one.item_id != state.item_id)
    return replace(state, wordings=(*others, put))


def open_vote(state: RoomState, event: OpenVote) -> Result:
    """See `events.OpenVote`."""
    if state.item_id != TRIAL and state.round >= state.rule.rounds:
        return Refusal("rounds")
    number = state.ballots + 1
    return replace(
        state,
        phase=Phase.VOTING,
        ballot=number,
        ballots=number,
        rounds=(*state.rounds, number),
        is_rule_fixed=state.is_rule_fixed or state.item_id != TRIAL,
        outcome=None,
        agreed=None,
        ends_at=event.ends_at,
    )


def enter_tally(state: RoomState, event: EnterTally) -> Result:
    """See `events.EnterTally`."""
    answers = [answer for answer, _ in event.counts]
    if not answers or len(set(answers)) < len(answers) or not set(answers) <= set(VOTES):
        return Refusal("tally")
    if not all(1 <= heads <= 999 for _, heads in event.counts):
        return Refusal("tally")
    number = state.last_sheet + 1
    return replace(state, sheets=(*state.sheets, number), last_sheet=number)


def close_vote(state: RoomState, _event: CloseVote) -> Result:
    """See `events.CloseVote`."""
    return replace(state, phase=Phase.CLOSED, ends_at=None)


def reveal(state: RoomState, event: Reveal) -> Result:
    """See `events.Reveal`."""
    if event.outcome is None:
        return Refusal("reveal")
    return replace(state, phase=Phase.REVEALED, outcome=event.outcome)


def discuss(state: RoomState, event: Discuss) -> Result:
    """See `events.Discuss`."""
    return replace(state, phase=Phase.DISCUSSING, ends_at=event.ends_at)


# --- an answer ----------------------------------------------------------------


def agree(state: RoomState, event: Agree) -> Result:
    """See `events.Agree`."""
    why = _against(state, event)
    if why:
        return Refusal(why)
    settled = Agreed(
        event.answer,
        event.how,
        event.rationale.strip(),
        event.dissent.strip(),
        event.confidence,
        event.owner.strip(),
    )
    return replace(state, phase=Phase.AGREED, agreed=settled, ends_at=None)


def _against(state: RoomState, event: Agree) -> str | None:
    texts = (event.rationale, event.dissent, event.owner)
    if state.item_id == TRIAL:
        return "trial"
    if event.answer not in ANSWERS or event.how not in HOWS[:-1] or event.confidence not in CONFIDENCES:
        return "answer"
    if any(len(text) > MOST for text in texts):
        return "long"
    if event.how != "rule" and not event.rationale.strip():
        return "rationale"
    return _against_votes(state, event)


def _against_votes(state: RoomState, event: Agree) -> str | None:
    """Return why the votes do not carry an answer that is said to come from them."""
    outcome = state.outcome
    if event.how in ("rule", "median") and (outcome is None or event.answer != outcome.answer):
        return "not_the_votes"
    if event.how == "rule" and (outcome is None or outcome.triage != "agreed"):
        return "not_agreed"
    if event.answer == NOT_APPLICABLE and state.aspect == "ambition":
        return "answer"
    return None


def record(state: RoomState, _event: Record) -> Result:
    """See `events.Record`."""
    done = tuple(dict.fromkeys((*state.recorded, (state.item_id, state.aspect))))
    parked = tuple(one for one in state.parked if one != state.item_id)
    return replace(state, phase=Phase.RECORDED, recorded=done, parked=parked)


def park(state: RoomState, event: Park) -> Result:
    """See `events.Park`."""
    if state.item_id == TRIAL:
        return Refusal("trial")
    if len(event.reason) > MOST:
        return Refusal("long")
    parked = tuple(dict.fromkeys((*state.parked, state.item_id)))
    return replace(state, phase=Phase.PARKED, parked=parked, agreed=None, ends_at=None)


def reopen(state: RoomState, event: Reopen) -> Result:
    """See `events.Reopen`."""
    if (event.item_id, event.aspect) not in state.recorded or event.item_id not in state.items:
        return Refusal("not_recorded")
    if not event.reason.strip():
        return Refusal("reason")
    if len(event.reason) > MOST:
        return Refusal("long")
    left = tuple(one for one in state.recorded if one != (event.item_id, event.aspect))
    return _asked(replace(state, recorded=left), event.item_id, event.aspect)


def undo(state: RoomState, _event: Undo) -> Result:
    """See `events.Undo`."""
    if state.before is None or not is_asked_for(state.before.item_id, state.items):
        return Refusal("undo")
    return replace(
        state.before,
        items=state.items,
        rule=state.rule,
        ballots=state.ballots,
        last_sheet=state.last_sheet,
        is_rule_fixed=state.is_rule_fixed,
        heads=state.heads,
        is_locked=state.is_locked,
        before=None,
        last="undo",
    )


def end(state: RoomState, _event: End) -> Result:
    """See `events.End`."""
    return replace(state, phase=Phase.ENDED, item_id="", ballot=0, rounds=(), outcome=None, agreed=None,
                   ends_at=None)  # fmt: skip
