"""What the overview shows is what the command line says of the same store, to the decimal that is shown."""

import re
import tomllib
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from tests.support.app import ROOT, App
from tests.support.browser import Tab
from tests.support.command_line import done

pytestmark = pytest.mark.browser

TALLY = {
    "en": "{good} of {n} targets are achieved or on track, {risk} at risk, {off} off track, "
    "{none} not assessed.",
    "zh": "{n}项目标中，{good}项已达成或进展顺利，{risk}项有风险，{off}项偏离目标，{none}项未评估。",
}
DISTRICTS = {
    "E09000007": {"en": "Camden", "zh": "卡姆登区"},
    "E09000006": {"en": "Bromley", "zh": "布罗姆利区"},
}


def percent(share: float | None, decimals: int = 0) -> str:
    """Write a share by a rule of the test's own: half up, away from zero."""
    if share is None:
        return "–"
    return f"{Decimal(repr(100 * share)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)}%"


def outcome_shares(told: dict[str, Any], language: str) -> dict[str, str]:
    """Return the share of each outcome by its name: what its targets add, by what they weigh."""
    vision = tomllib.loads((ROOT / "data" / "london" / "vision.toml").read_text("utf-8"))
    shares = {}
    for outcome in vision["outcome"]:
        parts = [one for one in told["contributions"] if one["outcome"] == outcome["id"]]
        added, weight = (sum(one[key] for one in parts) for key in ("contribution", "weight"))
        shares[outcome[f"name_{language}"]] = percent(added / weight)
    return shares


def tally(told: dict[str, Any], language: str) -> str:
    """Return the sentence that counts the statuses."""
    found = [one["status"] for one in told["statuses"]]
    good = found.count("achieved") + found.count("on_track")
    rest = {"risk": "at_risk", "off": "off_track", "none": "not_assessed"}
    counts = {name: found.count(status) for name, status in rest.items()}
    return TALLY[language].format(n=len(found), good=good, **counts)


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
    assert shares == outcome_shares(told, language)
    assert percent(told["headline"], 1) in page.locator(".st-key-card_changed").inner_text()

    page.locator(".st-key-card_map [data-testid=stExpander] summary").click()
    rows = page.locator(".st-key-card_map .co-table tbody tr").all_inner_texts()
    found = {name: cells for name, *cells in (row.split("\t") for row in rows)}
    assert len(found) == 33
    for code, one in told_of_districts.items():
        expected = [percent(one[key]) for key in ("headline", "expected", "coverage")]
        assert found[DISTRICTS[code][language]][1:] == expected
