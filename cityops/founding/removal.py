"""A city is taken out of the store: versioned deletes and undone uploads. Its history stays."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cityops import access
from cityops.access import Actor, Duty
from cityops.assessment import reads as waves
from cityops.assessment.writes import take_out
from cityops.indicators import reads as areas_and_catalogue
from cityops.indicators.writes import AREA_PARENTS, AREAS, INDICATORS
from cityops.ingest.importing import set_state
from cityops.store import PRESENT, Reader, Store, Transaction
from cityops.vision import reads as visions
from cityops.vision.settings import SETTINGS, Settings
from cityops.vision.writes import OUTCOMES, TARGETS, VISIONS
from cityops.words.refusals import refused
from cityops.workshop.writes import end_rooms


@dataclass(frozen=True, slots=True)
class Belongings:
    """What belongs to a city.

    Attributes:
        areas: Ids of its areas.
        indicators: Ids of its own indicators; those of the frameworks belong to every city.
        files: SHA-256 of its files of observations.
    """

    areas: Collection[str]
    indicators: Collection[str]
    files: Collection[str]


def remove(store: Store, actor: Actor, mine: Belongings, today: date, *, reason: str = "") -> dict[str, int]:
    """Take a city's settings, areas, indicators, vision, targets, waves and uploads out, all or nothing.

    Returns:
        How many `areas`, `indicators`, `targets` and `uploads` were there.

    Raises:
        RefusedError: Nothing of the city is there.
        NotAllowedError: The actor is no administrator.
    """

    def work(tx: Transaction) -> dict[str, int]:
        if not is_there(tx, mine, today):
            raise refused("refused.founding.no_city")
        return {
            "uploads": _undo(tx, mine),
            "targets": _remove_vision(tx, mine),
            "indicators": _remove_indicators(tx, mine),
            "areas": _remove_areas(tx, mine, today),
        }

    return access.write(store, actor, Duty.SETTINGS, work, action="remove_city", reason=reason, lock="import")


def is_there(reader: Reader, mine: Belongings, today: date) -> bool:
    """Whether any area of the city is in the store."""
    return any(area in mine.areas for area in areas_and_catalogue.areas(reader, on=today))


def _undo(tx: Transaction, mine: Belongings) -> int:
    uploads = [
        row
        for row in tx.rows("ingest/uploads", known=PRESENT)
        if row["sha256"] in mine.files and row["state"] == "live"
    ]
    for row in uploads:
        set_state(tx, row, "undone")
    return len(uploads)


def _remove_vision(tx: Transaction, mine: Belongings) -> int:
    owned = [one for one in visions.visions(tx) if one.area_id in mine.areas]
    targets = [
        one for one in visions.targets(tx) if one.area_id in mine.areas or one.indicator_id in mine.indicators
    ]
    for target in targets:
        tx.remove(TARGETS, target.id, target.version)
    for vision in owned:
        for outcome in visions.outcomes(tx, vision.id):
            tx.remove(OUTCOMES, outcome.id, outcome.version)
        tx.remove(VISIONS, vision.id, vision.version)
    return len(targets)


def _remove_indicators(tx: Transaction, mine: Belongings) -> int:
    owned = [one for key, one in areas_and_catalogue.catalogue(tx).items() if key in mine.indicators]
    for one in owned:
        tx.remove(INDICATORS, one.id, one.version)
    return len(owned)


def _remove_areas(tx: Transaction, mine: Belongings, today: date) -> int:
    for row in tx.rows("indicators/area_parents", known=PRESENT):
        if row["area_id"] in mine.areas or row["parent_id"] in mine.areas:
            tx.remove(AREA_PARENTS, row["id"], row["version"])
    owned = [one for key, one in areas_and_catalogue.areas(tx, on=today).items() if key in mine.areas]
    for area in owned:
        tx.remove(AREAS, area.id, area.version)
    _remove_waves(tx, mine)
    _clear_settings(tx, mine)
    return len(owned)


def _remove_waves(tx: Transaction, mine: Belongings) -> None:
    for wave in waves.waves(tx):
        if wave.area_id in mine.areas:
            end_rooms(tx, wave.id)
            take_out(tx, wave)


def _clear_settings(tx: Transaction, mine: Belongings) -> None:
    """Forget the settings, where they are those of this city."""
    rows = tx.rows("store/settings", known=PRESENT)
    if any(row["id"] == "city" and row["setting_value"] in mine.areas for row in rows):
        for row in rows:
            if row["id"] in Settings.__slots__:
                tx.remove(SETTINGS, row["id"], row["version"])
