"""A folder of files that describes a city: read here, understood in `plans`."""

from collections.abc import Iterable
from pathlib import Path

from cityops.founding import indicators, places, visions
from cityops.founding.entries import Entry
from cityops.founding.faults import Fault, of_boundary
from cityops.founding.model import DataFile, OutcomeEntry, Source
from cityops.founding.tables import Toml, read_table, read_toml
from cityops.indicators.boundaries import too_large
from cityops.words.refusals import refused

PLACE, VISION, BOUNDARIES = "city.toml", "vision.toml", "areas.geojson"
_TARGET_COLUMNS = [name for name in visions.TARGET_NAMES if name != "published"]
_TABLES: dict[str, tuple[Iterable[str], Iterable[str]]] = {
    "areas.csv": (places.AREA_COLUMNS, ("area_code",)),
    "area_parents.csv": (places.PARENT_COLUMNS, places.PARENT_COLUMNS),
    "indicators.csv": (indicators.COLUMNS, ("indicator_id",)),
    "targets.csv": (_TARGET_COLUMNS, ("kind",)),
}
"""Columns that each table may have, and those that it needs."""


def read_folder(folder: Path) -> Source:
    """Read the files of a city; only `city.toml` has to be there.

    Raises:
        RefusedError: There is no such folder, or no `city.toml` in it.
    """
    if not (folder / PLACE).is_file():
        raise refused("refused.founding.no_place", file=PLACE, folder=folder)
    faults: list[Fault] = []
    place = read_toml(PLACE, (folder / PLACE).read_bytes(), faults)
    tables = {name: _table(folder / name, faults) for name in _TABLES}
    vision = _vision(folder / VISION, faults)
    return Source(
        place=place.entry(),
        areas=tables["areas.csv"],
        parents=tables["area_parents.csv"],
        indicators=tables["indicators.csv"],
        vision=vision.entry() if vision else None,
        outcomes=_outcomes(vision) if vision else (),
        targets=tables["targets.csv"],
        boundaries=_boundaries(folder / BOUNDARIES, faults),
        options=place.entry("boundaries"),
        files=tuple(data_files(folder)),
        faults=faults,
    )


def data_files(folder: Path) -> list[DataFile]:
    """Return the observations: one `observations.csv`, and every CSV file in `data`, in order of name."""
    found = [folder / "observations.csv", *sorted((folder / "data").glob("*.csv"))]
    return [DataFile(path.name, path.read_bytes()) for path in found if path.is_file()]


def _boundaries(path: Path, faults: list[Fault]) -> DataFile | None:
    if not path.is_file():
        return None
    fault = too_large(path.stat().st_size)
    if fault:
        faults.append(of_boundary(path.name, fault))
        return None
    return DataFile(path.name, path.read_bytes())


def _table(path: Path, faults: list[Fault]) -> tuple[Entry, ...]:
    columns, needed = _TABLES[path.name]
    if not path.is_file():
        return ()
    return tuple(read_table(path.name, path.read_bytes(), columns, needed, faults))


def _vision(path: Path, faults: list[Fault]) -> Toml | None:
    return read_toml(VISION, path.read_bytes(), faults) if path.is_file() else None


def _outcomes(vision: Toml) -> tuple[OutcomeEntry, ...]:
    return tuple(
        OutcomeEntry(
            vision.entry("outcome", i),
            tuple(
                vision.entry("outcome", i, "target", k) for k in range(vision.count("outcome", i, "target"))
            ),
        )
        for i in range(vision.count("outcome"))
    )
