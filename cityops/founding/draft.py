"""What is written down before it is a city: kept in the store, so that a lost connection loses nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cityops import access
from cityops.access import Actor, Duty
from cityops.founding.entries import Entry
from cityops.founding.faults import Fault
from cityops.founding.model import OutcomeEntry, Source
from cityops.indicators.boundaries import Feature
from cityops.store import PRESENT, Reader, Store, Transaction
from cityops.vision.settings import SETTINGS

PARTS = ("place", "areas", "outlines", "indicators", "vision")
_PREFIX = "draft."
_NAMES = ("name_en", "name_zh")


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts as they were last written.

    Attributes:
        place: Names as in `city.toml`.
        areas: `way`: 'boundaries', 'list' or 'none'; `rows` as in `areas.csv`, or `features` and which of the
            properties hold `code`, `name_en`, `name_zh` and `parent`; `is_done`.
        outlines: GeoJSON geometry by the number of the feature.
        indicators: `rows` as in `indicators.csv`; `is_done`.
        vision: Names; `outcomes` and `targets` as in `vision.toml`, a target with its `outcome`.
        versions: Of each part that is there.
    """

    place: Mapping[str, Any] = field(default_factory=dict)
    areas: Mapping[str, Any] = field(default_factory=dict)
    outlines: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, Any] = field(default_factory=dict)
    vision: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)


def read(reader: Reader) -> Draft:
    """Return the draft; an empty one where nothing was written yet."""
    rows = reader.rows("store/drafts", known=PRESENT)
    parts = {row["id"].removeprefix(_PREFIX): json.loads(row["setting_value"]) for row in rows}
    versions = {row["id"].removeprefix(_PREFIX): row["version"] for row in rows}
    return Draft(**parts, versions=versions)


def save(store: Store, actor: Actor, seen: Draft, **parts: Mapping[str, Any]) -> None:
    """Write some parts, as they follow from what was seen.

    Raises:
        StaleError: Somebody else wrote the same part in the meantime.
        NotAllowedError: The actor is no administrator.
    """

    def work(tx: Transaction) -> None:
        for part, content in parts.items():
            values: dict[str, object] = {"setting_value": json.dumps(content, ensure_ascii=False)}
            if part in seen.versions:
                tx.change(SETTINGS, _PREFIX + part, seen.versions[part], values)
            else:
                tx.put_many(SETTINGS, [(_PREFIX + part, values)])

    access.write(store, actor, Duty.SETTINGS, work, action="save_draft")


def form(values: Mapping[str, Any], faults: list[Fault]) -> Entry:
    """Return what was written in a form as an entry."""
    return Entry("", 0, values, faults)


def area_rows(draft: Draft) -> list[dict[str, str]]:
    """Return the areas as `areas.csv` would say them."""
    areas = draft.areas
    if areas.get("way") == "list":
        return list(areas.get("rows", []))
    if areas.get("way") != "boundaries":
        return []
    return [_row(feature["properties"], areas) for feature in areas.get("features", [])]


def _row(properties: Mapping[str, str], areas: Mapping[str, Any]) -> dict[str, str]:
    row = {"area_code": properties.get(areas.get("code", ""), "")}
    row |= {name: properties.get(areas.get(name, ""), "") for name in _NAMES}
    if not any(row[name] for name in _NAMES):
        row["name_en"] = row["area_code"]
    if areas.get("parent"):
        row["parent_code"] = properties.get(areas["parent"], "")
    return row


def features(draft: Draft) -> tuple[Feature, ...]:
    """Return the features of the file of boundaries, without their outlines."""
    return tuple(Feature(one["number"], one["properties"], ()) for one in draft.areas.get("features", []))


def outlines(draft: Draft) -> dict[str, str]:
    """Return the outlines by code."""
    if draft.areas.get("way") != "boundaries":
        return {}
    code = draft.areas.get("code", "")
    codes = {str(one["number"]): one["properties"].get(code, "") for one in draft.areas["features"]}
    return {codes[number]: text for number, text in draft.outlines.items() if codes.get(number)}


def source(draft: Draft) -> Source:
    """Return what the draft says, to be understood like a folder."""
    faults: list[Fault] = []
    vision = draft.vision
    has_vision = bool(vision.get("name_en") or vision.get("name_zh"))
    options = {"coordinate_system": draft.areas.get("coordinate_system", "")}
    return Source(
        place=form(draft.place, faults),
        areas=tuple(form(row, faults) for row in area_rows(draft)),
        indicators=tuple(form(row, faults) for row in draft.indicators.get("rows", [])),
        vision=form({name: vision.get(name, "") for name in _NAMES}, faults) if has_vision else None,
        outcomes=tuple(
            _outcome(one, vision.get("targets", []), faults) for one in vision.get("outcomes", [])
        ),
        options=form(options, faults),
        outlines=outlines(draft),
        faults=faults,
    )


def _outcome(
    one: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], faults: list[Fault]
) -> OutcomeEntry:
    own = [target for target in targets if target.get("outcome") == one.get("id")]
    return OutcomeEntry(form(one, faults), tuple(form(target, faults) for target in own))
