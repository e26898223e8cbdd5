"""Reads of areas and the catalogue, at any reporting date and any moment of knowledge."""

from datetime import date, datetime

from cityops.indicators.model import Area, Indicator
from cityops.store import PRESENT, Reader


def areas(reader: Reader, *, on: date, known: datetime = PRESENT) -> dict[str, Area]:
    """Return the areas that exist on a day, by id, ordered by code."""
    found = [Area(**row) for row in reader.rows("indicators/areas", on=on, known=known)]
    return {area.id: area for area in found}


def members(reader: Reader, parent_id: str, hierarchy: str, *, known: datetime = PRESENT) -> list[str]:
    """Return the ids of the areas directly below one, in one hierarchy."""
    rows = reader.rows("indicators/area_parents", known=known)
    return [row["area_id"] for row in rows if row["hierarchy"] == hierarchy and row["parent_id"] == parent_id]


def catalogue(reader: Reader, *, known: datetime = PRESENT) -> dict[str, Indicator]:
    """Return every indicator, of all frameworks and the city's own, by id."""
    return {row["id"]: Indicator(**row) for row in reader.rows("indicators/catalogue", known=known)}
