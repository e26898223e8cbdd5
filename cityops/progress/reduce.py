"""From every observation of a series to the few that a rating rests on. Pure; arrays in, arrays out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cityops.progress.model import Ints

Times = NDArray[Any]
"""Of any type that can be compared: days, years, decimal years."""


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Positions of observations, one a series; -1 where there is none.

    Attributes:
        latest: Position of the newest observation.
        baseline: Position of the first observation at or after the wanted baseline.
        points: Observations from the baseline on; all of them where no baseline was found.
    """

    latest: Ints
    baseline: Ints
    points: Ints


def ends(series_index: Ints, time: Times, baseline_from: Times) -> Ends:
    """Find the baseline and the newest observation of each series.

    A baseline year without data gives way to the next year with data, as Statistics Canada publishes it.

    Args:
        series_index: Series of each observation, sorted; a series may have none.
        time: Time of each observation, sorted within its series.
        baseline_from: Earliest time of the baseline, one a series; NaN or NaT takes the first observation.

    >>> time, baseline_from = np.array([2015, 2017, 2018, 2018]), np.array([2016, 2016, np.nan])
    >>> found = ends(np.array([0, 0, 0, 2]), time, baseline_from)
    >>> found.baseline.tolist(), found.latest.tolist(), found.points.tolist()
    ([1, -1, 3], [2, -1, 3], [2, 0, 1])
    """
    size = len(baseline_from)
    count = np.bincount(series_index, minlength=size)
    stop = np.cumsum(count)
    early = np.bincount(series_index[time < np.repeat(baseline_from, count)], minlength=size)
    found = early < count
    return Ends(
        latest=np.where(count > 0, stop - 1, -1),
        baseline=np.where(found, stop - count + early, -1),
        points=np.where(found, count - early, count),
    )


def at(values: Times, position: Ints) -> Times:
    """Return the values, numbers or days, at the positions; NaN or NaT for -1.

    >>> at(np.array([5.0, 6.0]), np.array([1, -1])).tolist()
    [6.0, nan]
    """
    nothing = np.array("NaT" if values.dtype.kind == "M" else np.nan, dtype=values.dtype)
    if not len(values):
        return np.repeat(nothing, len(position))
    return np.where(position >= 0, values[position], nothing)
