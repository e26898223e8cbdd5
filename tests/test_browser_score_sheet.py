"""The score sheet in browsers and in a crowd: nothing is lost, nothing appears, clashes are named."""

import re
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from cityops.assessment import rules
from cityops.assessment.tables import ITEMS
from cityops.operating_model import writes as operating_model
from cityops.store import open_store
from tests.support import axe, city
from tests.support.app import App, start
from tests.support.browser import PHONE, Look, Tab
from tests.support.command_line import done
from tests.support.editors import Scripted, Typed
from tests.support.rooms import ELEMENTS, prepare_wave

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser

TEXTS = ("rationale", "dissent", "owner")
CELLS = [(element, column) for element in ELEMENTS for column in TEXTS]
"""Nine cells for thirty editors and two browsers: most texts meet another one."""


@dataclass(frozen=True, slots=True)
class Served:
    """A small city with a wave, as a running app shows it."""

    app: App
    waves: tuple[str, ...]

    def path(self, language: str, wave: int = 0) -> str:
        """Address of a wave's sheet."""
        return f"/assessment?lang={language}&view=sheet&wave={self.waves[wave]}"


@pytest.fixture(scope="module")
def served(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One app for all tests of this file; each has a wave of its own."""
    path = tmp_path_factory.mktemp("sheet") / "city.duckdb"
    store = open_store(str(shutil.copy(small_file, path)))
    operating_model.load(store, city.ADMINISTRATOR)
    waves = tuple(prepare_wave(store) for _ in range(3))
    store.close()
    running = start(path)
    yield Served(running, waves)
    running.stop()


def cell(tab: Tab, row: str, name: str) -> "Locator":
    """Find a field by its row and the name of its column."""
    return tab.page.get_by_label(re.compile(rf"^{row} .*[:：] ?{name}$"))


@pytest.mark.soak
def test_two_people_write_one_sheet_in_two_languages(served: Served, open_tab: Callable[..., Tab]) -> None:
    ada = open_tab(served.app.url).open(served.path("en"))
    grace = open_tab(served.app.url, Look(PHONE, dark=True)).open(served.path("zh"))
    level = cell(ada, "B5", "Now")
    level.focus()
    level.press("3")
    level.press("Enter")
    expect(cell(ada, "B13", "Now")).to_be_focused()
    expect(cell(grace, "B5", "现状")).to_have_value("3")
    cell(grace, "A1", "责任人").press_sequentially("Grace")
    cell(ada, "A1", "Owner").fill("Ada")
    cell(ada, "A1", "Owner").press("Enter")
    expect(grace.page.locator("td[data-elsewhere]")).to_have_count(1)
    cell(grace, "A1", "责任人").press("Enter")
    note = grace.page.locator(".note")
    expect(note).to_contain_text("他人刚填写“Ada”，您填写“Grace”。")
    expect(cell(grace, "A1", "责任人")).to_have_value("Grace")
    assert axe.violations(grace.page) == []
    assert max(tab.overflow() for tab in (ada, grace)) == 0
    grace.page.reload()
    expect(cell(grace, "A1", "责任人")).to_have_value("Grace")
    cell(grace, "A1", "责任人").press("Enter")
    note.get_by_role("button", name="保留我的").click()
    expect(cell(ada, "A1", "Owner")).to_have_value("Grace")
    expect(note).to_have_count(0)


CROWDS = [
    pytest.param(8, CELLS[:2], 1, 1, id="short"),  # few, in so few cells that they meet
    pytest.param(30, CELLS, 120, 2, id="thirty-for-two-minutes", marks=pytest.mark.soak),
]


@pytest.mark.parametrize(("people", "cells", "seconds", "wave"), CROWDS)
def test_a_crowd_loses_nothing_and_every_clash_is_named(
    people: int,
    cells: list[tuple[str, str]],
    seconds: int,
    wave: int,
    served: Served,
    open_tab: Callable[..., Tab],
    tmp_path: Path,
) -> None:
    stop, path = threading.Event(), served.path("en", wave)
    crowd = [Scripted(served.app.url + path, f"editor{n}", cells, stop) for n in range(people)]
    tabs = [open_tab(served.app.url).open(path) for _ in range(2)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.ready.wait(30)
    by_hand = typing(tabs, seconds)
    stop.set()
    for one in crowd:
        one.join(30)
    assert [failure for one in crowd for failure in one.failures] == []
    typed = [text for one in crowd for text in one.typed]
    found = histories(served, served.waves[wave], tmp_path / "copy.duckdb")
    changes = Counter(changed(found))
    browsers = Counter({key: n for key, n in changes.items() if key[2].startswith("browser")})
    assert changes - browsers == Counter((one.row, one.column, one.value) for one in typed if not one.said)
    assert_every_clash_is_named([one for one in typed if one.said], found)
    assert_nobody_wrote_unseen([one for one in typed if not one.said], found)
    assert_kept_or_written(by_hand, browsers, found)
    assert len(typed) >= people
    assert any(one.said for one in typed)


def typing(tabs: list[Tab], seconds: int) -> list[Typed]:
    """Type into cell after cell by two pairs of hands in turn; return the texts, and the note beside each."""
    labels = {"rationale": "Why this level", "dissent": "Seen otherwise", "owner": "Owner"}
    ends, typed = time.monotonic() + seconds, list[Typed]()
    for n in count():
        row, column = CELLS[n % len(CELLS)]
        if n > 2 and time.monotonic() > ends:
            return typed
        fields = [cell(tab, row, labels[column]) for tab in tabs]
        for field in fields:
            field.press("ControlOrMeta+a")
        for who, field in enumerate(fields):
            field.press_sequentially(f"browser{who} {n}", delay=20)
            field.press("Tab")
        for who, field in enumerate(fields):
            place = field.locator("..")
            expect(place).not_to_have_attribute("data-state", re.compile("sending|dirty"))
            said = " ".join(place.locator(".note p").all_inner_texts())
            typed.append(Typed(row, column, f"browser{who} {n}", 0, said))
    return typed


def histories(served: Served, wave: str, copy: Path) -> dict[str, list[dict[str, Any]]]:
    """Return every version of every question, from a copy that the running app makes."""
    done("backup", copy, database=served.app.database)
    store = open_store(str(copy))
    found = {one: store.history(ITEMS, f"{wave}/{one}") for one in ELEMENTS}
    store.close()
    return found


def changed(found: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str, str]]:
    """Return each cell that a version changed, with its new value."""
    return [
        (row, column, now[column])
        for row, versions in found.items()
        for old, now in pairwise(versions)
        for column in rules.SHEET_COLUMNS
        if old[column] != now[column]
    ]


def assert_every_clash_is_named(refused: list[Typed], found: dict[str, list[dict[str, Any]]]) -> None:
    for one in refused:
        theirs = re.search(r"somebody else wrote '(.*)' meanwhile, you wrote '(.*)'", one.said)
        assert theirs, one
        assert theirs[2] == one.value
        assert theirs[1] in {version[one.column] for version in found[one.row]}, one


def assert_nobody_wrote_unseen(written: list[Typed], found: dict[str, list[dict[str, Any]]]) -> None:
    """What a text replaced is what its writer saw, or wrote themselves."""
    for one in written:
        versions = {version["version"]: version[one.column] for version in found[one.row]}
        at = next(number for number, value in versions.items() if value == one.value)
        replaced, author = versions[at - 1], one.value.split()[0]
        assert replaced == versions[one.base] or replaced.startswith(f"{author} "), one


def assert_kept_or_written(
    by_hand: list[Typed], written: Counter[tuple[str, str, str]], found: dict[str, list[dict[str, Any]]]
) -> None:
    """A text is in the history once, or was kept beside a note that names it and what stood there."""
    for one in by_hand:
        named = re.search("Somebody else wrote “(.*)” meanwhile. You wrote “(.*)”", one.said)
        assert written[one.row, one.column, one.value] == (0 if named else 1), one
        if named:
            assert named[2] == one.value
            assert named[1] in {version[one.column] for version in found[one.row]}, one
