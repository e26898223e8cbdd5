"""Writes of areas and the catalogue. The facts themselves come in through `cityops.ingest`."""

from collections.abc import Iterable

from cityops import access
from cityops.access import Actor, Duty
from cityops.indicators.model import Area, Indicator
from cityops.store import Store, Transaction, Versioned, parts

AREAS = Versioned.of("areas", Area)
AREA_PARENTS = Versioned("area_parents", ("hierarchy", "area_id", "parent_id"))
INDICATORS = Versioned.of("indicators", Indicator)


def add_areas(
    store: Store, actor: Actor, areas: Iterable[Area], parents: Iterable[tuple[str, str, str]]
) -> int:
    """Add areas, and their places as (hierarchy, area id, parent id); return how many areas."""
    given, places = list(areas), list(parents)  # the work may be done again after a conflict
    return access.write(
        store, actor, Duty.CATALOGUE, lambda tx: put_areas(tx, given, places), action="add_areas"
    )


def put_areas(tx: Transaction, areas: Iterable[Area], parents: Iterable[tuple[str, str, str]]) -> int:
    """Do what `add_areas` does, as a part of a greater write."""
    places: list[tuple[str, dict[str, object]]] = [
        (f"{hierarchy}/{parent}/{area}", {"hierarchy": hierarchy, "area_id": area, "parent_id": parent})
        for hierarchy, area, parent in parents
    ]
    tx.put_many(AREA_PARENTS, places)
    return tx.put_many(AREAS, [parts(area) for area in areas])


def add_indicators(store: Store, actor: Actor, indicators: Iterable[Indicator]) -> int:
    """Add indicators to the catalogue; return how many."""
    given = list(indicators)
    return access.write(
        store, actor, Duty.CATALOGUE, lambda tx: put_indicators(tx, given), action="add_indicators"
    )


def put_indicators(tx: Transaction, indicators: Iterable[Indicator]) -> int:
    """Do what `add_indicators` does, as a part of a greater write."""
    return tx.put_many(INDICATORS, [parts(indicator) for indicator in indicators])


def change_indicator(
    store: Store, actor: Actor, indicator_id: str, version: int, values: dict[str, object], reason: str
) -> int:
    """Change some columns of an indicator; return its new version.

    Raises:
        RefusedError: A column that indicators do not have.
        StaleError: Somebody else changed it since `version`.
    """
    return access.write(
        store,
        actor,
        Duty.CATALOGUE,
        lambda tx: tx.change(INDICATORS, indicator_id, version, values),
        action="change_indicator",
        reason=reason,
    )
