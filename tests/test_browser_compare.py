"""From the number to the district and to those beside it: Overview, Map, the district, Compare, and back."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support import axe
from tests.support.app import App
from tests.support.browser import Look, Tab
from tests.support.pages import PATHS

pytestmark = pytest.mark.browser

CAMDEN = "g.area[data-id=E09000007] path"
PROJECTOR = Look((1280, 720))


def test_from_the_overview_over_the_map_to_a_district_and_those_beside_it(
    app: App, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(app.url).open("/?lang=en&on=2020-12-31")
    page = tab.page
    page.get_by_role("link", name="Map").first.click()
    expect(page.locator("h1")).to_contain_text("across the districts")
    page.locator(CAMDEN).click()
    expect(page.get_by_role("combobox", name="District")).to_have_value("Camden")
    tab.settled()
    assert axe.violations(page) == []
    page.get_by_role("link", name="Open Camden").click()
    expect(page.locator("h1")).to_have_text("Camden: outcomes and targets")
    tab.settled()
    assert "area=E09000007" in tab.address
    page.get_by_role("link", name="Compare Camden").click()
    expect(page.locator("h1")).to_have_text("Camden: 8 of 20 indicators stand out")
    tab.settled()
    assert axe.violations(page) == []
    assert "area=E09000007" in tab.address
    page.locator(".st-key-carry").get_by_role("link", name="Map").click()
    expect(page.locator("g.area.chosen")).to_have_attribute("data-id", "E09000007")
    tab.settled()


@pytest.mark.soak
def test_every_state_is_in_the_address(app: App, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(app.url).open("/compare?lang=en&area=E09000007")
    page = tab.page
    page.get_by_role("combobox", name="Indicator").focus()
    page.keyboard.type("Household waste")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(
        "Household waste recycling rate, 2018: 17% to 54% across 33 areas"
    )
    tab.settled()
    page.get_by_text("The same as a table").click()
    page.get_by_text("Order by value", exact=True).click()
    expect(page.get_by_text("It is no ranking")).to_be_visible()
    tab.settled()
    assert axe.violations(page) == []
    page.get_by_role("button", name="Similar areas").click()
    page.get_by_role("combobox", name="How many").click()
    page.get_by_role("option", name="3", exact=True).click()
    expect(page.get_by_text("Islington, Southwark and Tower Hamlets.")).to_be_visible()
    tab.settled()
    assert axe.violations(page) == []
    found = set(tab.address.partition("?")[2].split("&"))
    assert found == {"lang=en", "area=E09000007", "indicator=ldn_recycling_rate", "order=value", "k=3"}
    again = tab.open(tab.address)
    expect(again.page.get_by_text("Islington, Southwark and Tower Hamlets.")).to_be_visible()


@pytest.mark.soak
def test_a_download_has_what_was_seen(app: App, open_tab: Callable[..., Tab], tmp_path: Path) -> None:
    page = open_tab(app.url).open("/compare?lang=en&area=E09000007&indicator=ldn_recycling_rate").page
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these values as CSV").click()
    waiting.value.save_as(tmp_path / "a.csv")
    assert waiting.value.suggested_filename == "compare_ldn_recycling_rate.csv"
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert {row["value"] for row in rows if (row["area_code"], row["year"]) == ("E09000007", "2018")} == {
        "31.0"
    }
    assert len({row["area_code"] for row in rows}) == 34


@pytest.mark.soak
@pytest.mark.parametrize("path", PATHS)
def test_on_a_projector_nothing_is_wider_than_the_wall(
    path: str, app: App, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(app.url, PROJECTOR).open(f"{path}?lang=en")
    assert tab.overflow() == 0
    expect(tab.page.locator("h1")).to_be_in_viewport()


@pytest.mark.soak
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_paper_shows_what_was_found_and_nothing_to_press(
    path: str, dark: bool, app: App, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(app.url, Look(dark=dark)).open(f"{path}?lang=en")
    tab.page.emulate_media(media="print")
    expect(tab.page.locator("h1")).to_be_visible()
    seen = "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 120))"
    assert tab.page.locator("button, a, input, select, textarea").evaluate_all(seen) == []
    paper = tab.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == ("rgb(255, 255, 255)" if dark else paper)
