"""How long a room took for what it did, from the steps of its facilitators. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

PLANNED = 12
"""Elements an hour that a room manages which talks only where it is mixed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a facilitator.

    Attributes:
        at: UTC, without a zone.
        name: As `machine.name_of` has it; '' for the opening of the room.
        phase: Of the room after it, as its value.
        item_id: What was asked after it, '' for nothing.
        recorded: How many elements had their current level after it.
    """

    at: datetime
    person: str
    name: str
    phase: str
    item_id: str
    recorded: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a room goes.

    Attributes:
        recorded: Elements that got their level in this room.
        minutes: Since the first question of the wave was taken up.
        used: Minutes by question.
    """

    recorded: int
    minutes: float
    used: Mapping[str, float]

    @property
    def an_hour(self) -> float | None:
        """Elements an hour; None while nothing can be told."""
        return 60 * self.recorded / self.minutes if self.recorded and self.minutes >= 1 else None


def steps(history: Iterable[Mapping[str, Any]], elements: Iterable[str]) -> list[Step]:
    """Return the steps of a room, the first one first.

    Args:
        history: Every version of the room's row, oldest first, with who and when.
        elements: Questions that count as elements.
    """
    counted = set(elements)
    return [_step(row, json.loads(row["content"]), counted) for row in history]


def _step(row: Mapping[str, Any], state: Mapping[str, Any], counted: set[str]) -> Step:
    done = sum(item in counted and aspect == "current" for item, aspect in state["recorded"])
    person = row["person"] or ""
    return Step(row["changed_at"], person, state["last"], state["phase"], state["item_id"], done)


def pace(done: Sequence[Step], now: datetime, aside: Iterable[str] = ()) -> Pace:
    """Say how fast a room goes.

    Args:
        done: Its steps.
        now: UTC, without a zone.
        aside: What is asked and counts for nothing: the trial of the phones.

    >>> at = [datetime(2025, 1, 1, 9, minute) for minute in (0, 10, 15)]
    >>> room = [Step(at[0], "Ada", "", "lobby", "", 0), Step(at[1], "Ada", "take_up", "question", "B5", 0),
    ...         Step(at[2], "Ada", "record", "recorded", "B5", 1)]
    >>> found = pace(room, datetime(2025, 1, 1, 9, 20))
    >>> found.minutes, found.an_hour, found.used
    (10.0, 6.0, {'B5': 5.0})
    """
    left_out = {"", *aside}
    asked = [one for one in done if one.item_id not in left_out]
    if not asked:
        return Pace(0, 0.0, {})
    ends = [one.at for one in done[1:]] + [now]
    used: dict[str, float] = {}
    for one, end in zip(done, ends, strict=True):
        if one.item_id not in left_out and one.phase not in ("recorded", "parked"):
            used[one.item_id] = used.get(one.item_id, 0.0) + _minutes(one.at, end)
    last = done[-1].at if done[-1].phase == "ended" else now
    return Pace(done[-1].recorded - done[0].recorded, _minutes(asked[0].at, last), used)


def _minutes(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds() / 60)
