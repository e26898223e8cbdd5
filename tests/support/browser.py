"""A browser as a reader uses it: tabs that know when a page is settled and note whatever goes wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

CHROMIUM = Path("/usr/bin/chromium")
DESKTOP, PHONE = (1440, 900), (390, 844)
ELSEWHERE = "city.example"
"""A name that the test browser resolves to this machine, as a page elsewhere could make it."""
PATIENCE_MS = 20_000.0
FLAGS = [
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
WATCH = """
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

_LEFT: "WeakKeyDictionary[BrowserContext, list[Page]]" = WeakKeyDictionary()
"""Tabs that were left, by their reader. One that has shown the app shows it again at half the cost."""


class Tab:
    """A tab on the app.

    Attributes:
        page: Playwright's page.
        complaints: Exceptions, errors in the console, failed requests and requests to other hosts.
    """

    def __init__(self, context: "BrowserContext", url: str) -> None:
        left = _LEFT.get(context)
        self.page: Page = left.pop() if left else context.new_page()
        self.page.bring_to_front()
        self.complaints: list[str] = []
        self._url, self._host = url, urlsplit(url).netloc
        self._heard = self._listening(self.complaints.append)
        for event, hear in self._heard.items():
            self.page.on(event, hear)  # type: ignore[call-overload]

    def _listening(self, note: Callable[[str], None]) -> "dict[str, Callable[[Any], None]]":
        return {
            "console": lambda said: note(f"console: {said.text}") if said.type == "error" else None,
            "pageerror": lambda error: note(f"script: {error}"),
            "requestfailed": lambda asked: note(f"failed: {asked.url} {asked.failure}"),
            "response": lambda got: note(f"{got.status}: {got.url}") if got.status >= 400 else None,
            "request": lambda asked: self._look_at(asked.url),
            "websocket": lambda opened: self._look_at(opened.url),
        }

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

    def leave(self) -> None:
        """Empty the tab for the next reader; what the browser keeps of this one, as an open menu, goes."""
        if self.page.is_closed():
            return
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)
        self.page.emulate_media(media="screen")
        if self.page.url.startswith("http"):
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.context.clear_cookies()
        self.page.goto("about:blank")
        _LEFT.setdefault(self.page.context, []).append(self.page)

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


def launch(player: "Playwright") -> "Browser":
    """Start Chromium."""
    return player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


def new_context(browser: "Browser", look: Look) -> "BrowserContext":
    """Open what the tabs of one reader share: a window size, a theme, a language, what is kept of scripts."""
    opened = browser.new_context(
        viewport={"width": look.size[0], "height": look.size[1]},
        color_scheme="dark" if look.dark else "light",
        locale=look.locale,
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    opened.set_default_timeout(PATIENCE_MS)
    opened.add_init_script(WATCH)
    return opened
