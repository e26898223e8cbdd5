"""Look at a file before the areas and indicators that it speaks of are in the store."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cityops.indicators.model import Area, Indicator
from cityops.ingest import columns
from cityops.ingest.frontdoor import open_file
from cityops.ingest.model import Fault, NoTableError
from cityops.ingest.staging import Staging

Key = tuple[str, str, str]
"""Indicator, area, and the period as it is written."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was seen.

    Attributes:
        faults: What keeps the file from being taken, in order of line.
        rows: How many rows it has.
        values: Value and line of what was asked for.
    """

    faults: list[Fault]
    rows: int = 0
    values: dict[Key, tuple[float, int]] = field(default_factory=dict)


def check_file(
    name: str,
    data: bytes,
    areas: Iterable[Area],
    indicators: Iterable[Indicator],
    today: date,
    wanted: Iterable[Key] = (),
) -> Checked:
    """Check a long CSV against areas and indicators that are given; nothing is written.

    Args:
        name: Of the file.
        data: Its bytes.
        areas: Those that it may name.
        indicators: Those that it may name.
        today: What is measured cannot lie after it.
        wanted: Points whose values are to be returned.
    """
    try:
        opened = open_file(name, data)
        staging = Staging(opened, columns.find(opened))
    except NoTableError as error:
        return Checked([error.fault])
    try:
        faults = staging.load() or staging.check(areas, indicators, today)[1]
        return Checked(faults) if faults else Checked([], staging.rows(), staging.values(wanted))
    finally:
        staging.close()
