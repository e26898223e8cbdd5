"""What this process knows of its open rooms, so that a phone's question costs no query.

It is made of the store and made again whenever the store's version is another one: after every step of a
facilitator, after a restart, after a copy was put back. Votes and joins leave that version alone; the writer
adds them here after their commit. The store is what counts: the writer asks it again inside each transaction.

A room lives in one process. Several app servers on one PostgreSQL would each see their own phones only.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary, proxy

from cityops.assessment import reads as waves
from cityops.assessment.model import WaveItem
from cityops.store import Reader, Store
from cityops.workshop import codes, reads
from cityops.workshop.model import Room, Vote

Members = dict[str, tuple[str, str]]


@dataclass(slots=True)
class Live:
    """A room as it is known here. Of its votes those on the question of the moment are kept.

    Attributes:
        groups: Ids of the groups of its wave.
        members: Group and language by the salted hash of a phone.
        votes: What each phone said last, by ballot and voter.
        papers: Group, answer and heads of what was entered by hand, by ballot.
        asked: The question of the moment and its levels, once a phone has asked for them.
    """

    room: Room
    salt: str
    groups: frozenset[str]
    members: Members
    votes: dict[tuple[int, str], Vote]
    papers: dict[int, list[tuple[str, str, int]]]
    asked: tuple[WaveItem | None, tuple[tuple[int, str | None, str | None], ...]] | None = None


@dataclass(slots=True)
class Seen:
    """What is told of a room and not kept in the store: it begins anew with the program."""

    changes: int = field(default_factory=lambda: int(time.time()))
    refused: Counter[str] = field(default_factory=Counter)
    clash: str = ""


Committed = tuple[str, Members, list[Vote]]


class Registry:
    """The open rooms of one store that phones have asked for."""

    def __init__(self, store: Store) -> None:
        # The registries are kept by their stores: one that held its store would keep it for ever.
        self._store = proxy(store)
        self._lock, self._loading = threading.Lock(), threading.Lock()
        self._version = -1
        self._codes: dict[str, str] = {}
        self._meanwhile: list[Committed] = []
        self._rooms: dict[str, Live] = {}
        self._seen: dict[str, Seen] = {}

    def find(self, code: str) -> Live | None:
        """Return the open room of a code, however it was typed, as the store has it now."""
        tidy = codes.tidy(code)
        if not self._is_known(tidy):
            with self._loading:
                while not self._is_known(tidy):
                    self._load(tidy)
        return self._rooms.get(tidy)

    def _is_known(self, code: str) -> bool:
        is_current = self._version == self._store.version
        return is_current and (code in self._rooms or code not in self._codes)

    def _load(self, code: str) -> None:
        with self._lock:
            version, self._meanwhile = self._store.version, []
        with self._store.snapshot() as reader:
            there = reads.open_codes(reader)
            room = reads.room(reader, there[code]) if code in there else None
            live = _live(reader, room) if room else None
        with self._lock:
            if version != self._version:
                self._version, self._codes, self._rooms = version, there, {}
            if live:
                for committed in self._meanwhile:  # which this may not have seen
                    _take_in([live], *committed)
                self._rooms[code] = live

    def loaded(self) -> list[Live]:
        """Return the rooms that phones have asked for since something changed."""
        with self._lock:
            return list(self._rooms.values())

    def of(self, room_id: str) -> Live | None:
        """Return an open room by its id, as the store has it now."""
        return next((self.find(code) for code, one in dict(self._codes).items() if one == room_id), None)

    def add(self, room_id: str, members: Members, votes: list[Vote]) -> None:
        """Take in what was committed."""
        with self._lock:
            self._meanwhile.append((room_id, members, votes))
            _take_in(self._rooms.values(), room_id, members, votes)
            self._of(room_id).changes += len(members) + len(votes)

    def copy(self, live: Live) -> tuple[Members, list[Vote], Seen]:
        """Return phones, votes and what else is told of a room, as they are at this moment."""
        with self._lock:
            seen = self._of(live.room.id)
            told = Seen(seen.changes, Counter(seen.refused), seen.clash)
            return dict(live.members), list(live.votes.values()), told

    def refuse(self, room_id: str, why: str) -> None:
        """Count what was turned away; '' for no room at all."""
        with self._lock:
            seen = self._of(room_id)
            seen.refused[why] += 1
            seen.changes += 1

    def clash(self, room_id: str, said: str) -> None:
        """Keep what a second facilitator wanted at the same time, until the next step; '' for nothing."""
        with self._lock:
            seen = self._of(room_id)
            seen.clash = said
            seen.changes += 1

    def _of(self, room_id: str) -> Seen:
        return self._seen.setdefault(room_id, Seen())


def _take_in(rooms: Iterable[Live], room_id: str, members: Members, votes: list[Vote]) -> None:
    for live in rooms:
        if live.room.id == room_id:
            live.members |= members
            live.votes |= {(vote.ballot, vote.voter): vote for vote in votes}


def _live(reader: Reader, room: Room) -> Live:
    state = room.state
    votes = reads.votes(reader, room.id, min(state.rounds)) if state.rounds else []
    return Live(
        room=room,
        salt=reads.salt(reader, room.id),
        groups=frozenset(one.id for one in waves.groups(reader, room.wave_id)),
        members=reads.members(reader, room.id),
        votes={(vote.ballot, vote.voter): vote for vote in votes},
        papers={ballot: reads.papers(reader, room, ballot) for ballot in state.rounds},
    )


_registries: "WeakKeyDictionary[Store, Registry]" = WeakKeyDictionary()
_making = threading.Lock()


def registry(store: Store) -> Registry:
    """Return what this process knows of a store's rooms."""
    with _making:
        if store not in _registries:
            _registries[store] = Registry(store)
        return _registries[store]
