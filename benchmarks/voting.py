"""Two hundred phones vote, beside a bare uvicorn that takes their votes and does nothing.

They press at once, as after "now, please"; and spread over a tenth of a second, where a bare server has
hardly more to do than it can, so that its own wait says little. Both servers run at once and take turns;
first while nobody looks at the app, then while one session of it reruns without pause. No vote may be lost
or counted twice. Run it as `python -m benchmarks.voting`.
"""

import asyncio
import contextlib
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.phones import Phone, burst
from benchmarks.visitor import Visitor
from cityops.operating_model import writes as operating_model
from cityops.store import open_store
from cityops.workshop import reads
from tests.support import app as product
from tests.support import city, rooms

PHONES, ROUNDS, LIMIT = 200, 15, 2.5
WITHIN = {"at once": 0.0, "spread over 0.1 s": 0.1}
WHILE = {"idle": "nobody looks at the app", "busy": "one session reruns without pause"}


@contextlib.contextmanager
def bare(folder: Path) -> Iterator[product.App]:
    """Run the server that does nothing."""
    port = product.free_port()
    command = [sys.executable, "-m", "uvicorn", "benchmarks.empty.bare:app", "--port", port]
    with (folder / "bare.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    app = product.App(f"http://127.0.0.1:{port}", folder, folder / "bare.log", process)
    try:
        product.wait(app)
        yield app
    finally:
        app.stop()


@contextlib.contextmanager
def busy(url: str) -> Iterator[None]:
    """Let one session of the app rerun without pause, from a process of its own."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.voting", url], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield
    finally:
        process.kill()
        process.wait()


def rerun(url: str) -> None:
    """Rerun a session for ever."""
    with Visitor(f"{url}/?lang=en") as visitor:
        visitor.run()
        print("it runs", flush=True)
        while True:
            visitor.run()


def hall(folder: Path) -> tuple[Path, str, int]:
    """Make a store with a room whose vote is open; return it, the code and the ballot's number."""
    path = folder / "city.duckdb"
    store = city.build(open_store(str(path)))
    operating_model.load(store, city.ADMINISTRATOR)
    room = rooms.hall(store)
    ballot = room.ask()
    store.close()
    return path, room.room.code, ballot


async def measure(
    nothing: str, app: str, code: str, ballot: int
) -> tuple[dict[str, list[float]], list[Phone]]:
    """Return the p95 of each burst by who was asked, how and while what ran, and the phones."""
    empty = [Phone(nothing, "") for _ in range(PHONES)]
    voters = [Phone(app, f"/ballot/{code}") for _ in range(PHONES)]
    await asyncio.gather(*(phone.join() for phone in voters))
    found: dict[str, list[float]] = {}
    key = 0
    for while_what in WHILE:
        with busy(app) if while_what == "busy" else contextlib.nullcontext():
            for within in list(WITHIN) * (ROUNDS + 1):
                key += 1
                for name, phones in (("bare", empty), ("ballot", voters)):
                    waits = sorted(await burst(phones, ballot, key, WITHIN[within]))
                    p95 = 1000 * waits[int(0.95 * PHONES)]
                    found.setdefault(f"{name}, {within}, {while_what}", []).append(p95)
                    await asyncio.sleep(0.3)
    return {name: rounds[1:] for name, rounds in found.items()}, voters


def main() -> int:
    """Measure and print; return the exit code."""
    folder = Path(tempfile.mkdtemp())
    path, code, ballot = hall(folder)
    with bare(folder) as nothing, contextlib.ExitStack() as stack:
        app = product.start(path)
        stack.callback(app.stop)
        found, voters = asyncio.run(measure(nothing.url, app.url, code, ballot))
    return _report(found, voters, path, code, ballot)


def _report(found: dict[str, list[float]], voters: list[Phone], path: Path, code: str, ballot: int) -> int:
    p95 = {name: statistics.median(rounds) for name, rounds in found.items()}
    print(f"| p95 of {PHONES} votes | while | ballot, ms | bare uvicorn, ms | ratio | limit | |")
    print("| --- | --- | ---: | ---: | ---: | ---: | --- |")
    failed = False
    for within, what in itertools.product(WITHIN, WHILE):
        one, other = p95[f"ballot, {within}, {what}"], p95[f"bare, {within}, {what}"]
        failed |= one > LIMIT * other
        said = "passes" if one <= LIMIT * other else "FAILS"
        row = f"{one:.1f} | {other:.1f} | {one / other:.2f} | {LIMIT:.2f} | {said}"
        print(f"| {within} | {WHILE[what]} | {row} |")
    wrong = _wrong(voters, path, code, ballot)
    retries = sum(phone.retries for phone in voters)
    print(f"\nOf {PHONES * 4 * (ROUNDS + 1)} votes {wrong} are lost or counted twice.", end=" ")
    print(f"{retries} were sent again, because a connection was closed.")
    return int(failed or wrong > 0)


def _wrong(voters: list[Phone], path: Path, code: str, ballot: int) -> int:
    """Return by how many votes the store differs from what the phones were told."""
    store = open_store(str(path))
    room = next(one for one in reads.rooms(store) if one.code == code)
    kept = Counter(vote.answer for vote in reads.votes(store, room.id) if vote.ballot == ballot)
    store.close()
    told = Counter(phone.acknowledged[ballot] for phone in voters)
    return sum((kept - told).values()) + sum((told - kept).values())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        rerun(sys.argv[1])
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
