"""The mayor's aide, the day before the council meets: what is the number, why, where, since when?"""

import csv
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from tests.support import axe
from tests.support.app import ROOT, App
from tests.support.browser import DESKTOP, PHONE, Look, Tab

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

BROMLEY = "g.area[data-id=E09000006] path"


@pytest.fixture
def tab(app: App, open_tab: Callable[..., Tab]) -> Tab:
    return open_tab(app.url).open("/?lang=en")


@pytest.fixture(scope="module")
def read(app: App, contexts: "Callable[[Look], BrowserContext]") -> Iterator[Tab]:
    """The Overview as it opens, for tests that only look."""
    opened = Tab(contexts(Look()), app.url).open("/?lang=en")
    yield opened
    opened.leave()
    assert opened.complaints == []


def side(tab: Tab) -> Locator:
    """What stands beside the map."""
    return tab.page.locator(".st-key-card_side")


def test_the_answer_comes_first(read: Tab) -> None:
    page = read.page
    verdict = page.get_by_role("heading", level=1).inner_text()
    number = page.locator(".co-number").inner_text()
    assert re.fullmatch(r"London is .+: \d+% of the way, \d+% was due by now", verdict)
    assert f": {number} of the way" in verdict.replace("covered", "of the way")
    expect(page.locator(".co-tile")).to_have_count(6)
    for tile in page.locator(".co-tile").all():
        assert tile.locator(".co-value").inner_text()
        assert tile.locator(".co-chip").first.inner_text()


def test_each_exception_says_why_and_what_has_to_be_decided(read: Tab) -> None:
    said = side(read).get_by_role("heading", level=2).inner_text()
    entries = side(read).get_by_role("listitem").all()
    assert said == f"{len(entries)} targets need a decision"
    for entry in entries:
        reason, decision, facts = entry.locator("p").all_inner_texts()
        assert re.search(r"\d", reason)
        assert decision.startswith(("Decide ", "Ask "))
        assert "old" in facts
        assert "owner" in facts


def test_a_click_on_the_map_opens_a_district_and_a_second_one_closes_it(tab: Tab) -> None:
    district = tab.page.locator(BROMLEY)
    district.click()
    expect(side(tab).get_by_role("heading", level=2)).to_have_text("Bromley")
    expect(tab.page.get_by_role("combobox", name="District")).to_have_value("Bromley")
    tab.settled()
    assert tab.address == "/?lang=en&district=E09000006"
    assert axe.violations(tab.page) == []
    district.click()
    expect(side(tab).get_by_role("heading", level=2)).to_contain_text("need a decision")
    tab.settled()
    assert tab.address == "/?lang=en"


@pytest.mark.soak
def test_a_district_is_reached_with_the_keyboard_and_stays_in_the_address(tab: Tab) -> None:
    page = tab.page
    page.get_by_role("combobox", name="District").focus()
    page.keyboard.type("Camd")
    page.keyboard.press("Enter")
    expect(side(tab).get_by_role("heading", level=2)).to_have_text("Camden")
    expect(page.locator("g.area.chosen")).to_have_attribute("data-id", "E09000007")
    tab.settled()
    again = tab.open(tab.address)
    expect(side(again).get_by_role("heading", level=2)).to_have_text("Camden")


@pytest.mark.parametrize(
    "size", [pytest.param(DESKTOP, id="desktop", marks=pytest.mark.soak), pytest.param(PHONE, id="phone")]
)
def test_another_language_keeps_the_place(
    size: tuple[int, int], app: App, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(app.url, Look(size)).open("/?lang=en&on=2019-12-31&district=E09000007")
    tab.page.get_by_role("button", name="中文").click()
    expect(side(tab).get_by_role("heading", level=2)).to_have_text("卡姆登区")
    expect(tab.page.get_by_text("伦敦 · 2019年12月31日", exact=True)).to_be_visible()
    expect(tab.page.locator("html")).to_have_attribute("lang", "zh")
    tab.settled()
    assert set(tab.address.removeprefix("/?").split("&")) == {
        "lang=zh",
        "on=2019-12-31",
        "district=E09000007",
    }


def test_a_tile_names_the_file_and_the_line_of_its_value(read: Tab) -> None:
    with (ROOT / "data" / "london" / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = 0
    for tile in read.page.locator(".co-tile").all():
        tile.get_by_text("Source and method").click()
        said = re.search(r"Latest: (\S+)\D* in (\d+), observations.csv, line (\d+)", tile.inner_text())
        if said:
            named += 1
            row = rows[int(said[3]) - 2]
            assert row["indicator"] == tile.locator(".co-name").inner_text()
            assert row["year"] == said[2]
            assert float(row["value"]) == pytest.approx(float(re.sub("[,%]", "", said[1])), abs=0.05)
    assert named >= 4
    assert axe.violations(read.page) == []


@pytest.mark.soak
def test_another_reporting_date_changes_the_number_and_the_address(tab: Tab) -> None:
    page = tab.page
    before = page.locator(".co-number").inner_text()
    page.get_by_role("button", name="Dates").click()
    expect(page.get_by_test_id("stDateInput")).to_have_count(2)
    tab.settled()
    assert axe.violations(page) == []
    page.get_by_test_id("stDateInput").first.get_by_role("spinbutton").first.click()
    page.keyboard.type("20181231")
    page.locator(".co-eyebrow").first.click()  # a date counts once its field is left
    expect(page.get_by_text("London · 31 December 2018", exact=True)).to_be_visible()
    expect(page.locator(".co-number")).not_to_have_text(before)
    tab.settled()
    assert "on=2018-12-31" in tab.address


def test_why_since_when_and_which_line_in_under_ten_clicks(tab: Tab) -> None:
    page = tab.page
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(0)
    page.get_by_role("link", name="Why?").first.click()
    expect(page.locator("h1")).to_have_text("Recorded crimes")
    expect(page.get_by_test_id("stPlotlyChart").locator(".main-svg").first).to_be_visible()
    expect(page.locator(".co-steps li").first).to_contain_text("(916,420 − 813,903) ÷ (651,122 − 813,903)")
    assert "target=ldn_recorded_crimes" in tab.address
    page.get_by_text("Every line that was ever claimed").click()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    tab.settled()
    assert axe.violations(page) == []
    page.get_by_role("link", name="Overview").last.click()
    expect(page.locator("h1")).to_contain_text("London is behind its path")


@pytest.mark.soak
def test_on_a_phone_the_navigation_is_one_tap_away(app: App, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(app.url, Look(PHONE)).open("/?lang=en")
    tab.page.get_by_test_id("stExpandSidebarButton").click()
    tab.page.get_by_role("link", name="Data").click()
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("Add data")
    tab.settled()
    assert tab.overflow() == 0
