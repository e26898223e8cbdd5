"""Rules that every method shares: gaps, shares, classes. Pure; arrays in, arrays out.

Steps work in place on arrays of their own: over 100,000 series fresh memory costs more than arithmetic.

Formulas, sources and what is unverified: docs/methods/progress.md.
"""

from dataclasses import dataclass

import numpy as np

from cityops.progress.model import Bools, ClassCode, Codes, Floats, Ints, Kind, Ratings, ReasonCode, Series

PACE_CUTS = (0.95, 0.60, 0.0)
"""On track, at risk, below; under the last one the series moves away."""

CUT_TOLERANCE = 1e-12
"""0.0399 / 0.042 is 0.95 to a reader and 0.9499999999999998 in binary: a value this near a cut is on it."""

STALE_CADENCES = 2.0
GATE_CADENCES = 3.0
GATE_YEARS = 5.0


@dataclass(frozen=True, slots=True)
class Needs:
    """What a method cannot do without.

    Attributes:
        points: Least number of observations.
        target: Whether a series without a target is left unassessed.
        path: Whether the method needs a baseline and a target date.
    """

    points: int = 2
    target: bool = True
    path: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """Where each series stands between its baseline and its target.

    Attributes:
        gap_base: Distance to the goal at the baseline, in the indicator's unit; 0 where it was met.
        gap_now: Distance to the goal at the latest observation.
        share: Share of the way, not cut; NaN where the goal was met at the baseline.
        elapsed: Share of the time, 0 to 1.
        expected: Share of the way that the path asks for.
    """

    gap_base: Floats
    gap_now: Floats
    share: Floats
    elapsed: Floats
    expected: Floats


def gap(series: Series, value: Floats) -> Floats:
    """Return the distance from `value` to the goal set, 0 inside it.

    Source:
        docs/methods/progress.md, section 2.

    >>> gap(Series.of(target=[5.0, 5.0], direction=[1, -1]), np.array([3.0, 3.0]))
    array([2., 0.])
    """
    level = series.target - value
    level *= series.direction
    np.maximum(level, 0.0, out=level)
    band = series.kind == Kind.BAND
    if not band.any():
        return level
    edge = np.fmax(series.low - value, value - series.high)
    return np.where(band, np.maximum(edge, 0.0), level)


def elapsed_share(series: Series) -> Floats:
    """Return the share of the time gone at the latest observation, cut to 0..1; NaN without both dates."""
    length = series.target_time - series.baseline_time
    gone = series.time - series.baseline_time
    gone /= length
    np.putmask(gone, ~(length > 0.0), np.nan)
    return np.clip(gone, 0.0, 1.0, out=gone)


def measure(series: Series) -> Way:
    """Return where each series stands.

    The share is movement over the baseline's gap: `1 - gap_now / gap_base`, except that a level may be
    overshot, which shows as a share above 1.

    Source:
        docs/methods/progress.md, section 2.
    """
    gap_base, gap_now = gap(series, series.baseline_value), gap(series, series.value)
    share = series.value - series.baseline_value
    share *= series.direction
    band = series.kind == Kind.BAND
    if band.any():
        share = np.where(band, gap_base - gap_now, share)
    share /= gap_base
    share += 0.0  # turns a negative zero into a zero
    np.putmask(share, ~(gap_base > 0.0), np.nan)
    elapsed, path = elapsed_share(series), series.expected_share
    straight = np.isnan(path)
    expected = elapsed if straight.all() else np.where(straight, elapsed, path)
    return Way(gap_base, gap_now, share, elapsed, expected)


def milestone_share(series_index: Ints, time: Floats, value: Floats, at: Floats) -> Floats:
    """Return the share of the way that a city's own path asks for at a time.

    The path is straight between its points. Before its first point the share is 0, after its last 1.

    Args:
        series_index: Position in `at` of the series that each point of a path belongs to.
        time: Times of the points, sorted within a series: baseline first, milestones, target last.
        value: Values of the points; for a band, the last one is the edge nearer to the baseline.
        at: One time a series, usually that of its latest observation.

    Returns:
        One share a series, NaN for a series without a path: what `Series.expected_share` takes.

    >>> index = np.array([0, 0, 0, 2, 2])
    >>> time, value = np.array([0.0, 4.0, 10.0, 0.0, 10.0]), np.array([50.0, 45.0, 30.0, 0.0, 1.0])
    >>> milestone_share(index, time, value, at=np.array([2.0, 2.0, 5.0]))
    array([0.125,   nan, 0.5  ])
    """
    count = np.bincount(series_index, minlength=len(at))
    first = np.cumsum(count) - count
    passed = np.bincount(series_index, weights=time <= at[series_index], minlength=len(at)).astype(np.int64)
    owner = np.flatnonzero(count > 1)
    start, end, after = first[owner], (first + count - 1)[owner], (first + passed)[owner]
    left, right = np.clip(after - 1, start, end), np.clip(after, start, end)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(left < right, (at[owner] - time[left]) / (time[right] - time[left]), 0.0 * at[owner])
        reached = value[left] + part * (value[right] - value[left])
        share = np.full(len(at), np.nan)
        share[owner] = (reached - value[start]) / (value[end] - value[start]) + 0.0  # no negative zero
    return share


def is_stale(age_years: Floats, cadence_years: Floats) -> Bools:
    """Tell which observations are older than two of their cadences; unknown ages and cadences are not."""
    return np.asarray(age_years > STALE_CADENCES * cadence_years)


def is_too_old(age_years: Floats, cadence_years: Floats) -> Bools:
    """Tell which observations are older than the longer of three cadences and five years."""
    return np.asarray(age_years > np.fmax(GATE_CADENCES * cadence_years, GATE_YEARS))


def grade(value: Floats, cuts: tuple[float | Floats, ...]) -> Codes:
    """Return on_track and one class lower for each cut that a value misses; no_pace for NaN.

    >>> [ReasonCode(code).key for code in grade(np.array([0.95, 0.6, 0.0, -1.0]), PACE_CUTS)]
    ['on_track', 'at_risk', 'below', 'away']
    """
    code = np.full(len(value), ReasonCode.ON_TRACK, dtype=np.int8)
    for cut in cuts:
        code += value < cut - CUT_TOLERANCE
    overrule(code, np.isnan(value), ReasonCode.NO_PACE)
    return code


def overrule(reason: Codes, mask: Bools, code: ReasonCode) -> None:
    """Set the reason where the mask holds. Without a branch: ten times as fast as assigning by mask."""
    reason *= ~mask
    reason += mask * np.int8(code)


def decide(series: Series, way: Way, graded: Codes, needs: Needs, *, gate: bool) -> Codes:
    """Return the reason of each series: its method's own grade, unless a rule of all methods comes first.

    The first that matches: not assessed, achieved and held, lost, missed, the method's grade. The masks are
    laid on from the last to the first, so that each overrules those before it.

    Source:
        docs/methods/progress.md, sections 3 and 4.
    """
    reason = graded.copy()
    _explain(series, way, reason, needs)
    unmet = way.gap_now > 0.0
    overrule(reason, unmet & (series.clock >= series.target_time), ReasonCode.MISSED)
    overrule(reason, unmet & (way.gap_base == 0.0), ReasonCode.LOST)
    met = way.gap_now == 0.0
    overrule(reason, met, ReasonCode.ACHIEVED)
    overrule(reason, met & (series.kind != Kind.REACH), ReasonCode.HELD)
    _refuse(series, reason, needs, gate=gate)
    return reason


def _explain(series: Series, way: Way, reason: Codes, needs: Needs) -> None:
    """Say what was missing where a method that needs a path found none."""
    blank = reason == ReasonCode.NO_PACE
    if not needs.path or not blank.any():
        return
    aimed = ~np.isnan(series.target) | (series.kind == Kind.BAND)
    overrule(reason, blank & aimed & np.isnan(way.expected), ReasonCode.NO_DATE)
    unbased = np.isnan(series.baseline_value) | np.isnan(series.baseline_time)
    overrule(reason, blank & unbased, ReasonCode.NO_BASELINE)


def _refuse(series: Series, reason: Codes, needs: Needs, *, gate: bool) -> None:
    """Overrule every class where the series cannot be assessed at all."""
    if gate:
        overrule(reason, is_too_old(series.age_years, series.cadence_years), ReasonCode.TOO_OLD)
    few = series.points < needs.points
    if needs.points > 1:
        few |= series.time <= series.baseline_time
    overrule(reason, few, ReasonCode.ONE_POINT)
    overrule(reason, np.isnan(series.value) | (series.points < 1), ReasonCode.NO_OBSERVATION)
    band = series.kind == Kind.BAND
    aimless = np.isnan(series.target) & ~band
    if not needs.target:  # a trend can be judged without a target, keeping a level or a band cannot
        aimless &= series.kind != Kind.REACH
    overrule(reason, aimless, ReasonCode.NO_TARGET)
    if band.any():
        overrule(reason, band & np.isnan(series.low) & np.isnan(series.high), ReasonCode.NO_TARGET)
        overrule(reason, band & (series.low > series.high), ReasonCode.BAND_CONTRADICTORY)


def rated(
    way: Way,
    reason: Codes,
    value: Floats,
    *,
    score: Floats | None = None,
    interval: tuple[Floats, Floats] | None = None,
    substituted: Bools | None = None,
) -> Ratings:
    """Put a method's results together and blank the numbers of what is not assessed."""
    none = np.broadcast_to(np.nan, len(value))
    blank = reason >= ReasonCode.NO_OBSERVATION
    any_blank = bool(blank.any())

    def shown(numbers: Floats | None) -> Floats:
        if numbers is None:
            return none
        return np.where(blank, np.nan, numbers) if any_blank else numbers

    low, high = interval or (None, None)
    return Ratings(
        value=shown(value),
        low=shown(low),
        high=shown(high),
        share=shown(way.share),
        elapsed=way.elapsed,
        expected=way.expected,
        score=shown(score),
        class_code=np.minimum(reason, np.int8(ClassCode.NOT_ASSESSED)),
        reason=reason,
        substituted=np.broadcast_to(False, len(value)) if substituted is None else substituted,
    )


def roll_up_value(class_code: Codes, share: Floats) -> Floats:
    """Return what each rating counts in the roll-up, 0 to 1; NaN is not covered.

    >>> roll_up_value(np.array([0, 3, 5, 8]), np.array([1.2, 0.4, -0.3, np.nan])).tolist()
    [1.0, 0.4, 0.0, nan]
    """
    counted = np.minimum(np.maximum(share, 0.0), 1.0)
    np.putmask(counted, class_code <= ClassCode.HELD, 1.0)
    np.putmask(counted, (class_code == ClassCode.AWAY) | (class_code == ClassCode.LOST), 0.0)
    np.putmask(counted, class_code == ClassCode.NOT_ASSESSED, np.nan)
    return counted
