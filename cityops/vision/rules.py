"""What a target must be to mean something. Pure: no I/O, no clock."""

from datetime import date
from math import isfinite

from cityops.errors import RefusedError
from cityops.vision.model import Target


def check_weight(weight: float) -> None:
    """Refuse a weight below zero: it would reward failure.

    >>> check_weight(0.0)
    >>> check_weight(-1.0)
    Traceback (most recent call last):
    cityops.errors.RefusedError: A weight of -1 is below zero. Give 0 to leave it out, or a number above it.
    """
    if not isfinite(weight) or weight < 0:
        raise RefusedError(
            f"A weight of {weight:g} is below zero. Give 0 to leave it out, or a number above it."
        )


def check_target(target: Target) -> None:
    """Refuse a target that cannot be rated.

    Raises:
        RefusedError: A weight below zero, a date not after the baseline, a value that is missing, a reach
            target equal to its baseline, a band with its low above its high, an unreadable milestone.
    """
    check_weight(target.weight)
    _check_date(target)
    _check_value(target)
    milestones(target.milestones)


def _check_date(target: Target) -> None:
    # The baseline's end is exclusive and the target's day counts whole, so the same day is no way at all.
    if target.target_date and target.baseline_end and target.target_date < target.baseline_end:
        raise RefusedError(
            f"Target date {target.target_date} is not after the baseline, whose period ends before "
            f"{target.baseline_end}. Choose a later date or an earlier baseline."
        )


def _check_value(target: Target) -> None:
    if target.kind == "band":
        _check_band(target.low, target.high)
    elif target.target_value is None or not isfinite(target.target_value):
        raise RefusedError(
            f"A target of kind {target.kind!r} needs a value. Give a number in the indicator's unit."
        )
    elif target.kind == "reach" and target.target_value == target.baseline_value:
        raise RefusedError(
            f"Target {target.target_value:g} equals the baseline, so there is no way to cover. "
            "Choose another target, or record it as 'maintain'."
        )


def _check_band(low: float | None, high: float | None) -> None:
    if low is None or high is None:
        raise RefusedError("A band needs a low and a high end. Give both, in the indicator's unit.")
    if low > high:
        raise RefusedError(f"The band's low end {low:g} is above its high end {high:g}. Exchange them.")


def milestones(text: str) -> list[tuple[date, float]]:
    """Read milestones, in order of date.

    >>> milestones("2029-12-31=60;2027-12-31=51.5")
    [(datetime.date(2027, 12, 31), 51.5), (datetime.date(2029, 12, 31), 60.0)]
    >>> milestones("")
    []

    Raises:
        RefusedError: An entry that is no `date=value`.
    """
    return sorted(_milestone(entry) for entry in text.split(";") if entry.strip())


def _milestone(entry: str) -> tuple[date, float]:
    day, _, value = entry.strip().partition("=")
    try:
        return date.fromisoformat(day), float(value)
    except ValueError:
        raise RefusedError(f"Milestone {entry!r} cannot be read. Write it as 2027-12-31=51.5.") from None


def warning(target: Target, direction: int) -> str:
    """Return the code of a warning for a target that is odd but possible, or ''.

    `met_at_baseline`: a reach target that was already met when it was set; it can only be lost.
    """
    if target.kind != "reach" or target.target_value is None or target.baseline_value is None:
        return ""
    return "met_at_baseline" if direction * (target.baseline_value - target.target_value) >= 0 else ""
