"""What a target must be to mean something. Pure: no I/O, no clock."""

import re
from datetime import date
from math import isfinite

from cityops.errors import RefusedError
from cityops.vision.model import Target
from cityops.words.catalogue import words

_PERIOD = re.compile(r"(\d{4})(?:-?Q([1-4])|-(\d{2})(?:-(\d{2}))?)?")


class RefusedTargetError(RefusedError):
    """A target or a weight that means nothing.

    Attributes:
        code: Which rule refused it; the words are `target.refused.<code>`.
        values: What the sentence names.
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(words("en")(f"target.refused.{code}", **values))
        self.code = code
        self.values = values

    def sentence(self, language: str) -> str:
        """Return what was found and what to do, in a language."""
        return words(language)(f"target.refused.{self.code}", **self.values)


def check_weight(weight: float) -> None:
    """Refuse a weight below zero: it would reward failure.

    >>> check_weight(0.0)
    >>> check_weight(-1.0)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    cityops.vision.rules.RefusedTargetError: A weight of -1 is below zero. Give 0 to leave it out, or a ...
    """
    if not isfinite(weight) or weight < 0:
        raise RefusedTargetError("weight", weight=f"{weight:g}")


def check_target(target: Target) -> None:
    """Refuse a target that cannot be rated.

    Raises:
        RefusedTargetError: A weight below zero, a date not after the baseline, a value that is missing, a
            reach target equal to its baseline, a band with its low above its high, an unreadable milestone.
    """
    check_weight(target.weight)
    _check_date(target)
    _check_value(target)
    milestones(target.milestones)


def _check_date(target: Target) -> None:
    # The baseline's end is exclusive and the target's day counts whole, so the same day is no way at all.
    if target.target_date and target.baseline_end and target.target_date < target.baseline_end:
        raise RefusedTargetError("date", day=str(target.target_date), end=str(target.baseline_end))


def _check_value(target: Target) -> None:
    if target.kind == "band":
        _check_band(target.low, target.high)
    elif target.target_value is None or not isfinite(target.target_value):
        raise RefusedTargetError("no_value", kind=target.kind)
    elif target.kind == "reach" and target.target_value == target.baseline_value:
        raise RefusedTargetError("no_way", value=f"{target.target_value:g}")


def _check_band(low: float | None, high: float | None) -> None:
    if low is None or high is None:
        raise RefusedTargetError("half_band")
    if low > high:
        raise RefusedTargetError("turned_band", low=f"{low:g}", high=f"{high:g}")


def milestones(text: str) -> list[tuple[date, float]]:
    """Read milestones, in order of date.

    >>> milestones("2029-12-31=60;2027-12-31=51.5")
    [(datetime.date(2027, 12, 31), 51.5), (datetime.date(2029, 12, 31), 60.0)]
    >>> milestones("")
    []

    Raises:
        RefusedTargetError: An entry that is no `date=value`.
    """
    return sorted(_milestone(entry) for entry in text.split(";") if entry.strip())


def _milestone(entry: str) -> tuple[date, float]:
    day, _, value = entry.strip().partition("=")
    try:
        return date.fromisoformat(day), float(value)
    except ValueError:
        raise RefusedTargetError("milestone", entry=entry.strip()) from None


def period_end(label: str) -> date | None:
    """Return the first day after a period, or None where the label is none.

    >>> str(period_end("2020")), str(period_end("2020-Q3")), str(period_end("2020-07-31"))
    ('2021-01-01', '2020-10-01', '2020-08-01')
    >>> period_end("lately")
    """
    found = _PERIOD.fullmatch(label.strip())
    if not found:
        return None
    year, quarter, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return date.fromordinal(date(year, month, day).toordinal() + 1)
        months = 3 * quarter or month or 12
        return date(year + 1, 1, 1) if months == 12 else date(year, months + 1, 1)
    except ValueError:
        return None


def warning(target: Target, direction: int) -> str:
    """Return the code of a warning for a target that is odd but possible, or ''.

    `met_at_baseline`: a reach target that was already met when it was set; it can only be lost.
    """
    if target.kind != "reach" or target.target_value is None or target.baseline_value is None:
        return ""
    return "met_at_baseline" if direction * (target.baseline_value - target.target_value) >= 0 else ""
