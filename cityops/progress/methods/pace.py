"""Guarded linear pace: share of the way over the share that the path asks for. The default.

Source: docs/methods/progress.md, section 5.1.
"""

import numpy as np

from cityops.progress import rules
from cityops.progress.model import Codes, Floats, History, Method, Ratings, ReasonCode, Series

NEEDS = rules.Needs()


def pace(way: rules.Way) -> Floats:
    """Return share over expected share; NaN where the path asks for nothing yet."""
    value = way.share / way.expected
    np.putmask(value, ~(way.expected > 0.0), np.nan)
    return value


def grade(way: rules.Way, value: Floats) -> Codes:
    """Return the class by pace, or by the side of the path where nothing is asked for yet."""
    code = rules.grade(value, rules.PACE_CUTS)
    idle = way.expected <= 0.0
    if idle.any():
        np.putmask(code, idle & (way.share < way.expected), ReasonCode.AWAY)
        np.putmask(code, idle & (way.share >= way.expected), ReasonCode.ON_TRACK)
    return code


@np.errstate(divide="ignore", invalid="ignore")
def rate(series: Series, *, gate: bool = True, history: History | None = None) -> Ratings:
    """Rate by linear pace; `value` is the pace, 1.0 on the path.

    >>> poverty = Series.of(baseline_value=14.5, baseline_time=2016, value=10.4, time=2024, target=7.25,
    ...     target_time=2031, direction=-1, points=9, clock=2024)
    >>> round(float(rate(poverty).value[0]), 4)
    1.0603
    """
    way = rules.measure(series)
    value = pace(way)
    return rules.rated(way, rules.decide(series, way, grade(way, value), NEEDS, gate=gate), value)


METHOD = Method("pace", "1", rate)
