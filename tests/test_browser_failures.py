"""A page that fails says so in the reader's language, with a reference, and shows nothing of the program."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cityops import journal
from tests.support import axe
from tests.support.app import ROOT, App, start_script
from tests.support.browser import Tab

pytestmark = pytest.mark.browser

SCRIPTS = [Path(__file__).parent / "support" / name for name in ("failing.py", "failing_page.py")]
STATIC = ROOT / "cityops" / "ui" / "static"


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app whose page fails."""
    folder = tmp_path_factory.mktemp("failing")
    for script in SCRIPTS:
        shutil.copy(script, folder)
    shutil.copytree(STATIC, folder / "static")  # Streamlit looks for the fonts beside the page
    running = start_script(folder / SCRIPTS[0].name, folder / "city.duckdb")
    yield running
    running.stop()


FAILURES = [
    pytest.param(
        "page", "en", "This could not be shown. Reference ", "", id="page-en", marks=pytest.mark.soak
    ),
    pytest.param("page", "zh", "此处内容无法显示，编号", "", id="page-zh"),
    pytest.param("callback", "en", "This could not be shown. Reference ", "", id="callback-en"),
    pytest.param("callback", "zh", "此处内容无法显示，编号", "", id="callback-zh", marks=pytest.mark.soak),
    pytest.param("store", "en", "This could not be shown. ", "Free some disk space", id="meant-for-readers"),
]


@pytest.mark.parametrize(("how", "language", "says", "advice"), FAILURES)
def test_a_failure_is_one_sentence_and_a_reference_that_is_in_the_log(
    how: str, language: str, says: str, advice: str, failing: App, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(failing.url).open(f"/?how={how}&lang={language}")
    if how == "callback":
        tab.page.get_by_role("button", name="Press").click()
    told = tab.page.get_by_test_id("stAlert")
    expect(told).to_contain_text(says)
    expect(told).to_contain_text(advice)
    text = told.inner_text()
    [reference] = re.findall(r"(?a)\b[0-9a-f]{8}\b", text)
    assert not re.search("secret|KeyError|Traceback|Error|\\.py", text)
    assert axe.violations(tab.page) == []
    [entry] = [one for one in journal.read(str(failing.database), 50) if one.reference == reference]
    assert (entry.event, entry.level) == ("failed", "error")
    assert "failing_page.py" in entry.trace
