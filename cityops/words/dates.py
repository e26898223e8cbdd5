"""How a date, a month, an age and an instant are written. A missing one is an en dash."""

import datetime
from decimal import Decimal
from math import isfinite
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_skeleton

from cityops.errors import RefusedError
from cityops.words.catalogue import locale, words
from cityops.words.numbers import ABSENT, rounded, trimmed


def date(d: datetime.date | None, language: str) -> str:
    """Write a day in full.

    >>> date(datetime.date(2020, 12, 31), "en"), date(datetime.date(2020, 12, 31), "zh")
    ('31 December 2020', '2020年12月31日')
    """
    return format_date(d, "long", locale=locale(language)) if d else ABSENT


def month(d: datetime.date | None, language: str) -> str:
    """Write the month of a day.

    >>> month(datetime.date(2020, 12, 31), "en"), month(datetime.date(2020, 12, 31), "zh")
    ('December 2020', '2020年12月')
    """
    return format_skeleton("yMMMM", d, locale=locale(language)) if d else ABSENT


def age(months: float | None, language: str) -> str:
    """Write how old a value is.

    Args:
        months: From the end of its period to the reporting date. Rounded to whole months, half up; below one
            month, or before the period has ended, the age is less than a month.
        language: One of `LANGUAGES`.

    Returns:
        Months up to two years; whole years, and any age from two years on, in years with at most one decimal.

    >>> age(5, "en"), age(24, "en"), age(30, "zh")
    ('5 months old', '2 years old', '距今2.5年')
    """
    if months is None or not isfinite(months):
        return ABSENT
    t, whole = words(language), int(rounded(months, 0))
    if whole < 1:
        return t("format.age_under_a_month")
    if whole < 24 and whole != 12:
        return t("format.age_months", n=whole)
    return t("format.age_years", n=trimmed(rounded(Decimal(whole) / 12, 1)))


def moment(dt_utc: datetime.datetime | None, zone_name: str, language: str) -> str:
    """Write an instant to the minute, as the clocks of a time zone showed it.

    Args:
        dt_utc: Without a zone it is read as UTC, which is how the store keeps instants.
        zone_name: IANA name, `Asia/Shanghai`.
        language: One of `LANGUAGES`.

    Raises:
        RefusedError: No time zone has that name.

    >>> moment(datetime.datetime(2020, 12, 31, 16, 47), "Asia/Shanghai", "en")
    '1 January 2021, 00:47'
    """
    if dt_utc is None:
        return ABSENT
    aware = dt_utc if dt_utc.tzinfo else dt_utc.replace(tzinfo=datetime.UTC)
    there = aware.astimezone(_zone(zone_name))
    return words(language)("format.moment", date=date(there.date(), language), time=f"{there:%H:%M}")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise RefusedError(
            f"Time zone {name!r} is not known. Write its name in the IANA database, as in 'Asia/Shanghai'."
        ) from None
