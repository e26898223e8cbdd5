"""Overview against an empty Streamlit page under the same settings: the server's work, and a browser's.

Both servers run at once and take turns, so that whatever else the machine does falls on both. Linux only,
with Debian's chromium.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.tables import Ratio, report
from benchmarks.visitor import Visitor
from tests.support import app as product
from tests.support.browser import CHROMIUM, FLAGS, WATCH, Tab

ROOT = Path(__file__).resolve().parent.parent
PATHS = {"overview": "/?lang=en", "empty": "/"}
RUNS, ROUNDS, VISITS = 40, 7, 9
LIMIT_CPU, LIMIT_SETTLED = 8.0, 3.0
Apps = dict[str, product.App]


@contextlib.contextmanager
def empty_page() -> Iterator[product.App]:
    """Run the empty page; the settings are the product's own file."""
    folder = Path(tempfile.mkdtemp())
    (folder / ".streamlit").symlink_to(ROOT / ".streamlit")
    port = product.free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "benchmarks/empty/app.py")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--server.port", port],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    app = product.App(f"http://127.0.0.1:{port}", folder, folder / "log", process)
    try:
        product.wait(app, "/_stcore/health")
        yield app
    finally:
        app.stop()


@contextlib.contextmanager
def overview() -> Iterator[product.App]:
    """Run the product on a new store with London."""
    app = product.start(Path(tempfile.mkdtemp()) / "london.duckdb")
    try:
        yield app
    finally:
        app.stop()


def cpu(process: int) -> float:
    """Return the processor time that a process has used, user and system, in milliseconds."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return 1000.0 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def work(apps: Apps) -> dict[str, float]:
    """Return the milliseconds of processor time for one more run of each page, the median of rounds."""
    spent: dict[str, list[float]] = {name: [] for name in apps}
    with contextlib.ExitStack() as stack:
        visitors = {name: stack.enter_context(Visitor(app.url + PATHS[name])) for name, app in apps.items()}
        for counted in (False, *[True] * ROUNDS):
            for name, visitor in visitors.items():
                used = _used(visitor, apps[name].process.pid)
                if counted:
                    spent[name].append(used)
        if errors := [error for visitor in visitors.values() for error in visitor.errors]:
            raise AssertionError(errors)
    return {name: statistics.median(rounds) for name, rounds in spent.items()}


def _used(visitor: Visitor, process: int) -> float:
    before = cpu(process)
    for _ in range(RUNS):
        visitor.run()
    return (cpu(process) - before) / RUNS


def settled(browser: Browser, apps: Apps) -> dict[str, float]:
    """Return when each page has settled in a browser that knows it, in milliseconds: the median of visits."""
    times: dict[str, list[float]] = {name: [] for name in apps}
    contexts = {name: browser.new_context(viewport={"width": 1440, "height": 900}) for name in apps}
    for context in contexts.values():
        context.add_init_script(WATCH)
    for counted in (False, *[True] * VISITS):
        for name, app in apps.items():
            tab = Tab(contexts[name], app.url)
            tab.page.goto(app.url + PATHS[name], wait_until="commit")
            at = tab.settled()
            tab.page.close()
            if counted:
                times[name].append(at)
    return {name: statistics.median(visits) for name, visits in times.items()}


def main() -> int:
    """Measure and print."""
    with overview() as ours, empty_page() as plain, sync_playwright() as player:
        apps = {"overview": ours, "empty": plain}
        spent = work(apps)
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        times = settled(browser, apps)
        browser.close()
    ratios = [
        Ratio("the server's processor time for one more run", spent["overview"], spent["empty"], LIMIT_CPU),
        Ratio("settled in a warm browser", times["overview"], times["empty"], LIMIT_SETTLED),
    ]
    return report("Overview of London", "Overview", "an empty page", ratios)


if __name__ == "__main__":
    sys.exit(main())
