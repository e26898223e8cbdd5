"""Which targets are rated where, with what was observed of each. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

import numpy as np

from cityops.indicators.model import Indicator
from cityops.progress import reduce
from cityops.progress.clock import decimal_years
from cityops.progress.model import Bools, Floats, History, Ints
from cityops.progress.trends import Observations, Trend
from cityops.vision.model import Target

BREAK = "break"
"""Flag of the first observation of a new way of measuring: nothing is compared across it."""

SAME_DAY = 0.003
"""Years; two periods that end within a day of each other end together."""


@dataclass(frozen=True, slots=True)
class Case:
    """One target in one area.

    Attributes:
        target: What was set, for the area or for its city.
        indicator: What is measured.
        area_id: Where.
        is_inherited: The area has no target of its own and uses the city's level from its own baseline.
        trend: Observations up to the reporting date, oldest first.
    """

    target: Target
    indicator: Indicator
    area_id: str
    is_inherited: bool
    trend: Trend


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """All that is to be rated, one equally long array an attribute where nothing else is said.

    Attributes:
        items: One a target and area.
        history: Every observation of every case.
        is_break: Of each observation in `history`: whether a new way of measuring begins with it.
        baseline: Frozen with the target or, where the target is inherited, observed; NaN without one.
        baseline_time: End of the baseline's period, decimal year.
    """

    items: Sequence[Case]
    history: History
    is_break: Bools
    baseline: Floats
    baseline_time: Floats

    @classmethod
    def of(cls, items: Sequence[Case], held: Observations) -> Self:
        """Lay the cases out as arrays."""
        start = np.array([case.trend.start for case in items], dtype=np.int64)
        count = np.array([len(case.trend) for case in items], dtype=np.int64)
        index, position = _spread(start, count)
        history = History(index, held.time[position], held.columns["value"][position])
        ends = [case.target.baseline_end for case in items]
        time = decimal_years(
            np.array([end - timedelta(days=1) if end else None for end in ends], dtype="M8[D]")
        )
        frozen = numbers(case.target.baseline_value for case in items)
        inherited = np.array([case.is_inherited for case in items], dtype=bool)
        baseline = np.where(inherited, observed_at(history, time), frozen)
        return cls(items, history, (held.columns["flag"] == BREAK)[position], baseline, time)

    def after(self, time: Floats) -> Bools:
        """Tell of each observation in `history` whether it ends later than a time, one a case."""
        return np.asarray(self.history.time > time[self.history.series_index] + SAME_DAY)

    def count(self, chosen: Bools) -> Ints:
        """Return how many of the chosen observations each case has."""
        return np.bincount(self.history.series_index[chosen], minlength=len(self.items))


def observed_at(history: History, time: Floats) -> Floats:
    """Return the observation of each case that ends at a time, one a case; NaN where there is none."""
    first = reduce.ends(history.series_index, history.time, time - SAME_DAY).baseline
    found = reduce.at(history.time, first) < time + SAME_DAY
    return np.where(found, reduce.at(history.value, first), np.nan)


def numbers(values: Iterable[float | None]) -> Floats:
    """Return the values as an array, NaN for None.

    >>> numbers([1, None])
    array([ 1., nan])
    """
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def cases(
    targets: Sequence[Target],
    indicators: Mapping[str, Indicator],
    city: str,
    areas: Sequence[str],
    held: Observations,
) -> Cases:
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
                trend = held.trend(indicator.id, area)
                found.append(Case(mine or target, indicator, area, mine is None and area != city, trend))
    return Cases.of(found, held)


def _spread(start: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Return case and position of every observation that the cases hold.

    >>> [found.tolist() for found in _spread(np.array([7, 0, 4]), np.array([2, 0, 1]))]
    [[0, 0, 2], [7, 8, 4]]
    """
    index = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return index, np.arange(len(index)) + (start - before)[index]
