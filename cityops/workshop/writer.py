"""The writer of a store's rooms: many votes in one transaction, each acknowledged after the commit.

A transaction for each vote costs tens of times as much. So phones put their requests into a bounded queue,
and one thread takes all that is there and writes it at once.
"""

import queue
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary, ref

import pyarrow as pa

from cityops import access
from cityops.access import SET_UP, Duty
from cityops.errors import CityOpsError
from cityops.store import Store, Transaction
from cityops.words.refusals import refused
from cityops.workshop import reads
from cityops.workshop.live import Live, Members, Registry, registry
from cityops.workshop.model import Phase, Room, Vote
from cityops.workshop.refusals import TurnedAwayError
from cityops.workshop.seen import Acknowledgement

_MOST_WAITING = 4_000
_MOST_AT_ONCE = 1_000
_IDLE = 0.5
"""Seconds without a request after which the thread ends; the next request starts another.

The program waits for it at its end: what has reached the queue is still written."""

T = TypeVar("T")


@dataclass(slots=True)
class Request(Generic[T]):
    """What a phone asks for, and where it waits for the answer."""

    room_id: str
    answer: "Future[T]" = field(default_factory=Future)


@dataclass(slots=True)
class Joining(Request[None]):
    """A phone joins."""

    member: str = ""
    group_id: str = ""
    language: str = ""


@dataclass(slots=True)
class Casting(Request[Acknowledgement]):
    """A phone votes."""

    vote: Vote = field(default_factory=lambda: Vote(0, "", 0, "", ""))


@dataclass(slots=True)
class _Batch:
    """What one transaction makes of some requests."""

    members: dict[str, Members] = field(default_factory=dict)
    votes: dict[str, list[Vote]] = field(default_factory=dict)
    newest: dict[tuple[str, int, str], Vote] = field(default_factory=dict)
    done: list[Callable[[], None]] = field(default_factory=list)


class Writer:
    """Writes joins and votes of one store."""

    def __init__(self, store: Store, most: int = _MOST_WAITING) -> None:
        self._store = ref(store)
        self._waiting: queue.Queue[Request[Any]] = queue.Queue(most)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def put(self, request: Request[T]) -> "Future[T]":
        """Let a request wait for its turn; its future tells when it is committed, or why not.

        Raises:
            TurnedAwayError: Too many wait already.
        """
        with self._lock:
            try:
                self._waiting.put_nowait(request)
            except queue.Full:
                raise TurnedAwayError("busy") from None
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="votes")
                self._thread.start()
        return request.answer

    def drain(self) -> None:
        """Wait until what was put before is written."""
        with self._lock:
            is_running = self._thread is not None
        if is_running:
            self._waiting.join()

    def _run(self) -> None:
        try:
            while requests := self._next():
                self._write(requests)
        finally:
            with self._lock:
                if self._thread is threading.current_thread():
                    self._thread = None

    def _next(self) -> list[Request[Any]]:
        """Wait for requests; none once it was quiet for long enough, and then this thread is done."""
        while True:
            try:
                return [self._waiting.get(timeout=_IDLE), *self._more()]
            except queue.Empty:
                with self._lock:
                    if self._waiting.empty():
                        self._thread = None
                        return []

    def _more(self) -> Iterable[Request[Any]]:
        for _ in range(_MOST_AT_ONCE - 1):
            try:
                yield self._waiting.get_nowait()
            except queue.Empty:
                return

    def _write(self, requests: list[Request[Any]]) -> None:
        problem: CityOpsError = refused("workshop.refused.not_written")
        # Who gave up before this moment asks for nothing; who is waited for from here on cannot give up.
        wanted = [request for request in requests if request.answer.set_running_or_notify_cancel()]
        try:
            self._commit(wanted)
        except CityOpsError as error:
            problem = error
        finally:
            for request in wanted:  # whatever happened, nobody waits for ever
                _fail(request, problem)
            for _ in requests:
                self._waiting.task_done()

    def _commit(self, requests: list[Request[Any]]) -> None:
        store = self._store()
        if store is None:
            return
        batch = access.write(
            store,
            SET_UP,  # nobody's name stands beside a vote
            Duty.WAVES,
            lambda tx: _work(tx, requests, registry(store)),
            action="take_votes",
            quiet=True,
        )
        for room_id in batch.members.keys() | batch.votes.keys():
            registry(store).add(room_id, batch.members.get(room_id, {}), batch.votes.get(room_id, []))
        for answer in batch.done:
            answer()


def _work(tx: Transaction, requests: list[Request[Any]], registry: Registry) -> _Batch:
    batch = _Batch()
    found = [reads.room(tx, room_id) for room_id in {request.room_id for request in requests}]
    rooms = {room.id: room for room in found if room and room.is_open}
    lives = {room_id: registry.of(room_id) for room_id in rooms}
    for request in requests:
        room = rooms.get(request.room_id)
        if isinstance(request, Joining):
            _take_phone(batch, request, room)
        elif isinstance(request, Casting):
            _take_vote(batch, request, room, lives.get(request.room_id))
    _insert(tx, batch)
    return batch


def _take_phone(batch: _Batch, request: Joining, room: Room | None) -> None:
    if room is None or room.state.is_locked:
        why = TurnedAwayError("code" if room is None else "locked")
        batch.done.append(lambda: _fail(request, why))
        return
    joined = batch.members.setdefault(request.room_id, {})
    joined[request.member] = (request.group_id, request.language)
    batch.done.append(lambda: request.answer.set_result(None))


def _take_vote(batch: _Batch, request: Casting, room: Room | None, live: Live | None) -> None:
    """Add a vote to a batch, or find why it is refused; it is answered once the batch is committed."""
    vote = request.vote
    place = (request.room_id, vote.ballot, vote.voter)
    # Only this thread writes votes: what is known in memory is what stands in the store.
    known = batch.newest.get(place) or (live and live.votes.get((vote.ballot, vote.voter)))
    if known and vote.key <= known.key:  # the phone heard no answer and asks again, or has pressed since
        told = Acknowledgement(vote.ballot, known.answer, True)
        batch.done.append(lambda: request.answer.set_result(told))
    elif room is None or room.state.phase is not Phase.VOTING or room.state.ballot != vote.ballot:
        batch.done.append(lambda: _fail(request, TurnedAwayError("late")))
    else:
        batch.newest[place] = vote
        batch.votes.setdefault(request.room_id, []).append(vote)
        batch.done.append(lambda: request.answer.set_result(Acknowledgement(vote.ballot, vote.answer, False)))


def _fail(request: Request[Any], error: Exception) -> None:
    if not request.answer.done():
        request.answer.set_exception(error)


def _insert(tx: Transaction, batch: _Batch) -> None:
    members = [
        (room_id, member, *said)
        for room_id, joined in batch.members.items()
        for member, said in joined.items()
    ]
    votes = [
        (room_id, vote.ballot, vote.voter, vote.key, vote.group_id, vote.answer)
        for room_id, cast in batch.votes.items()
        for vote in cast
    ]
    if members:
        tx.insert("room_members", _table(("room_id", "member", "group_id", "language"), members))
    if votes:
        names = ("room_id", "ballot", "voter", "vote_key", "group_id", "answer")
        tx.insert("room_votes", _table(names, votes))


def _table(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> pa.Table:
    return pa.table(dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True)))


_writers: "WeakKeyDictionary[Store, Writer]" = WeakKeyDictionary()
_making = threading.Lock()


def writer(store: Store) -> Writer:
    """Return the writer of a store."""
    with _making:
        if store not in _writers:
            _writers[store] = Writer(store)
        return _writers[store]
