"""A browser as a reader uses it: tabs that know when a page is settled and note whatever goes wrong."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = Path("/usr/bin/chromium")
DESKTOP, PHONE = (1440, 900), (390, 844)
ELSEWHERE = "city.example"
"""A name that the test browser resolves to this machine, as a page elsewhere could make it."""
PATIENCE_MS = 20_000.0
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1",
]
_WATCH = """
window.lastChange = 0;
const watch = () => new MutationObserver(() => { window.lastChange = performance.now(); }).observe(
    document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true });
document.documentElement ? watch() : addEventListener("DOMContentLoaded", watch);
"""
# Returns when the page settled, in ms since it was asked for, or 0 while it has not.
_SETTLED = """(quiet) => {
    const seen = (e) => e.getClientRects().length > 0;
    const some = (selector, holds) => [...document.querySelectorAll(selector)].filter(seen).some(holds);
    const app = document.querySelector("[data-testid=stApp]");
    const waits = !app
        || app.dataset.testConnectionState !== "CONNECTED"
        || app.dataset.testScriptState !== "notRunning"
        || !document.querySelector("[data-testid=stMainBlockContainer] [data-testid=stElementContainer]")
        || some("[data-testid=stAppSkeleton], [data-testid=stSkeleton], [data-testid=stSpinner]", () => true)
        || some("[data-stale=true]", () => true)
        || some("[data-testid=stPlotlyChart]", (e) => !e.querySelector(".main-svg"))
        || some("[data-testid=stDataFrame]", (e) => !e.querySelector("canvas"))
        || document.fonts.status !== "loaded";
    return !waits && performance.now() - window.lastChange >= quiet ? window.lastChange : 0;
}"""
_EXCEPTIONS = "[data-testid=stException], [data-testid=stAlertContentError] pre"


class Tab:
    """A tab on the app.

    Attributes:
        page: Playwright's page.
        complaints: Exceptions, errors in the console, failed requests and requests to other hosts.
    """

    def __init__(self, context: "BrowserContext", url: str) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self._url, self._host = url, urlsplit(url).netloc
        self._listen(self.complaints.append)

    def _listen(self, note: Callable[[str], None]) -> None:
        page = self.page
        page.on("console", lambda said: note(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: note(f"script: {error}"))
        page.on("requestfailed", lambda asked: note(f"failed: {asked.url} {asked.failure}"))
        page.on("response", lambda got: note(f"{got.status}: {got.url}") if got.status >= 400 else None)
        page.on("request", lambda asked: self._look_at(asked.url))
        page.on("websocket", lambda opened: self._look_at(opened.url))

    def _look_at(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self._host:
            self.complaints.append(f"another host: {url}")

    def open(self, path: str = "/") -> "Tab":
        """Go to a path of the app and wait until the page is settled."""
        self.page.goto(self._url + path, wait_until="commit")
        self.settled()
        return self

    def settled(self, quiet: float = 250.0) -> float:
        """Wait until nothing is on its way and nothing moved for a while; return when the last thing moved.

        Args:
            quiet: Milliseconds.

        Returns:
            Milliseconds from the start of the navigation to the last change of the page.
        """
        found = self.page.wait_for_function(_SETTLED, arg=quiet, polling=50, timeout=PATIENCE_MS)
        self.complaints += [f"exception: {text}" for text in self.page.locator(_EXCEPTIONS).all_inner_texts()]
        return float(found.json_value())

    @property
    def address(self) -> str:
        """What the address bar shows after the host."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def overflow(self) -> int:
        """Return by how many pixels something is wider than the window."""
        widths = "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
        over = self.page.evaluate(f"Math.max(...{widths}.map((e) => e.scrollWidth - e.clientWidth))")
        return int(over)


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader looks with.

    Attributes:
        size: Of the window.
        dark: Whether the system asks for the dark theme.
        locale: Of the browser.
    """

    size: tuple[int, int] = DESKTOP
    dark: bool = False
    locale: str = "en-GB"


def _context(browser: "Browser", look: Look) -> "BrowserContext":
    context = browser.new_context(
        viewport={"width": look.size[0], "height": look.size[1]},
        color_scheme="dark" if look.dark else "light",
        locale=look.locale,
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(_WATCH)
    return context


def _missing() -> None:
    said = f"The browser tests need Debian's chromium, and there is no {CHROMIUM}: apt-get install chromium."
    if os.environ.get("CITYOPS_REQUIRE_BROWSER") == "1":
        pytest.fail(said, pytrace=False)
    pytest.skip(said)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, one for all tests."""
    if not CHROMIUM.exists():
        _missing()
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def contexts(browser: "Browser") -> "Callable[[Look], BrowserContext]":
    """A function that returns the context of a look: its tabs share what is kept of the app's scripts."""
    return cache(lambda look: _context(browser, look))


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
        one.page.close()
    assert not any(complaints), complaints
