"""Place on a benchmark scale with stated bounds.

Source: docs/methods/progress.md, section 5.6.
"""

import numpy as np

from cityops.progress import rules
from cityops.progress.methods.ratio import CUTS
from cityops.progress.model import Floats, History, Method, Ratings, Series

NEEDS = rules.Needs(points=1, target=False, path=False)


def scaled(series: Series) -> Floats:
    """Return the place between the bounds, 0 worst and 1 best, cut; NaN unless lower is below upper.

    >>> scaled(Series.of(value=[1.0, 1.0, 11.0], lower=0.0, upper=10.0, direction=[1, -1, 1])).tolist()
    [0.1, 0.9, 1.0]
    """
    width = series.upper - series.lower
    away_from_worst = np.where(
        series.direction > 0.0, series.value - series.lower, series.upper - series.value
    )
    place = np.minimum(np.maximum(away_from_worst / width, 0.0), 1.0)
    np.putmask(place, ~(width > 0.0), np.nan)
    return place


@np.errstate(divide="ignore", invalid="ignore")
def rate(series: Series, *, gate: bool = True, history: History | None = None) -> Ratings:
    """Rate by the place on a scale; `value` is the place. A target is not needed."""
    way, value = rules.measure(series), scaled(series)
    reason = rules.decide(series, way, rules.grade(value, CUTS), NEEDS, gate=gate)
    return rules.rated(way, reason, value)


METHOD = Method("minmax", "1", rate)
