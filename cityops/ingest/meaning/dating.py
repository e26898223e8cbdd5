"""Which column says when."""

import re

from cityops.ingest.meaning import headers, periods
from cityops.ingest.meaning.calendar import MONTHS
from cityops.ingest.meaning.guessing import LIKELY, SURE, Draft
from cityops.ingest.meaning.periods import Habits
from cityops.ingest.meaning.seen import Profile
from cityops.ingest.meaning.units import without_unit

_PART = re.compile(
    r"m?(?:0?[1-9]|1[0-3])|[qt][1-5]|[hs]0?[1-3]|w\d\d|annual|total|year|[第]?[1-4一二三四]季度?|\d\d?月"
)
_WITH_YEAR = re.compile(r"(?<!\d)(?:18|19|20|21)\d\d(?!\d)")
_WEEK = re.compile(r"w?(?:[1-9]|[0-4]\d|5[0-3])")


def find_period(draft: Draft) -> None:
    """Take the column of time, unless the headers say the time."""
    if draft.has("period") or headers_are_periods(draft):
        return
    found = [one for one in draft.named("period") if one.there]
    named = [one for one in found if draft.seen.are_periods(one.position)]
    named = named or [one for one in found if _name_years(draft, one)]
    if named:
        _take_finest(draft, named)
        return
    for one in draft.open():
        written = one.integers < one.there or (headers.is_counter(one.header) and one.is_like_years)
        if one.there and written and not headers.role(one.header) and draft.seen.are_periods(one.position):
            draft.take(one, "period", LIKELY)
            return


def _name_years(draft: Draft, one: Profile) -> bool:
    """Whether the texts of a column have years in them: they stay as they are, though unreadable."""
    labels = draft.seen.labels(one.position)[:100]
    return all(_WITH_YEAR.search(label) for label in labels)


def _take_finest(draft: Draft, named: list[Profile]) -> None:
    """Take the day rather than its year; a month beside a year is a part of it."""
    follows = draft.seen.follows
    fine = [
        one for one in named if all(other is one or follows(one.position, other.position) for other in named)
    ]
    best = max(fine or named[:1], key=lambda one: one.different)
    draft.take(best, "period", SURE)
    for one in named:
        if one is not best:
            again = draft.seen.follows(best.position, one.position)
            draft.take(one, "ignored" if again else "dimension", LIKELY)
    parts = [one for one in draft.named("period") if _is_part(draft, one)]
    if best.is_like_years and parts and not draft.has("period_part"):
        _take_part(draft, best, parts)


def _take_part(draft: Draft, year: Profile, parts: list[Profile]) -> None:
    """Take the month or quarter beside a year; its number again beside its name is left out."""
    part = max(parts, key=lambda one: (one.different, not one.integers))
    if part.different > 1 or not draft.seen.follows(year.position, part.position):
        draft.take(part, "period_part", LIKELY)
        for one in parts:
            if one is not part:
                draft.take(one, "ignored", LIKELY)


def _is_part(draft: Draft, one: Profile) -> bool:
    """Whether the texts of a column are months, quarters or weeks of a year that stands beside them."""
    labels = [label.casefold().rstrip(".") for label in draft.seen.labels(one.position)[:100]]
    form = _WEEK if "week" in headers.plain(one.header) or "woche" in headers.plain(one.header) else _PART
    return bool(labels) and all(label in MONTHS or form.fullmatch(label) for label in labels)


def headers_are_periods(draft: Draft) -> bool:
    """Whether the name of a column of values is a time."""
    return any(
        guess.role == "value" and periods.read(without_unit(header), Habits(seasons=True))
        for header, guess in ((draft.seen.profiles[i].header, one) for i, one in draft.guesses.items())
    )
