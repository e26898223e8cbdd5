"""What phones, projector and console see of a room. Pure data; `views` makes it."""

from dataclasses import dataclass
from datetime import datetime

from cityops.workshop.model import Outcome, Phase, Room


@dataclass(frozen=True, slots=True)
class Gap:
    """The two groups that see a question most differently, by their medians."""

    low_group: str
    low: int
    high_group: str
    high: int

    @property
    def steps(self) -> int:
        """How far apart they are."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is in the room, as counts.

    Attributes:
        tokens: Phones that joined.
        groups: Phones by group id, '' for none.
        heads: People counted in the hall, None if nobody counted.
        voted: Phones that voted in the ballot of the moment.
        on_paper: Votes entered by hand in that ballot.
    """

    tokens: int
    groups: dict[str, int]
    heads: int | None
    voted: int
    on_paper: int


@dataclass(frozen=True, slots=True)
class RoundShown:
    """A revealed round.

    Attributes:
        counts: Heads by answer, '1' to '5' and 'unknown', all groups together.
        groups: The same by group, groups under three merged into 'other'; empty if there is but one.
        moved: Phones by (answer before, answer now), against the round before.
        warnings: 'unknown_rose', 'one_group_moved': the agreement may be a false one.
        gap: Between the groups, None where none can be told.
    """

    ballot: int
    outcome: Outcome
    counts: dict[str, int]
    groups: dict[str, dict[str, int]]
    moved: dict[tuple[str, str], int]
    warnings: tuple[str, ...]
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class RoomView:
    """What projector and console may see. Votes are in it only once they were revealed.

    Attributes:
        version: Rises with whatever changes here, votes and joins included; compare it to redraw.
        refused: How many requests were refused, by reason: 'late', 'token', 'other_room', 'range', ...
        clash: The last step that came from a second facilitator at the same time, and was refused.
    """

    room: Room
    version: int
    presence: Presence
    rounds: tuple[RoundShown, ...]
    refused: dict[str, int]
    clash: str


@dataclass(frozen=True, slots=True)
class Lobby:
    """What a phone is asked when it joins.

    Attributes:
        name_en: Of the wave, or None.
        groups: Id, name in English, name in Chinese, in the order of the wave.
        is_locked: Whether nobody may join any more.
        is_illustrative: Whether the wave is made up for a demonstration.
    """

    name_en: str | None
    name_zh: str | None
    groups: tuple[tuple[str, str | None, str | None], ...]
    is_locked: bool
    is_illustrative: bool


@dataclass(frozen=True, slots=True)
class BallotView:
    """What a phone may see.

    Attributes:
        phase: Of the room.
        ballot: To be sent back with a vote; 0 before the first.
        answer: What this phone said in this ballot, '' for nothing yet.
        group_id: As it joined.
        question_en: As it was put, or None.
        levels: Level and its description in English and Chinese, the lowest first.
    """

    room_id: str
    wave_id: str
    phase: Phase
    version: int
    item_id: str
    aspect: str
    ballot: int
    round: int
    answer: str
    group_id: str
    language: str
    ends_at: datetime | None
    title_en: str | None
    title_zh: str | None
    question_en: str | None
    question_zh: str | None
    levels: tuple[tuple[int, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a phone is told once its vote is committed.

    Attributes:
        answer: What counts for it now in this ballot; another than it sent where it has pressed since.
        is_repeated: Whether this press was known already.
    """

    ballot: int
    answer: str
    is_repeated: bool
