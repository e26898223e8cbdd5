"""From targets and what was observed to ratings. Pure: arrays and dataclasses in, dataclasses out."""

from dataclasses import replace
from datetime import date

import numpy as np

from cityops.progress import reduce, rules
from cityops.progress.assessment import Assessment
from cityops.progress.cases import Case, Cases, numbers, observed_at
from cityops.progress.clock import decimal_year, decimal_years
from cityops.progress.model import (
    Bools,
    ClassCode,
    Floats,
    Ints,
    Kind,
    Method,
    Ratings,
    ReasonCode,
    Series,
    given,
)
from cityops.vision.rules import milestones


def series(found: Cases, on: date) -> Series:
    """Return the cases as they stand at a reporting date, from their baselines as set."""
    items, history, clock = found.items, found.history, decimal_year(on)
    latest = reduce.ends(history.series_index, history.time, found.baseline_time).latest
    time = reduce.at(history.time, latest)
    known = Series.of(
        kind=[Kind[case.target.kind.upper()] for case in items],
        direction=[float(case.indicator.direction or 1) for case in items],
        value=reduce.at(history.value, latest),
        time=time,
        target=numbers(case.target.target_value for case in items),
        target_time=decimal_years(np.array([case.target.target_date for case in items], dtype="M8[D]")),
        low=numbers(case.target.low for case in items),
        high=numbers(case.target.high for case in items),
        age_years=clock - time,
        cadence_years=[case.indicator.cadence_months / 12 for case in items],
        clock=clock,
        limit=numbers(case.indicator.hard_high for case in items),
        lower=numbers(case.indicator.hard_low for case in items),
        upper=numbers(case.indicator.hard_high for case in items),
    )
    return _from_baseline(found, known, found.baseline, found.baseline_time)


def moved(found: Cases, as_set: Series, years: int) -> Series:
    """Return the series from the observations that many years beside their baselines; 0 leaves them."""
    if not years:
        return as_set
    time = found.baseline_time + years
    return _from_baseline(found, as_set, observed_at(found.history, time), time)


def _from_baseline(found: Cases, known: Series, value: Floats, time: Floats) -> Series:
    """Count the baseline, frozen or observed, and what came after it."""
    after = found.count(found.after(time))
    return replace(
        known,
        baseline_value=value,
        baseline_time=time,
        points=np.where(np.isnan(known.time), 0, 1 + after),
        expected_share=_milestone_shares(found, value, time, known.time),
    )


def _milestone_shares(found: Cases, baseline: Floats, time: Floats, at: Floats) -> Floats:
    rows: list[tuple[int, float, float]] = []
    for i, case in enumerate(found.items):
        target = case.target
        if target.milestones and target.target_date and target.target_value is not None:
            rows.append((i, float(time[i]), float(baseline[i])))
            rows += [(i, decimal_year(day), value) for day, value in milestones(target.milestones)]
            rows.append((i, decimal_year(target.target_date), target.target_value))
    if not rows:
        return np.full(len(at), np.nan)
    index, times, values = (np.array(column) for column in zip(*rows, strict=True))
    return rules.milestone_share(index.astype(np.int64), times, values, at)


def rate(found: Cases, standing: Series, method: Method) -> Ratings:
    """Rate the cases; one whose way of measuring changed between the baseline and now is not assessed."""
    ratings = method.rate(standing, history=found.history if method.needs_history else None)
    return _without_broken(ratings, found.count(found.is_break & found.after(found.baseline_time)) > 0)


def _without_broken(ratings: Ratings, broken: Bools) -> Ratings:
    blanked = {name: np.where(broken, np.nan, getattr(ratings, name)) for name in ("value", "share", "score")}
    return replace(
        ratings,
        class_code=np.where(broken, np.int8(ClassCode.NOT_ASSESSED), ratings.class_code),
        reason=np.where(broken, np.int8(ReasonCode.SERIES_BREAK), ratings.reason),
        **blanked,
    )


def assessments(
    found: Cases,
    here: Ints,
    ratings: Ratings,
    age: Floats,
    weights: Floats,
    contributions: Floats,
    stable: Floats,
) -> list[Assessment]:
    """Put the cases at some positions and what was found of them together; all arrays are in their order."""
    columns = {
        "baseline": found.baseline[here],
        "value": ratings.value,
        "share": ratings.share,
        "elapsed": ratings.elapsed,
        "expected": ratings.expected,
        "score": ratings.score,
        "age_years": age,
        "contribution": contributions,
        "stability": stable,
    }
    rows = zip(*(given(column) for column in columns.values()), strict=True)
    codes = zip(ratings.class_code.tolist(), ratings.reason.tolist(), weights.tolist(), strict=True)
    return [
        _assessment(found.items[i], *decided, dict(zip(columns, row, strict=True)))
        for i, decided, row in zip(here.tolist(), codes, rows, strict=True)
    ]


def _assessment(
    case: Case, class_code: int, reason: int, weight: float, measured: dict[str, float | None]
) -> Assessment:
    age = measured["age_years"]
    return Assessment(
        target=case.target,
        indicator=case.indicator,
        area_id=case.area_id,
        is_inherited=case.is_inherited,
        trend=case.trend,
        class_code=ClassCode(class_code),
        reason=ReasonCode(reason),
        needed=_needed(case, measured["baseline"], measured["expected"]),
        is_stale=age is not None and age > rules.STALE_CADENCES * case.indicator.cadence_months / 12,
        weight=weight,
        **measured,
    )


def _needed(case: Case, baseline: float | None, expected: float | None) -> float | None:
    """Return the value on the path now; a level to keep is itself, a band has no single one."""
    target = case.target
    if target.kind != "reach":
        return target.target_value
    if expected is None or baseline is None or target.target_value is None:
        return target.target_value
    return baseline + expected * (target.target_value - baseline)
