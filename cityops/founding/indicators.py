"""The indicators that a city works with: chosen from the frameworks, or its own."""

import re
from collections.abc import Iterable, Set
from dataclasses import replace
from typing import Any

from cityops.founding.entries import Entry
from cityops.founding.frameworks import frameworks
from cityops.indicators.model import Indicator

COLUMNS = (
    "indicator_id",
    "name_en",
    "name_zh",
    "theme_en",
    "theme_zh",
    "definition_en",
    "definition_zh",
    "unit_en",
    "unit_zh",
    "direction",
    "decimals",
    "cadence_months",
    "city_value",
    "weight_indicator_id",
    "hard_low",
    "hard_high",
    "owner",
    "source",
    "licence",
    "is_illustrative",
)
CITY_VALUES = ("given", "sum", "weighted_mean", "none")
_ID = re.compile(r"[\w.\-]{1,80}")
_DIRECTIONS = {
    "1": 1,
    "+1": 1,
    "higher_better": 1,
    "-1": -1,
    "lower_better": -1,
    "0": 0,
    "context": 0,
}


def indicators(entries: Iterable[Entry]) -> dict[str, Indicator]:
    """Return the chosen indicators by id.

    An id of a framework takes from there what is left empty; any other is the city's own, described whole.
    """
    found: dict[str, Indicator] = {}
    read = [(entry, _indicator(entry)) for entry in entries]
    for entry, one in read:
        if one.id in found:
            entry.fault("indicator_id", "double", found=one.id)
        found.setdefault(one.id, one)
    known = frameworks().keys() | found.keys()
    for entry, one in read:
        _check(entry, one, known)
    return {key: one for key, one in found.items() if key}


def _indicator(entry: Entry) -> Indicator:
    indicator_id = entry.needed("indicator_id")
    known = frameworks().get(indicator_id.lower())
    if known:
        return replace(known, **_given(entry))
    if indicator_id and not _ID.fullmatch(indicator_id):
        entry.fault("indicator_id", "bad_id", found=indicator_id)
    return _own(indicator_id, entry)


def _given(entry: Entry) -> dict[str, Any]:
    """Return the columns in which something is written."""
    texts = ("name_en", "name_zh", "unit_en", "unit_zh", "owner", "source", "licence")
    values: dict[str, Any] = {name: entry.text(name) for name in texts if entry.has(name)}
    return values | {name: value for name, value in _rules(entry).items() if entry.has(name)}


def _rules(entry: Entry) -> dict[str, Any]:
    """Return how the values of an indicator are read, checked and written."""
    return {
        "direction": _DIRECTIONS[entry.one_of("direction", list(_DIRECTIONS), "0")],
        "decimals": entry.whole("decimals", 1, 0, 6),
        "cadence_months": entry.whole("cadence_months", 12, 1, 240),
        "city_value": entry.one_of("city_value", CITY_VALUES, "given"),
        "weight_indicator_id": entry.text("weight_indicator_id") or None,
        "hard_low": entry.number("hard_low"),
        "hard_high": entry.number("hard_high"),
    }


def _own(indicator_id: str, entry: Entry) -> Indicator:
    if not (entry.text("name_en") or entry.text("name_zh")):
        entry.fault("name_en", "empty")
    unit = entry.text("unit_en") or entry.text("unit_zh")
    if not unit:
        entry.fault("unit_en", "empty")
    texts: dict[str, Any] = {
        name: entry.text(name) or None
        for name in ("theme_en", "theme_zh", "name_en", "name_zh", "definition_en", "definition_zh")
    }
    return Indicator(
        id=indicator_id,
        version=1,
        framework="own",
        code=indicator_id,
        name_zh_source="own",
        unit_en=entry.text("unit_en", unit),
        unit_zh=entry.text("unit_zh", unit),
        kind="own",
        purpose="",
        source=entry.text("source"),
        licence=entry.text("licence"),
        is_verified=True,
        verification_note="",
        owner=entry.text("owner"),
        is_illustrative=entry.flag("is_illustrative"),
        **texts,
        **_rules(entry),
    )


def _check(entry: Entry, one: Indicator, known: Set[str]) -> None:
    if one.city_value == "weighted_mean" and not one.weight_indicator_id:
        entry.fault("weight_indicator_id", "empty")
    if one.weight_indicator_id and one.weight_indicator_id not in known:
        entry.fault("weight_indicator_id", "unknown_indicator", found=one.weight_indicator_id)
    if one.hard_low is not None and one.hard_high is not None and one.hard_low > one.hard_high:
        entry.fault("hard_low", "turned_range", found=f"{one.hard_low:g}", expected=f"{one.hard_high:g}")
