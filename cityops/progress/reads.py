"""The way to the vision, read from the store: for the city and for each of its districts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np

from cityops.indicators.model import Area
from cityops.progress import assess, rollup, rules
from cityops.progress.assessment import AreaProgress, Assessment, OutcomeProgress, VisionProgress
from cityops.progress.cases import Cases, cases
from cityops.progress.frame import Frame, frame
from cityops.progress.methods import DEFAULT, METHODS, method_named
from cityops.progress.model import ClassCode, Floats, Ints, Method, Ratings
from cityops.progress.trends import Observations
from cityops.store import PRESENT, Reader
from cityops.vision.model import Outcome, Target

_SEED = 37106
_SHIFTS = (-1, 0, 1)


def progress(
    reader: Reader, *, on: date, known: datetime = PRESENT, method: str = DEFAULT
) -> VisionProgress | None:
    """Return the city's way to its vision, or None where no vision is set.

    Args:
        reader: The store, or a transaction that asks what would be.
        on: Reporting date: which periods count, what is stale, how much of the time has gone.
        known: Moment of knowledge: what had been recorded.
        method: Name of a method.

    Raises:
        RefusedError: There is no such method.
    """
    chosen = method_named(method)
    ground = frame(reader, on=on, known=known)
    return within(ground, ground.observations(reader), chosen) if ground else None


def within(ground: Frame, held: Observations, chosen: Method = METHODS[DEFAULT]) -> VisionProgress:
    """Rate observations against what was read before. Pure."""
    found = cases(ground.targets, ground.catalogue, ground.city, list(ground.areas), held)
    standing = assess.series(found, ground.on)
    rated = [assess.rate(found, assess.moved(found, standing, years), chosen) for years in _SHIFTS]
    places = _places(found, list(ground.areas))
    rolled = {
        key: _area(area, found, places[key], rated, ground.outcomes, standing.age_years)
        for key, area in ground.areas.items()
    }
    interval, stability = _trust(places[ground.city], rated, rolled[ground.city])
    return VisionProgress(
        vision=ground.vision,
        outcomes=ground.outcomes,
        city=rolled.pop(ground.city),
        districts=rolled,
        on=ground.on,
        known=ground.known,
        method=chosen.name,
        method_version=chosen.version,
        interval=interval,
        stability=stability,
    )


def _places(found: Cases, areas: Sequence[str]) -> dict[str, Ints]:
    """Return the positions of each area's cases."""
    places: dict[str, list[int]] = {area: [] for area in areas}
    for i, case in enumerate(found.items):
        places[case.area_id].append(i)
    return {area: np.array(here, dtype=np.int64) for area, here in places.items()}


def _area(
    area: Area,
    found: Cases,
    here: Ints,
    rated: Sequence[Ratings],
    outcomes: Sequence[Outcome],
    ages: Floats,
) -> AreaProgress:
    weights = _weights([found.items[i].target for i in here], outcomes)
    before, now, after = (_at(ratings, here) for ratings in rated)
    values = rules.roll_up_value(now.class_code, now.share)
    rolled = rollup.roll_up(values, weights)
    asked = _asked(now, values)
    expected = rollup.roll_up(asked, weights, gate=0.0).headline
    stable, _ = rollup.stability(np.stack([before.class_code, now.class_code, after.class_code], axis=1))
    rated_here = assess.assessments(found, here, now, ages[here], weights, rolled.contributions, stable)
    return AreaProgress(
        area=area,
        assessments=tuple(rated_here),
        headline=rolled.headline,
        coverage=rolled.coverage,
        expected=expected,
        class_code=rollup.headline_class(rolled.headline, np.nan if expected is None else expected),
        outcomes=tuple(_outcomes(outcomes, rated_here, values, asked, weights)),
    )


def _outcomes(
    outcomes: Sequence[Outcome], rated: Sequence[Assessment], values: Floats, asked: Floats, weights: Floats
) -> Iterator[OutcomeProgress]:
    for outcome in outcomes:
        here = [i for i, one in enumerate(rated) if one.target.outcome_id == outcome.id]
        if here:
            rolled = rollup.roll_up(values[here], weights[here])
            expected = rollup.roll_up(asked[here], weights[here], gate=0.0).headline
            yield OutcomeProgress(
                outcome=outcome,
                share=rolled.headline,
                expected=expected,
                coverage=rolled.coverage,
                class_code=rollup.headline_class(rolled.headline, np.nan if expected is None else expected),
                assessments=tuple(rated[i] for i in here),
            )


def _weights(mine: Sequence[Target], outcomes: Sequence[Outcome]) -> Floats:
    place = {outcome.id: i for i, outcome in enumerate(outcomes)}
    return rollup.leaf_weights(
        np.array([outcome.weight for outcome in outcomes], dtype=np.float64),
        np.array([place[str(target.outcome_id)] for target in mine], dtype=np.int64),
        np.array([target.weight for target in mine], dtype=np.float64),
    )


def _at(ratings: Ratings, here: Ints) -> Ratings:
    return replace(ratings, **{name: getattr(ratings, name)[here] for name in Ratings.__slots__})


def _asked(now: Ratings, values: Floats) -> Floats:
    """Return the share that each path asks for by now; what was there at the baseline is asked for whole."""
    kept = np.isin(now.class_code, (ClassCode.HELD, ClassCode.LOST)) | np.isnan(now.expected)
    asked = np.where(kept, 1.0, np.clip(now.expected, 0.0, 1.0))
    return np.where(np.isnan(values), np.nan, asked)


def _trust(
    here: Ints, rated: Sequence[Ratings], city: AreaProgress
) -> tuple[tuple[float, float] | None, float | None]:
    variants = [_at(ratings, here) for ratings in rated]
    values = np.stack([rules.roll_up_value(v.class_code, v.share) for v in variants], axis=1)
    weights = np.array([a.weight for a in city.assessments])
    _, stable = rollup.stability(np.stack([v.class_code for v in variants], axis=1))
    inside = rollup.interval(values, weights, _SEED) if city.headline is not None else None
    return inside, None if np.isnan(stable) else stable
