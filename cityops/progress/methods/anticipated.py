"""Value anticipated at the target date, by a regression in which newer observations weigh more.

Source: docs/methods/progress.md, section 5.4.
"""

from dataclasses import dataclass

import numpy as np

from cityops.progress import rules
from cityops.progress.model import Codes, Floats, History, Method, Ratings, ReasonCode, Series

NEEDS = rules.Needs()
CUTS = (0.10, 1.0)
"""Gap left at the target date, as a part of the gap at the baseline: on track, at risk; above, away."""


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Anticipated values, one a series; NaN where no line can be drawn.

    Attributes:
        value: On the line, at the time asked for.
        low: 5 % quantile of an observation at that time; NaN under three observations.
        high: 95 % quantile.
    """

    value: Floats
    low: Floats
    high: Floats


@np.errstate(divide="ignore", invalid="ignore")
def student_t_95(freedom: Floats) -> Floats:
    """Return the 95 % quantile of Student's t, within 0.002; NaN below one degree of freedom.

    The expansion is Abramowitz and Stegun 26.7.5; the first two degrees have closed forms.

    >>> student_t_95(np.array([0.0, 1.0, 2.0, 3.0, 7.0, 30.0])).round(2).tolist()
    [nan, 6.31, 2.92, 2.35, 1.89, 1.7]
    """
    z = 1.6448536269514722
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    quantile = z + sum(term / freedom**power for power, term in enumerate(terms, start=1))
    quantile = np.where(freedom == 1.0, np.tan(0.45 * np.pi), quantile)
    quantile = np.where(freedom == 2.0, 0.9 * np.sqrt(2.0 / (4.0 * 0.95 * 0.05)), quantile)
    return np.where(freedom >= 1.0, quantile, np.nan)


def places(history: History, count: Floats) -> Floats:
    """Return the place of each observation in its series, 1 for the oldest.

    >>> history = History.of([0, 0, 2], [2016, 2017, 2016], [1.0, 1.0, 1.0])
    >>> places(history, np.array([2.0, 0.0, 1.0])).tolist()
    [1.0, 2.0, 1.0]
    """
    before = np.cumsum(count) - count
    return np.arange(1.0, len(history.value) + 1.0) - before[history.series_index]


@np.errstate(divide="ignore", invalid="ignore")
def forecast(history: History, at: Floats, *, weighted: bool = True) -> Forecast:
    """Return the value of each series at a time, on its own straight line.

    Args:
        history: All observations that the lines are drawn through, sorted.
        at: One time a series, decimal year.
        weighted: Whether the observations of a series weigh 1 to n from oldest to newest, or all the same.

    >>> line = History.of([0, 0, 0], [2016.0, 2017.0, 2018.0], [10.0, 9.0, 8.0])
    >>> forecast(line, np.array([2020.0])).value.round(9)
    array([6.])
    """
    index, size = history.series_index, len(at)
    count = np.bincount(index, minlength=size).astype(np.float64)
    weight = places(history, count) if weighted else np.ones(len(index))

    def total(numbers: Floats) -> Floats:
        return np.asarray(np.bincount(index, weights=weight * numbers, minlength=size), dtype=np.float64)

    mass = total(np.ones(len(index)))
    time_mean, value_mean = total(history.time) / mass, total(history.value) / mass
    time, value = history.time - time_mean[index], history.value - value_mean[index]
    spread = total(time**2)
    slope = np.where(spread > 0.0, total(time * value) / spread, np.nan)
    middle = value_mean + slope * (at - time_mean)
    variance = np.where(count > 2.0, total((value - slope[index] * time) ** 2) / (count - 2.0), np.nan)
    # the weights are read as precisions; a coming observation is as precise as the newest one held
    newest = count if weighted else 1.0
    half = np.sqrt(variance * (1.0 / newest + 1.0 / mass + (at - time_mean) ** 2 / spread))
    half *= student_t_95(count - 2.0)
    return Forecast(middle, middle - half, middle + half)


def grade(series: Series, way: rules.Way, anticipated: Floats) -> Codes:
    """Return on_track, at_risk or away by the part of the baseline's gap that is left; no_pace for NaN."""
    left = rules.gap(series, anticipated) / way.gap_base
    code = rules.grade(-left, (-CUTS[0], -CUTS[1]))
    np.putmask(code, code == ReasonCode.BELOW, ReasonCode.AWAY)
    return code


@np.errstate(divide="ignore", invalid="ignore")
def rate(series: Series, *, gate: bool = True, history: History | None = None) -> Ratings:
    """Rate by the value anticipated at the target date; `value` is that value, with its interval.

    Raises:
        ValueError: No history was given.
    """
    if history is None:
        raise ValueError("anticipated draws a line through every observation: pass history=History.of(...).")
    way, ahead = rules.measure(series), forecast(history, series.target_time)
    graded = grade(series, way, ahead.value)
    reason = rules.decide(series, way, graded, NEEDS, gate=gate)
    return rules.rated(way, reason, ahead.value, interval=(ahead.low, ahead.high))


METHOD = Method("anticipated", "1", rate, needs_history=True)
