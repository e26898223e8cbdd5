"""The demo city: London, loaded through the same functions that any city uses."""

import csv
import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from cityops.access import Actor
from cityops.errors import RefusedError
from cityops.indicators import reads, writes
from cityops.indicators.model import Area, Indicator
from cityops.ingest.importing import Clocks, import_file
from cityops.store import Store
from cityops.vision import settings
from cityops.vision import writes as visions
from cityops.vision.model import Outcome, Target, Vision

DATA = Path(__file__).resolve().parent.parent / "data"
_CATALOGUE = DATA / "frameworks" / "indicator_catalogue.csv"
_DIRECTIONS = {"higher_better": 1, "lower_better": -1}
_FIRST, _LAST = date(1900, 1, 1), date(9999, 12, 31)

Step = Callable[[str, float], None]
"""Is told what was done, and which share of the whole is done."""


def load(store: Store, actor: Actor, today: date, step: Step = lambda _name, _share: None) -> dict[str, int]:
    """Load the catalogue and London into an empty store.

    Returns:
        How many of each were loaded: `indicators`, `areas`, `observations`, `outcomes`, `targets`.

    Raises:
        RefusedError: The store holds areas already.
    """
    if reads.areas(store, on=today):
        raise RefusedError("The store holds a city already. The demo is loaded into an empty store only.")
    london = DATA / "london"
    plan = tomllib.loads((london / "vision.toml").read_text("utf-8"))
    own = list(_own_indicators(london / "indicators.csv"))
    counts = {"indicators": load_catalogue(store, actor) + writes.add_indicators(store, actor, own)}
    step("catalogue", 0.2)
    counts["areas"] = writes.add_areas(store, actor, _areas(london), _parents(london))
    _set_up(store, actor, plan)
    step("areas", 0.35)
    data = (london / "observations.csv").read_bytes()
    on = date.fromisoformat(plan["reporting_date"])
    receipt = import_file(store, actor, "observations.csv", data, Clocks(on, today), reason="demo")
    counts["observations"] = receipt.new
    step("observations", 0.85)
    targets = _targets(plan, own, _rows(london / "targets.csv"), _rows(london / "observations.csv"))
    counts["outcomes"] = _add_vision(store, actor, plan)
    counts["targets"] = visions.add_targets(store, actor, targets)
    step("targets", 1.0)
    return counts


def load_catalogue(store: Store, actor: Actor) -> int:
    """Load the indicators of the six frameworks; return how many."""
    return writes.add_indicators(store, actor, (_of_framework(row) for row in _rows(_CATALOGUE)))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _of_framework(row: dict[str, str]) -> Indicator:
    slug = row["framework"].lower().replace(" ", "").replace(":", "_")
    return Indicator(
        id=f"{slug}_{row['id'].lower().replace(' ', '')}",
        version=1,
        framework=row["framework"],
        code=row["id"],
        theme_en=row["theme_en"],
        theme_zh=row["theme_zh"],
        name_en=row["name_en"],
        name_zh=row["name_zh"],
        name_zh_source=row["zh_source"],
        definition_en=None,
        definition_zh=None,
        unit_en=row["unit"],
        unit_zh=row["unit"],
        direction=_DIRECTIONS.get(row["direction"], 0),
        kind=row["kind"],
        purpose=row["iso37101_purpose"],
        source=row["source"],
        licence="",
        is_verified=row["verified"] == "yes",
        verification_note=row["verification_note"],
        decimals=1,
        cadence_months=12,
        city_value="given",
        weight_indicator_id=None,
        hard_low=None,
        hard_high=None,
        owner="",
        is_illustrative=False,
    )


def _own_indicators(path: Path) -> Iterator[Indicator]:
    for row in _rows(path):
        values: dict[str, Any] = {name: row[name] for name in row if name != "indicator_id"}
        for name in ("hard_low", "hard_high"):
            values[name] = float(row[name]) if row[name] else None
        for name in ("direction", "decimals", "cadence_months"):
            values[name] = int(row[name])
        values["weight_indicator_id"] = row["weight_indicator_id"] or None
        yield Indicator(
            id=row["indicator_id"],
            version=1,
            framework="own",
            code=row["indicator_id"],
            name_zh_source="own",
            kind="own",
            purpose="",
            is_verified=True,
            verification_note="",
            is_illustrative=False,
            **values,
        )


def _areas(folder: Path) -> list[Area]:
    shapes = json.loads((folder / "areas.geojson").read_text("utf-8"))["features"]
    boundaries = {shape["properties"]["area_code"]: json.dumps(shape["geometry"]) for shape in shapes}
    return [
        Area(
            id=row["area_code"],
            version=1,
            code=row["area_code"],
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            kind=row["kind"],
            valid_from=_FIRST,
            valid_to=_LAST,
            predecessors="",
            boundary=boundaries.get(row["area_code"]),
        )
        for row in _rows(folder / "areas.csv")
    ]


def _parents(folder: Path) -> list[tuple[str, str, str]]:
    rows = _rows(folder / "area_parents.csv")
    return [(row["hierarchy"], row["area_code"], row["parent_code"]) for row in rows]


def _set_up(store: Store, actor: Actor, plan: dict[str, Any]) -> None:
    names = ("reporting_date", "time_zone", "currency", "attribution_en", "attribution_zh", "similar_by")
    values = {"city": plan["area_code"]} | {name: str(plan[name]) for name in names}
    settings.save(store, actor, values, reason="demo")


def _add_vision(store: Store, actor: Actor, plan: dict[str, Any]) -> int:
    vision = Vision(
        plan["id"], 1, plan["area_code"], plan["name_en"], plan["name_zh"], plan["is_illustrative"]
    )
    outcomes = [
        Outcome(o["id"], 1, vision.id, o["name_en"], o["name_zh"], o["weight"], rank, o["is_illustrative"])
        for rank, o in enumerate(plan["outcome"], start=1)
    ]
    visions.add_vision(store, actor, vision, outcomes)
    return len(outcomes)


class _Held:
    """The observations of the file, with the line on which each stands: baselines are frozen from here."""

    def __init__(self, rows: list[dict[str, str]], ids: dict[str, str]) -> None:
        self._by_key = {
            (ids[row["indicator"]], row["area_code"], row["year"]): (float(row["value"]), line)
            for line, row in enumerate(rows, start=2)
        }

    def baseline(self, indicator_id: str, area: str, year: int) -> dict[str, Any]:
        """Return the baseline's columns of a target; the value is None where none is held."""
        value, line = self._by_key.get((indicator_id, area, str(year)), (None, 0))
        return {
            "baseline_label": str(year),
            "baseline_end": date(year + 1, 1, 1),
            "baseline_value": value,
            "baseline_source": f"observations.csv, line {line}" if line else "",
        }


def _targets(
    plan: dict[str, Any],
    own: list[Indicator],
    published: list[dict[str, str]],
    observations: list[dict[str, str]],
) -> list[Target]:
    ids = {str(indicator.name_en): indicator.id for indicator in own}
    held = _Held(observations, ids)
    chosen = {}
    for outcome in plan["outcome"]:
        for entry in outcome["target"]:
            chosen.update(_of_vision(plan["area_code"], outcome["id"], entry, ids, held, published))
    rest = [row for i, row in enumerate(published) if i not in chosen]
    lines = [_reference(row, ids) for row in rest]
    return [*chosen.values(), *lines]


def _of_vision(
    city: str,
    outcome: str,
    entry: dict[str, Any],
    ids: dict[str, str],
    held: _Held,
    published: list[dict[str, str]],
) -> dict[object, Target]:
    """Return the targets of an entry of the vision: the city's, and its districts' from the same plan."""
    base: dict[str, Any] = {"outcome_id": outcome, "weight": float(entry["weight"])}
    notes: dict[str, Any] = {"note_en": entry["baseline_note_en"], "note_zh": entry["baseline_note_zh"]}
    if "published" not in entry:
        target = _illustrative(city, entry, held)
        return {target.id: replace(target, **base)}
    found: dict[object, Target] = {}
    for i, row in enumerate(published):
        if ids[row["indicator"]] == entry["indicator_id"] and _is_of_plan(row, entry["published"], city):
            start = held.baseline(entry["indicator_id"], row["area_code"], entry["baseline_year"])
            words = notes if row["area_code"] == city else {}
            found[i] = replace(_reference(row, ids), **base, **start, **words)
    return found


def _is_of_plan(row: dict[str, str], key: dict[str, Any], city: str) -> bool:
    title, year, value = str(key["source_title"]), int(key["target_year"]), float(key["target_value"])
    if int(row["target_year"]) != year:
        return False
    if row["area_code"] == city:
        return float(row["target_value"]) == value and row["source_title"] == title
    return row["source_title"].partition(",")[0] == title.partition(",")[0]


def _illustrative(city: str, entry: dict[str, Any], held: _Held) -> Target:
    return Target(
        id=f"{entry['indicator_id']}/{city}/illustrative",
        version=1,
        indicator_id=entry["indicator_id"],
        area_id=city,
        outcome_id=None,
        weight=1.0,
        kind=entry["kind"],
        target_value=entry.get("target_value"),
        low=entry.get("low"),
        high=entry.get("high"),
        target_date=date(entry["target_year"], 12, 31),
        milestones="",
        owner="",
        source_title="",
        source_address="",
        source_year=None,
        source_says="",
        fit="",
        is_verified=False,
        is_illustrative=True,
        note_en=entry["note_en"],
        note_zh=entry["note_zh"],
        **held.baseline(entry["indicator_id"], city, entry["baseline_year"]),
    )


def _reference(row: dict[str, str], ids: dict[str, str]) -> Target:
    indicator = ids[row["indicator"]]
    return Target(
        id=f"{indicator}/{row['area_code']}/{row['target_year']}/{row['target_value']}",
        version=1,
        indicator_id=indicator,
        area_id=row["area_code"],
        outcome_id=None,
        weight=1.0,
        kind=row["kind"],
        target_value=float(row["target_value"]),
        low=None,
        high=None,
        target_date=date(int(row["target_year"]), 12, 31),
        baseline_label="",
        baseline_end=None,
        baseline_value=None,
        baseline_source="",
        milestones="",
        owner="",
        source_title=row["source_title"],
        source_address=row["source_address"],
        source_year=int(row["source_year"]),
        source_says=row["what_the_source_says"],
        fit=row["fit"],
        is_verified=row["verified"] == "yes",
        is_illustrative=False,
        note_en=row["baseline_note"],
        note_zh=None,
    )
