"""A phone and the projector in a real browser: join, vote, lose the network, see the room move on."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cityops.operating_model import writes as operating_model
from cityops.web import runtime
from cityops.workshop.events import Agree, CloseVote, Discuss, End, OpenVote, Record, Reveal
from tests.support import axe, city, rooms
from tests.support.browser import Look, Tab
from tests.support.rooms import Hall
from tests.support.served import plain_routes

pytestmark = pytest.mark.browser

PHONE, WALL = Look((360, 740), dark=True, locale="zh-CN"), Look((1280, 720))


@pytest.fixture
def room(small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """A room of the store that this process serves."""
    path = Path(shutil.copy(small_file, tmp_path / "city.duckdb"))
    monkeypatch.setenv("CITYOPS_DB", str(path))
    operating_model.load(runtime.store(), city.ADMINISTRATOR)
    yield rooms.hall(runtime.store())
    runtime.stop()


def fits(page: Page) -> None:
    """Nothing is wider than the window, and no rule of accessibility is broken."""
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def is_whole(wall: Page) -> None:
    """Nobody scrolls a wall: everything is on it, on a large one and on a small one."""
    for width, height in ((1920, 1080), WALL.size):
        wall.set_viewport_size({"width": width, "height": height})
        wall.wait_for_function("document.documentElement.scrollHeight <= innerHeight")


def join(page: Page, room: Hall, url: str) -> None:
    page.goto(f"{url}/ballot?code={room.room.code.lower()}")
    fits(page)
    page.get_by_label("政府部门负责人").check()
    page.get_by_role("button", name="加入").click()
    expect(page.get_by_role("heading")).to_have_text("您已加入，请等待第一个问题。")


def vote(page: Page) -> None:
    """Vote; then change the vote while there is no network."""
    expect(page.locator(".vote")).to_have_count(6)
    page.locator("#v2").click()
    expect(page.locator("#said")).to_have_text("您的一票已计入：第2级，共5级。")
    fits(page)
    page.context.set_offline(True)
    page.locator("#v4").click()
    expect(page.locator("#said")).to_contain_text("尚未计入")
    expect(page.locator("#v4")).to_contain_text("正在发送")
    page.context.set_offline(False)
    expect(page.locator("#said")).to_have_text("您的一票已计入：第4级，共5级。")


def forget(tab: Tab, expected: str) -> None:
    """Take out the complaints that a test has caused by intent."""
    tab.complaints[:] = [said for said in tab.complaints if expected not in said]


def test_a_phone_votes_through_a_lost_network_and_the_wall_follows(
    room: Hall, open_tab: Callable[..., Tab]
) -> None:
    with plain_routes() as url:
        phone, wall = open_tab(url, PHONE), open_tab(url, WALL)
        page, shown = phone.page, wall.page
        shown.goto(f"{url}/projector/{room.room.code}")
        expect(shown.locator(".code")).to_have_text(room.room.code)
        fits(shown)
        join(page, room, url)
        expect(shown.locator(".present")).to_have_text("1 phone has joined")
        voters = [*room.join(5, 0), *room.join(4, 1)]
        room.ask()
        vote(page)
        forget(phone, "ERR_INTERNET_DISCONNECTED")
        expect(shown.locator(".turnout p")).to_have_text("1 of 10 voted")
        fits(shown)
        is_whole(shown)
        room.vote(voters, "2223?3333")
        room.reveal()
        expect(shown.locator(".facts .huge")).to_have_text("Level 3")
        expect(shown.locator("svg .dot")).to_have_count(10)
        expect(page.locator("main")).to_contain_text("投票结果已在屏幕上显示。")
        room.step(Discuss(), OpenVote())
        room.vote(voters, "333333333", key=2)
        room.step(CloseVote(), Reveal())
        expect(shown.locator(".moved")).to_contain_text("phones changed their answer")
        fits(shown)
        is_whole(shown)
        room.step(Agree("3", "rule"), Record())
        expect(page.locator("main")).to_contain_text("已记录")
        room.step(End())
        expect(page.get_by_role("heading")).to_have_text("本次工作会已结束，谢谢参与。")
        expect(shown.locator(".huge")).to_have_text("This workshop is over. Thank you.")
        for tab in (phone, wall):  # the code of a room that has ended answers no more
            forget(tab, "404")
