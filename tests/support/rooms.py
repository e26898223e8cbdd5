"""A small city with a wave and a room to vote in."""

import json
import re
from dataclasses import dataclass
from datetime import date

from cityops.access import Role
from cityops.assessment import carried, file, writes
from cityops.assessment import reads as waves
from cityops.assessment.model import NewWave
from cityops.store import Store
from cityops.workshop import ballots, reads
from cityops.workshop import writes as rooms
from cityops.workshop.events import Agree, CloseVote, Event, OpenVote, Record, Reopen, Reveal, TakeUp
from cityops.workshop.model import Phase, Room, RoomState
from tests.support import city

ADA = city.ACTORS[Role.FACILITATOR]
"""The facilitator."""
ELEMENTS = ("A1", "B5", "B13")
NEW = NewWave(city.CITY, date(2025, 6, 30), name_en="First wave", name_zh="首轮评估", elements=ELEMENTS)


@dataclass(slots=True)
class Hall:
    """A room and who is in it; `step` does what a facilitator presses."""

    store: Store
    wave_id: str
    room: Room
    groups: list[str]

    def step(self, *events: Event) -> Room:
        """Let things happen one after another."""
        for event in events:
            self.room = rooms.step(self.store, ADA, self.room.id, self.room.version, event)
        return self.room

    def ask(self, item_id: str = "B5") -> int:
        """Put a question and open the vote; return the ballot's number."""
        return self.step(TakeUp(item_id), OpenVote()).state.ballot

    def reveal(self) -> Room:
        """Close the vote and show it."""
        return self.step(CloseVote(), Reveal())

    def join(self, n: int, group: int | None = None) -> list[str]:
        """Let phones join, of one group or of none; return their tokens."""
        group_id = "" if group is None else self.groups[group]
        joined = [ballots.joining(self.store, self.room.code, group_id) for _ in range(n)]
        for _, committed in joined:
            committed.result(20)
        return [token for token, _ in joined]

    def vote(self, tokens: list[str], answers: str, key: int = 1) -> None:
        """Let phones vote, a letter a phone: a level, or ? for not known."""
        code, ballot = self.room.code, self.room.state.ballot
        said = [None if answer == "?" else answer for answer in answers]
        cast = [
            ballots.casting(self.store, code, token, ballot, answer, key)
            for token, answer in zip(tokens, said, strict=True)
        ]
        for committed in cast:
            committed.result(20)

    def again(self) -> Room:
        """The room as the store has it."""
        found = reads.room(self.store, self.room.id)
        assert found is not None
        return found


def opened(store: Store) -> Hall:
    """The hall of the one open room of a store."""
    room = next(one for one in reads.rooms(store) if one.is_open)
    return Hall(store, room.wave_id, room, [one.id for one in waves.groups(store, room.wave_id)])


def next_event(state: RoomState) -> Event:
    """What a facilitator does next who asks everything, twice each, and then begins again."""
    if state.phase in (Phase.LOBBY, Phase.RECORDED):
        left = [one for one in state.items if (one, "current") not in state.recorded]
        return TakeUp(left[0]) if left else Reopen(state.items[0], "once more")
    if state.phase is Phase.REVEALED:
        return OpenVote() if state.round < 2 else Agree("3", "decision", rationale="it is late")
    steps: dict[Phase, Event] = {
        Phase.QUESTION: OpenVote(),
        Phase.VOTING: CloseVote(),
        Phase.CLOSED: Reveal(),
        Phase.AGREED: Record(),
    }
    return steps[state.phase]


def another(store: Store, wave_id: str) -> bytes:
    """The file of a wave with other ids, as if it came from elsewhere."""
    mirrored = re.sub(rb"\b[0-9a-f]{32}\b", lambda found: found[0][::-1], file.export(store, wave_id))
    told = json.loads(mirrored)
    return json.dumps(told | {"sha256": carried.checksum(told["content"])}).encode()


def prepare_wave(store: Store) -> str:
    """Prepare a wave of the small city that has its operating model; return its id."""
    return writes.create_wave(store, ADA, NEW)


def hall(store: Store) -> Hall:
    """Open a room for a new wave of a small city that has its operating model."""
    wave_id = prepare_wave(store)
    groups = [one.id for one in waves.groups(store, wave_id)]
    return Hall(store, wave_id, rooms.open_room(store, ADA, wave_id), groups)
