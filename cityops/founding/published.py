"""Targets of a plan that a table holds: the vision names the plan and takes the city's and the districts'."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cityops.founding import visions
from cityops.founding.entries import Entry
from cityops.founding.visions import Known
from cityops.vision.model import Target

KEYS = ("target_value", "target_year", "source_title")


def published(entry: Entry, known: Known, outcome_id: str, rows: Sequence[Target]) -> dict[int, Target]:
    """Return the targets that an entry of the vision takes from a table, by their place there.

    Args:
        entry: Its `published` names value, year and source of the city's target in the table.
        known: What it may name.
        outcome_id: The outcome that they serve.
        rows: Targets of the table.
    """
    key = entry.values["published"]
    indicator = visions.indicator_of(entry, known)
    if not isinstance(key, dict) or set(key) != set(KEYS) or indicator is None:
        entry.fault("published", "bad_published", expected=", ".join(KEYS))
        return {}
    base: dict[str, Any] = {"outcome_id": outcome_id, "weight": visions.weight(entry)}
    base |= visions.baseline(entry)
    notes: dict[str, Any] = {name: entry.text(f"baseline_{name}") or None for name in ("note_en", "note_zh")}
    found = {
        place: replace(row, **base, **(notes if row.area_id == known.city else {}))
        for place, row in enumerate(rows)
        if row.indicator_id == indicator.id and _is_of_plan(row, key, known.city)
    }
    if not any(one.area_id == known.city for one in found.values()):
        entry.fault("published", "not_published", found=", ".join(str(key[name]) for name in KEYS))
    return found


def _is_of_plan(row: Target, key: dict[str, Any], city: str) -> bool:
    """Whether a target is the one that is named or, of a district, from the same document."""
    if row.target_date is None or str(row.target_date.year) != str(key["target_year"]):
        return False
    title = str(key["source_title"])
    if row.area_id == city:
        return row.target_value == key["target_value"] and row.source_title == title
    return row.source_title.partition(",")[0] == title.partition(",")[0]
