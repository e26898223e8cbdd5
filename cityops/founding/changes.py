"""What is added to a city, or put right, after it was founded."""

from collections.abc import Iterable, Mapping
from datetime import date

from cityops import access
from cityops.access import Actor, Duty
from cityops.founding.removal import Belongings, remove
from cityops.indicators import reads as areas_and_catalogue
from cityops.indicators.model import Area, Indicator
from cityops.indicators.writes import AREAS, put_indicators
from cityops.store import PRESENT, Store, Transaction
from cityops.vision import settings
from cityops.words.refusals import refused


def change_place(store: Store, actor: Actor, area: Area, values: dict[str, str]) -> None:
    """Change the city's names, kind and settings.

    Raises:
        StaleError: Somebody else changed the area in the meantime.
    """

    def work(tx: Transaction) -> None:
        names: dict[str, object] = {"name_en": area.name_en, "name_zh": area.name_zh, "kind": area.kind}
        tx.change(AREAS, area.id, area.version, names)
        settings.put(tx, values)

    access.write(store, actor, Duty.SETTINGS, work, action="change_place")


def choose_indicators(store: Store, actor: Actor, own: Iterable[Indicator], chosen: Iterable[str]) -> None:
    """Add own indicators, and set which ones the city works with."""
    added, ids = list(own), " ".join(chosen)

    def work(tx: Transaction) -> None:
        put_indicators(tx, added)
        settings.put(tx, {"indicators": ids})

    access.write(store, actor, Duty.SETTINGS, work, action="choose_indicators")


def set_boundaries(
    store: Store, actor: Actor, outlines: Mapping[str, str], coordinate_system: str, today: date
) -> int:
    """Give areas their boundaries, by code; return how many changed.

    Raises:
        RefusedError: No area has one of these codes.
    """

    def work(tx: Transaction) -> int:
        areas = areas_and_catalogue.areas(tx, on=today).values()
        drawn = [area for area in areas if area.code in outlines]
        if not drawn:
            raise refused("refused.founding.no_boundary")
        changed = [area for area in drawn if area.boundary != outlines[area.code]]
        for area in changed:
            tx.change(AREAS, area.id, area.version, {"boundary": outlines[area.code]})
        settings.put(tx, {"coordinate_system": coordinate_system})
        return len(changed)

    return access.write(store, actor, Duty.SETTINGS, work, action="set_boundaries")


def begin_again(store: Store, actor: Actor, today: date) -> dict[str, int]:
    """Take a city without data out again; its draft is still there to be corrected.

    Raises:
        RefusedError: There are uploads in force: data are taken back on the Data page first.
    """
    if any(row["state"] == "live" for row in store.rows("ingest/uploads", known=PRESENT)):
        raise refused("refused.founding.data_in_force")
    areas = areas_and_catalogue.areas(store, on=today)
    own = {key for key, one in areas_and_catalogue.catalogue(store).items() if one.framework == "own"}
    return remove(store, actor, Belongings(areas.keys(), own, ()), today, reason="set-up begins again")
