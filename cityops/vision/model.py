"""Where the city wants to be: a vision, its outcomes, and targets, and what of it was released. Pure data."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Vision:
    """What a city, or a district, wants to become."""

    id: str
    version: int
    area_id: str
    name_en: str | None
    name_zh: str | None
    is_illustrative: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One part of a vision that people can feel.

    Attributes:
        weight: Relative to the other outcomes of the vision; never below zero.
        rank: Place on the screen, from 1.
        is_illustrative: Made up for a demonstration.
    """

    id: str
    version: int
    vision_id: str
    name_en: str | None
    name_zh: str | None
    weight: float
    rank: int
    is_illustrative: bool


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator is to be, where and by when. Values are in the indicator's own unit.

    Attributes:
        outcome_id: The outcome that it serves; None for a reference line outside the vision.
        weight: Relative to the other targets of the outcome; never below zero.
        kind: 'reach', 'maintain' or 'band'.
        target_value: For reach and maintain.
        low: Lower end of the band.
        high: Upper end of the band.
        target_date: The end of that day; None only where nothing has to be reached by a date.
        baseline_label: Period of the baseline as it was found.
        baseline_end: Exclusive end of the baseline's period.
        baseline_value: Frozen: a later revision of the data does not move it.
        baseline_source: Frozen: where that value stood.
        milestones: '2027-12-31=51.5;2029-12-31=60', replaces the straight line; '' if none.
        source_title: The document that sets the target; '' for an illustrative one.
        fit: How well the indicator matches what the source speaks of.
        is_verified: Whether the figure was read in, or is fixed by, the source itself.
        is_illustrative: Without a published source.
    """

    id: str
    version: int
    indicator_id: str
    area_id: str
    outcome_id: str | None
    weight: float
    kind: str
    target_value: float | None
    low: float | None
    high: float | None
    target_date: date | None
    baseline_label: str
    baseline_end: date | None
    baseline_value: float | None
    baseline_source: str
    milestones: str
    owner: str
    source_title: str
    source_address: str
    source_year: int | None
    source_says: str
    fit: str
    is_verified: bool
    is_illustrative: bool
    note_en: str | None
    note_zh: str | None


@dataclass(frozen=True, slots=True)
class Release:
    """A named moment.

    Attributes:
        known_at: UTC; what had been recorded by then is released.
        person: Who released it; None once the person asked to be forgotten.
    """

    id: str
    version: int
    name: str
    known_at: datetime
    person: str | None
