"""Servers side by side in one run: the product's, on whatever store, and an empty page under its settings.

They run at once and take turns, so that whatever else the machine does falls on all. Linux only.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.visitor import Visitor
from tests.support import app as product
from tests.support.browser import WATCH, Tab

ROOT = Path(__file__).resolve().parent.parent
RUNS, ROUNDS, VISITS = 20, 5, 7


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
def city(database: Path | None = None) -> Iterator[product.App]:
    """Run the product on a store, or on a new one with London."""
    app = product.start(database or Path(tempfile.mkdtemp()) / "london.duckdb")
    try:
        yield app
    finally:
        app.stop()


def work(
    apps: Mapping[str, tuple[product.App, str]], runs: int = RUNS, queries: Callable[[int], str] | None = None
) -> dict[str, float]:
    """Return the milliseconds of processor time for one more run of each page, the median of rounds.

    Args:
        apps: The server of each page, and the page's path.
        runs: In each round.
        queries: What the address says at each run, where it changes.
    """
    spent: dict[str, list[float]] = {name: [] for name in apps}
    with contextlib.ExitStack() as stack:
        visitors = {name: stack.enter_context(Visitor(app.url + path)) for name, (app, path) in apps.items()}
        for n in range(ROUNDS + 1):
            for name, visitor in visitors.items():
                spent[name].append(_used(visitor, apps[name][0], n * runs, runs, queries))
    if errors := [error for visitor in visitors.values() for error in visitor.errors]:
        raise AssertionError(errors)
    return {name: statistics.median(rounds[1:]) for name, rounds in spent.items()}


def _used(
    visitor: Visitor, app: product.App, first: int, runs: int, queries: Callable[[int], str] | None
) -> float:
    before = app.cpu_seconds
    for n in range(first, first + runs):
        visitor.run(queries(n) if queries else None)
    return 1000.0 * (app.cpu_seconds - before) / runs


def settled(browser: Browser, apps: Mapping[str, tuple[product.App, str]]) -> dict[str, float]:
    """Return when each page has settled in a browser that knows it, in milliseconds: the median of visits."""
    times: dict[str, list[float]] = {name: [] for name in apps}
    contexts = {name: browser.new_context(viewport={"width": 1440, "height": 900}) for name in apps}
    for context in contexts.values():
        context.add_init_script(WATCH)
    for _ in range(VISITS + 1):
        for name, (app, path) in apps.items():
            tab = Tab(contexts[name], app.url)
            tab.page.goto(app.url + path, wait_until="commit")
            times[name].append(tab.settled())
            tab.page.close()
    return {name: statistics.median(visits[1:]) for name, visits in times.items()}


def transferred(browser: Browser, app: product.App, path: str) -> int:
    """Return how many bytes a first visit of a page brings over the line, compressed as they come."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(WATCH)
    tab = Tab(context, app.url)
    wire = context.new_cdp_session(tab.page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda said: sizes.append(int(said["encodedDataLength"])))
    wire.on("Network.webSocketFrameReceived", lambda said: sizes.append(len(said["response"]["payloadData"])))
    tab.page.goto(app.url + path, wait_until="commit")
    tab.settled()
    context.close()
    return sum(sizes)
