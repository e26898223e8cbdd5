"""What is rated, what comes out, and the codes in between. Formulas: docs/methods/progress.md."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]
Ints = NDArray[np.int64]


def given(numbers: Floats) -> list[float | None]:
    """Return numbers as Python's own; None where there is none.

    >>> given(np.array([1.0, np.nan, np.inf]))
    [1.0, None, None]
    """
    found = numbers.astype(object)
    found[~np.isfinite(numbers)] = None
    return list(found)


class _Keyed(IntEnum):
    @property
    def key(self) -> str:
        """Name in lower case: the word that files, the catalogues and the command line use."""
        return self.name.lower()


class Kind(_Keyed):
    """What a target asks for: to arrive at a level, to keep one, or to stay between two."""

    REACH = 0
    MAINTAIN = 1
    BAND = 2


class ClassCode(_Keyed):
    """Classes in the order of the table in docs/methods/progress.md, section 3; `words.status` shows them."""

    ACHIEVED = 0
    HELD = 1
    ON_TRACK = 2
    AT_RISK = 3
    BELOW = 4
    AWAY = 5
    LOST = 6
    MISSED = 7
    NOT_ASSESSED = 8


class ReasonCode(_Keyed):
    """Which rule decided. The first eight carry the number of their class, so a class is `min(reason, 8)`."""

    ACHIEVED = 0
    HELD = 1
    ON_TRACK = 2
    AT_RISK = 3
    BELOW = 4
    AWAY = 5
    LOST = 6
    MISSED = 7
    NO_OBSERVATION = 8
    ONE_POINT = 9
    NO_TARGET = 10
    NO_DATE = 11
    TOO_OLD = 12
    BAND_CONTRADICTORY = 13
    NO_BASELINE = 14
    NO_PACE = 15
    NOT_APPLICABLE = 16
    SERIES_BREAK = 17


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """What is known of each series, one equally long array a field; NaN is missing.

    Times are decimal years of the *end* of a period: the value of 2018 stands at 2019.0.

    Attributes:
        kind: `Kind` codes.
        direction: 1.0 where more is better, -1.0 where less is.
        baseline_value: Frozen with the target, in the indicator's unit, as are all values here.
        baseline_time: End of the baseline's period.
        value: Latest observation.
        time: End of the latest observation's period.
        target: Level to reach or to maintain.
        target_time: End of the target date.
        low: Lower edge of a band; NaN leaves the band open below.
        high: Upper edge of a band; NaN leaves the band open above.
        points: Observations at or after the baseline, the baseline included.
        age_years: From the end of the latest period to the reporting date.
        cadence_years: Usual time between two observations.
        clock: Reporting moment.
        limit: Natural limit of the indicator, 100 for a percentage; `cagr` reads it.
        lower: Lower bound of a benchmark scale, `minmax` only.
        upper: Upper bound of a benchmark scale, `minmax` only.
        expected_share: Share of the way that milestones ask for now; NaN takes the straight line.
    """

    kind: Codes
    direction: Floats
    baseline_value: Floats
    baseline_time: Floats
    value: Floats
    time: Floats
    target: Floats
    target_time: Floats
    low: Floats
    high: Floats
    points: Ints
    age_years: Floats
    cadence_years: Floats
    clock: Floats
    limit: Floats
    lower: Floats
    upper: Floats
    expected_share: Floats

    @classmethod
    def of(cls, **columns: ArrayLike) -> Self:
        """Build series from columns or single values; what is not given is missing.

        Without a word about it, a series is of kind reach, upward, and has no points.

        Raises:
            ValueError: Two columns differ in length.
            TypeError: A column is not a field.

        >>> len(Series.of(value=[1.0, 2.0], target=5.0, points=2))
        2
        """
        given = {name: np.atleast_1d(np.asarray(column)) for name, column in columns.items()}
        size = np.broadcast_shapes(*(column.shape for column in given.values()))
        filled = {name: np.full(size, np.nan) for name in cls.__slots__} | {
            "kind": np.zeros(size, dtype=np.int8),
            "direction": np.ones(size),
            "points": np.zeros(size, dtype=np.int64),
        }
        for name, column in given.items():
            dtype = filled[name].dtype if name in filled else column.dtype
            filled[name] = np.ascontiguousarray(np.broadcast_to(column, size), dtype=dtype)
        return cls(**filled)

    def __len__(self) -> int:
        return len(self.value)


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Every observation of the series, one row each, sorted by series and then by time.

    Attributes:
        series_index: Position of the observation's series in `Series`.
        time: End of the period, decimal year.
        value: In the indicator's unit.
    """

    series_index: Ints
    time: Floats
    value: Floats

    @classmethod
    def of(cls, series_index: ArrayLike, time: ArrayLike, value: ArrayLike) -> Self:
        """Sort observations that come in any order."""
        index, times = np.asarray(series_index, dtype=np.int64), np.asarray(time, dtype=np.float64)
        order = np.lexsort((times, index))
        return cls(index[order], times[order], np.asarray(value, dtype=np.float64)[order])


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """One rating a series; NaN where there is no number. A series that is not assessed has none.

    Attributes:
        value: The method's own number: pace, growth ratio, projected ratio, projected value, ratio, scale.
        low: 5 % quantile of `value`, where the method gives one.
        high: 95 % quantile of `value`, where the method gives one.
        share: Share of the way from baseline to target; not cut, so it may be negative or above 1.
        elapsed: Share of the time from baseline to target date, 0 to 1, up to the latest observation.
        expected: Share of the way that the city's path asks for at the latest observation.
        score: -5 to 5, `cagr` only.
        class_code: `ClassCode` codes.
        reason: `ReasonCode` codes.
        substituted: Whether 0.001 stood in for a zero, `cagr` only.
    """

    value: Floats
    low: Floats
    high: Floats
    share: Floats
    elapsed: Floats
    expected: Floats
    score: Floats
    class_code: Codes
    reason: Codes
    substituted: Bools

    def __len__(self) -> int:
        return len(self.value)


class Rate(Protocol):
    """A rating function. It is pure and takes any number of series."""

    def __call__(self, series: Series, *, gate: bool = True, history: History | None = None) -> Ratings:
        """Rate each series.

        Args:
            series: What is known of them.
            gate: Whether an observation that is too old leaves its series not assessed.
            history: All observations; only a method with `needs_history` reads it.
        """


@dataclass(frozen=True, slots=True)
class Method:
    """A way to rate, named and versioned because its name stands beside every number it gives.

    Attributes:
        name: Key in `METHODS`, on the command line and in the catalogues.
        version: Rises whenever a result changes.
        rate: The rating function.
        needs_history: Whether `rate` wants `history`.
    """

    name: str
    version: str
    rate: Rate
    needs_history: bool = False
