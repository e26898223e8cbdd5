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
    places: list[tuple[str, dict[str, object]]] = [
        (f"{hierarchy}/{parent}/{area}", {"hierarchy": hierarchy, "area_id": area, "parent_id": parent})
        for hierarchy, area, parent in parents
    ]

    def work(tx: Transaction) -> int:
        tx.create_many(AREA_PARENTS, places)
        return tx.create_many(AREAS, [parts(area) for area in areas])

    return access.write(store, actor, Duty.CATALOGUE, work, action="add_areas")


def add_indicators(store: Store, actor: Actor, indicators: Iterable[Indicator]) -> int:
    """Add indicators to the catalogue; return how many."""
    rows = [parts(indicator) for indicator in indicators]
    return access.write(
        store, actor, Duty.CATALOGUE, lambda tx: tx.create_many(INDICATORS, rows), action="add_indicators"
    )


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
