"""A link from a mail opens right, even when nobody has visited the server before."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from benchmarks.visitor import Visitor
from cityops.ui.pages import PAGES
from tests.support.app import App
from tests.support.browser import Look, Tab

pytestmark = pytest.mark.browser

LINKS = [
    pytest.param(
        "/?lang=zh&on=2019-12-31",
        "en-GB",
        "zh",
        "伦敦 · 2019年12月31日",
        "伦敦",
        id="overview-in-the-links-language",
        marks=pytest.mark.soak,
    ),
    pytest.param(
        "/data",
        "zh-CN",
        "zh",
        "伦敦 · 2020年12月31日",
        "添加数据",
        id="data-in-the-browsers-language",
        marks=pytest.mark.soak,
    ),
]


@pytest.mark.parametrize(("link", "locale", "language", "where", "title"), LINKS)
def test_the_first_request_of_all_is_a_deep_link(
    link: str,
    locale: str,
    language: str,
    where: str,
    title: str,
    start_app: Callable[..., App],
    open_tab: Callable[..., Tab],
) -> None:
    tab = open_tab(start_app().url, Look(locale=locale)).open(link)
    page = tab.page
    expect(page.get_by_text(where, exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.get_by_role("navigation").get_by_role("link")).to_have_count(len(PAGES))
    expect(page.locator(".co-foot")).to_contain_text("CityOps")
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert f"lang={language}" in tab.address


def test_the_first_request_of_all_sets_nothing_up_for_a_visitor(start_app: Callable[..., App]) -> None:
    app = start_app(london=False, CITYOPS_DEMO="0")
    with Visitor(f"{app.url}/set-up?lang=en", {"X-Forwarded-For": "203.0.113.9"}) as visitor:
        visitor.run()
    assert visitor.errors == []
    assert "shows its pages to those who sign in" in " ".join(visitor.said)
    assert "Save and go on" not in visitor.said
