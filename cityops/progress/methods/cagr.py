"""Ratio of growth rates as Statistics Canada publishes it, computed by Open SDG.

Source: docs/methods/progress.md, section 5.2.
"""

import numpy as np

from cityops.progress import rules
from cityops.progress.model import (
    Bools,
    ClassCode,
    Codes,
    Floats,
    History,
    Kind,
    Method,
    Ratings,
    ReasonCode,
    Series,
)

NEEDS = rules.Needs(target=False)
ZERO_STANDS_FOR = 0.001
LIMIT_EXPONENT = 4.44
TREND_CUTS = (0.015, 0.005, 0.0)
"""Growth a year, without a target."""


def growth(start: Floats, end: Floats, years: Floats) -> Floats:
    """Return the compound annual growth rate; NaN across a change of sign.

    >>> growth(np.array([100.0, -1.0]), np.array([121.0, 1.0]), np.array([2.0, 1.0])).round(12)
    array([0.1, nan])
    """
    ratio = end / start
    crosses = ratio < 0.0
    if crosses.any():
        ratio[crosses] = np.nan
    np.power(ratio, 1.0 / years, out=ratio)
    ratio -= 1.0
    return ratio


def near_limit(baseline: Floats, limit: Floats) -> Floats:
    """Return the factor C, 0 to 1, that lowers the trend cuts near a natural limit; 1 without one.

    >>> near_limit(np.array([66.6]), np.array([100.0])).round(6)
    array([0.835477])
    """
    if np.isnan(limit).all():
        return np.ones(len(limit))
    size, edge = np.abs(baseline), np.abs(limit)
    inside = 2.0 * edge
    inside -= size
    np.minimum(size, inside, out=inside)
    inside /= edge
    np.fmax(inside, 0.0, out=inside)
    return 1.0 - np.power(inside, LIMIT_EXPONENT, out=inside)


def growth_ratio(series: Series, baseline: Floats, target: Floats) -> Floats:
    """Return observed over required growth, or the signed growth of a series without a target."""
    value = growth(baseline, series.value, series.time - series.baseline_time)
    value *= np.copysign(series.direction, series.direction * baseline)
    value += 0.0  # turns a negative zero into a zero
    aimed = ~np.isnan(target)
    if aimed.any():
        required = growth(baseline, target, series.target_time - series.baseline_time)
        np.abs(required, out=required)
        np.putmask(required, required == 0.0, np.nan)
        np.divide(value, required, out=value, where=aimed)
    return value


def without_zero(values: Floats, zero: Bools) -> Floats:
    """Return the values with 0.001 in place of each zero, as published."""
    return np.where(zero, ZERO_STANDS_FOR, values) if zero.any() else values


def trend_score(growth_rate: Floats, factor: Floats) -> Floats:
    """Return -5 to 5 for a signed growth without a target, given the factor C.

    The published four lines meet at the cuts, so the lower or higher of two lines is the one in force.
    """
    share = growth_rate / factor
    slow = np.minimum(500.0 * share - 2.5, 250.0 * share - 1.25)
    score = np.maximum(np.maximum(slow, 500.0 * share - 5.0), 125.0 * growth_rate - 2.5)
    np.putmask(score, (factor == 0.0) & (growth_rate == 0.0), 5.0)  # stays at its limit
    return np.minimum(np.maximum(score, -5.0), 5.0)


def ratio_score(ratio: Floats) -> Floats:
    """Return -5 to 5 for a ratio to the required growth.

    >>> ratio_score(np.array([0.9010899546976208])).round(7)
    array([2.1506954])
    """
    quick = np.minimum(7.1429 * ratio - 4.2857, 5.0)
    return np.where(ratio >= 0.6, quick, np.maximum(4.1667 * ratio - 2.5, -5.0))


def judge(value: Floats, without: Bools, factor: Floats) -> tuple[Codes, Floats]:
    """Return grade and score of each ratio, or of each growth where there is no target."""
    code, score = rules.grade(value, rules.PACE_CUTS), ratio_score(value)
    if not without.any():
        return code, score
    high, medium, low = TREND_CUTS
    trend = rules.grade(value, (high * factor, medium * factor, low))
    return code * ~without + trend * without, np.where(without, trend_score(value, factor), score)


@np.errstate(divide="ignore", invalid="ignore", over="ignore")
def rate(series: Series, *, gate: bool = True, history: History | None = None) -> Ratings:
    """Rate by the ratio of growth rates; `value` is the ratio, or the signed growth without a target.

    >>> poverty = Series.of(baseline_value=14.5, baseline_time=2016, value=10.4, time=2024, target=7.25,
    ...     target_time=2031, direction=-1, points=9, clock=2024)
    >>> round(float(rate(poverty).value[0]), 7), round(float(rate(poverty).score[0]), 7)
    (0.90109, 2.1506954)
    """
    way, band = rules.measure(series), series.kind == Kind.BAND
    zero_base, zero_target = series.baseline_value == 0.0, series.target == 0.0
    target = without_zero(series.target, zero_target)
    value = growth_ratio(series, without_zero(series.baseline_value, zero_base), target)
    np.putmask(value, band, np.nan)
    graded, score = judge(value, np.isnan(target), near_limit(series.baseline_value, series.limit))
    np.putmask(graded, band, ReasonCode.NOT_APPLICABLE)
    reason = rules.decide(series, way, graded, NEEDS, gate=gate)
    np.putmask(score, reason <= ClassCode.HELD, 5.0)
    return rules.rated(way, reason, value, score=score, substituted=zero_base | zero_target)


METHOD = Method("cagr", "1", rate)
