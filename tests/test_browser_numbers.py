"""What the overview shows is what the command line says of the same store, to the decimal that is shown."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.app import App
from tests.support.browser import Tab
from tests.support.command_line import done
from tests.support.told import outcome_shares, percent, tally

pytestmark = pytest.mark.browser

DISTRICTS = {
    "E09000007": {"en": "Camden", "zh": "卡姆登区"},
    "E09000006": {"en": "Bromley", "zh": "布罗姆利区"},
}


@pytest.fixture(scope="module")
def told(app: App) -> dict[str, Any]:
    """What the command line says of the city."""
    return dict(done("progress", database=app.database))


@pytest.fixture(scope="module")
def told_of_districts(app: App) -> dict[str, dict[str, Any]]:
    """What it says of some districts."""
    return {code: done("progress", "--area", code, database=app.database) for code in DISTRICTS}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_overview_agrees_with_the_command_line(
    language: str,
    told: dict[str, Any],
    told_of_districts: dict[str, dict[str, Any]],
    app: App,
    open_tab: Callable[..., Tab],
) -> None:
    page = open_tab(app.url).open(f"/?lang={language}").page
    card = page.locator(".st-key-card_hero")
    verdict = page.get_by_role("heading", level=1).inner_text()
    assert re.findall(r"\d+%", verdict) == [percent(told["headline"]), percent(told["expected"])]
    assert page.locator(".co-number").inner_text() == percent(told["headline"])
    assert tally(told, language) in card.inner_text()
    interval = [percent(bound) for bound in told["interval"]]
    assert re.findall(r"\d+%", card.locator(".co-chip").nth(1).inner_text()) == interval
    bars = [one.locator("> span") for one in card.get_by_role("listitem").all()]
    shares = {bar.first.inner_text(): re.findall(r"\d+%", bar.last.inner_text())[0] for bar in bars}
    assert shares == {name: percent(share) for name, share in outcome_shares(told, language).items()}
    assert percent(told["headline"], 1) in page.locator(".st-key-card_changed").inner_text()

    page.locator(".st-key-card_map [data-testid=stExpander] summary").click()
    rows = page.locator(".st-key-card_map .co-table tbody tr").all_inner_texts()
    found = {name: cells for name, *cells in (row.split("\t") for row in rows)}
    assert len(found) == 33
    for code, one in told_of_districts.items():
        expected = [percent(one[key]) for key in ("headline", "expected", "coverage")]
        assert found[DISTRICTS[code][language]][1:] == expected
