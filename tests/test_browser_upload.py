"""Upload without fear: a broken file is read, mended, weighed, written, found by its line, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from cityops.store import Store
from cityops.words.catalogue import words
from tests.support import axe, city
from tests.support.app import App
from tests.support.browser import PHONE, Look, Tab

pytestmark = pytest.mark.browser

HELD = ("T0,Fine dust,2020,20", "T0,Fine dust,2022,16.5", "T0,Fine dust,2024,13")
ROWS = (
    "T0,Fine dust,2024,n/a",
    "E99,Fine dust,2024,30",
    "T2,Fine dust,2024,31,x",
    "T3,Fine dust,2024,32",
    "T3,Fine dust,2024,32",
)
WORSE = "25"


def _still(tab: Tab) -> None:
    """Wait for the rest, once what was waited for is there: that much shorter."""
    tab.settled(quiet=100.0)


def _see(place: Tab | Locator, *texts: str) -> None:
    """Wait for texts; a locator looks at every frame, `expect` up to a second apart."""
    for text in texts:
        (place.page if isinstance(place, Tab) else place).get_by_text(text).first.wait_for()


def _choose(tab: Tab, name: str) -> None:
    text = "\n".join(("area_code,indicator,year,value", *ROWS)) + "\n"
    file = FilePayload(name=name, mimeType="text/csv", buffer=text.encode())
    tab.page.locator("input[type=file]").set_input_files(file)


def _write(tab: Tab, **fields: str) -> None:
    for key, text in fields.items():
        tab.page.locator(f"[class*=st-key-fix_{key}] input").fill(text)
    tab.page.locator("[data-testid=stFormSubmitButton] button[kind=primaryFormSubmit]").click()


def _sound(tab: Tab) -> None:
    """Nothing moves any more, nothing is wider than the window, and nobody is shut out."""
    _still(tab)
    assert tab.overflow() == 0
    assert axe.violations(tab.page) == []


def _go_on(tab: Tab, step: str) -> None:
    tab.page.locator(f".st-key-go_on_{step} button").click()
    tab.page.locator(f".st-key-go_on_{step}").wait_for(state="detached")


def _mend(tab: Tab, language: str) -> str:
    """Upload, and correct the line that is no row; return the address, under which all of it goes on."""
    t = words(language)
    _choose(tab, f"broken-{language}.csv")
    _see(tab, t("import.finding.e_line", n=1))
    _sound(tab)
    _write(tab, **{"4__": "T2,Fine dust,2024,31"})
    _see(tab, *(t(f"import.finding.{rule}", n=1) for rule in ("e_area", "e_num", "e_dup")))
    _sound(tab)
    return tab.address


def _commit(tab: Tab, language: str, file: str) -> Locator:
    """Mend the cells, look at what follows, and write; return the receipt."""
    t, page = words(language), tab.page
    _write(tab, **{"2_value": WORSE, "3_area_code": "T1", "6__": ""})
    _see(tab, t("upload.checks_passed"))
    _sound(tab)
    for step in ("check", "compare", "consequences"):
        _go_on(tab, step)
        _sound(tab)
    write = page.get_by_role("button", name=t("data.commit"))
    _see(page.locator(".co-warning"), t("effects.count.worse", n=1))
    expect(write).to_be_disabled()
    page.get_by_text(t("effects.confirm")).click()
    write.click()
    _see(page.get_by_test_id("stAlert"), t("import.no_reason", n=1))
    page.get_by_label(t("data.reason")).fill("Annual return")
    page.keyboard.press("Tab")
    _still(tab)
    write.click()
    receipt = page.locator("[class*=st-key-card_upload_]").filter(has_text=file)
    _see(receipt, t("upload.corrected", n=3), t("upload.left_out", n=1))
    _still(tab)
    return receipt


def _undo(tab: Tab, language: str, receipt: Locator) -> None:
    t = words(language)
    receipt.get_by_text(t("upload.corrections"), exact=True).click()
    _see(receipt.locator(".co-table"), "n/a")
    _sound(tab)
    receipt.get_by_role("button", name=t("data.undo")).click()
    _see(receipt, t("data.state_undone"))
    _still(tab)


def _find(chart: Tab, language: str, file: str) -> None:
    """Find the status that got worse, and the line that it rests on."""
    t = words(language)
    _see(chart.page.get_by_test_id("stMain"), t("status.off_track"))
    chart.page.get_by_text(t("indicator.rows")).click()
    rows = chart.page.locator("[data-testid=stDataFrame]")
    for text in ("n/a", WORSE, file):
        expect(rows).to_contain_text(text)
    _still(chart)


LOOKS = {"en": Look(), "zh": Look(PHONE, dark=True)}
TURNS = [
    pytest.param("en", "zh", id="from-the-desk-to-the-phone"),
    pytest.param("zh", "en", id="from-the-phone-to-the-desk", marks=pytest.mark.soak),
]


@pytest.mark.parametrize(("first", "second"), TURNS)
def test_a_broken_file_becomes_a_value_on_the_chart_and_goes_again(
    first: str,
    second: str,
    small: Store,
    tmp_path: Path,
    start_app: Callable[..., App],
    open_tab: Callable[..., Tab],
) -> None:
    """One begins an upload and loses the connection; another goes on, in another language.

    The first request of all that the app gets is a deep link.
    """
    city.upload(small, *HELD)
    small.close()
    app, file = start_app(held=tmp_path / "city.duckdb"), f"broken-{first}.csv"
    one, other = (open_tab(app.url, LOOKS[language]) for language in (first, second))
    one.open(f"/data?lang={first}")
    _sound(one)
    address = _mend(one, first)
    one.page.goto("about:blank")
    other.open(address.replace(f"lang={first}", f"lang={second}"))
    receipt = _commit(other, second, file)
    chart = open_tab(app.url).open(f"/progress?lang={second}&target=dust")
    _find(chart, second, file)
    other.page.bring_to_front()  # the browser lets a tab behind another wait
    _undo(other, second, receipt)
