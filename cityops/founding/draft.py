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
from cityops.store import PRESENT, Reader, Store, Transaction
from cityops.vision.settings import SETTINGS

_PREFIX = "draft."


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts as they were last written.

    Attributes:
        place: Names as in `city.toml`.
        areas: `rows` as in `areas.csv`; `coordinate_system`; `is_named` once their names were looked at.
        outlines: GeoJSON geometry by code.
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


def source(draft: Draft) -> Source:
    """Return the city that the draft describes, to be understood like a folder; its vision comes later."""
    faults: list[Fault] = []
    return Source(
        place=form(draft.place, faults),
        areas=tuple(form(row, faults) for row in draft.areas.get("rows", [])),
        indicators=tuple(form(row, faults) for row in draft.indicators.get("rows", [])),
        options=form({"coordinate_system": draft.areas.get("coordinate_system", "")}, faults),
        outlines=draft.outlines,
        faults=faults,
    )


def vision_source(draft: Draft) -> Source:
    """Return the vision that the draft describes."""
    faults: list[Fault] = []
    names = {name: draft.vision.get(name, "") for name in ("name_en", "name_zh", "is_illustrative")}
    return Source(
        place=form({}, faults),
        vision=form(names, faults) if names["name_en"] or names["name_zh"] else None,
        outcomes=tuple(
            _outcome(one, draft.vision.get("targets", []), faults) for one in draft.vision.get("outcomes", [])
        ),
        faults=faults,
    )


def _outcome(
    one: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], faults: list[Fault]
) -> OutcomeEntry:
    own = [
        {name: value for name, value in target.items() if name != "outcome"}
        for target in targets
        if target.get("outcome") == one.get("id")
    ]
    return OutcomeEntry(form(one, faults), tuple(form(target, faults) for target in own))
