"""Every page in both languages, both tones and both sizes: nothing fails, overflows or shuts anybody out."""

import hashlib
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support import axe
from tests.support.app import App
from tests.support.browser import DESKTOP, PHONE, Look, Tab

pytestmark = pytest.mark.browser

TITLES = {
    ("/", "en"): "London is ",
    ("/", "zh"): "伦敦",
    ("/progress", "en"): "Why",
    ("/progress", "zh"): "原因",
    ("/map", "en"): "across the districts",
    ("/map", "zh"): "各区介于",
    ("/catalogue", "en"): "What is measured",
    ("/catalogue", "zh"): "指标目录",
    ("/data", "en"): "Add data",
    ("/data", "zh"): "添加数据",
}
LOOKS = [
    pytest.param(Look(size, dark), id=f"{'dark' if dark else 'light'}-{size[0]}x{size[1]}")
    for size in (DESKTOP, PHONE)
    for dark in (False, True)
]


@pytest.mark.parametrize("look", LOOKS)
def test_a_page_is_whole(look: Look, app: App, open_tab: Callable[..., Tab]) -> None:
    """In one tab, as a reader turns from page to page; a complaint fails the test when the tab closes."""
    tab = open_tab(app.url, look)
    for (path, language), title in TITLES.items():
        tab.open(f"{path}?lang={language}")
        where = f"{path} in {language}"
        expect(tab.page.get_by_role("heading", level=1), where).to_contain_text(title)
        assert tab.overflow() == 0, where
        assert axe.violations(tab.page) == [], where


def test_axe_is_the_one_that_its_table_names() -> None:
    table = (axe.FILE.parent / "README.md").read_text("utf-8")
    digest = hashlib.sha256(axe.FILE.read_bytes()).hexdigest()
    version = axe.FILE.read_text("utf-8")[:40].split()[2].removeprefix("v")
    assert f"| {version} |" in table
    assert f"`{digest}`" in table
