"""The values of one indicator in all areas, and how a map puts them into classes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from cityops.store import PRESENT, Reader

CLASSES = 5


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one area.

    Attributes:
        end: Last day of its period.
        label: The period as found.
        value: In the indicator's unit.
        flag: '' if none.
    """

    end: date
    label: str
    value: float
    flag: str


def by_area(
    reader: Reader, indicator_id: str, *, on: date, known: datetime = PRESENT
) -> dict[str, list[Value]]:
    """Return the values of an indicator up to a reporting date, oldest first, by area."""
    rows = reader.rows(
        "indicators/values_by_area", indicator_id=indicator_id, end=on + timedelta(days=1), known=known
    )
    found: dict[str, list[Value]] = {}
    for row in rows:
        value = Value(row["period_end"] - timedelta(days=1), row["period_label"], row["value"], row["flag"])
        found.setdefault(row["area_id"], []).append(value)
    return found


def measured(reader: Reader, *, known: datetime = PRESENT) -> dict[str, int]:
    """Return the indicators that have values, with how many areas have one."""
    return {row["indicator_id"]: row["areas"] for row in reader.rows("indicators/measured", known=known)}


def breaks(values: list[float]) -> list[float]:
    """Return the lower ends of classes that hold equally many values, and the upper end of the last.

    Fewer than five classes where values repeat. With one value, or none, there is nothing to divide.

    >>> breaks([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0])
    [1.0, 2.8, 4.6, 6.4, 8.2, 10.0]
    >>> breaks([3.0, 3.0])
    [3.0, 3.0]
    """
    if not values:
        return []
    ends = np.unique(np.quantile(values, np.linspace(0, 1, CLASSES + 1)))
    return [float(end) for end in ends] if len(ends) > 1 else [float(ends[0])] * 2


def class_of(value: float, ends: list[float]) -> int:
    """Return the class of a value, from 0.

    >>> [class_of(value, [1.0, 4.0, 9.0]) for value in (1.0, 3.9, 4.0, 9.0)]
    [0, 0, 1, 1]
    """
    return int(np.clip(np.searchsorted(ends, value, side="right") - 1, 0, len(ends) - 2))
