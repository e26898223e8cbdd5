"""A city that was just installed: the overview says what to do, and London comes and goes by a button."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support import axe
from tests.support.app import App
from tests.support.browser import ELSEWHERE, Tab
from tests.support.command_line import done

pytestmark = pytest.mark.browser


@pytest.mark.soak
def test_an_empty_store_says_what_to_do_and_a_button_loads_london(
    start_app: Callable[..., App], open_tab: Callable[..., Tab]
) -> None:
    app = start_app(london=False, CITYOPS_DEMO="0")
    reader = open_tab(f"http://{ELSEWHERE}:{app.port}").open("/?lang=en")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(reader.page.get_by_role("button", name="Load London as a demo")).to_have_count(0)

    tab = open_tab(app.url).open("/?lang=en")
    expect(tab.page.locator(".st-key-card_empty")).to_contain_text("python -m cityops demo")
    assert axe.violations(tab.page) == []
    tab.page.get_by_role("button", name="Load London as a demo").click()
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("London is ", timeout=60_000)
    tab.settled()
    headline = done("progress", database=app.database)["headline"]
    assert headline is not None

    tab.open("/set-up?lang=en")
    tab.page.get_by_role("button", name="Take London out").click()
    tab.settled()
    assert axe.violations(tab.page) == []
    tab.page.get_by_role("button", name="Take it out now").click()
    expect(tab.page.get_by_role("heading", name="1 · The place")).to_be_visible(timeout=60_000)
    tab.settled()
    assert axe.violations(tab.page) == []
    tab.page.get_by_role("button", name="Load London as a demo").click()
    expect(tab.page.get_by_role("heading", name="London, the demo city, is in this store")).to_be_visible(
        timeout=60_000
    )
    assert done("progress", database=app.database)["headline"] == headline
