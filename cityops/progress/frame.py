"""What observations are rated against: the vision with its outcomes and targets, where, and from when on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cityops.indicators import reads as indicators
from cityops.indicators.model import Area, Indicator
from cityops.progress.trends import Observations
from cityops.store import PRESENT, Reader
from cityops.vision import reads as visions
from cityops.vision import settings
from cityops.vision.model import Outcome, Target, Vision


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a rating needs beside the observations; whoever rates twice reads it once.

    Attributes:
        vision: Of the city.
        outcomes: In the order of the screen.
        targets: Of these outcomes.
        catalogue: Every indicator, by id.
        city: Id of the area whose vision it is.
        hierarchy: In which it has districts.
        areas: The city, then its districts, by id.
        on: Reporting date.
        known: Moment of knowledge.
    """

    vision: Vision
    outcomes: tuple[Outcome, ...]
    targets: tuple[Target, ...]
    catalogue: Mapping[str, Indicator]
    city: str
    hierarchy: str
    areas: Mapping[str, Area]
    on: date
    known: datetime

    def observations(self, reader: Reader) -> Observations:
        """Return the observations that count."""
        return observations(reader, on=self.on, known=self.known, city=self.city, hierarchy=self.hierarchy)


def frame(reader: Reader, *, on: date, known: datetime = PRESENT) -> Frame | None:
    """Return what the observations of the city are rated against, or None where no vision is set."""
    setting = settings.read(reader, known=known)
    areas = indicators.areas(reader, on=on, known=known)
    vision = next((v for v in visions.visions(reader, known=known) if v.area_id == setting.city), None)
    if vision is None or setting.city not in areas:
        return None
    outcomes = visions.outcomes(reader, vision.id, known=known)
    here = {outcome.id for outcome in outcomes}
    members = set(indicators.members(reader, setting.city, setting.hierarchy, known=known))
    return Frame(
        vision=vision,
        outcomes=tuple(outcomes),
        targets=tuple(t for t in visions.targets(reader, known=known) if t.outcome_id in here),
        catalogue=indicators.catalogue(reader, known=known),
        city=setting.city,
        hierarchy=setting.hierarchy,
        areas={key: areas[key] for key in (setting.city, *(area for area in areas if area in members))},
        on=on,
        known=known,
    )


def observations(reader: Reader, *, on: date, known: datetime, city: str, hierarchy: str) -> Observations:
    """Return the observations that count."""
    end = on + timedelta(days=1)
    return Observations.of(
        reader.arrays("progress/points", known=known, end=end, city=city, hierarchy=hierarchy)
    )
