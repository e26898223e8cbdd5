"""The facilitator's scene in a browser: from nothing to a level that stands on the page of the model."""

from collections.abc import Callable
from http.cookiejar import CookieJar
from itertools import count
from json import dumps, loads
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from playwright.sync_api import expect

from tests.support import axe
from tests.support.app import App
from tests.support.browser import PHONE, Look, Tab

pytestmark = pytest.mark.browser

SAID = {
    "en": ("Begin a wave", "Vote", "Level 3", "still running"),
    "zh": ("新建评估轮次", "投票", "3级", "进行中"),
}


class Phone:
    """A phone that speaks to the ballot as its page does."""

    def __init__(self, app: App, code: str) -> None:
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self._url, self._keys = f"{app.url}/ballot/{code}", count(1)
        self._ask("join", {"group": "", "language": "en"})

    def vote(self, answer: str) -> None:
        """Press an answer in the vote that is open."""
        ballot = self._ask("state")["ballot"]
        self._ask("vote", {"ballot": ballot, "answer": answer, "key": next(self._keys)})

    def _ask(self, what: str, said: dict[str, object] | None = None) -> dict[str, object]:
        data = None if said is None else dumps(said).encode()
        headers = {"content-type": "application/json"}
        with self._open(Request(f"{self._url}/{what}", data, headers), timeout=20) as answer:
            found: dict[str, object] = loads(answer.read())
            return found


def press(tab: Tab, key: str) -> None:
    """Press the button of a key and wait for the page."""
    tab.page.locator(f"[class*='st-key-{key}'] button").first.click()
    tab.settled()


def prepared(tab: Tab, language: str) -> str:
    """Begin a wave and open its room; return the code."""
    page = tab.page
    opened = page.locator(".st-key-wave_create button")
    if not opened.count():
        page.locator("summary", has_text=SAID[language][0]).click()
    page.locator(f".st-key-wave_name_{language} input").fill(f"Wave {language}")
    press(tab, "wave_create")
    expect(page.locator("h1")).to_have_text(f"Wave {language}")
    if language == "en":  # once is enough: the other room asks for everything
        for box in page.locator("[class*='st-key-element_'] label").all():
            if not box.inner_text().startswith(("A1 ", "B5 ")):
                box.click()
        press(tab, "keep_elements")
    press(tab, "open_room")
    return page.locator(".co-room-code").inner_text().replace(" ", "")


def test_a_facilitator_runs_a_room_to_its_record(
    start_app: Callable[..., App], open_tab: Callable[..., Tab]
) -> None:
    app = start_app()
    for language, look in (("en", Look()), ("zh", Look(PHONE, dark=True, locale="zh-CN"))):
        tab = open_tab(app.url, look).open(f"/workshop?lang={language}")
        _scene(tab, app, language)
        tab.leave()


def _scene(tab: Tab, app: App, language: str) -> None:
    page, (_, voting, level, verdict) = tab.page, SAID[language]
    code = prepared(tab, language)
    phones = [Phone(app, code) for _ in range(3)]
    press(tab, "step_take_up_A1")
    page.locator("[class*='st-key-note_rationale'] input").fill("It hangs in every office.")
    page.locator("h1").click()  # a key is a shortcut where nothing is typed
    page.keyboard.press("o")
    expect(page.locator(".co-way .co-now")).to_have_text(voting)
    for phone in phones:
        phone.vote("3")
    expect(page.locator(".co-voted")).to_contain_text("3")
    tab.settled()
    assert axe.violations(page) == []
    assert tab.overflow() == 0
    press(tab, "step_close_vote")
    press(tab, "step_reveal")
    press(tab, "step_settle")
    expect(page.locator(".co-agenda")).to_contain_text(level)
    page.reload()
    expect(page.locator(".co-agenda")).to_contain_text(level)
    tab.open(f"/operating-model?lang={language}")
    expect(page.locator(".st-key-card_model_governance")).to_contain_text(level)
    expect(page.locator("body")).to_contain_text(verdict)
