"""The analyst: a broken file is explained, a good one shows what it will do, and any upload can be undone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, expect

from tests.support import axe
from tests.support.app import App
from tests.support.browser import Look, Tab
from tests.support.command_line import done

pytestmark = pytest.mark.browser

BROKEN = "E12000007,Household waste recycling rate,2019,n/a\nE99,Household waste recycling rate,2019,44\n"
NEWER = "E12000007,Household waste recycling rate,2019,44\n"


def choose(tab: Tab, name: str, rows: str) -> None:
    """Choose a file, as the analyst does."""
    text = "area_code,indicator,year,value\n" + rows
    file = FilePayload(name=name, mimeType="text/csv", buffer=text.encode())
    tab.page.locator("input[type=file]").set_input_files(file)
    expect(tab.page.locator(".st-key-card_step")).to_be_visible()
    tab.settled()


def go_on(tab: Tab, step: str) -> None:
    """Go on from a step of the upload."""
    tab.page.locator(f".st-key-go_on_{step} button").click()
    expect(tab.page.locator(f".st-key-go_on_{step}")).to_have_count(0)
    tab.settled()


def headline(app: App) -> str:
    """Return the city's progress as the command line tells it while the app runs."""
    return f"{100 * done('progress', database=app.database)['headline']:.1f}%"


def assert_shows(overview: Tab, number: str) -> None:
    """Look at the number, to a decimal, on an open overview."""
    expect(overview.page.locator(".st-key-card_changed p").first).to_contain_text(f" to {number}")


def touch(overview: Tab) -> None:
    """Let a page run again that was opened before the store changed."""
    overview.page.get_by_text("Draft and release").click()


@pytest.mark.soak
def test_a_broken_file_says_where_and_what_to_do_and_writes_nothing(
    app: App, open_tab: Callable[..., Tab]
) -> None:
    before = headline(app)
    tab = open_tab(app.url).open("/data?lang=en")
    choose(tab, "broken.csv", BROKEN)
    expect(tab.page.get_by_test_id("stAlert")).to_contain_text("2 faults: nothing is written")
    rows = [table.splitlines()[-1].split("\t") for table in tab.page.locator(".co-table").all_inner_texts()]
    assert rows == [
        ["3", "area_code", "E99", "'E99' is no area of this city. Write its code or its name."],
        [
            "2",
            "value",
            "n/a",
            "'n/a' is not a number. Write it as 1234.5, or leave the row out if it was not measured.",
        ],
    ]
    expect(tab.page.get_by_role("button", name="Write this upload")).to_have_count(0)
    assert axe.violations(tab.page) == []
    assert tab.overflow() == 0
    assert headline(app) == before
    tab.page.get_by_role("button", name="Discard").click()
    expect(tab.page.get_by_test_id("stAlert")).to_contain_text("broken.csv was discarded")
    tab.settled()


@pytest.mark.soak
def test_a_newer_value_is_weighed_written_seen_by_others_and_taken_back(
    start_app: Callable[..., App], open_tab: Callable[..., Tab]
) -> None:
    app = start_app()
    before = headline(app)
    other = open_tab(app.url).open("/?lang=en")
    assert_shows(other, before)

    tab = open_tab(app.url, Look(dark=True)).open("/data?lang=en")
    choose(tab, "newer.csv", NEWER)
    page = tab.page
    expect(page.get_by_text("UTF-8, comma between cells, header on line 1.")).to_be_visible()
    expect(page.locator(".st-key-card_step")).to_contain_text("1 value is new")
    go_on(tab, "compare")
    expect(page.get_by_role("row", name="Household waste recycling rate, London")).to_contain_text(
        "Off trackOn track"
    )
    promised = page.get_by_role("row", name="The city's progress").get_by_role("cell").all_inner_texts()
    assert axe.violations(page) == []
    go_on(tab, "consequences")

    page.get_by_label("Reason").fill("Annual return of the boroughs")
    page.get_by_role("button", name="Write this upload").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("Written: 1 value is new.")
    receipt = page.locator("[class*=st-key-card_upload_]").filter(has_text="newer.csv")
    expect(receipt).to_contain_text("1 new, 0 changed, 0 the same · local")
    expect(receipt).to_contain_text("Annual return of the boroughs")
    tab.settled()

    after = headline(app)
    assert promised == [before, after]
    touch(other)
    assert_shows(other, after)

    receipt.get_by_role("button", name="Undo").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("Taken back: 1")
    expect(receipt).to_contain_text("Undone")
    assert headline(app) == before
    touch(other)
    assert_shows(other, before)


@pytest.mark.soak
def test_the_catalogue_is_found_by_a_word(app: App, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(app.url).open("/data?lang=en")
    tab.page.get_by_text("Catalogue: ").click()
    tab.page.get_by_label("Search the catalogue").fill("recycling rate")
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator("#glide-cell-2-0")).to_have_text("Household waste recycling rate")
    tab.settled()
    assert axe.violations(tab.page) == []
