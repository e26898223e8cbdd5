"""What the command line says of London, written as a page writes it, by rules of the tests' own."""

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.support.app import ROOT

TALLY = {
    "en": "{good} of {n} targets are achieved or on track, {risk} at risk, {off} off track, "
    "{none} not assessed.",
    "zh": "{n}项目标中，{good}项已达成或进展顺利，{risk}项有风险，{off}项偏离目标，{none}项未评估。",
}


def half_up(value: float, decimals: int) -> Decimal:
    """Round half up, away from zero."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def percent(share: float | None, decimals: int = 0) -> str:
    """Write a share."""
    return "–" if share is None else f"{half_up(100 * share, decimals)}%"


def outcome_shares(told: dict[str, Any], language: str) -> dict[str, float]:
    """Return the share of each outcome by its name: what its targets add, by what they weigh."""
    vision = tomllib.loads((ROOT / "data" / "london" / "vision.toml").read_text("utf-8"))
    shares = {}
    for outcome in vision["outcome"]:
        parts = [one for one in told["contributions"] if one["outcome"] == outcome["id"]]
        added, weight = (sum(one[key] for one in parts) for key in ("contribution", "weight"))
        shares[outcome[f"name_{language}"]] = added / weight
    return shares


def counts(told: dict[str, Any]) -> dict[str, int]:
    """Return how many targets have each status."""
    found = [one["status"] for one in told["statuses"]]
    return {name: found.count(name) for name in dict.fromkeys(found)}


def tally(told: dict[str, Any], language: str) -> str:
    """Return the sentence that counts the statuses."""
    found = counts(told)
    good = found.get("achieved", 0) + found.get("on_track", 0)
    rest = {"risk": "at_risk", "off": "off_track", "none": "not_assessed"}
    others = {name: found.get(status, 0) for name, status in rest.items()}
    return TALLY[language].format(n=len(told["statuses"]), good=good, **others)
