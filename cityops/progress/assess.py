"""From targets and points to ratings. Pure: arrays and dataclasses in, dataclasses out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isnan

import numpy as np

from cityops.indicators.model import Indicator
from cityops.progress import rules
from cityops.progress.assessment import Assessment, Point
from cityops.progress.clock import decimal_year
from cityops.progress.model import (
    Bools,
    ClassCode,
    Floats,
    History,
    Kind,
    Method,
    Ratings,
    ReasonCode,
    Series,
)
from cityops.vision.model import Target
from cityops.vision.rules import milestones

Trends = Mapping[tuple[str, str], Sequence[Point]]
_SAME_DAY = 0.003  # years; two periods that end within a day of each other end together
BREAK = "break"
"""Flag of the first observation of a new way of measuring: nothing is compared across it."""


@dataclass(frozen=True, slots=True)
class Case:
    """One target in one area, before it is rated."""

    target: Target
    indicator: Indicator
    area_id: str
    is_inherited: bool
    trend: tuple[Point, ...]
    baseline: float | None

    @property
    def baseline_time(self) -> float:
        """End of the baseline's period, in years; NaN without one."""
        end = self.target.baseline_end
        return decimal_year(end - timedelta(days=1)) if end else float("nan")

    def baseline_near(self, years: int) -> float:
        """Return the observation that many years from the baseline; NaN where there is none."""
        wanted = self.baseline_time + years
        near = [p.value for p in self.trend if abs(decimal_year(p.end) - wanted) < _SAME_DAY]
        return near[0] if near else float("nan")


def cases(
    targets: Sequence[Target],
    indicators: Mapping[str, Indicator],
    city: str,
    areas: Sequence[str],
    trends: Trends,
) -> list[Case]:
    """Give each area its targets: its own, else the city's level where that can be a district's.

    A total that adds over districts, such as dwellings, cannot be handed down; it leaves the district's
    denominator unless the district has a target of its own.
    """
    own = {(t.outcome_id, t.indicator_id, t.area_id): t for t in targets}
    found = []
    for target in (t for t in own.values() if t.area_id == city):
        indicator = indicators[target.indicator_id]
        for area in areas:
            mine = own.get((target.outcome_id, target.indicator_id, area))
            if mine or area == city or not indicator.is_total:
                found.append(_case(mine or target, indicator, area, mine is None and area != city, trends))
    return found


def _case(target: Target, indicator: Indicator, area: str, inherited: bool, trends: Trends) -> Case:
    trend = tuple(trends.get((indicator.id, area), ()))
    case = Case(target, indicator, area, inherited, trend, target.baseline_value)
    if not inherited:
        return case
    value = case.baseline_near(0)
    return replace(case, baseline=None if isnan(value) else value)


def series(found: Sequence[Case], on: date, baselines: Sequence[float], shift: int = 0) -> Series:
    """Return the cases as arrays, with the given baselines, `shift` years from the ones that were set."""
    latest = [case.trend[-1] if case.trend else None for case in found]
    clock = decimal_year(on)
    times = np.array([decimal_year(p.end) if p else np.nan for p in latest])
    base = np.array([case.baseline_time + shift for case in found])
    return Series.of(
        kind=[Kind[case.target.kind.upper()] for case in found],
        direction=[float(case.indicator.direction or 1) for case in found],
        baseline_value=list(baselines),
        baseline_time=base,
        value=[p.value if p else np.nan for p in latest],
        time=times,
        target=_numbers(case.target.target_value for case in found),
        target_time=[decimal_year(d) if d else np.nan for d in (case.target.target_date for case in found)],
        low=_numbers(case.target.low for case in found),
        high=_numbers(case.target.high for case in found),
        points=[_points(case, t) for case, t in zip(found, base, strict=True)],
        age_years=clock - times,
        cadence_years=[case.indicator.cadence_months / 12 for case in found],
        clock=np.full(len(found), clock),
        limit=_numbers(case.indicator.hard_high for case in found),
        lower=_numbers(case.indicator.hard_low for case in found),
        upper=_numbers(case.indicator.hard_high for case in found),
        expected_share=_milestone_shares(found, baselines, base, times),
    )


def _numbers(values: object) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)  # type: ignore[attr-defined]


def _points(case: Case, baseline_time: float) -> int:
    """Count the baseline, frozen or observed, and what came after it."""
    if not case.trend:
        return 0
    return 1 + sum(decimal_year(p.end) > baseline_time + _SAME_DAY for p in case.trend)


def _milestone_shares(
    found: Sequence[Case], baselines: Sequence[float], base: Floats, times: Floats
) -> Floats:
    rows: list[tuple[int, float, float]] = []
    for i, case in enumerate(found):
        target = case.target
        if target.milestones and target.target_date and target.target_value is not None:
            rows.append((i, float(base[i]), baselines[i]))
            rows += [(i, decimal_year(day), value) for day, value in milestones(target.milestones)]
            rows.append((i, decimal_year(target.target_date), target.target_value))
    if not rows:
        return np.full(len(found), np.nan)
    index, time, value = (np.array(column) for column in zip(*rows, strict=True))
    return rules.milestone_share(index.astype(np.int64), time, value, times)


def history(found: Sequence[Case]) -> History:
    """Return every observation of the cases, for a method that fits a line through them."""
    rows = [(i, decimal_year(p.end), p.value) for i, case in enumerate(found) for p in case.trend]
    index, time, value = zip(*rows, strict=True) if rows else ((), (), ())
    return History.of(index, time, value)


def is_broken(case: Case) -> bool:
    """Tell whether a new way of measuring began between the baseline and now."""
    return any(p.flag == BREAK and decimal_year(p.end) > case.baseline_time + _SAME_DAY for p in case.trend)


def rate(found: Sequence[Case], on: date, method: Method, shift: int = 0) -> Ratings:
    """Rate the cases, from the baseline as set or from the observation `shift` years beside it."""
    baselines = [
        case.baseline_near(shift) if shift else np.nan if case.baseline is None else case.baseline
        for case in found
    ]
    past = history(found) if method.needs_history else None
    ratings = method.rate(series(found, on, baselines, shift), history=past)
    return _without_broken(ratings, np.array([is_broken(case) for case in found], dtype=bool))


def _without_broken(ratings: Ratings, broken: Bools) -> Ratings:
    blanked = {name: np.where(broken, np.nan, getattr(ratings, name)) for name in ("value", "share", "score")}
    return replace(
        ratings,
        **blanked,
        class_code=np.where(broken, np.int8(ClassCode.NOT_ASSESSED), ratings.class_code),
        reason=np.where(broken, np.int8(ReasonCode.SERIES_BREAK), ratings.reason),
    )


def assessments(
    found: Sequence[Case], ratings: Ratings, on: date, weights: Floats, contributions: Floats, stable: Floats
) -> list[Assessment]:
    """Put each case and its rating together."""
    return [
        _assessment(case, ratings, i, on, float(weights[i]), contributions[i], stable[i])
        for i, case in enumerate(found)
    ]


def _assessment(
    case: Case, ratings: Ratings, i: int, on: date, weight: float, contribution: float, stable: float
) -> Assessment:
    expected, age = _given(ratings.expected[i]), None
    if case.trend:
        age = decimal_year(on) - decimal_year(case.trend[-1].end)
    return Assessment(
        target=case.target,
        indicator=case.indicator,
        area_id=case.area_id,
        is_inherited=case.is_inherited,
        baseline=case.baseline,
        trend=case.trend,
        class_code=ClassCode(int(ratings.class_code[i])),
        reason=ReasonCode(int(ratings.reason[i])),
        value=_given(ratings.value[i]),
        share=_given(ratings.share[i]),
        elapsed=_given(ratings.elapsed[i]),
        expected=expected,
        score=_given(ratings.score[i]),
        needed=_needed(case, expected),
        age_years=age,
        is_stale=age is not None and age > rules.STALE_CADENCES * case.indicator.cadence_months / 12,
        weight=weight,
        contribution=_given(contribution),
        stability=_given(stable),
    )


def _given(number: float) -> float | None:
    return None if isnan(number) else float(number)


def _needed(case: Case, expected: float | None) -> float | None:
    """Return the value on the path now; a level to keep is itself, a band has no single one."""
    target = case.target
    if target.kind != "reach":
        return target.target_value
    if expected is None or case.baseline is None or target.target_value is None:
        return target.target_value
    return case.baseline + expected * (target.target_value - case.baseline)
