"""A hundred viewers, each of whom changes a filter every five seconds, on a server that has one core.

Passes where no change is skipped or late: each is answered before the same viewer's next. Linux only.
"""

import os
import statistics
import sys
import threading
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks import apps
from benchmarks.visitor import Visitor

VIEWERS, EVERY, CHANGES = 100, 5.0, 8
DISTRICTS = [f"E090000{n:02}" for n in range(1, 34)]
PAGES = ["/", "/map", "/progress"]
FILTER = {"/": "district", "/map": "district", "/progress": "area"}


class Viewer(threading.Thread):
    """One viewer: opens a page at a moment of their own, then changes the district again and again.

    Attributes:
        waits: Seconds from each change to the end of its run.
        errors: What went wrong.
    """

    def __init__(self, url: str, number: int, start: float) -> None:
        """Prepare; `start` is a moment of the monotonic clock."""
        super().__init__()
        self._page = PAGES[number % len(PAGES)]
        self._visitor = Visitor(f"{url}{self._page}?lang=en")
        self._start = start + EVERY * number / VIEWERS
        self._districts = list(islice(cycle(DISTRICTS), number, number + CHANGES))
        self.waits: list[float] = []
        self.errors: list[str] = []

    def run(self) -> None:
        """Look."""
        with self._visitor as visitor:
            visitor.run()
            for n, district in enumerate(self._districts):
                due = self._start + EVERY * n
                time.sleep(max(0.0, due - time.monotonic()))
                visitor.run(f"lang=en&{FILTER[self._page]}={district}")
                self.waits.append(time.monotonic() - due)
            self.errors += visitor.errors


def main() -> int:
    """Measure and print."""
    with apps.city() as app:
        os.sched_setaffinity(app.process.pid, {0})
        for thread in Path(f"/proc/{app.process.pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {0})
        before, start = app.cpu_seconds, time.monotonic() + 15.0
        viewers = [Viewer(app.url, n, start) for n in range(VIEWERS)]
        for viewer in viewers:
            viewer.start()
        for viewer in viewers:
            viewer.join()
        spent = app.cpu_seconds - before
    return _report(viewers, spent)


def _report(viewers: list[Viewer], spent: float) -> int:
    waits = sorted(wait for viewer in viewers for wait in viewer.waits)
    due = VIEWERS * CHANGES
    late = sum(wait > EVERY for wait in waits)
    errors = [error for viewer in viewers for error in viewer.errors]
    print(f"| {VIEWERS} viewers, a change every {EVERY:.0f} s each, one core | |\n| --- | ---: |")
    print(f"| changes asked for | {due} |\n| answered | {len(waits)} |")
    print(f"| later than the next was due | {late} |")
    print(f"| median wait, ms | {1000 * statistics.median(waits):.0f} |")
    print(f"| 95 of 100 wait less than, ms | {1000 * waits[int(0.95 * len(waits))]:.0f} |")
    print(f"| processor time of the server, the first visits with it, s | {spent:.1f} |")
    return int(len(waits) < due or late > 0 or bool(errors))


if __name__ == "__main__":
    sys.exit(main())
