"""Programs that a test starts as a process of their own: to kill it, or to take its disk away.

`python -m tests.support.children NAME PATH` prints one JSON value a line.
"""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from cityops.errors import CityOpsError
from cityops.ingest.importing import import_file
from cityops.store import PRESENT, Store, Transaction, open_store
from cityops.store.queries import sql
from cityops.workshop import ballots
from cityops.workshop.model import Phase
from tests.support import city, rooms

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = 1_200
_SMALL_LOG = {"checkpoint_threshold": "1MB"}


def start(name: str, *words: str) -> "subprocess.Popen[str]":
    """Start one of the programs below."""
    command = [sys.executable, "-m", "tests.support.children", name, *words]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=_environment(name),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _environment(name: str) -> dict[str, str]:
    """Leave out the measuring of coverage where a kill would leave a torn measurement behind."""
    left_out = {"COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"} if name.startswith("keep_") else set()
    return {key: value for key, value in os.environ.items() if key not in left_out}


def answers(name: str, *words: str) -> list[Any]:
    """Let a program run to its end; return what it printed."""
    with start(name, *words) as child:
        out, problem = child.communicate(timeout=60)
    assert child.returncode in (0, -signal.SIGKILL), problem
    return [json.loads(line) for line in out.splitlines()]


def say(value: object) -> None:
    """Tell the parent, at once."""
    print(json.dumps(value), flush=True)


def rows(value: int) -> bytes:
    """A file of 1,200 rows that all say the same."""
    places = [(area, month) for area in (city.CITY, *city.DISTRICTS) for month in range(300)]
    lines = (f"{area},Fine dust,{1995 + m // 12}-{m % 12 + 1:02},{value}" for area, m in places)
    return city.csv(*lines)


def keep_importing(path: str) -> None:
    """Import the same points with a new value again and again; say each value once it is acknowledged.

    It begins with the value that was written last: its answer may never have arrived, and its key makes the
    second try the same upload.
    """
    store = open_store(path)
    value = len(store.rows("ingest/uploads", known=PRESENT)) or 1
    say("ready")
    while True:
        name = f"{value}.csv"
        import_file(store, city.ANALYST, name, rows(value), city.CLOCKS, confirm=True, key=name)
        say(value)
        value += 1


def keep_voting(path: str, tokens: str) -> None:
    """Run a room for ever: say each vote and each step once it is acknowledged."""
    store, phones, chance = open_store(path), json.loads(tokens), random.Random()
    hall = rooms.opened(store)
    say("ready")
    while True:
        state = hall.room.state
        if state.phase is Phase.VOTING:
            key = time.time_ns()
            votes = [(token, chance.choice("12345")) for token in phones]
            asked = [
                (token, answer, ballots.casting(store, hall.room.code, token, state.ballot, answer, key))
                for token, answer in votes
            ]
            for token, answer, committed in asked:
                committed.result(20)
                say({"token": token, "ballot": state.ballot, "answer": answer, "key": key})
        room = hall.step(rooms.next_event(state))
        say({"version": room.version, "recorded": len(room.state.recorded)})


def import_once(path: str, key: str) -> None:
    """Import a file as soon as the store is free; say the upload's id."""
    while True:
        try:
            store = open_store(path)
        except CityOpsError:
            time.sleep(0.05)
            continue
        say(import_file(store, city.ANALYST, "a.csv", rows(1), city.CLOCKS, key=key).upload_id)
        store.close()
        return


def open_it(path: str) -> None:
    """Open a store; say what stands in the way."""
    try:
        open_store(path).close()
    except CityOpsError as error:
        say([type(error).__name__, str(error)])
    else:
        say("opened")


def open_without_room(path: str) -> None:
    """Open a store on a disk that takes no further file of any size; say what stands in the way."""
    _limit(4_096)
    open_it(path)


def hold_it(path: str) -> None:
    """Open a store and keep it until the parent closes the standard input's pipe or ends this process."""
    store = open_store(path)
    say("ready")
    sys.stdin.read()
    store.close()


def _claims(tx: Transaction, number: int, size: int) -> None:
    """Write random claims, which no compression makes small."""
    ones = pa.array([number] * size, pa.int32())
    words = pa.array([random.randbytes(16).hex() for _ in range(size)])
    days = pa.array([city.ON] * size)
    values = pa.array([random.random() for _ in range(size)])
    columns = ("upload_number", "line", "series_id", "period_start", "period_end", "period_label", "value")
    table = dict(zip(columns, (ones, ones, ones, days, days, words, values), strict=True))
    tx.insert("claims", pa.table(table | {"flag": words, "raw_value": words}))


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def fill_the_disk(path: str, size: str, kind: str) -> None:
    """Write until the disk is full, then make room and write once more, then die."""
    store = open_store(path, _SMALL_LOG if kind == "checkpoint" else {})
    _limit(int(size))
    number, said = _write_until_refused(store)
    say({"said": said, "acknowledged": number, "kept": _numbers(store)})
    _limit(resource.RLIM_INFINITY)
    write_claims(store, number + 1)
    say({"acknowledged": number + 1, "kept": _numbers(store)})
    os.kill(os.getpid(), signal.SIGKILL)


def write_claims(store: Store, number: int, size: int = 300) -> None:
    """Write random claims in one transaction."""
    store.write(lambda tx: _claims(tx, number, size), person="Ada", role="analyst", action="test")


def _write_until_refused(store: Store) -> tuple[int, str]:
    for number in range(10_000):
        try:
            write_claims(store, number)
        except CityOpsError as error:
            return number, str(error)
    raise AssertionError("the disk was never full")


def _numbers(store: Store) -> dict[str, int]:
    """How many rows of each write are kept."""
    counted = sql("select upload_number, count(*) as n from claims group by 1 order by 1")
    with store._engine.session() as session:
        return {str(number): int(n) for number, n in session.rows(counted, {})[1]}


def import_without_room(path: str) -> None:
    """Import a file that is larger than what may be written; say what was said and what is kept."""
    store = open_store(path)
    _limit(20_000)
    try:
        import_file(store, city.ANALYST, "a.csv", rows(1), city.CLOCKS)
    except CityOpsError as error:
        say({"said": str(error), "kept": _numbers(store)})


def import_many(path: str) -> None:
    """Import 200,000 rows; say how many are new, the seconds that it took, and the megabytes."""
    store, begin = open_store(path), date(1978, 1, 1)
    days = [(begin + timedelta(days=n)).isoformat() for n in range(16_667)]
    places = [
        (area, what) for area in (city.CITY, *city.DISTRICTS) for what in ("People", "Homes", "Jobless rate")
    ]
    data = city.csv(*(f"{area},{what},{day},{n % 97}" for area, what in places for n, day in enumerate(days)))
    before, start = _peak(), time.perf_counter()
    receipt = import_file(store, city.ANALYST, "many.csv", data, city.CLOCKS)
    say({"new": receipt.new, "seconds": time.perf_counter() - start, "megabytes": _peak() - before})


def _peak() -> int:
    """The most memory that this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def list_routes(_path: str) -> None:
    """Say the path of every route of the app, and the kind of each."""
    from app import app

    for route in app._build_starlette_app().routes:
        say([type(route).__name__, getattr(route, "path", ""), sorted(getattr(route, "methods", None) or ())])


PROGRAMS = (
    list_routes,
    keep_importing,
    keep_voting,
    import_once,
    open_it,
    hold_it,
    open_without_room,
    fill_the_disk,
    import_without_room,
    import_many,
)

if __name__ == "__main__":
    {program.__name__: program for program in PROGRAMS}[sys.argv[1]](*sys.argv[2:])
