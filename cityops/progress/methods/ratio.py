"""Ratio to the target, for services that are judged by their level: value over target, or target over value.

Source: docs/methods/progress.md, section 5.5.
"""

import numpy as np

from cityops.progress import rules
from cityops.progress.model import Floats, History, Kind, Method, Ratings, ReasonCode, Series

NEEDS = rules.Needs(points=1, path=False)
CUTS = (0.95, 0.66)


def ratio(series: Series) -> Floats:
    """Return value over target where more is better, else target over value; NaN for a negative part.

    >>> ratio(Series.of(value=371.0, target=360.0, direction=-1)).round(4)
    array([0.9704])
    """
    upward = series.direction > 0.0
    part = np.where(upward, series.value, series.target)
    whole = np.where(upward, series.target, series.value)
    quotient = part / whole
    np.putmask(quotient, ~((part >= 0.0) & (whole > 0.0)), np.nan)
    return quotient


@np.errstate(divide="ignore", invalid="ignore")
def rate(series: Series, *, gate: bool = True, history: History | None = None) -> Ratings:
    """Rate by the ratio to the target; `value` is the ratio, neither rounded nor capped.

    >>> on_time = Series.of(value=100.0, target=80.0, points=1)
    >>> float(rate(on_time).value[0])
    1.25
    """
    way, value, band = rules.measure(series), ratio(series), series.kind == Kind.BAND
    np.putmask(value, band, np.nan)
    graded = rules.grade(value, CUTS)
    np.putmask(graded, band, ReasonCode.NOT_APPLICABLE)
    return rules.rated(way, rules.decide(series, way, graded, NEEDS, gate=gate), value)


METHOD = Method("ratio", "1", rate)
