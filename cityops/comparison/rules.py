"""Which differences mean something, and which areas are alike. Pure; numbers in, numbers out.

Formulas, sources and what is ours: docs/methods/compare.md.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import median

import numpy as np

from cityops.comparison.model import Difference, Meaning, Neighbour, Quartiles

NOISE_WIDTH = 1.96
"""Standard deviations of noise within which 95 of 100 values fall."""
SMALL = 0.2
"""Standard deviations of the areas below which a difference is negligible."""
MARKED = 1.0
"""Standard deviations of the areas beyond which a value stands out."""
STEPS = 5
"""Least number of steps from one value to the next that noise is told from."""

FENCE = 3.0
"""Widths of the middle half beyond which a value is drawn at the edge: one must not squeeze all others."""

_OF_MEDIAN_DEVIATION = 1.4826
_OF_MEAN_DEVIATION = 1.253314
_OF_MEDIAN_RANGE = 0.954
_TINY = 1e-9  # of the size of the numbers: what binary fractions add


def quartiles(values: Sequence[float]) -> Quartiles:
    """Return the quartiles of at least one value, straight lines between the values.

    >>> quartiles([4.0, 1.0, 3.0, 2.0])
    Quartiles(least=1.0, low=1.75, middle=2.5, high=3.25, greatest=4.0)
    """
    return Quartiles(*(float(cut) for cut in np.quantile(values, (0.0, 0.25, 0.5, 0.75, 1.0))))


def spread(values: Sequence[float]) -> float | None:
    """Return the standard deviation of the values, robust against a few that are far out; None if all agree.

    1.4826 times the median deviation from the median; where that is 0, because more than half of the values
    are the same, 1.2533 times the mean deviation.

    Source:
        docs/methods/compare.md, section 2.

    >>> spread([1.0, 2.0, 3.0, 4.0, 500.0])
    1.4826
    >>> spread([7.0, 7.0]) is None
    True
    """
    if len(values) < 2:
        return None
    middle = median(values)
    deviations = [abs(value - middle) for value in values]
    found = _OF_MEDIAN_DEVIATION * median(deviations)
    return found or _OF_MEAN_DEVIATION * sum(deviations) / len(deviations) or None


def noise(months: Sequence[int], values: Sequence[float], is_break: Sequence[bool]) -> float | None:
    """Return how far one value of a series lies from its course by chance, as a standard deviation.

    The median moving range of a control chart, with the usual step taken out first, so that a series that
    rises steadily is not called noisy.

    Args:
        months: Ends of the periods, in months from any day, rising; only steps of the usual length count.
        values: One a period.
        is_break: Whether the way of measuring changed with the value; the step to it does not count.

    Returns:
        None with fewer than five steps.

    Source:
        docs/methods/compare.md, section 3.

    >>> round(noise(range(0, 72, 12), [10.0, 11.0, 12.0, 13.0, 14.0, 15.0], [False] * 6), 3)
    0.0
    >>> noise([0, 12, 24], [1.0, 2.0, 1.0], [False] * 3) is None
    True
    """
    steps = [
        (months[i] - months[i - 1], values[i] - values[i - 1])
        for i in range(1, len(values))
        if not is_break[i]
    ]
    usual = Counter(length for length, _ in steps).most_common(1)
    moves = [move for length, move in steps if length == usual[0][0]]
    if len(moves) < STEPS:
        return None
    middle = median(moves)
    return median(abs(move - middle) for move in moves) / _OF_MEDIAN_RANGE


def difference(
    value: float, other: float, *, decimals: int, noise: float | None, spread: float | None
) -> Difference:
    """Return what may be said of two values that differ. The first rule that holds decides.

    Args:
        value: Of the area.
        other: What it is compared with, taken as exact.
        decimals: That are shown.
        noise: See `noise`; None is not asked.
        spread: See `spread`; None is not asked.

    Source:
        docs/methods/compare.md, section 4.

    >>> difference(12.44, 12.41, decimals=1, noise=None, spread=3.0).meaning
    <Meaning.ROUNDING: 'rounding'>
    >>> difference(20.0, 12.0, decimals=1, noise=1.0, spread=3.0).meaning
    <Meaning.MARKED: 'marked'>
    """
    amount = value - other
    size = abs(amount) + _TINY * max(abs(value), abs(other))
    if size < 10.0**-decimals:
        return Difference(amount, Meaning.ROUNDING)
    if noise is not None and abs(amount) <= NOISE_WIDTH * noise:
        return Difference(amount, Meaning.NOISE)
    if spread is not None and size < SMALL * spread:
        return Difference(amount, Meaning.SMALL)
    is_marked = spread is not None and abs(amount) > MARKED * spread
    return Difference(amount, Meaning.MARKED if is_marked else Meaning.USUAL)


def nearest(own: str, criteria: Sequence[Mapping[str, float]], k: int) -> list[Neighbour]:
    """Return the k areas most like one: the Euclidean distance of their standardised criteria.

    Args:
        own: Id of the area.
        criteria: Values by area, one mapping a criterion; an area that lacks one is left out.
        k: How many. Fewer are returned where there are fewer; equally near ones come in order of id.

    Source:
        docs/methods/compare.md, section 5.

    >>> found = nearest("a", [{"a": 1.0, "b": 5.0, "c": 2.0, "d": 9.0}], 2)
    >>> [(one.area_id, round(one.distance, 4)) for one in found]
    [('c', 0.3372), ('b', 1.349)]
    """
    spreads = [spread(list(values.values())) for values in criteria]
    whole = [area for area in set().union(*criteria) if all(area in values for values in criteria)]
    if own not in whole:
        return []

    def distance(area: str) -> float:
        parts = (
            (values[area] - values[own]) / width
            for values, width in zip(criteria, spreads, strict=True)
            if width
        )
        return sqrt(sum(part * part for part in parts))

    found = sorted((distance(area), area) for area in whole if area != own)
    return [Neighbour(area, far) for far, area in found[:k]]


def stacked(values: Sequence[float], columns: int) -> list[int]:
    """Return the height of each value's dot, from 0, so that near ones stand one over the other.

    >>> stacked([1.0, 1.01, 9.0], 10)
    [0, 1, 0]
    """
    low, wide = min(values), max(values) - min(values)
    taken: Counter[int] = Counter()
    heights = []
    for value in values:
        column = int((value - low) / wide * (columns - 1)) if wide else 0
        heights.append(taken[column])
        taken[column] += 1
    return heights


def scale(values: Sequence[float], marks: Sequence[float], cuts: Quartiles) -> tuple[float, float]:
    """Return the ends of a drawing's scale: all marks, and the values within three widths of the middle half.

    Source:
        docs/methods/compare.md, section 6.

    Args:
        values: What is drawn.
        marks: What must lie on the scale.
        cuts: Quartiles of the values.

    >>> values = [1.0, 2.0, 3.0, 4.0, 5.0, 900.0]
    >>> scale(values, [3.5], quartiles(values))
    (1.0, 5.0)
    """
    reach = FENCE * (cuts.high - cuts.low)
    inside = [value for value in values if cuts.low - reach <= value <= cuts.high + reach]
    return min([*inside, *marks]), max([*inside, *marks])
