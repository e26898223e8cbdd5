"""Who may do what: elsewhere one signs in, a passphrase opens a role, and no name stands in for one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from benchmarks.visitor import Visitor
from tests.support import axe, proxy
from tests.support.app import App
from tests.support.browser import ELSEWHERE, Tab

pytestmark = pytest.mark.browser

FORWARDED = [
    pytest.param({"X-Forwarded-For": "127.0.0.1"}, id="x-forwarded-for"),
    pytest.param({"X-Forwarded-Host": "localhost"}, id="x-forwarded-host"),
    pytest.param({"X-Real-IP": "127.0.0.1"}, id="x-real-ip"),
    pytest.param({"Forwarded": "for=127.0.0.1"}, id="forwarded"),
]


def assert_is_asked_to_sign_in(tab: Tab) -> None:
    """Look for the form, and for everything that would show something of the city or let a reader write."""
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(tab.page.get_by_role("navigation").get_by_role("link")).to_have_count(0)
    expect(tab.page.get_by_test_id("stFileUploader")).to_have_count(0)
    expect(tab.page.get_by_text("London")).to_have_count(0)


def sign_in(tab: Tab, phrase: str) -> None:
    """Fill in the form, which stays there after a wrong passphrase."""
    page = tab.page
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Passphrase").fill(phrase)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()


def test_at_the_server_itself_nobody_signs_in(app: App, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(app.url).open("/data?lang=en")
    expect(tab.page.get_by_test_id("stFileUploader")).to_be_visible()
    expect(tab.page.get_by_role("button", name="This machine, administrator")).to_be_visible()
    expect(tab.page.get_by_label("Passphrase")).to_have_count(0)


@pytest.mark.parametrize("headers", FORWARDED)
def test_any_trace_of_a_proxy_makes_a_stranger(headers: dict[str, str], app: App) -> None:
    with Visitor(app.url + "/data?lang=en", headers) as visitor:
        visitor.run()
        said = " ".join(visitor.said)
    assert "shows its pages to those who sign in" in said
    assert "London" not in said


@pytest.mark.soak
def test_behind_a_proxy_everybody_signs_in(app: App, open_tab: Callable[..., Tab]) -> None:
    with proxy.forwarding(int(app.port), "X-Forwarded-For: 203.0.113.9") as url:
        tab = open_tab(url).open("/data?lang=en")
        assert_is_asked_to_sign_in(tab)
        tab.page.close()


def test_by_another_name_of_this_machine_a_passphrase_opens_its_role_and_a_wrong_one_says_so(
    app: App, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(f"http://{ELSEWHERE}:{app.port}").open("/data?lang=en")
    assert_is_asked_to_sign_in(tab)
    sign_in(tab, "aaaa-bbbb-cccc-dddd")
    expect(tab.page.get_by_text("This passphrase opens no role.")).to_be_visible()
    tab.settled()
    assert axe.violations(tab.page) == []
    expect(tab.page.get_by_test_id("stFileUploader")).to_have_count(0)
    sign_in(tab, app.passphrase("analyst"))
    expect(tab.page.get_by_test_id("stFileUploader")).to_be_visible()
    tab.page.get_by_role("button", name="Ada, analyst").click()
    tab.page.get_by_role("button", name="Sign out").click()
    assert_is_asked_to_sign_in(tab)
