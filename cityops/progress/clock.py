"""Dates as decimal years, so that a formula can divide times. Source: docs/methods/progress.md, section 1."""

from calendar import isleap
from datetime import date

import numpy as np
from numpy.typing import NDArray

from cityops.progress.model import Floats


def decimal_year(day: date) -> float:
    """Return the end of a day in years: a calendar year's last day is the next whole number.

    >>> decimal_year(date(2018, 12, 31))
    2019.0
    >>> decimal_year(date(2024, 7, 1))
    2024.5
    """
    return day.year + day.timetuple().tm_yday / (366 if isleap(day.year) else 365)


def decimal_years(days: NDArray[np.datetime64]) -> Floats:
    """Return `decimal_year` of each day; NaT becomes NaN.

    >>> decimal_years(np.array(["2018-12-31", "2024-07-01", "NaT"], dtype="datetime64[D]"))
    array([2019. , 2024.5,    nan])
    """
    days = days.astype("datetime64[D]")
    years = days.astype("datetime64[Y]")
    first = years.astype("datetime64[D]")
    length = (years + 1).astype("datetime64[D]") - first
    gone = (days - first + 1) / length
    return np.where(np.isnat(days), np.nan, years.astype(np.int64) + 1970 + gone)
