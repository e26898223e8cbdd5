"""The operating model in a browser: an element has an address, the keyboard is enough, words are kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support import axe
from tests.support.app import App
from tests.support.browser import PHONE, Look, Tab

pytestmark = pytest.mark.browser


def test_an_element_has_an_address_that_can_be_sent_and_gone_back_to(
    app: App, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(app.url).open("/operating-model?lang=en")
    page, title = tab.page, tab.page.locator("h1")
    page.get_by_role("link", name="B5 Mapping").click()
    expect(title).to_have_text("Mapping the city's interoperability needs")
    tab.settled()
    assert "element=B5" in tab.address
    page.get_by_role("link", name="Next: B6").click()
    expect(title).to_have_text("Common terminology and reference model")
    tab.settled()
    page.go_back()
    expect(title).to_have_text("Mapping the city's interoperability needs")
    page.get_by_role("link", name="All elements").click()
    expect(title).to_contain_text("Operating model: ")
    tab.settled()
    assert "element" not in tab.address
    assert axe.violations(page) == []


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(Look(), id="desk", marks=pytest.mark.soak),
        pytest.param(Look(PHONE, dark=True), id="dark_phone"),
    ],
)
def test_the_forms_are_whole_and_reached_by_the_keyboard(
    look: Look, app: App, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(app.url, look).open("/operating-model?lang=zh&element=B5")
    page = tab.page
    page.locator("summary", has_text="调整本要素").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("名称（中文）")).to_have_value("描绘城市交互性需求")
    tab.settled()
    assert tab.overflow() == 0
    assert axe.violations(page) == []


@pytest.mark.soak
def test_a_citys_words_are_kept_and_signed(
    start_app: Callable[..., App], open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(start_app().url).open("/operating-model?lang=en&element=B5")
    page = tab.page
    page.get_by_text("Adapt this element").click()
    page.get_by_role("combobox", name="What to change").click()
    page.get_by_role("option", name="Level 3: Defined across the city").click()
    page.get_by_label("Text (English)").fill("The matrix hangs in the hall.")
    page.get_by_label("Reason").fill("the council asked")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: B5/3.")).to_be_visible()
    page.reload()
    expect(page.locator(".co-ladder")).to_contain_text("The matrix hangs in the hall.")
    expect(page.locator(".st-key-card_history")).to_contain_text("the council asked")
