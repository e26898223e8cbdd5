"""When a copy is due, which ones stay, and how the copies stand. Pure: no clock, no disk."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Self
from zoneinfo import ZoneInfo

from cityops.errors import UsageError

PATIENCE = timedelta(hours=1)
"""How long after a copy that failed the next one is tried."""
LATE = timedelta(hours=36)
"""A daily copy that is older was missed."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How many copies stay: the newest of each of so many days, weeks (Monday to Sunday) and months.

    Days without a copy are not counted: a machine that was switched off for a month loses none for it.
    """

    daily: int = 7
    weekly: int = 4
    monthly: int = 12

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read '7,4,12'; '0' for no copies at all.

        Raises:
            UsageError: It is neither.
        """
        parts = text.replace(" ", "").split(",")
        if parts == ["0"]:
            return cls(0, 0, 0)
        if (
            len(parts) != 3
            or not all(part.isascii() and part.isdecimal() for part in parts)
            or parts[0] == "0"
        ):
            raise UsageError(
                f"CITYOPS_BACKUPS is {text!r}. Write how many daily, weekly and monthly copies stay, "
                "as 7,4,12, with at least one daily; or 0 for none."
            )
        return cls(*map(int, parts))

    @property
    def is_on(self) -> bool:
        """Whether copies make themselves."""
        return self.daily > 0


class Health(Enum):
    """How the copies stand."""

    ELSEWHERE = "elsewhere"
    OFF = "off"
    NONE_YET = "none_yet"
    FAILED = "failed"
    LATE = "late"
    GOOD = "good"


def is_due(last: datetime | None, tried: datetime | None, now: datetime, zone: str) -> bool:
    """Whether a copy is to be made: once on each day of the city, and an hour after one that failed.

    Args:
        last: When the newest scheduled copy was made; aware, as the others.
        tried: When the last one was tried.
        now: The present.
        zone: Time zone of the city, IANA.
    """
    if tried and now - tried < PATIENCE:
        return False
    there = ZoneInfo(zone)
    return last is None or last.astimezone(there).date() < now.astimezone(there).date()


def to_remove(made: Sequence[datetime], keep: Keep, zone: str) -> list[datetime]:
    """Return which of some copies go, given when they were made."""
    local = {moment: moment.astimezone(ZoneInfo(zone)) for moment in sorted(made, reverse=True)}
    stays = _newest_of_each(local, lambda day: day.date(), keep.daily)
    stays |= _newest_of_each(local, lambda day: day.isocalendar()[:2], keep.weekly)
    stays |= _newest_of_each(local, lambda day: (day.year, day.month), keep.monthly)
    return [moment for moment in local if moment not in stays]


def _newest_of_each(
    local: dict[datetime, datetime], span: Callable[[datetime], Hashable], most: int
) -> set[datetime]:
    """Return the newest copy of each of the last spans that have one; `local` comes newest first."""
    first: dict[Hashable, datetime] = {}
    for moment, there in local.items():
        first.setdefault(span(there), moment)
    return set(list(first.values())[:most])


def health(
    keep: Keep, last: datetime | None, failed: datetime | None, now: datetime, *, has_place: bool
) -> Health:
    """Say how the copies stand.

    Args:
        keep: The setting.
        last: When the newest scheduled copy was made.
        failed: When one failed last.
        now: The present.
        has_place: Whether the store is a file, beside which copies can lie.
    """
    if not has_place:
        return Health.ELSEWHERE
    if failed and (last is None or failed > last):
        return Health.FAILED
    if not keep.is_on:
        return Health.OFF
    if last is None:
        return Health.NONE_YET
    return Health.LATE if now - last > LATE else Health.GOOD
