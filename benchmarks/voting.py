"""Two hundred votes within a tenth of a second, beside a bare uvicorn that takes them and does nothing.

Both servers run at once and take turns; first while nobody looks at the app, then while one session of it
reruns without pause. No vote may be lost or counted twice. Run it as `python -m benchmarks.voting`.
"""

import asyncio
import contextlib
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
    """Return the p95 of each burst by what was asked while what ran, and the phones."""
    empty = [Phone(nothing, "") for _ in range(PHONES)]
    voters = [Phone(app, f"/ballot/{code}") for _ in range(PHONES)]
    await asyncio.gather(*(phone.join() for phone in voters))
    found: dict[str, list[float]] = {}
    key = 0
    for while_what in ("idle", "busy"):
        with busy(app) if while_what == "busy" else contextlib.nullcontext():
            for _ in range(ROUNDS + 1):
                key += 1
                for name, phones in (("bare", empty), ("ballot", voters)):
                    waits = sorted(await burst(phones, ballot, key))
                    found.setdefault(f"{name}, {while_what}", []).append(1000 * waits[int(0.95 * PHONES)])
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
    print(f"| p95 of {PHONES} votes within 0.1 s | ballot, ms | bare uvicorn, ms | ratio | limit | |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    failed = False
    for what, about in (("idle", "nobody looks at the app"), ("busy", "one session reruns without pause")):
        one, other = p95[f"ballot, {what}"], p95[f"bare, {what}"]
        failed |= one > LIMIT * other
        said = "passes" if one <= LIMIT * other else "FAILS"
        print(f"| {about} | {one:.1f} | {other:.1f} | {one / other:.2f} | {LIMIT:.2f} | {said} |")
    wrong = _wrong(voters, path, code, ballot)
    retries = sum(phone.retries for phone in voters)
    print(f"\nOf {PHONES * 2 * (ROUNDS + 1)} votes {wrong} are lost or counted twice.", end=" ")
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
