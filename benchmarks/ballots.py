"""How long two hundred phones wait that vote within a tenth of a second, beside a transaction for each vote.

In one process, without the network: what the writer and the database take. The store is a file of London.
Run it as `python -m benchmarks.ballots`. It exits with 1 where a ratio is over the limit, or a vote was lost
or counted twice.
"""

import itertools
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path

from benchmarks.tables import Ratio, report
from cityops import demo
from cityops.access import SET_UP
from cityops.assessment.model import NewWave
from cityops.assessment.writes import create_wave
from cityops.store import Store, open_store
from cityops.workshop import ballots, reads, writes
from cityops.workshop.events import OpenVote, TakeUp
from cityops.workshop.model import Room

PHONES, ROUNDS, WITHIN = 200, 5, 0.1
TYPICAL, SLOWEST, ALL = 0.35, 0.35, 0.35
_keys = itertools.count(1)


def room_of(store: Store) -> Room:
    """Open a room with a vote."""
    wave_id = create_wave(store, SET_UP, NewWave("E12000007", date(2020, 12, 1), name_en="Benchmark"))
    room = writes.open_room(store, SET_UP, wave_id)
    for event in (TakeUp("B5"), OpenVote()):
        room = writes.step(store, SET_UP, room.id, room.version, event)
    return room


Cast = Callable[[str, int], None]


def waits(cast: Cast, tokens: list[str]) -> list[float]:
    """Let all phones vote, spread over a tenth of a second; return how long each waited, in milliseconds."""
    key, start = next(_keys), time.perf_counter()

    def phone(place: int) -> float:
        due = start + WITHIN * place / len(tokens)
        time.sleep(max(0.0, due - time.perf_counter()))
        cast(tokens[place], key)
        return 1000.0 * (time.perf_counter() - due)

    with ThreadPoolExecutor(len(tokens)) as pool:
        return list(pool.map(phone, range(len(tokens))))


def together(store: Store, room: Room) -> Cast:
    """Return how a phone votes: its vote shares a commit with those that came with it."""

    def cast(token: str, key: int) -> None:
        answer = str(1 + key % 5)
        ballots.casting(store, room.code, token, room.state.ballot, answer, key).result(60)

    return cast


def each(store: Store, room: Room) -> Cast:
    """Return how it would vote with a commit of its own; otherwise the same checks and the same rows."""
    alone = threading.Lock()

    def cast(token: str, key: int) -> None:
        with alone:  # the writer's batch is one vote: the next waits until this one is committed
            done: Future[object] = Future()
            answer = str(1 + key % 5)
            given = ballots.casting(store, room.code, token, room.state.ballot, answer, key)
            given.add_done_callback(done.set_result)
            done.result(60)

    return cast


def main() -> int:
    """Measure and print; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "city.duckdb"), {"threads": "2"})
        demo.load(store, SET_UP, date(2026, 11, 22))
        room = room_of(store)
        tokens = [ballots.join(store, room.code) for _ in range(PHONES)]
        ways = {"together": together(store, room), "each": each(store, room)}
        found: dict[str, list[list[float]]] = {name: [] for name in ways}
        for counted in (False, *[True] * ROUNDS):
            for name, way in ways.items():
                waited = sorted(waits(way, tokens))
                if counted:
                    found[name].append(waited)
        votes = reads.votes(store, room.id)
        store.close()
    code = report(
        f"Votes: {PHONES} phones within {WITHIN * 1000:.0f} ms, commit included",
        "many a commit",
        "one a commit",
        [_ratio(name, found, place, limit) for name, place, limit in _LINES],
    )
    is_right = len(votes) == len({vote.voter for vote in votes}) == PHONES
    print(f"\n{PHONES} phones, {len(votes)} votes: {'none lost, none twice' if is_right else 'WRONG'}.")
    return code if is_right else 1


_LINES = (
    ("the typical phone waits", 0.5, TYPICAL),
    ("95 of 100 wait at most", 0.95, SLOWEST),
    ("the last one waits", 1.0, ALL),
)


def _ratio(name: str, found: dict[str, list[list[float]]], place: float, limit: float) -> Ratio:
    times = {
        way: statistics.median(waited[min(PHONES - 1, int(place * PHONES))] for waited in rounds)
        for way, rounds in found.items()
    }
    return Ratio(name, times["together"], times["each"], limit)


if __name__ == "__main__":
    sys.exit(main())
