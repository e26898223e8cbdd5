"""Areas as an office's files describe them: a list, boundaries, or both; looked at before they are taken."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cityops.founding import drawing, places
from cityops.founding.drawing import Outlined
from cityops.founding.entries import Entry
from cityops.founding.faults import Fault
from cityops.founding.model import DataFile
from cityops.founding.tables import read_table
from cityops.indicators.boundaries import Feature
from cityops.indicators.boundary_checks import properties
from cityops.indicators.model import Area

NAMES = ("name_en", "name_zh", "parent_code")
"""What a property of the boundaries may say of an area, beside its code."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be taken.

    Attributes:
        rows: As in `areas.csv`.
        outlines: GeoJSON geometry by code.
        areas: The same, each with its boundary; the city first.
        properties: Names of the properties that the boundaries have.
        names: Which of them holds which of `NAMES`.
        code: The property that holds the codes; '' without boundaries.
        strangers: Codes of boundaries that belong to no area of the list.
        without: Codes of areas without a boundary.
        turned: Codes of areas whose outline ran the wrong way round and was turned.
        faults: With one in it nothing is taken.
    """

    rows: tuple[Mapping[str, str], ...] = ()
    outlines: Mapping[str, str] = field(default_factory=dict)
    areas: tuple[Area, ...] = ()
    properties: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    strangers: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def propose(
    place: Mapping[str, object],
    table: DataFile | None,
    boundaries: DataFile | None,
    options: Mapping[str, str],
) -> Proposal:
    """Look at an office's files.

    Args:
        place: Names as in `city.toml`.
        table: Areas as in `areas.csv`; without it the areas are those of the boundaries.
        boundaries: GeoJSON, or None.
        options: How to read it, as `[boundaries]` of `city.toml` says it; and which properties hold `NAMES`.
    """
    faults: list[Fault] = []
    listed = _listed(table, faults) if table else []
    rows = [_cells(entry) for entry in listed]
    drawn = None
    if boundaries:
        how = Entry("", 0, {name: options[name] for name in drawing.OPTION_KEYS if name in options}, faults)
        codes = [row.get("area_code", "") for row in rows] if table else None
        drawn = drawing.of_areas(boundaries, how, str(place.get("time_zone", "")), codes)
    names = _names(drawn, options) if drawn and not table else {}
    if drawn and not table and not faults:
        rows = [_row(feature, drawn.code, names) for feature in drawn.features]
        listed = [Entry("", 0, row, faults) for row in rows]
    found = Proposal(rows=tuple(rows), areas=_areas(place, listed), names=names)
    found = _outlined(found, drawn) if drawn else found
    return replace(found, faults=tuple(dict.fromkeys(faults)))


def for_areas(
    place: Mapping[str, object], areas: Sequence[Area], boundaries: DataFile, options: Mapping[str, str]
) -> Proposal:
    """Look at boundaries for the areas that a city has already, the city first among them or not at all."""
    faults: list[Fault] = []
    how = Entry("", 0, {name: options[name] for name in drawing.OPTION_KEYS if name in options}, faults)
    codes = [area.code for area in areas]
    drawn = drawing.of_areas(boundaries, how, str(place.get("time_zone", "")), codes)
    inside = [area for area in areas if area.code != place.get("code")]
    city = [area for area in areas if area.code == place.get("code")]
    found = _outlined(Proposal(areas=(*city, *inside)), drawn)
    return replace(found, faults=tuple(dict.fromkeys(faults)))


def _outlined(found: Proposal, drawn: Outlined) -> Proposal:
    return replace(
        found,
        outlines=drawn.outlines,
        areas=tuple(replace(area, boundary=drawn.outlines.get(area.code)) for area in found.areas),
        properties=tuple(properties(drawn.features)),
        code=drawn.code,
        strangers=drawn.strangers,
        without=tuple(area.code for area in found.areas[1:] if area.code not in drawn.outlines),
        turned=drawn.turned,
    )


def _names(drawn: Outlined, options: Mapping[str, str]) -> dict[str, str]:
    """Return which property holds which name: as somebody said, else the first that sounds like one."""
    if any(name in options for name in NAMES):
        return {name: options.get(name, "") for name in NAMES}
    likely = [one for one in properties(drawn.features) if "name" in one.casefold() or "名" in one]
    held = next((one for one in likely if one != drawn.code), "")
    is_chinese = any(_CHINESE.search(one.properties.get(held, "")) for one in drawn.features)
    return dict.fromkeys(NAMES, "") | {"name_zh" if is_chinese else "name_en": held}


def _listed(table: DataFile, faults: list[Fault]) -> list[Entry]:
    return read_table(table.name, table.data, places.AREA_COLUMNS, ("area_code",), faults)


def _cells(entry: Entry) -> dict[str, str]:
    return {name: str(value).strip() for name, value in entry.values.items()}


def _row(feature: Feature, code: str, names: Mapping[str, str]) -> dict[str, str]:
    said = {name: feature.properties.get(held, "") for name, held in names.items()}
    row = {"area_code": feature.properties.get(code, "")}
    row |= {name: text for name, text in said.items() if text}
    if "name_en" not in row and "name_zh" not in row:
        row["name_en"] = row["area_code"]
    return row


def _areas(place: Mapping[str, object], entries: Sequence[Entry]) -> tuple[Area, ...]:
    """Return the areas, the city first; what is wrong with them is noted with the entries."""
    city, settings = places.place(Entry("", 0, place, []))
    known = places.areas(city, entries, settings["languages"].split())
    places.parents(city, known, settings["hierarchy"], entries, ())
    return tuple(known.values())


def check_areas(place: Mapping[str, object], rows: Sequence[Mapping[str, str]]) -> list[Fault]:
    """Return what is wrong with areas: codes, names, kinds, who belongs to whom."""
    faults: list[Fault] = []
    _areas(place, [Entry("", 0, row, faults) for row in rows])
    return list(dict.fromkeys(faults))


def check_place(place: Mapping[str, object]) -> list[Fault]:
    """Return what is wrong with the place."""
    faults: list[Fault] = []
    places.place(Entry("", 0, place, faults))
    return faults
