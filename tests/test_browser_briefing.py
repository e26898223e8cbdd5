"""Two clicks from Overview to the file, in both languages, on a desk and on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support import axe
from tests.support.app import App
from tests.support.briefings import Briefed, bare, deck, pages, said
from tests.support.browser import DESKTOP, ELSEWHERE, PHONE, Look, Tab
from tests.test_browser_viewer import sign_in

pytestmark = pytest.mark.browser

READERS = [
    pytest.param("en", "Briefing", Look(DESKTOP), id="en", marks=pytest.mark.soak),
    pytest.param("zh", "简报", Look(DESKTOP, dark=True), id="zh-dark", marks=pytest.mark.soak),
    pytest.param("zh", "简报", Look(PHONE), id="zh-phone"),
]


def take(tab: Tab, name: str) -> tuple[str, bytes]:
    """Click a format; return the file's name and its bytes."""
    with tab.page.expect_download() as waiting:
        tab.page.get_by_test_id("stDownloadButton").get_by_role("button", name=name).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize(("language", "button", "look"), READERS)
def test_two_clicks_give_the_file(
    language: str,
    button: str,
    look: Look,
    app: App,
    open_tab: Callable[..., Tab],
    briefed: Callable[[str], Briefed],
) -> None:
    tab = open_tab(app.url, look).open(f"/?lang={language}")
    verdict = bare(tab.page.get_by_role("heading", level=1).inner_text())
    tab.page.get_by_role("button", name=button).click()
    name, slides = take(tab, "PowerPoint")
    assert name == f"briefing_2020-12-31_{language}.pptx"
    assert verdict in bare(said(deck(slides).slides[0]))
    name, paper = take(tab, "PDF")
    assert name == f"briefing_2020-12-31_{language}.pdf"
    assert verdict in pages(paper)[0]
    tab.settled()
    assert axe.violations(tab.page) == []
    assert tab.overflow() == 0
    titles = [one.shapes.title.text_frame.text for one in deck(slides).slides]
    assert titles == [page.title for page in briefed(language).briefing.pages]


@pytest.mark.soak
def test_a_reader_who_may_write_nothing_may_take_it(app: App, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(f"http://{ELSEWHERE}:{app.port}").open("/?lang=en")
    sign_in(tab, app.passphrase("viewer"))
    tab.page.get_by_role("button", name="Briefing").click()
    assert take(tab, "PowerPoint")[0] == "briefing_2020-12-31_en.pptx"


@pytest.mark.soak
def test_nothing_is_there_until_it_is_opened(app: App, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(app.url).open("/?lang=en")
    expect(tab.page.get_by_text("PowerPoint")).to_have_count(0)
