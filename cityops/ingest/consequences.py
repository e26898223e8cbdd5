"""What a write does to the statuses: look before, look after, name the difference."""

from dataclasses import dataclass, field
from datetime import date

from cityops.ingest.effects import Consequences, OutcomeChange, StatusChange
from cityops.progress.assessment import VisionProgress
from cityops.progress.frame import Frame, frame
from cityops.progress.reads import within
from cityops.store import Reader
from cityops.words import numbers

_NONE = "not_assessed"


@dataclass(frozen=True, slots=True)
class Look:
    """How things stand at one moment.

    Attributes:
        statuses: By indicator and area.
        headline: Of the city, or None.
        outcomes: Status and share of each outcome of the city, by its id.
    """

    statuses: dict[tuple[str, str], str]
    headline: float | None
    outcomes: dict[str, tuple[str, float | None]] = field(default_factory=dict)


class Watch:
    """How the city and its districts stand at a reporting date before a write.

    Most writes leave the vision and its targets alone, so these are read once for both looks.
    """

    def __init__(self, reader: Reader, on: date) -> None:
        self._on = on
        self._ground = frame(reader, on=on)
        self._before = _look(reader, self._ground)

    def ended(self, reader: Reader, *, is_reframed: bool = False) -> Consequences:
        """Return what is another one afterwards.

        Args:
            reader: The transaction that has written.
            is_reframed: Whether more than values may be another one: targets, areas, the catalogue.
        """
        ground = frame(reader, on=self._on) if is_reframed else self._ground
        return between(self._before, _look(reader, ground))

    def untouched(self) -> Consequences:
        """Return what follows from a write that changed nothing."""
        return between(self._before, self._before)


def _look(reader: Reader, ground: Frame | None) -> Look:
    return look_at(within(ground, ground.observations(reader)) if ground else None)


def look_at(found: VisionProgress | None) -> Look:
    """Return every status that a progress holds."""
    if found is None:
        return Look({}, None)
    every = [a for area in (found.city, *found.districts.values()) for a in area.assessments]
    return Look(
        {(a.indicator.id, a.area_id): a.status.value for a in every},
        found.city.headline,
        {one.outcome.id: (one.status.value, one.share) for one in found.city.outcomes},
    )


def between(before: Look, after: Look) -> Consequences:
    """Return what is another one afterwards."""
    return Consequences(changes(before, after), _outcomes(before, after), before.headline, after.headline)


def changes(before: Look, after: Look) -> tuple[StatusChange, ...]:
    """Return the statuses that differ, in order of indicator and area."""
    return tuple(
        StatusChange(key[0], key[1], before.statuses.get(key, _NONE), status)
        for key, status in sorted(after.statuses.items())
        if before.statuses.get(key, _NONE) != status
    )


def _outcomes(before: Look, after: Look) -> tuple[OutcomeChange, ...]:
    """Return the outcomes whose status, or share as it is shown, differs; in the order of the screen."""
    found = []
    for outcome, (status, share) in after.outcomes.items():
        was, share_was = before.outcomes.get(outcome, (_NONE, None))
        if (was, _shown(share_was)) != (status, _shown(share)):
            found.append(OutcomeChange(outcome, was, status, share_was, share))
    return tuple(found)


def _shown(share: float | None) -> str:
    return numbers.percent(share, 1, "en")
