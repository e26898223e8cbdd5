"""The place, the areas in it, and how they lie in one another."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from zoneinfo import available_timezones

from babel.numbers import list_currencies

from cityops.founding.entries import Entry
from cityops.indicators.model import Area
from cityops.words.catalogue import LANGUAGES

PLACE_KEYS = (
    "code",
    "name_en",
    "name_zh",
    "kind",
    "languages",
    "time_zone",
    "currency",
    "reporting_date",
    "hierarchy",
    "attribution_en",
    "attribution_zh",
    "similar_by",
    "is_illustrative",
    "boundaries",
)
AREA_COLUMNS = (
    "area_code",
    "name_en",
    "name_zh",
    "kind",
    "parent_code",
    "valid_from",
    "valid_to",
    "predecessors",
)
PARENT_COLUMNS = ("hierarchy", "area_code", "parent_code")
KINDS = ("city", "region", "district", "community")
_CODE = re.compile(r"[^\s/;,]{1,40}")
_FIRST, _LAST = date(1900, 1, 1), date(9999, 12, 31)

Parent = tuple[str, str, str]
"""Hierarchy, area, and the area that it belongs to."""


def place(entry: Entry) -> tuple[Area, dict[str, str]]:
    """Return the city's own area and its settings."""
    entry.refuse_strangers(PLACE_KEYS)
    city = _area(entry, "code", "city", entry.names("languages") or list(LANGUAGES))
    on = entry.day("reporting_date")
    settings = {
        "city": city.id,
        "hierarchy": entry.text("hierarchy", "administrative"),
        "reporting_date": on.isoformat() if on else "",
        "time_zone": _time_zone(entry),
        "currency": _currency(entry),
        "languages": " ".join(_languages(entry)),
        "attribution_en": entry.text("attribution_en"),
        "attribution_zh": entry.text("attribution_zh"),
        "similar_by": ",".join(entry.names("similar_by")),
    }
    return city, settings


def _languages(entry: Entry) -> list[str]:
    named = entry.names("languages") or list(LANGUAGES)
    strangers = [one for one in named if one not in LANGUAGES]
    if strangers:
        entry.fault("languages", "unknown_word", found=strangers[0], expected=", ".join(LANGUAGES))
    return [one for one in named if one in LANGUAGES]


def _time_zone(entry: Entry) -> str:
    named = entry.needed("time_zone")
    if named and named not in available_timezones():
        near = get_close_matches(named, available_timezones(), n=3)
        entry.fault("time_zone", "unknown_time_zone", found=named, expected=", ".join(near))
    return named


def _currency(entry: Entry) -> str:
    named = entry.text("currency").upper()
    if named and named not in list_currencies():
        entry.fault("currency", "unknown_currency", found=named)
    return named


def _area(entry: Entry, code: str, kind: str, languages: list[str]) -> Area:
    named = entry.needed(code)
    if named and not _CODE.fullmatch(named):
        entry.fault(code, "bad_code", found=named)
    names = {one: entry.text(f"name_{one}") for one in LANGUAGES}
    if not any(names.values()):
        entry.fault(f"name_{languages[0]}" if languages[0] in LANGUAGES else "name_en", "empty")
    return Area(
        id=named,
        version=1,
        code=named,
        name_en=names["en"] or None,
        name_zh=names["zh"] or None,
        kind=entry.one_of("kind", KINDS, kind),
        valid_from=entry.day("valid_from") or _FIRST,
        valid_to=entry.day("valid_to") or _LAST,
        predecessors=entry.text("predecessors"),
        boundary=None,
    )


def areas(city: Area, entries: Iterable[Entry], languages: list[str]) -> dict[str, Area]:
    """Return all areas by code, the city among them."""
    found = {city.code: city} if city.code else {}
    seen: set[str] = set()
    for entry in entries:
        area = _area(entry, "area_code", "district", languages)
        if area.code in seen:
            entry.fault("area_code", "double", found=area.code)
        elif area.code == city.code and area != city:
            entry.fault("area_code", "other_city", found=area.code)
        seen.add(area.code)
        found.setdefault(area.code, area)
    return {code: area for code, area in found.items() if code}


def parents(
    city: Area, known: Mapping[str, Area], hierarchy: str, areas: Iterable[Entry], rows: Iterable[Entry]
) -> list[Parent]:
    """Return who belongs to whom, in every hierarchy.

    Without rows of their own, areas belong to their `parent_code`, else to the city.
    """
    stated = list(rows)
    found: dict[tuple[str, str], str] = {}
    for entry in stated or areas:
        child = entry.text("area_code")
        own = entry.needed("parent_code") if stated else entry.text("parent_code", city.code)
        tree = entry.needed("hierarchy") if stated else hierarchy
        if child == city.code and not stated:
            continue
        _check_known(entry, child, own, known)
        if (tree, child) in found:
            entry.fault("area_code", "double_parent", found=child, expected=found[tree, child])
        found[tree, child] = own
        if _is_round(tree, child, found):
            entry.fault("parent_code", "round", found=child)
            del found[tree, child]
    return [(tree, child, parent) for (tree, child), parent in found.items()]


def _check_known(entry: Entry, child: str, parent: str, known: Mapping[str, Area]) -> None:
    for name, code in (("area_code", child), ("parent_code", parent)):
        if code and code not in known:
            near = get_close_matches(code, known, n=2)
            entry.fault(name, "unknown_area", found=code, expected=", ".join(near))


def _is_round(tree: str, child: str, found: Mapping[tuple[str, str], str]) -> bool:
    """Whether an area lies, over others, in itself."""
    above, seen = found.get((tree, child)), set()
    while above is not None and above not in seen:
        if above == child:
            return True
        seen.add(above)
        above = found.get((tree, above))
    return False
