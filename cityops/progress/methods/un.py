"""Three levels of the UN progress chart: the share of the way that a constant growth rate will cover.

Source: docs/methods/progress.md, section 5.3.
"""

import numpy as np

from cityops.progress import rules
from cityops.progress.methods.cagr import growth
from cityops.progress.model import Codes, Floats, History, Kind, Method, Ratings, ReasonCode, Series

NEEDS = rules.Needs(target=False)
CUTS = (0.95, 0.10)
TREND_CUTS = (0.02, 0.005)
"""Growth a year, without a target."""


def projected_share(series: Series) -> Floats:
    """Return the share of the way at the target date, or the signed growth of a series without a target."""
    start, now = series.baseline_value, series.value
    rate_of_growth = growth(start, now, series.time - series.baseline_time)
    without = np.isnan(series.target)
    share = now * np.power(1.0 + rate_of_growth, series.target_time - series.time)
    share -= start
    share /= series.target - start
    if without.any():
        rate_of_growth *= np.copysign(series.direction, series.direction * start)
        rate_of_growth += 0.0  # turns a negative zero into a zero
        np.copyto(share, rate_of_growth, where=without)
    np.putmask(share, np.isinf(share), np.nan)
    return share


def grade(series: Series, value: Floats) -> Codes:
    """Return on_track, at_risk or below for the chart's levels 3, 2 and 1."""
    code = rules.grade(value, CUTS)
    without = np.isnan(series.target)
    if without.any():
        code = np.where(without, rules.grade(value, TREND_CUTS), code)
    np.putmask(code, series.kind == Kind.BAND, ReasonCode.NOT_APPLICABLE)
    return code


@np.errstate(divide="ignore", invalid="ignore", over="ignore")
def rate(series: Series, *, gate: bool = True, history: History | None = None) -> Ratings:
    """Rate by the projected share; `value` is that share, or the signed growth without a target.

    >>> halved = Series.of(baseline_value=20.6, baseline_time=2017, value=19.5, time=2023, target=10.3,
    ...     target_time=2031, direction=-1, points=2, clock=2023)
    >>> round(float(rate(halved).value[0]), 4)
    0.2404
    """
    way, value = rules.measure(series), projected_share(series)
    np.putmask(value, series.kind == Kind.BAND, np.nan)
    reason = rules.decide(series, way, grade(series, value), NEEDS, gate=gate)
    return rules.rated(way, reason, value)


METHOD = Method("un", "1", rate)
