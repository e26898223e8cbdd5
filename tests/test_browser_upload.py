"""Upload without fear: a broken file is read, mended, weighed, written, found by its line, and taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from cityops.words.catalogue import words
from tests.support import axe
from tests.support.app import App
from tests.support.browser import PHONE, Look, Tab

pytestmark = pytest.mark.browser

INDICATOR = "ldn_recycling_rate"
ROWS = (
    f"E12000007,{INDICATOR},2019,n/a",
    f"E99,{INDICATOR},2019,29.1",
    f"E09000007,{INDICATOR},2019,29.8,x",
    f"E09000002,{INDICATOR},2019,31.2",
    f"E09000002,{INDICATOR},2019,31.2",
)
TARGET = "ldn_recycling_rate/E12000007/2025/50.0"
LOOKS = [
    pytest.param("en", Look(), id="en-desktop"),
    pytest.param("zh", Look(PHONE, dark=True), id="zh-dark-phone"),
]


def _choose(tab: Tab, *rows: str) -> None:
    text = "\n".join(("area_code,indicator,year,value", *rows)) + "\n"
    file = FilePayload(name="broken.csv", mimeType="text/csv", buffer=text.encode())
    tab.page.locator("input[type=file]").set_input_files(file)
    expect(tab.page.locator(".st-key-card_step")).to_be_visible()
    tab.settled()


def _write(tab: Tab, **fields: str) -> None:
    for key, text in fields.items():
        tab.page.locator(f"[class*=st-key-fix_{key}] input").fill(text)
    tab.page.locator("[data-testid=stFormSubmitButton] button[kind=primaryFormSubmit]").click()
    tab.settled()


def _sound(tab: Tab) -> None:
    """Nothing is wider than the window, and nobody is shut out."""
    assert tab.overflow() == 0
    assert axe.violations(tab.page) == []


def _go_on(tab: Tab, step: str) -> None:
    tab.page.locator(f".st-key-go_on_{step} button").click()
    expect(tab.page.locator(f".st-key-go_on_{step}")).to_have_count(0)
    tab.settled()


def _mend(tab: Tab, language: str) -> str:
    """Correct the line that is no row; return the address, under which all of it goes on."""
    t = words(language)
    _choose(tab, *ROWS)
    expect(tab.page.get_by_text(t("import.finding.e_line", n=1))).to_be_visible()
    _sound(tab)
    _write(tab, **{"4__": f"E09000007,{INDICATOR},2019,29.8"})
    for rule in ("e_area", "e_num", "e_dup"):
        expect(tab.page.get_by_text(t(f"import.finding.{rule}", n=1))).to_be_visible()
    _sound(tab)
    return tab.address


def _commit(tab: Tab, language: str) -> Locator:
    """Mend the cells, look at what follows, and write; return the receipt."""
    t, page = words(language), tab.page
    _write(tab, **{"2_value": "44", "3_area_code": "E09000001", "6__": ""})
    expect(page.get_by_text(t("upload.checks_passed"))).to_be_visible()
    _sound(tab)
    for step in ("check", "compare", "consequences"):
        _go_on(tab, step)
        _sound(tab)
    write = page.get_by_role("button", name=t("data.commit"))
    write.click()
    expect(page.get_by_test_id("stAlert")).to_contain_text(t("import.no_reason", n=1))
    page.get_by_label(t("data.reason")).fill("Annual return")
    page.keyboard.press("Tab")
    tab.settled()
    write.click()
    receipt = page.locator("[class*=st-key-card_upload_]").filter(has_text="broken.csv")
    expect(receipt).to_contain_text(t("upload.corrected", n=3))
    expect(receipt).to_contain_text(t("upload.left_out", n=1))
    tab.settled()
    return receipt


@pytest.mark.parametrize(("language", "look"), LOOKS)
def test_a_broken_file_becomes_a_value_on_the_chart_and_goes_again(
    language: str, look: Look, start_app: Callable[..., App], open_tab: Callable[..., Tab]
) -> None:
    t, app = words(language), start_app()
    first = open_tab(app.url, look).open(f"/data?lang={language}")
    _sound(first)
    address = _mend(first, language)
    first.page.goto("about:blank")  # the connection is lost, and another window goes on
    tab = open_tab(app.url, look).open(address)
    receipt = _commit(tab, language)
    receipt.get_by_text(t("upload.corrections"), exact=True).click()
    expect(receipt.locator(".co-table")).to_contain_text("n/a")
    _sound(tab)

    chart = open_tab(app.url, look).open(f"/progress?lang={language}&target={TARGET}")
    chart.page.get_by_text(t("indicator.rows")).click()
    for text in ("broken.csv", "n/a", "44"):
        expect(chart.page.locator("[data-testid=stDataFrame]")).to_contain_text(text)
    chart.settled()

    receipt.get_by_role("button", name=t("data.undo")).click()
    expect(receipt).to_contain_text(t("data.state_undone"))
    tab.settled()
