"""The vision, its outcomes, and targets wherever they are written: in the vision, in a table, in a form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from cityops.founding.entries import Entry
from cityops.founding.faults import of_rule
from cityops.founding.model import OutcomeEntry
from cityops.indicators.model import Area, Indicator
from cityops.vision.model import Outcome, Target, Vision
from cityops.vision.rules import RefusedTargetError, check_target, period_end

VISION_KEYS = ("id", "area_code", "name_en", "name_zh", "is_illustrative", "outcome")
OUTCOME_KEYS = ("id", "name_en", "name_zh", "weight", "is_illustrative", "target")
TARGET_NAMES = (
    "id",
    "indicator_id",
    "indicator",
    "area_code",
    "outcome",
    "weight",
    "kind",
    "target_value",
    "low",
    "high",
    "unit",
    "target_year",
    "target_date",
    "milestones",
    "baseline_year",
    "baseline_period",
    "baseline_value",
    "baseline_source",
    "baseline_note",
    "baseline_note_en",
    "baseline_note_zh",
    "owner",
    "source_title",
    "source_address",
    "source_year",
    "what_the_source_says",
    "fit",
    "verified",
    "is_illustrative",
    "note_en",
    "note_zh",
    "published",
)
KINDS = ("reach", "maintain", "band")
_COLUMN_OF_RULE = {"date": "target_date", "weight": "weight", "milestone": "milestones"}


@dataclass(frozen=True, slots=True)
class Known:
    """What a target may name.

    Attributes:
        city: Code of the city: the area of a target that names none.
        areas: By code.
        indicators: By id.
    """

    city: str
    areas: Mapping[str, Area]
    indicators: Mapping[str, Indicator]

    def indicator(self, name: str) -> Indicator | None:
        """Return the indicator of an id, or of a name that only one has."""
        if name in self.indicators:
            return self.indicators[name]
        wanted = name.casefold()
        same = [
            one
            for one in self.indicators.values()
            if wanted in ((one.name_en or "").casefold(), one.name_zh or "")
        ]
        return same[0] if len(same) == 1 else None


def vision(entry: Entry, known: Known) -> Vision:
    """Return the vision."""
    entry.refuse_strangers(VISION_KEYS)
    area = entry.text("area_code", known.city)
    if area != known.city:
        entry.fault("area_code", "other_city", found=area)
    if not (entry.text("name_en") or entry.text("name_zh")):
        entry.fault("name_en", "empty")
    return Vision(
        id=entry.text("id", f"{known.city}/vision"),
        version=1,
        area_id=known.city,
        name_en=entry.text("name_en") or None,
        name_zh=entry.text("name_zh") or None,
        is_illustrative=entry.flag("is_illustrative"),
    )


def outcomes(entries: Iterable[OutcomeEntry], vision_id: str) -> list[Outcome]:
    """Return the outcomes, one an entry, in the order of the screen."""
    found: list[Outcome] = []
    for rank, one in enumerate(entries, start=1):
        entry = one.entry
        entry.refuse_strangers(OUTCOME_KEYS)
        if not (entry.text("name_en") or entry.text("name_zh")):
            entry.fault("name_en", "empty")
        outcome_id = entry.text("id", f"{vision_id}/{rank}")
        if outcome_id in {outcome.id for outcome in found}:
            entry.fault("id", "double", found=outcome_id)
        found.append(
            Outcome(
                id=outcome_id,
                version=1,
                vision_id=vision_id,
                name_en=entry.text("name_en") or None,
                name_zh=entry.text("name_zh") or None,
                weight=weight(entry),
                rank=rank,
                is_illustrative=entry.flag("is_illustrative"),
            )
        )
    return found


def weight(entry: Entry) -> float:
    """Return the weight, 1 where none is written."""
    value = entry.number("weight")
    if value is not None and value < 0:
        line, error = entry.lines.get("weight", entry.line), RefusedTargetError("weight", weight=f"{value:g}")
        entry.faults.append(of_rule(entry.file, line, "weight", error))
    return 1.0 if value is None or value < 0 else value


def target(entry: Entry, known: Known, outcome_id: str | None) -> Target | None:
    """Return a target as it is written, its baseline's value not yet looked up; None where it names nothing.

    Args:
        entry: Names as in `TARGET_NAMES`; text, or what TOML knows.
        known: What it may name.
        outcome_id: The outcome that it serves; None for a reference line.
    """
    indicator = indicator_of(entry, known)
    area = entry.text("area_code", known.city)
    if area not in known.areas:
        near = get_close_matches(area, known.areas, n=2)
        entry.fault("area_code", "unknown_area", found=area, expected=", ".join(near))
    if indicator is None:
        return None
    _check_unit(entry, indicator)
    return Target(
        id=entry.text("id") or _id(entry, indicator.id, area, outcome_id),
        version=1,
        indicator_id=indicator.id,
        area_id=area,
        outcome_id=outcome_id,
        weight=weight(entry),
        kind=entry.one_of("kind", KINDS),
        target_value=entry.number("target_value"),
        low=entry.number("low"),
        high=entry.number("high"),
        target_date=_day(entry),
        milestones=entry.text("milestones"),
        **baseline(entry),
        **_source(entry),
    )


def indicator_of(entry: Entry, known: Known) -> Indicator | None:
    """Return the indicator that is named by id or name; one that is not known is a fault."""
    column = "indicator_id" if entry.has("indicator_id") else "indicator"
    name = entry.needed(column)
    found = known.indicator(name)
    if name and found is None:
        labels = [*known.indicators, *(one.name_en or "" for one in known.indicators.values())]
        entry.fault(
            column, "unknown_indicator", found=name, expected=", ".join(get_close_matches(name, labels, n=2))
        )
    return found


def _check_unit(entry: Entry, indicator: Indicator) -> None:
    unit = entry.text("unit")
    if unit and unit.casefold() not in (indicator.unit_en.casefold(), indicator.unit_zh.casefold()):
        entry.fault("unit", "wrong_unit", found=unit, expected=indicator.unit_en)


def _id(entry: Entry, indicator: str, area: str, outcome: str | None) -> str:
    if outcome is not None:
        return f"{indicator}/{area}/{outcome}"
    value = entry.text("target_value") or f"{entry.text('low')}-{entry.text('high')}"
    return f"{indicator}/{area}/{entry.text('target_year') or entry.text('target_date')}/{value}"


def _day(entry: Entry) -> date | None:
    if entry.has("target_year"):
        return date(entry.whole("target_year", 2000, 1900, 2200), 12, 31)
    return entry.day("target_date")


def baseline(entry: Entry) -> dict[str, Any]:
    """Return the columns of a baseline; its value only where it is written there itself."""
    name = "baseline_period" if entry.has("baseline_period") else "baseline_year"
    label, value = entry.text(name), entry.number("baseline_value")
    end = period_end(label) if label else None
    if label and end is None:
        entry.fault(name, "not_a_period", found=label)
    if value is not None and not label:
        entry.fault("baseline_period", "empty")
    where = f"{entry.file}, line {entry.line}" if entry.file else ""
    return {
        "baseline_label": label,
        "baseline_end": end,
        "baseline_value": value,
        "baseline_source": entry.text("baseline_source", where) if value is not None else "",
    }


def _source(entry: Entry) -> dict[str, Any]:
    year = entry.whole("source_year", 0, 0, 2200)
    note_en = entry.text("note_en") or entry.text("baseline_note_en") or entry.text("baseline_note")
    return {
        "owner": entry.text("owner"),
        "source_title": entry.text("source_title"),
        "source_address": entry.text("source_address"),
        "source_year": year or None,
        "source_says": entry.text("what_the_source_says"),
        "fit": entry.text("fit"),
        "is_verified": entry.flag("verified"),
        "is_illustrative": entry.flag("is_illustrative"),
        "note_en": note_en or None,
        "note_zh": entry.text("note_zh") or entry.text("baseline_note_zh") or None,
    }


def with_baseline(one: Target, values: Mapping[tuple[str, str, str], tuple[float, str]]) -> Target:
    """Freeze the baseline's value and source, where the target names a period whose value is known."""
    if one.baseline_value is not None or not one.baseline_label:
        return one
    value, source = values.get((one.indicator_id, one.area_id, one.baseline_label), (None, ""))
    return replace(one, baseline_value=value, baseline_source=source)


def check(one: Target, entry: Entry) -> None:
    """Note what the rules refuse about a target, where it is written."""
    try:
        check_target(one)
    except RefusedTargetError as error:
        column = _COLUMN_OF_RULE.get(error.code, "low" if "band" in error.code else "target_value")
        if error.code == "date" and entry.has("target_year"):
            column = "target_year"
        line = entry.lines.get(column, entry.line)
        entry.faults.append(of_rule(entry.file, line, column, error))
