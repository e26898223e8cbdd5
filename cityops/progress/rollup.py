"""Many ratings in one number, and how far it can be trusted. Source: docs/methods/progress.md, section 6."""

from dataclasses import dataclass

import numpy as np

from cityops.progress.model import Bools, ClassCode, Codes, Floats, Ints
from cityops.progress.rules import CUT_TOLERANCE, PACE_CUTS
from cityops.words.refusals import refused

GATE = 0.8
WEIGHT_SPREAD = 0.25
DRAWS = 1000
BLOCK = 1_000_000
"""Numbers drawn at a time, so that many targets do not fill the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class RollUp:
    """One number for many targets.

    Attributes:
        headline: Weighted mean of the covered values, 0 to 1; None below the gate.
        coverage: Weight of the covered targets as a share of all weight, 0 to 1.
        contributions: What each target adds to the mean of the covered; NaN where it is not covered.
    """

    headline: float | None
    coverage: float
    contributions: Floats


def roll_up(values: Floats, weights: Floats, gate: float = GATE) -> RollUp:
    """Return the weighted mean of the values that there are, and what each adds to it.

    Args:
        values: One a target, 0 to 1, from `rules.roll_up_value`; NaN is not covered.
        weights: One a target, zero or more; they need not sum to one.
        gate: Coverage under which there is no single number.

    Raises:
        RefusedError: A weight is negative or missing.

    >>> result = roll_up(np.array([1.0, 0.5, np.nan]), np.array([3.0, 1.0, 1.0]))
    >>> result.headline, result.coverage, result.contributions.tolist()
    (0.875, 0.8, [0.75, 0.125, nan])
    """
    _check(weights)
    covered = ~np.isnan(values)
    whole, held = float(weights.sum()), float(weights[covered].sum())
    coverage = held / whole if whole > 0.0 else 0.0
    contributions = np.full(len(values), np.nan)
    if held > 0.0:
        contributions[covered] = weights[covered] / held * values[covered]
    shown = held > 0.0 and coverage >= gate - CUT_TOLERANCE
    return RollUp(float(np.nansum(contributions)) if shown else None, coverage, contributions)


def leaf_weights(outcome_weights: Floats, outcome_index: Ints, target_weights: Floats) -> Floats:
    """Return the weight of each target in the whole: its outcome's share times its share in the outcome.

    Only targets that apply are passed. An outcome without any leaves its weight to the others, so the
    result sums to one.

    Args:
        outcome_weights: One an outcome.
        outcome_index: Position of each target's outcome.
        target_weights: One a target.

    Raises:
        RefusedError: A weight is negative or missing.

    >>> leaf_weights(np.array([1.0, 1.0, 8.0]), np.array([0, 0, 1]), np.array([1.0, 3.0, 5.0])).tolist()
    [0.125, 0.375, 0.5]
    """
    _check(outcome_weights)
    _check(target_weights)
    inside = np.bincount(outcome_index, weights=target_weights, minlength=len(outcome_weights))
    alive = np.where(inside > 0.0, outcome_weights, 0.0)
    if not alive.any():
        return np.zeros(len(target_weights))
    share = np.divide(alive / alive.sum(), inside, out=np.zeros(len(inside)), where=inside > 0.0)
    return np.asarray(share[outcome_index] * target_weights)


def interval(
    shares_by_base_year: Floats, weights: Floats, seed: int, draws: int = DRAWS
) -> tuple[float, float] | None:
    """Return the 5 % and 95 % quantiles of the headline under other weights and base years.

    Each draw multiplies every weight by a number between 0.75 and 1.25 and takes every target's base year
    from those it has. The same seed gives the same interval.

    Args:
        shares_by_base_year: `rules.roll_up_value` by target and by base year: one before, as set, one
            after; NaN where a base year cannot be used. A target without a value for its own base year is
            not in the headline and so not in the interval.
        weights: One a target.
        seed: Of the random numbers.
        draws: Number of headlines drawn.

    Returns:
        The two quantiles, or None where no weight is covered.
    """
    covered = ~np.isnan(shares_by_base_year[:, 1]) & (weights > 0.0)
    if not covered.any():
        return None
    shares, mass = shares_by_base_year[covered], weights[covered]
    usable = np.count_nonzero(~np.isnan(shares), axis=1)
    shares = np.take_along_axis(shares, np.argsort(np.isnan(shares), axis=1, kind="stable"), axis=1)
    rng = np.random.default_rng(seed)
    step = max(1, BLOCK // len(mass))
    sizes = [min(step, draws - start) for start in range(0, draws, step)]
    headlines = np.concatenate([_headlines(rng, size, shares, usable, mass) for size in sizes])
    low, high = np.quantile(headlines, [0.05, 0.95])
    return float(low), float(high)


def stability(classes_by_base_year: Codes) -> tuple[Floats, float]:
    """Return how often a target keeps its class when its base year is one earlier or one later.

    Args:
        classes_by_base_year: `ClassCode` by target and by base year: one before, as set, one after;
            not_assessed where a base year cannot be used.

    Returns:
        The share of the other base years with the same class, by target, and its mean over the targets
        that have one. NaN where there is no other base year, or no class.

    >>> of_target, mean = stability(np.array([[2, 2, 3], [8, 2, 2], [8, 2, 8]]))
    >>> of_target.tolist(), mean
    ([0.5, 1.0, nan], 0.75)
    """
    own, others = classes_by_base_year[:, 1:2], classes_by_base_year[:, ::2]
    usable = (others != ClassCode.NOT_ASSESSED) & (own != ClassCode.NOT_ASSESSED)
    count = usable.sum(axis=1)
    same = (usable & (others == own)).sum(axis=1)
    of_target = np.divide(same, count, out=np.full(len(count), np.nan), where=count > 0)
    known: Bools = count > 0
    return of_target, float(of_target[known].mean()) if known.any() else float("nan")


def headline_class(headline: float | None, expected: float) -> ClassCode:
    """Return the class of a headline by the cuts of the pace.

    Args:
        headline: From `roll_up`.
        expected: Weighted mean of the shares that the covered targets' paths ask for.

    >>> headline_class(0.4, 0.6).key
    'at_risk'
    """
    if headline is None or np.isnan(expected):
        return ClassCode.NOT_ASSESSED
    if expected <= 0.0:
        return ClassCode.ON_TRACK if headline >= expected else ClassCode.AWAY
    missed = sum(headline / expected < cut - CUT_TOLERANCE for cut in PACE_CUTS)
    return ClassCode(ClassCode.ON_TRACK + missed)


def _headlines(rng: np.random.Generator, size: int, shares: Floats, usable: Ints, mass: Floats) -> Floats:
    """Draw headlines; the usable base years of each target come first in its row of `shares`."""
    shape = (size, len(mass))
    drawn = mass * rng.uniform(1.0 - WEIGHT_SPREAD, 1.0 + WEIGHT_SPREAD, shape)
    picked = shares[np.arange(len(mass)), rng.integers(0, usable, shape)]
    return np.asarray((drawn * picked).sum(axis=1) / drawn.sum(axis=1))


def _check(weights: Floats) -> None:
    bad = np.flatnonzero(~(weights >= 0.0))
    if len(bad):
        raise refused("refused.weight", place=bad[0] + 1, weight=f"{weights[bad[0]]:g}")
