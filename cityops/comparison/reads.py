"""Areas beside each other, read from the store. Page and command line ask here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Any

from cityops.comparison import rules
from cityops.comparison.model import Period, Profile, Similar, Strip
from cityops.indicators import reads as indicators
from cityops.indicators.model import Area, Indicator
from cityops.store import PRESENT, Reader
from cityops.vision import settings
from cityops.words.refusals import refused

NEAREST = 5
"""How many areas are called alike, unless told otherwise."""
_BREAK = "break"
_MONTH = 30.436875  # days
_DAY = timedelta(days=1)


def kinds(reader: Reader, *, on: date, known: datetime = PRESENT) -> dict[str, dict[str, Area]]:
    """Return the areas that stand beside each other, in order of code: 'districts' of the city, and 'cities'.

    A kind is left out while it has fewer than two areas.
    """
    setting = settings.read(reader, known=known)
    areas = indicators.areas(reader, on=on, known=known)
    members = set(indicators.members(reader, setting.city, setting.hierarchy, known=known))
    parts = {row["area_id"] for row in reader.rows("indicators/area_parents", known=known)}
    found = {
        "districts": {key: area for key, area in areas.items() if key in members},
        "cities": {key: area for key, area in areas.items() if area.kind == "city" and key not in parts},
    }
    return {kind: here for kind, here in found.items() if len(here) > 1}


def criteria(reader: Reader, *, known: datetime = PRESENT) -> tuple[str, ...]:
    """Return the indicators by which the city calls areas alike; () while it has not said."""
    said = settings.read(reader, known=known).similar_by
    return tuple(dict.fromkeys(part.strip() for part in said.split(",") if part.strip()))


def profile(
    reader: Reader,
    area_id: str,
    *,
    by: Sequence[str] = (),
    k: int = NEAREST,
    on: date,
    known: datetime = PRESENT,
) -> Profile:
    """Return one area beside the others of its kind.

    Args:
        reader: The store.
        area_id: Id or code of a district of the city, or of a city.
        by: Ids of the indicators by which areas are called alike; without any, none is.
        k: How many of them.
        on: Reporting date: later periods do not count.
        known: Moment of knowledge: what had been recorded.

    Raises:
        RefusedError: There is no such area beside others.
    """
    peers = _peers(kinds(reader, on=on, known=known), area_id)
    area_id = next(key for key, area in peers.items() if area_id in (key, area.code))
    setting = settings.read(reader, known=known)
    areas = indicators.areas(reader, on=on, known=known)
    whole = None if areas[area_id].kind == "city" else areas.get(setting.city)
    beside = reader.rows(
        "comparison/beside",
        known=known,
        end=on + _DAY,
        area=area_id,
        hierarchy=setting.hierarchy,
        whole=whole.id if whole else "",
    )
    courses = reader.rows("comparison/courses", known=known, end=on + _DAY, area=area_id)
    rows = {key: list(group) for key, group in groupby(beside, lambda row: str(row["indicator_id"]))}
    noises = {key: _noise(list(group)) for key, group in groupby(courses, lambda row: row["indicator_id"])}
    values = {
        key: {r["area_id"]: r["value"] for r in found if r["area_id"] in peers} for key, found in rows.items()
    }
    alike = _similar(area_id, values, peers, by, k) if by else None
    known_ones = indicators.catalogue(reader, known=known)
    strips = [
        _strip(known_ones[key], area_id, rows[key], values[key], whole, noises.get(key), alike)
        for key in known_ones
        if key in rows
    ]
    return Profile(areas[area_id], whole, peers, alike, tuple(strips), on)


def _peers(found: Mapping[str, dict[str, Area]], area_id: str) -> dict[str, Area]:
    for areas in found.values():
        if area_id in areas or area_id in {area.code for area in areas.values()}:
            return areas
    there = ", ".join(area.code for areas in found.values() for area in areas.values())
    if not there:
        raise refused("refused.nothing_to_compare")
    raise refused("refused.no_area", area=area_id, there=there)


def _noise(rows: Sequence[Mapping[str, Any]]) -> float | None:
    months = [round((row["period_end"] - date.min).days / _MONTH) for row in rows]
    return rules.noise(months, [row["value"] for row in rows], [row["flag"] == _BREAK for row in rows])


def _similar(
    area_id: str,
    values: Mapping[str, Mapping[str, float]],
    peers: Mapping[str, Area],
    by: Sequence[str],
    k: int,
) -> Similar:
    usable = [key for key in by if key in values and rules.spread(list(values[key].values())) is not None]
    chosen = [values[key] for key in usable]
    return Similar(
        criteria=tuple(usable),
        unusable=tuple(key for key in by if key not in usable),
        nearest=tuple(rules.nearest(area_id, chosen, k)) if chosen else (),
        left_out=tuple(area for area in peers if any(area not in here for here in chosen)),
    )


def _strip(
    indicator: Indicator,
    area_id: str,
    rows: Sequence[Mapping[str, Any]],
    values: Mapping[str, float],
    whole: Area | None,
    noise: float | None,
    alike: Similar | None,
) -> Strip:
    own, every = values[area_id], list(values.values())
    # A part is never set beside the sum of all parts.
    of_whole = [
        row["value"] for row in rows if whole and row["area_id"] == whole.id and not indicator.is_total
    ]
    cuts, spread = rules.quartiles(every), rules.spread(every)
    against = of_whole[0] if of_whole else cuts.middle
    near = [values[one.area_id] for one in alike.nearest if one.area_id in values] if alike else []
    similar = median(near) if len(near) > 1 else None

    def from_own(other: float) -> Any:
        return rules.difference(own, other, decimals=indicator.decimals, noise=noise, spread=spread)

    return Strip(
        indicator=indicator,
        period=Period(rows[0]["period_start"], rows[0]["period_end"] - _DAY, rows[0]["period_label"]),
        own=own,
        values=values,
        city=of_whole[0] if of_whole else None,
        quartiles=cuts,
        spread=spread,
        noise=noise,
        against=against,
        difference=from_own(against),
        similar=similar,
        similar_count=len(near),
        similar_difference=None if similar is None else from_own(similar),
    )
