"""A room of people that votes: its state, what can happen in it, and what is seen of its votes. Pure data."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from cityops.assessment.model import AgreementRule

TRIAL = "trial"
"""Taken up in the lobby to try the phones; it is no question of the wave and nothing of it is kept."""


class Phase(Enum):
    """Where a room is with its question; LOBBY and ENDED have none."""

    LOBBY = "lobby"
    QUESTION = "question"
    VOTING = "voting"
    CLOSED = "closed"
    REVEALED = "revealed"
    DISCUSSING = "discussing"
    AGREED = "agreed"
    RECORDED = "recorded"
    PARKED = "parked"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the votes of a round come to.

    Attributes:
        triage: 'agreed' by the rule, 'one_step' short of that, 'split', or 'none' without votes.
        answer: The median, '1' to '5'; 'unknown' where that won; '' without votes.
        low: The lowest level that was voted for, None without any.
        votes: Heads that voted, on phones and on paper.
    """

    triage: str
    answer: str
    low: int | None
    high: int | None
    votes: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the room settles on, not yet recorded. `how` is one of `assessment.model.HOWS` but 'sheet'."""

    answer: str
    how: str
    rationale: str
    dissent: str
    confidence: str
    owner: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it was put on the day."""

    item_id: str
    en: str | None
    zh: str | None


@dataclass(frozen=True, slots=True)
class RoomState:
    """All that a room knows but its votes.

    Attributes:
        items: Elements and statements that may be taken up, in the order of the wave.
        rule: When the room agrees.
        phase: Where it is.
        item_id: What is being asked; '' in the lobby.
        aspect: 'current', or 'ambition' once that is recorded.
        ballot: Number of the vote that is open, or was the last one; 0 if there was none on this question.
        rounds: The ballots on this question, the first one first.
        ballots: How many votes were ever opened; no number is given twice, also after an undo.
        sheets: Numbers of the tallies entered by hand that count.
        last_sheet: How many were ever entered.
        is_rule_fixed: Whether a vote was opened; the rule stands from then on.
        recorded: (item, aspect) that have their answer.
        parked: Items that were put off.
        wordings: Questions that were put otherwise than prepared.
        outcome: Of the last vote that was revealed on this question, else None.
        agreed: What the room settled on, else None.
        ends_at: When the timer runs out, UTC; it is soft: nothing happens then. None without one.
        heads: People counted in the hall, None if nobody counted.
        is_locked: Whether nobody may join any more.
        recorded_version: Of the wave's row after the last recording; the undo of it asks for that.
        last: Name of the step that led here.
        before: The room before the last step, None where that cannot be undone.
    """

    items: tuple[str, ...]
    rule: AgreementRule
    phase: Phase = Phase.LOBBY
    item_id: str = ""
    aspect: str = "current"
    ballot: int = 0
    rounds: tuple[int, ...] = ()
    ballots: int = 0
    sheets: tuple[int, ...] = ()
    last_sheet: int = 0
    is_rule_fixed: bool = False
    recorded: tuple[tuple[str, str], ...] = ()
    parked: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()
    outcome: Outcome | None = None
    agreed: Agreed | None = None
    ends_at: datetime | None = None
    heads: int | None = None
    is_locked: bool = False
    recorded_version: int = 0
    last: str = ""
    before: "RoomState | None" = None

    @property
    def round(self) -> int:
        """Which vote on this question it is, from 1; 0 before the first."""
        return len(self.rounds)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something does not happen now: `workshop.refused.<why>` says it in every language."""

    why: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a wave.

    Attributes:
        version: Rises with each step of a facilitator; `writes.step` asks for it.
        code: Six characters, as `codes.room_code` makes them.
        is_open: False once it has ended; its code answers no more.
    """

    id: str
    version: int
    wave_id: str
    code: str
    is_open: bool
    state: RoomState


@dataclass(frozen=True, slots=True)
class Vote:
    """What a phone said last in a ballot. `voter` is a salted hash; it differs from question to question."""

    ballot: int
    voter: str
    key: int
    group_id: str
    answer: str
