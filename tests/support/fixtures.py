"""The fixtures of the tests that start the real app or look at it in a browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.app import App, start
from tests.support.browser import CHROMIUM, PATIENCE_MS, Look, Tab, launch, new_context

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="session")
def app(london_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with London, for tests that leave its store as they find it."""
    running = start(Path(shutil.copy(london_file, tmp_path_factory.mktemp("app") / "london.duckdb")))
    yield running
    running.stop()


@pytest.fixture
def start_app(tmp_path: Path, london_file: Path) -> Iterator[Callable[..., App]]:
    """A function that starts an app that nobody has visited: with London, with a copy of `held`, or empty."""
    running: list[App] = []

    def begin(*, london: bool = True, held: Path | None = None, **settings: str) -> App:
        database = tmp_path / f"app{len(running)}.duckdb"
        if held or london:
            shutil.copy(held or london_file, database)
        running.append(start(database, **settings))
        return running[-1]

    yield begin
    for one in running:
        one.stop()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, one for all tests."""
    if not CHROMIUM.exists():
        _missing()
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as player:
        opened = launch(player)
        yield opened
        opened.close()


def _missing() -> None:
    said = f"The browser tests need Debian's chromium, and there is no {CHROMIUM}: apt-get install chromium."
    if os.environ.get("CITYOPS_REQUIRE_BROWSER") == "1":
        pytest.fail(said, pytrace=False)
    pytest.skip(said)


@pytest.fixture(scope="session")
def contexts(browser: "Browser") -> "Callable[[Look], BrowserContext]":
    """A function that returns the context of a look: its tabs share what is kept of the app's scripts."""
    return cache(lambda look: new_context(browser, look))


@pytest.fixture
def open_tab(contexts: "Callable[[Look], BrowserContext]") -> Iterator[Callable[..., Tab]]:
    """A function that opens a tab for an app; the test fails if one has something to complain of."""
    tabs: list[Tab] = []

    def begin(url: str, look: Look | None = None) -> Tab:
        tabs.append(Tab(contexts(look or Look()), url))
        return tabs[-1]

    yield begin
    complaints = [one.complaints for one in tabs]
    for one in tabs:
        one.leave()
    assert not any(complaints), complaints
