"""The state machine of a room: what may happen when, and that no order of events breaks it."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityops.assessment.model import ANSWERS, ASPECTS, HOWS, VOTES, AgreementRule
from cityops.words.catalogue import LANGUAGES, catalogue
from cityops.workshop import as_text, machine
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
from cityops.workshop.machine import PHASES, name_of, possible, step
from cityops.workshop.model import TRIAL, Outcome, Phase, Refusal, RoomState

ITEMS = ("A1", "B5", "B5.1")
NEW = RoomState(ITEMS, AgreementRule())
STRICT = AgreementRule(share=0.9, within=0)
AGREEING = Outcome("agreed", "3", 2, 4, 21)
SPLIT = Outcome("split", "3", 1, 5, 21)
NOBODY_KNOWS = Outcome("agreed", "unknown", 2, 3, 21)
SAID = Agree("3", "consensus", rationale="The matrix is there")

ASKED: tuple[Event, ...] = (TakeUp("B5"),)
VOTING: tuple[Event, ...] = (*ASKED, OpenVote())
CLOSED: tuple[Event, ...] = (*VOTING, CloseVote())
REVEALED: tuple[Event, ...] = (*CLOSED, Reveal(SPLIT))
ROUND: tuple[Event, ...] = (OpenVote(), CloseVote(), Reveal(SPLIT))
DISCUSSING: tuple[Event, ...] = (*REVEALED, Discuss())
AGREED: tuple[Event, ...] = (*DISCUSSING, SAID)
RECORDED: tuple[Event, ...] = (*AGREED, Record())
PARKED: tuple[Event, ...] = (*DISCUSSING, Park("the head of IT is ill"))
ENDED: tuple[Event, ...] = (*RECORDED, End())
WAYS = {
    Phase.LOBBY: (),
    Phase.QUESTION: ASKED,
    Phase.VOTING: VOTING,
    Phase.CLOSED: CLOSED,
    Phase.REVEALED: REVEALED,
    Phase.DISCUSSING: DISCUSSING,
    Phase.AGREED: AGREED,
    Phase.RECORDED: RECORDED,
    Phase.PARKED: PARKED,
    Phase.ENDED: ENDED,
}


def _next(state: RoomState, event: Event) -> RoomState:
    after = step(state, event)
    assert isinstance(after, RoomState), (name_of(event), after)
    return after


def after(*events: Event) -> RoomState:
    """The room after events that all happen."""
    return reduce(_next, events, NEW)


# --- phases -------------------------------------------------------------------

EVENTS: dict[type[Event], Event] = {
    SetRule: SetRule(STRICT),
    SetItems: SetItems(("B5", "A1")),
    Lock: Lock(),
    Unlock: Unlock(),
    CountHeads: CountHeads(42),
    SetTimer: SetTimer(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)),
    TakeUp: TakeUp("A1"),
    EditQuestion: EditQuestion("Otherwise?", None),
    OpenVote: OpenVote(),
    EnterTally: EnterTally("", (("2", 1),)),
    CloseVote: CloseVote(),
    Reveal: Reveal(SPLIT),
    Discuss: Discuss(),
    Agree: SAID,
    Record: Record(),
    Park: Park(),
    Reopen: Reopen("B5", "new evidence"),
    Undo: Undo(),
    End: End(),
}


def test_every_phase_is_reached_and_every_event_has_its_phases() -> None:
    assert {phase: after(*way).phase for phase, way in WAYS.items()} == {phase: phase for phase in Phase}
    assert EVENTS.keys() == PHASES.keys()


@pytest.mark.parametrize("phase", list(Phase), ids=lambda phase: phase.value)
@pytest.mark.parametrize("kind", list(PHASES), ids=lambda kind: kind.__name__)
def test_outside_its_phases_an_event_is_refused_by_its_name(phase: Phase, kind: type[Event]) -> None:
    found = step(after(*WAYS[phase]), EVENTS[kind])
    if phase is Phase.ENDED:
        assert found == Refusal("ended")
    elif phase not in PHASES[kind]:
        assert found == Refusal(name_of(EVENTS[kind]))
    else:
        assert isinstance(found, RoomState) or found.why != name_of(EVENTS[kind]) or kind in (Undo, TakeUp)


LEADS: dict[str, tuple[tuple[Event, ...], Event, Phase]] = {
    "a question is put": ((), TakeUp("B5"), Phase.QUESTION),
    "another instead, before a vote": (ASKED, TakeUp("A1"), Phase.QUESTION),
    "the vote opens": (ASKED, OpenVote(), Phase.VOTING),
    "it closes": (VOTING, CloseVote(), Phase.CLOSED),
    "it is shown": (CLOSED, Reveal(SPLIT), Phase.REVEALED),
    "they talk": (REVEALED, Discuss(), Phase.DISCUSSING),
    "and vote again": (DISCUSSING, OpenVote(), Phase.VOTING),
    "or at once, without a talk": (REVEALED, OpenVote(), Phase.VOTING),
    "they agree in words": (DISCUSSING, SAID, Phase.AGREED),
    "the rule decides": ((*CLOSED, Reveal(AGREEING)), Agree("3", "rule"), Phase.AGREED),
    "not known wins": ((*CLOSED, Reveal(NOBODY_KNOWS)), Agree("unknown", "rule"), Phase.AGREED),
    "the median, with a reason": (REVEALED, Agree("3", "median", "it is late"), Phase.AGREED),
    "the facilitator decides": (REVEALED, Agree("1", "decision", "no evidence"), Phase.AGREED),
    "it does not apply": (REVEALED, Agree("not_applicable", "consensus", "no metro"), Phase.AGREED),
    "settled otherwise": (AGREED, Agree("2", "decision", "on second thoughts"), Phase.AGREED),
    "it is recorded": (AGREED, Record(), Phase.RECORDED),
    "and where the city wants to be": (RECORDED, TakeUp("B5", "ambition"), Phase.QUESTION),
    "the next one": (RECORDED, TakeUp("A1"), Phase.QUESTION),
    "asked again, with a reason": (RECORDED, Reopen("B5", "new evidence"), Phase.QUESTION),
    "put off while voting": (VOTING, Park(), Phase.PARKED),
    "and taken up later": (PARKED, TakeUp("B5"), Phase.QUESTION),
    "the phones are tried": ((), TakeUp(TRIAL), Phase.QUESTION),
    "the trial is left": ((TakeUp(TRIAL), *ROUND), TakeUp("B5"), Phase.QUESTION),
    "the room ends": (RECORDED, End(), Phase.ENDED),
}


@pytest.mark.parametrize(("way", "event", "phase"), LEADS.values(), ids=LEADS)
def test_an_event_leads_on(way: tuple[Event, ...], event: Event, phase: Phase) -> None:
    assert after(*way, event).phase is phase


THREE = (*ASKED, *ROUND, *ROUND, *ROUND)
REFUSED: dict[str, tuple[tuple[Event, ...], Event, str]] = {
    "no such question": ((), TakeUp("Z9"), "item"),
    "no such aspect": ((), TakeUp("B5", "past"), "item"),
    "it has its answer": (RECORDED, TakeUp("B5"), "recorded"),
    "first the present": ((), TakeUp("B5", "ambition"), "ambition"),
    "not away from shown votes": (REVEALED, TakeUp("A1"), "take_up"),
    "a trial after votes that count": (RECORDED, TakeUp(TRIAL), "trial"),
    "a trial has no answer": ((TakeUp(TRIAL), *ROUND), SAID, "trial"),
    "a trial is not put off": ((TakeUp(TRIAL),), Park(), "trial"),
    "a trial has no question": ((TakeUp(TRIAL),), EditQuestion("x", None), "question"),
    "an empty question": (ASKED, EditQuestion(" ", None), "question"),
    "another rule after the first vote": (VOTING, SetRule(STRICT), "rule_fixed"),
    "without what is up": (ASKED, SetItems(("A1",)), "asked"),
    "a rule that all fulfil": ((), SetRule(AgreementRule(share=0.5)), "rule"),
    "a rule that none fulfils": ((), SetRule(AgreementRule(share=1.1)), "rule"),
    "a fourth round": (THREE, OpenVote(), "rounds"),
    "a tally of nobody": (VOTING, EnterTally("", (("3", 0),)), "tally"),
    "a tally of no answer": (VOTING, EnterTally("", (("6", 2),)), "tally"),
    "a tally that says it twice": (VOTING, EnterTally("", (("3", 2), ("3", 1))), "tally"),
    "an empty tally": (VOTING, EnterTally("", ()), "tally"),
    "nothing counted": (CLOSED, Reveal(None), "reveal"),
    "no answer": (REVEALED, Agree("6", "decision", "why"), "answer"),
    "by the sheet": (REVEALED, Agree("3", "sheet", "why"), "answer"),
    "no confidence": (REVEALED, replace(SAID, confidence="sure"), "answer"),
    "no reason": (REVEALED, Agree("3", "median"), "rationale"),
    "another than the median": (REVEALED, Agree("4", "median", "why"), "not_the_votes"),
    "by the rule against it": (REVEALED, Agree("3", "rule"), "not_agreed"),
    "no ambition at all": (
        (*RECORDED, TakeUp("B5", "ambition"), *ROUND),
        Agree("not_applicable", "decision", "why"),
        "answer",
    ),
    "a book": (REVEALED, Agree("3", "decision", "x" * 2001), "long"),
    "never recorded": (RECORDED, Reopen("A1", "why"), "not_recorded"),
    "asked again for nothing": (RECORDED, Reopen("B5", " "), "reason"),
    "nothing to take back": ((), Undo(), "undo"),
    "taken back twice": ((*VOTING, Undo()), Undo(), "undo"),
    "people below zero": ((), CountHeads(-1), "heads"),
}


@pytest.mark.parametrize(("way", "event", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_says_why(way: tuple[Event, ...], event: Event, why: str) -> None:
    assert step(after(*way), event) == Refusal(why)


# --- what stays ---------------------------------------------------------------


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase not in (Phase.LOBBY, Phase.ENDED)])
def test_the_last_step_is_taken_back_once(phase: Phase) -> None:
    way = WAYS[phase]
    before, back = after(*way[:-1]), after(*way, Undo())
    aside = {"ballots": back.ballots, "is_rule_fixed": back.is_rule_fixed, "last": "undo", "before": None}
    assert back == replace(before, **aside)


def test_what_happens_beside_the_steps_is_not_taken_back() -> None:
    back = after(*VOTING, CountHeads(40), Lock(), Undo())
    assert (back.phase, back.heads, back.is_locked) == (Phase.QUESTION, 40, True)


def test_an_opening_that_was_taken_back_leaves_its_number_unused() -> None:
    again = after(*VOTING, Undo(), OpenVote())
    assert (again.ballot, again.rounds, again.is_rule_fixed) == (2, (2,), True)


def test_a_closing_taken_back_goes_on_with_the_same_vote() -> None:
    assert after(*CLOSED, Undo()).ballot == after(*VOTING).ballot


def test_a_tally_taken_back_counts_no_more_and_its_number_is_not_used_again() -> None:
    entered = (*VOTING, EnterTally("", (("3", 2),)), Undo(), EnterTally("", (("4", 1),)))
    assert after(*entered).sheets == (2,)


def test_nothing_is_taken_back_from_a_room_that_has_ended() -> None:
    assert after(*ENDED).before is None


def test_the_question_as_put_on_the_day_stays_with_its_element() -> None:
    state = after(*ASKED, EditQuestion("Who mends it?", " "), TakeUp("A1"))
    put = machine.wording(state, "B5")
    assert (put and put.en, put and put.zh, machine.wording(state, "A1")) == ("Who mends it?", None, None)


def test_a_trial_fixes_no_rule() -> None:
    assert after(TakeUp(TRIAL), *ROUND, SetRule(STRICT)).rule == STRICT


# --- every order of events ----------------------------------------------------

TEXTS = st.sampled_from(["", " ", "because", "x" * 2001])
OUTCOMES = st.none() | st.builds(
    Outcome,
    st.sampled_from(["agreed", "one_step", "split", "none"]),
    st.sampled_from([*VOTES, ""]),
    st.just(2),
    st.just(4),
    st.integers(0, 200),
)
ANY: st.SearchStrategy[Event] = st.one_of(
    st.builds(SetItems, st.permutations(ITEMS).map(lambda some: tuple(some[:2]))),
    st.builds(SetRule, st.sampled_from([STRICT, AgreementRule(), AgreementRule(share=0.1)])),
    st.sampled_from([Lock(), Unlock(), CloseVote(), Record(), Undo(), OpenVote(), Discuss(), SetTimer(None)]),
    st.sampled_from([Undo(), OpenVote(), CloseVote(), Record()]),
    st.builds(CountHeads, st.integers(-2, 10_001)),
    st.builds(TakeUp, st.sampled_from([*ITEMS, TRIAL, "Z9"]), st.sampled_from(ASPECTS)),
    st.builds(EditQuestion, TEXTS, st.none() | TEXTS),
    st.builds(
        EnterTally,
        st.sampled_from(["", "g"]),
        st.lists(st.tuples(st.sampled_from([*VOTES, "9"]), st.integers(-1, 1000)), max_size=3).map(tuple),
    ),
    st.builds(Reveal, OUTCOMES),
    st.builds(
        Agree,
        st.sampled_from([*ANSWERS, "9"]),
        st.sampled_from(HOWS),
        TEXTS,
        TEXTS,
        st.sampled_from(["", "low"]),
    ),
    st.builds(Park, TEXTS),
    st.builds(Reopen, st.sampled_from([*ITEMS, "Z9"]), TEXTS, st.sampled_from(ASPECTS)),
    st.builds(End),
)


def _invariants(before: RoomState, event: Event, found: RoomState) -> None:
    is_asked = found.phase not in (Phase.LOBBY, Phase.ENDED)
    assert bool(found.item_id) == is_asked
    assert found.item_id in (*found.items, TRIAL, "")
    assert found.ballots >= before.ballots
    assert all(number <= found.ballots for number in found.rounds)
    assert list(found.rounds) == sorted(set(found.rounds))
    assert found.ballot == (found.rounds[-1] if found.rounds else 0)
    assert found.round <= found.rule.rounds or found.item_id == TRIAL
    assert set(found.sheets) <= set(range(1, found.last_sheet + 1))
    assert found.is_rule_fixed or not before.is_rule_fixed
    if before.is_rule_fixed:
        assert found.rule == before.rule
    assert (found.phase is Phase.VOTING) <= bool(found.ballot)
    assert (found.phase in (Phase.REVEALED, Phase.AGREED)) <= (found.outcome is not None)
    assert (found.phase in (Phase.AGREED, Phase.RECORDED)) <= (found.agreed is not None)
    new = set(found.recorded) - set(before.recorded)
    assert not new or isinstance(event, Record | Undo)
    assert TRIAL not in {item for item, _ in found.recorded}
    assert found.before is None or found.before.before is None
    assert as_text.loads(as_text.dumps(found)) == found


@given(st.lists(ANY, max_size=40))
@settings(max_examples=150)
def test_no_order_of_events_breaks_a_room(events: list[Event]) -> None:
    state = NEW
    for event in events:
        found = step(state, event)
        if isinstance(found, Refusal):
            for language in LANGUAGES:
                assert f"workshop.refused.{found.why}" in catalogue(language)
            continue
        assert name_of(event) in possible(state)
        _invariants(state, event, found)
        state = found


@given(st.lists(ANY, max_size=60))
@settings(max_examples=60)
def test_a_vote_number_is_opened_once_and_never_again_after_it_was_shown(events: list[Event]) -> None:
    state, opened, shown = NEW, set[int](), set[int]()
    for event in events:
        found = step(state, event)
        if isinstance(found, Refusal):
            continue
        if isinstance(event, OpenVote):
            assert found.ballot not in opened
            opened.add(found.ballot)
        if isinstance(event, Reveal):
            shown.add(found.ballot)
        assert found.phase is not Phase.VOTING or found.ballot not in shown
        state = found


def test_what_a_console_offers_is_what_may_happen() -> None:
    for way in WAYS.values():
        state = after(*way)
        for kind, event in EVENTS.items():
            if not isinstance(step(state, event), Refusal):
                assert name_of(event) in possible(state), (state.phase, kind)
