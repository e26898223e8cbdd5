"""A city before it is founded. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cityops.founding.entries import Entry
from cityops.founding.faults import Fault
from cityops.indicators.model import Area, Indicator
from cityops.vision.model import Outcome, Target, Vision

SYSTEMS = ("WGS 84", "CGCS2000", "GCJ-02", "BD-09")
"""Coordinate systems of boundaries. The first two agree; the others are kept as they are, and named."""

SHIFTED = SYSTEMS[2:]
"""Systems whose places lie up to a kilometre beside those of WGS 84. Nothing is converted."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of observations: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """An outcome as it is written, with its targets."""

    entry: Entry
    targets: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What a city wrote down, read and not yet understood.

    Attributes:
        place: The city itself.
        areas: The areas in it.
        parents: Who belongs to whom; empty: all to the city.
        indicators: Chosen or own.
        vision: Its name; None where the city has none yet.
        outcomes: Of the vision, in the order of the screen.
        targets: Further targets, each with its area.
        boundaries: The GeoJSON file, or None.
        options: How to read it; None where nothing is said.
        outlines: Boundaries that were read before, by code.
        files: Observations.
        faults: What reading found; understanding adds to it.
    """

    place: Entry
    areas: tuple[Entry, ...] = ()
    parents: tuple[Entry, ...] = ()
    indicators: tuple[Entry, ...] = ()
    vision: Entry | None = None
    outcomes: tuple[OutcomeEntry, ...] = ()
    targets: tuple[Entry, ...] = ()
    boundaries: DataFile | None = None
    options: Entry | None = None
    outlines: Mapping[str, str] = field(default_factory=dict)
    files: tuple[DataFile, ...] = ()
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class City:
    """A city that can be founded: everything in it was checked.

    Attributes:
        settings: As `cityops.vision.settings` names them.
        areas: The city first.
        parents: Hierarchy, area, and the area that it belongs to.
        indicators: Those that it works with; the frameworks come with every city.
        vision: None where it has none yet.
        is_illustrative: Whether its observations were made up.
        turned: Codes of areas whose outline ran the wrong way round and was turned.
        left_out: Codes of boundaries that belong to no area.
        without_boundary: Codes of areas that have none.
    """

    settings: dict[str, str]
    areas: tuple[Area, ...]
    parents: tuple[tuple[str, str, str], ...]
    indicators: tuple[Indicator, ...]
    vision: Vision | None
    outcomes: tuple[Outcome, ...]
    targets: tuple[Target, ...]
    files: tuple[DataFile, ...]
    is_illustrative: bool = False
    turned: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    without_boundary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A vision that can be written for a city: everything in it was checked."""

    vision: Vision
    outcomes: tuple[Outcome, ...]
    targets: tuple[Target, ...]
