"""What a console and a projector cost while nothing happens, against an empty page's refresh.

Both ask once a second. A vote is open in the room and forty phones have joined; nobody presses anything.
Processor time of the servers, which take turns; Linux only. Run it as `python -m benchmarks.idle_room`.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks import apps
from benchmarks.tables import Ratio, report
from benchmarks.visitor import Visitor
from cityops.operating_model import writes as operating_model
from cityops.store import open_store
from tests.support import city, rooms
from tests.support.app import App

PHONES, ROUNDS, LOOKS, LIMIT = 40, 7, 40, 2.0


def hall(path: Path) -> tuple[str, str]:
    """Make a store whose room votes; return the room's id and its code."""
    store = city.build(open_store(str(path)))
    operating_model.load(store, city.ADMINISTRATOR)
    room = rooms.hall(store)
    phones = room.join(PHONES, 0)
    room.ask()
    room.vote(phones[: PHONES // 2], "3" * (PHONES // 2))
    store.close()
    return room.room.id, room.room.code


class Wall:
    """A projector: it shows what it has until something else is told."""

    def __init__(self, url: str, code: str) -> None:
        """Ask once; what is asked afterwards has the tag of that."""
        self._wire, self._path = HTTPConnection(urlsplit(url).netloc), f"/projector/{code}/state?lang=en"
        self._tag = ""
        self._tag = self.look()

    def look(self) -> str:
        """Ask whether there is something else; return the tag of what there is."""
        self._wire.request("GET", self._path, headers={"if-none-match": self._tag})
        answer = self._wire.getresponse()
        answer.read()
        if answer.status != (304 if self._tag else 200):
            raise AssertionError(f"The projector was answered with {answer.status}.")
        return answer.headers["etag"]


def spent(looks: dict[str, tuple[App, Callable[[], object]]]) -> dict[str, float]:
    """Return the milliseconds of processor time for one look of each, the median of rounds."""
    found: dict[str, list[float]] = {name: [] for name in looks}
    for _ in range(ROUNDS + 1):
        for name, (app, look) in looks.items():
            before = app.cpu_seconds
            for _ in range(LOOKS):
                look()
            found[name].append(1000.0 * (app.cpu_seconds - before) / LOOKS)
    return {name: statistics.median(rounds[1:]) for name, rounds in found.items()}


def main() -> int:
    """Measure and print."""
    path = Path(tempfile.mkdtemp()) / "city.duckdb"
    room, code = hall(path)
    with apps.city(path) as app, apps.empty_page() as plain:
        wall = Wall(app.url, code)
        console, empty = Visitor(f"{app.url}/workshop?lang=en&room={room}"), Visitor(plain.url)
        with console, empty:
            for visitor in (console, empty):
                visitor.run()
            console.tick()
            told = " ".join(console.said)
            found = spent(
                {
                    "console": (app, console.tick),
                    "projector": (app, wall.look),
                    "empty": (plain, empty.run),
                }
            )
    if console.errors or f"{PHONES // 2} of {PHONES}" not in told:
        raise AssertionError(f"The console said: {told} {console.errors}")
    names = ("console", "projector")
    rows = [Ratio(f"{name}, one look", found[name], found["empty"], LIMIT) for name in names]
    return report("A room in which nothing happens: processor time", "room", "an empty page", rows)


if __name__ == "__main__":
    sys.exit(main())
