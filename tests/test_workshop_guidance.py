"""What the console offers next in each state of a room, and how fast it says that a room goes."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cityops.assessment.model import AgreementRule
from cityops.workshop import guidance, machine
from cityops.workshop.guidance import Next
from cityops.workshop.model import TRIAL, Outcome, Phase, RoomState
from cityops.workshop.pace import Step, pace

ROOM = RoomState(("A1", "A1/1", "B5"), AgreementRule())
ELEMENTS = {"A1", "B5"}
ASKED = replace(ROOM, item_id="A1", is_rule_fixed=True, rounds=(1,), ballots=1, ballot=1)
DONE = (("A1", "current"), ("A1", "ambition"))


def after(triage: str, phase: Phase = Phase.REVEALED, rounds: int = 1) -> RoomState:
    """A room that has seen its votes."""
    outcome = Outcome(triage, "3", 2, 4, 9)
    return replace(ASKED, phase=phase, outcome=outcome, rounds=tuple(range(rounds)))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(ROOM, Next("take_up", "A1"), id="lobby"),
        pytest.param(replace(ASKED, phase=Phase.QUESTION), Next("open_vote"), id="question"),
        pytest.param(replace(ASKED, phase=Phase.VOTING), Next("close_vote"), id="voting"),
        pytest.param(replace(ASKED, phase=Phase.CLOSED), Next("reveal"), id="closed"),
        pytest.param(after("agreed"), Next("settle"), id="agreed-by-the-rule"),
        pytest.param(after("one_step"), Next("discuss"), id="nearly"),
        pytest.param(after("split"), Next("discuss"), id="split"),
        pytest.param(after("none"), Next("open_vote"), id="nobody-voted"),
        pytest.param(after("none", rounds=3), Next("answer"), id="nobody-voted-three-times"),
        pytest.param(after("split", Phase.DISCUSSING), Next("open_vote"), id="talked"),
        pytest.param(after("split", Phase.DISCUSSING, 3), Next("answer"), id="talked-and-no-round-left"),
        pytest.param(after("agreed", Phase.DISCUSSING, 3), Next("settle"), id="talked-of-what-is-agreed"),
        pytest.param(replace(ASKED, phase=Phase.AGREED), Next("record"), id="settled"),
        pytest.param(
            replace(ASKED, phase=Phase.RECORDED, recorded=DONE[:1]),
            Next("take_up", "A1", "ambition"),
            id="recorded",
        ),
        pytest.param(
            replace(ASKED, phase=Phase.RECORDED, recorded=DONE), Next("take_up", "A1/1"), id="both-recorded"
        ),
        pytest.param(
            replace(ASKED, phase=Phase.RECORDED, item_id="A1/1", recorded=(("A1/1", "current"),)),
            Next("take_up", "B5"),
            id="a-statement-has-no-ambition",
        ),
        pytest.param(
            replace(ASKED, phase=Phase.PARKED, parked=("A1",)), Next("take_up", "A1/1"), id="parked"
        ),
        pytest.param(
            replace(ASKED, phase=Phase.PARKED, items=("A1", "B5"), parked=("A1", "B5"), item_id="B5"),
            Next("take_up", "A1"),
            id="only-parked-ones-left",
        ),
        pytest.param(
            replace(ASKED, phase=Phase.RECORDED, items=("A1",), recorded=DONE), Next("end"), id="all-done"
        ),
        pytest.param(replace(ROOM, phase=Phase.REVEALED, item_id=TRIAL), Next("take_up", "A1"), id="trial"),
        pytest.param(replace(ROOM, phase=Phase.ENDED), None, id="ended"),
    ],
)
def test_the_next_step_is_one(state: RoomState, expected: Next | None) -> None:
    assert guidance.primary(state, ELEMENTS) == expected


@pytest.mark.parametrize("phase", list(Phase), ids=lambda phase: phase.value)
def test_what_is_offered_may_happen(phase: Phase) -> None:
    state = replace(after("split"), phase=phase)
    able = machine.possible(state) | {"answer", "settle"}
    offered = [guidance.primary(state, ELEMENTS), *guidance.beside(state, ELEMENTS)]
    assert {one.name for one in offered if one} <= able
    assert len(set(offered)) == len(offered)


def test_the_phones_are_tried_in_the_lobby_only() -> None:
    trial = Next("take_up", TRIAL)
    assert trial in guidance.beside(ROOM, ELEMENTS)
    assert trial not in guidance.beside(replace(ROOM, is_rule_fixed=True), ELEMENTS)


START = datetime(2025, 6, 30, 9, 0)  # noqa: DTZ001, the store's moments have no zone


def _steps(*said: tuple[float, str, str, int]) -> list[Step]:
    return [Step(START + timedelta(minutes=at), "Ada", "", phase, item, n) for at, phase, item, n in said]


@pytest.mark.parametrize(
    ("said", "now", "expected"),
    [
        pytest.param([(0, "lobby", "", 3)], 30, (0, 0.0, None, {}), id="nothing-asked-yet"),
        pytest.param(
            [(0, "lobby", "", 0), (1, "voting", TRIAL, 0)],
            9,
            (0, 0.0, None, {}),
            id="a-trial-counts-for-nothing",
        ),
        pytest.param(
            [(0, "lobby", "", 3), (5, "question", "A1", 3), (10, "recorded", "A1", 4)],
            15,
            (1, 10.0, 6.0, {"A1": 5.0}),
            id="talk-after-the-record-is-nobody's",
        ),
        pytest.param(
            [(0, "question", "A1", 0), (4, "question", "B5", 0), (6, "ended", "", 2)],
            99,
            (2, 6.0, 20.0, {"A1": 4.0, "B5": 2.0}),
            id="the-clock-stops-with-the-end",
        ),
    ],
)
def test_the_pace(
    said: list[tuple[float, str, str, int]],
    now: float,
    expected: tuple[int, float, float | None, dict[str, float]],
) -> None:
    found = pace(_steps(*said), START + timedelta(minutes=now), aside=[TRIAL])
    assert (found.recorded, found.minutes, found.an_hour, dict(found.used)) == expected
