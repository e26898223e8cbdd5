"""What a label of time means: years, spans of years, halves, quarters, months, weeks and days.

A label is kept as it was found. What it means is the span of days behind it.
"""

import re
import unicodedata
from collections.abc import Iterable

from cityops.ingest.meaning.calendar import SCENARIOS
from cityops.ingest.meaning.forms import (
    AMBIGUOUS_DAY,
    DAY_FIRST,
    FORMS,
    LOCAL_DAY,
    MONTH_FIRST,
    YEAR_AND_TWO,
    Habits,
    Meaning,
    Period,
)

__all__ = ["DAY_FIRST", "MONTH_FIRST", "Habits", "Period", "habits_of", "iso", "read", "unclear_days"]

FIRST, LAST = 1800, 2200


def read(label: str, habits: Habits | None = None) -> Period | None:
    """Return what a label means, or None if it is no period or may mean two.

    >>> read("2010/11")
    Period(start=datetime.date(2010, 4, 1), end=datetime.date(2011, 4, 1), kind='season', scenario='actual')
    >>> read("Plan 2014").scenario, read("2024年3月").kind, read("01/02/2020"), read("13.2")
    ('plan', 'month', None, None)
    """
    scenario, text = _scenario(_normal(label))
    for pattern, meaning in FORMS:
        found = pattern.fullmatch(text)
        if found:
            period = _sound(meaning, found, habits or Habits())
            return None if period is None else Period(period.start, period.end, period.kind, scenario)
    return None


def iso(label: str, habits: Habits) -> str:
    """Return a label as it was found; a day in the order of a country becomes 2012-12-31.

    >>> iso("31.12.2012", Habits()), iso("Plan 2014", Habits())
    ('2012-12-31', 'Plan 2014')
    """
    found = read(label, habits)
    if found and found.kind == "day" and LOCAL_DAY.fullmatch(_normal(label)):
        return found.start.isoformat()
    return label


def habits_of(labels: Iterable[str], order: str = "", year_begins: int = 4) -> Habits:
    """Return how labels that stand together are written.

    >>> habits_of(["01/02/2020", "13/02/2020"]).order, habits_of(["2009-10", "2010-11"]).seasons
    ('day_first', True)
    """
    texts = [_normal(label) for label in labels]
    pairs = [(int(m[1]), int(m[2])) for text in texts if (m := AMBIGUOUS_DAY.match(text))]
    if not order and any(first > 12 for first, _ in pairs):
        order = DAY_FIRST if all(second <= 12 for _, second in pairs) else ""
    elif not order and any(second > 12 for _, second in pairs):
        order = MONTH_FIRST
    return Habits(order, _are_seasons(texts), year_begins)


def unclear_days(labels: Iterable[str], habits: Habits) -> list[str]:
    """Return the labels like 01/02/2020 of which nothing tells the order."""
    return [label for label in labels if not habits.order and AMBIGUOUS_DAY.match(_normal(label))]


def unclear_seasons(labels: Iterable[str]) -> list[str]:
    """Return the label like 2010-11 that stands alone: a month, or a year that ends in the next."""
    found = [label for label in labels if _is_successive(_normal(label))]
    others = [label for label in labels if YEAR_AND_TWO.fullmatch(_normal(label))]
    return found if len(found) == len(others) == 1 else []


def _are_seasons(texts: list[str]) -> bool:
    found = {text for text in texts if YEAR_AND_TWO.fullmatch(text)}
    return len(found) > 1 and all(_is_successive(text) or text[:4] == "1999" for text in found)


def _is_successive(text: str) -> bool:
    found = YEAR_AND_TWO.fullmatch(text)
    return bool(found) and (int(text[:4]) + 1) % 100 == int(text[5:])


def _normal(label: str) -> str:
    """Return a label with plain digits, plain dashes and single spaces, in lower case."""
    text = _MARKS.sub("", label)  # 2019¹ is no year 20191
    text = unicodedata.normalize("NFKC", text).replace("_", " ").casefold()
    text = re.sub(r"(?<=\d) - (?=\d)", "/", text)  # 2010 - 11 is no month
    text = re.sub(r"\s*[‐‑‒–—−~～至]\s*", "-", text)
    return " ".join(text.split()).strip(" *")


_NAMES_A_SCENARIO = re.compile("|".join(SCENARIOS))
"""Most labels name none: to look once for all of the words is ten times as fast as to try each."""
_MARKS = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079ᵃᵇᵖʳᵉ†‡*]+$")


def _scenario(text: str) -> tuple[str, str]:
    """Return the scenario that a label names, and the label without it."""
    if not _NAMES_A_SCENARIO.search(text):
        return "actual", text
    for word, scenario in SCENARIOS.items():
        rest = re.sub(rf"^{word}(?:jahr|year|年度)?[ :]*(?=[\d年])|(?<=[\d年])[ (]*{word}\)?$", "", text)
        if rest != text:
            return scenario, rest
    return "actual", text


def _sound(meaning: Meaning, found: re.Match[str], habits: Habits) -> Period | None:
    try:
        period = meaning(found, habits)
    except ValueError:
        return None
    if period is None or not FIRST <= period.start.year <= LAST:
        return None
    return period
