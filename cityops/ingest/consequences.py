"""What a write does to the statuses: look before, look after, name the difference."""

from dataclasses import dataclass
from datetime import date

from cityops.ingest.model import StatusChange
from cityops.progress.assessment import VisionProgress
from cityops.progress.reads import progress
from cityops.store import Reader


@dataclass(frozen=True, slots=True)
class Look:
    """The statuses at one moment.

    Attributes:
        statuses: By indicator and area.
        headline: Of the city, or None.
    """

    statuses: dict[tuple[str, str], str]
    headline: float | None


def look(reader: Reader, on: date) -> Look:
    """Return every status of the city and its districts at a reporting date."""
    return look_at(progress(reader, on=on))


def look_at(found: VisionProgress | None) -> Look:
    """Return every status that a progress holds."""
    if found is None:
        return Look({}, None)
    every = [a for area in (found.city, *found.districts.values()) for a in area.assessments]
    return Look({(a.indicator.id, a.area_id): a.status.value for a in every}, found.city.headline)


def changes(before: Look, after: Look) -> tuple[StatusChange, ...]:
    """Return the statuses that differ, in order of indicator and area."""
    return tuple(
        StatusChange(key[0], key[1], before.statuses.get(key, "not_assessed"), status)
        for key, status in sorted(after.statuses.items())
        if before.statuses.get(key, "not_assessed") != status
    )
