"""The facilitator's scene in a browser: from nothing to a level on the draft Overview, and the way home."""

from collections.abc import Callable
from dataclasses import dataclass
from http.cookiejar import CookieJar
from itertools import count
from json import dumps, loads
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from playwright.sync_api import Page, expect

from tests.support import axe
from tests.support.app import App
from tests.support.browser import DESKTOP, PHONE, Look, Tab

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Said:
    """What is read in a language, and in which the phone speaks: the other one."""

    vote: str
    level: str
    wall: str
    running: str
    overview: str
    locale: str
    phone: str
    join: str
    counts: str


SAID = {
    "en": Said("Vote", "Level 3", "Level 3", "still running", "1 of 27 elements", "en-GB", "zh-CN", "加入",
               "您的一票已计入"),
    "zh": Said("投票", "3级", "第3级", "进行中", "27个", "zh-CN", "en-GB", "Join", "Your vote counts"),
}  # fmt: skip
SMALL = (360, 740)


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


def begun(tab: Tab, language: str) -> tuple[str, str]:
    """Begin a wave without one element and open its room; return the id of the wave and the code."""
    page = tab.page
    page.locator(f".st-key-wave_name_{language} input").fill(f"Wave {language}")
    press(tab, "wave_create")
    expect(page.locator("h1")).to_have_text(f"Wave {language}")
    wave = parse_qs(urlsplit(page.url).query)["wave"][0]
    page.locator("[class*='st-key-element_A2'] label").click()
    press(tab, "keep_elements")
    expect(page.locator(".st-key-card_elements h2")).to_contain_text("27")
    press(tab, "open_room")
    return wave, page.locator(".co-room-code").inner_text().replace(" ", "")


def joined(page: Page, app: App, code: str, join: str) -> None:
    """Come in as somebody does who reads the code off the wall."""
    page.goto(f"{app.url}/ballot")
    page.locator("#code").fill(code.lower())
    page.locator("button.main").click()
    page.locator("input[type=radio]").first.check()
    page.get_by_role("button", name=join).click()
    expect(page.locator("input[type=radio]")).to_have_count(0)


def voted(tab: Tab, phone: Page, others: list[Phone], said: Said) -> None:
    """Open the vote by its key on the keyboard, and let everybody vote."""
    page = tab.page
    page.locator("[class*='st-key-note_rationale'] input").fill("It hangs in every office.")
    page.locator("h1").click()  # a key is a shortcut where nothing is typed
    page.keyboard.press("o")
    expect(page.locator(".co-way .co-now")).to_have_text(said.vote)
    phone.locator("#v3").click()
    expect(phone.locator("#said")).to_contain_text(said.counts)
    for one in others:
        one.vote("3")
    expect(page.locator(".co-turnout")).to_contain_text("3")
    tab.settled()
    assert axe.violations(page) == []
    assert tab.overflow() == 0


def recorded(tab: Tab, wall: Page, said: Said) -> None:
    """Close, reveal on the wall, record by the rule."""
    press(tab, "step_close_vote")
    expect(wall.locator("svg .dot")).to_have_count(0)
    press(tab, "step_reveal")
    expect(wall.locator(".facts .huge")).to_have_text(said.wall)
    press(tab, "step_settle")
    expect(tab.page.locator(".co-agenda")).to_contain_text(said.level)


def stands(tab: Tab, language: str, said: Said) -> None:
    """What was recorded is there after a reload, and beside its element."""
    tab.page.reload()
    expect(tab.page.locator(".co-agenda")).to_contain_text(said.level)
    tab.open(f"/operating-model?lang={language}")
    expect(tab.page.locator(".st-key-card_model_governance")).to_contain_text(said.level)
    expect(tab.page.locator("body")).to_contain_text(said.running)


def carried(tab: Tab, wave: str, home: Tab, language: str, folder: Path) -> None:
    """Take the wave to another store as one file; what is there already is not written twice."""
    tab.open(f"/assessment?lang={language}&wave={wave}")
    tab.page.locator(".st-key-wave_file_open summary").click()
    with tab.page.expect_download() as leaving:
        tab.page.locator(".st-key-wave_export button").click()
    path = folder / "wave.json"
    leaving.value.save_as(path)
    home.open(f"/assessment?lang={language}")
    home.page.locator("input[type=file]").set_input_files(path)
    press(home, "wave_import")
    home.open(f"/assessment?lang={language}&wave={wave}")  # under the same id
    expect(home.page.locator("body")).to_contain_text(SAID[language].level)
    home.page.locator(".st-key-wave_file_open summary").click()
    home.page.locator("input[type=file]").set_input_files(path)
    home.settled()
    expect(home.page.locator("body")).to_contain_text(THERE[language])
    expect(home.page.locator(".st-key-wave_import")).to_have_count(0)


THERE = {"en": "All of this file is here already.", "zh": "文件内容均已在库中"}
SCENES = [
    pytest.param("en", False, id="en"),
    pytest.param("en", True, id="en-and-home", marks=pytest.mark.soak),
    pytest.param("zh", True, id="zh-and-home", marks=pytest.mark.soak),
]


@pytest.mark.parametrize(("language", "travels"), SCENES)
def test_a_facilitator_runs_a_room_to_its_record(
    language: str,
    travels: bool,
    small_file: Path,
    start_app: Callable[..., App],
    open_tab: Callable[..., Tab],
    tmp_path: Path,
) -> None:
    app, said = start_app(held=small_file), SAID[language]
    looks = Look(DESKTOP, locale=said.locale), Look(SMALL, dark=True, locale=said.phone), Look()
    tab, phone, wall = (open_tab(app.url, look) for look in looks)
    wave, code = begun(tab.open(f"/workshop?lang={language}"), language)
    joined(phone.page, app, code, said.join)
    wall.page.goto(f"{app.url}/projector/{code}?lang={language}")
    others = [Phone(app, code) for _ in range(2)]
    press(tab, "step_take_up_A1")
    voted(tab, phone.page, others, said)
    recorded(tab, wall.page, said)
    if travels:
        stands(tab, language, said)
        home = open_tab(start_app(held=small_file).url, Look(PHONE, dark=True, locale=said.locale))
        carried(tab, wave, home, language, tmp_path)
    tab.open(f"/?lang={language}&known=now")
    expect(tab.page.locator(".st-key-card_standing")).to_contain_text(said.overview)
