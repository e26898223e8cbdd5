"""Fifty people on the score sheet of London, each with a tick a second, on a server that has one core.

One in ten types a text every three seconds. Passes where the core is enough: half of the ticks are answered
before the next is due, nothing fails, and the processor is not busy all the time. Linux only.
"""

import os
import random
import statistics
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

from benchmarks import apps
from cityops import demo
from cityops.access import SET_UP
from cityops.assessment import writes
from cityops.assessment.model import NewWave
from cityops.store import open_store
from cityops.vision import settings
from tests.support.editors import Editor

PEOPLE, TYPING_EVERY, SECONDS = 50, 3.0, 20.0


class Person(threading.Thread):
    """Somebody who looks at the sheet, and types now and then if they are one of those who do."""

    def __init__(self, url: str, number: int, start: float) -> None:
        """Prepare; `start` is a moment of the monotonic clock."""
        super().__init__()
        self.editor = Editor(url)
        self._random = random.Random(number)
        self._start = start + number / PEOPLE
        self._types = number % 10 == 0
        self.typed = 0

    def run(self) -> None:
        """Open the sheet, then look once a second."""
        with self.editor as editor:
            editor.run()
            for n in range(int(SECONDS)):
                time.sleep(max(0.0, self._start + n - time.monotonic()))
                if self._types and n % TYPING_EVERY == 0:
                    row = self._random.choice(sorted(editor.rows))
                    editor.type(row, "rationale", f"text {self.name} {n}")
                    self.typed += 1
                else:
                    editor.tick()


def prepared(path: Path) -> str:
    """Load London with a wave that asks for all 28 elements; return its id."""
    store = open_store(str(path))
    today = date(2026, 11, 22)
    demo.load(store, SET_UP, today)
    wave = writes.create_wave(store, SET_UP, NewWave(settings.read(store).city, today, name_en="Fifty"))
    store.close()
    return wave


def main() -> int:
    """Measure and print."""
    path = Path(tempfile.mkdtemp()) / "london.duckdb"
    wave = prepared(path)
    with apps.city(path) as app:
        os.sched_setaffinity(app.process.pid, {0})
        for thread in Path(f"/proc/{app.process.pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {0})
        start = time.monotonic() + 20.0
        url = f"{app.url}/assessment?lang=en&view=sheet&wave={wave}"
        people = [Person(url, n, start) for n in range(PEOPLE)]
        for person in people:
            person.start()
        time.sleep(max(0.0, start - time.monotonic()))
        before = app.cpu_seconds
        for person in people:
            person.join()
        spent = app.cpu_seconds - before
    return _report(people, spent)


def _report(people: list[Person], spent: float) -> int:
    waits = sorted(wait for person in people for wait in person.editor.ticks)
    errors = [error for person in people for error in person.editor.errors]
    share = spent / (SECONDS + 1)
    print(f"| {PEOPLE} people on the score sheet, a tick a second each, one core | |\n| --- | ---: |")
    print(f"| ticks answered | {len(waits)} |")
    print(f"| texts written | {sum(person.typed for person in people)} |")
    print(f"| median wait, ms | {1000 * statistics.median(waits):.0f} |")
    print(f"| 95 of 100 wait less than, ms | {1000 * waits[int(0.95 * len(waits))]:.0f} |")
    print(f"| processor time of the server a second, ms | {1000 * share:.0f} |")
    print(f"| processor time a tick, ms | {1000 * spent / len(waits):.1f} |")
    return int(bool(errors) or share >= 0.9 or statistics.median(waits) > 1.0)


if __name__ == "__main__":
    sys.exit(main())
