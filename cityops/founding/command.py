"""The command `init`: a city from a folder, and what it still lacks."""

from datetime import date
from pathlib import Path
from typing import Any

from cityops.access import Actor
from cityops.errors import UsageError
from cityops.founding import baselines, template
from cityops.founding.acts import Step, found
from cityops.founding.faults import FoundingError
from cityops.founding.folder import read_folder
from cityops.founding.model import City
from cityops.founding.plans import understand
from cityops.store import Store


def init(store: Store | None, actor: Actor, folder: Path, today: date, step: Step) -> dict[str, Any]:
    """Set a city up from a folder of files.

    Returns:
        Counts and what is still missing; with `errors` in it nothing was written.

    Raises:
        RefusedError: There is no city in the folder, or one in the store already.
        UsageError: There is no store.
    """
    try:
        city = understand(read_folder(folder), today)
    except FoundingError as error:
        return {"errors": [fault.as_json() for fault in error.faults], "rejected": len(error.faults)}
    if store is None:
        raise UsageError("A city is set up in a store. Name one with --db.")
    counts = found(store, actor, city, today, reason=folder.name, step=step)
    return _said(city) | counts | {"without_baseline": len(baselines.waiting(store))}


def write_template(folder: Path) -> dict[str, Any]:
    """Write a folder to start from."""
    return {"template": str(folder), "files": template.write(folder)}


def _said(city: City) -> dict[str, Any]:
    area = city.areas[0]
    return {
        "city": area.code,
        "name_en": area.name_en,
        "name_zh": area.name_zh,
        "without_boundary": list(city.without_boundary),
        "left_out": list(city.left_out),
        "turned": list(city.turned),
    }
