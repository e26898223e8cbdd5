"""What a label of time means: years, spans of years, halves, quarters, months, weeks and days.

A label is kept as it was found. What it means is the span of days behind it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cityops.ingest.meaning.calendar import MONTHS, NUMERALS, SCENARIOS

FIRST, LAST = 1800, 2200
DAY_FIRST, MONTH_FIRST = "day_first", "month_first"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time.

    Attributes:
        start: First day.
        end: Day after the last.
        kind: 'year', 'season' (twelve months that begin in one year and end in the next), 'span' (several
            years), 'half', 'quarter', 'month', 'week' or 'day'.
        scenario: 'actual', 'plan' or 'projection'.
    """

    start: date
    end: date
    kind: str
    scenario: str = "actual"


@dataclass(frozen=True, slots=True)
class Habits:
    """How the labels of one file are written, where a label alone does not say it.

    Attributes:
        order: 'day_first' or 'month_first' for 01/02/2020; '' if it is not known.
        seasons: Whether 2010-11 is a year that ends in 2011; otherwise it is November 2010.
        year_begins: Month in which a year like 2010/11 begins.
    """

    order: str = ""
    seasons: bool = False
    year_begins: int = 4


def read(label: str, habits: Habits | None = None) -> Period | None:
    """Return what a label means, or None if it is no period or may mean two.

    >>> read("2010/11")
    Period(start=datetime.date(2010, 4, 1), end=datetime.date(2011, 4, 1), kind='season', scenario='actual')
    >>> read("Plan 2014").scenario, read("2024年3月").kind, read("01/02/2020"), read("13.2")
    ('plan', 'month', None, None)
    """
    scenario, text = _scenario(_normal(label))
    for pattern, meaning in _FORMS:
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
    if found and found.kind == "day" and _LOCAL_DAY.fullmatch(_normal(label)):
        return found.start.isoformat()
    return label


def habits_of(labels: Iterable[str], order: str = "", year_begins: int = 4) -> Habits:
    """Return how labels that stand together are written.

    >>> habits_of(["01/02/2020", "13/02/2020"]).order, habits_of(["2009-10", "2010-11"]).seasons
    ('day_first', True)
    """
    texts = [_normal(label) for label in labels]
    pairs = [(int(m[1]), int(m[2])) for text in texts if (m := _AMBIGUOUS_DAY.match(text))]
    if not order and any(first > 12 for first, _ in pairs):
        order = DAY_FIRST if all(second <= 12 for _, second in pairs) else ""
    elif not order and any(second > 12 for _, second in pairs):
        order = MONTH_FIRST
    return Habits(order, _are_seasons(texts), year_begins)


def unclear_days(labels: Iterable[str], habits: Habits) -> list[str]:
    """Return the labels like 01/02/2020 of which nothing tells the order."""
    return [label for label in labels if not habits.order and _AMBIGUOUS_DAY.match(_normal(label))]


def unclear_seasons(labels: Iterable[str]) -> list[str]:
    """Return the label like 2010-11 that stands alone: a month, or a year that ends in the next."""
    found = [label for label in labels if _is_successive(_normal(label))]
    others = [label for label in labels if _YEAR_AND_TWO.fullmatch(_normal(label))]
    return found if len(found) == len(others) == 1 else []


def _are_seasons(texts: list[str]) -> bool:
    found = {text for text in texts if _YEAR_AND_TWO.fullmatch(text)}
    return len(found) > 1 and all(_is_successive(text) or text[:4] == "1999" for text in found)


def _is_successive(text: str) -> bool:
    found = _YEAR_AND_TWO.fullmatch(text)
    return bool(found) and (int(text[:4]) + 1) % 100 == int(text[5:])


def _normal(label: str) -> str:
    """Return a label with plain digits, plain dashes and single spaces, in lower case."""
    text = unicodedata.normalize("NFKC", label).replace("_", " ").casefold()
    text = re.sub(r"\s*[‐‑‒–—−~～至]\s*", "-", text)
    return " ".join(text.split()).strip(" *")


_NAMES_A_SCENARIO = re.compile("|".join(SCENARIOS))
"""Most labels name none: to look once for all of the words is ten times as fast as to try each."""


def _scenario(text: str) -> tuple[str, str]:
    """Return the scenario that a label names, and the label without it."""
    if not _NAMES_A_SCENARIO.search(text):
        return "actual", text
    for word, scenario in SCENARIOS.items():
        rest = re.sub(rf"^{word}(?:jahr|year|年度)?[ :]*(?=[\d年])|(?<=[\d年])[ (]*{word}\)?$", "", text)
        if rest != text:
            return scenario, rest
    return "actual", text


def _sound(meaning: "Meaning", found: re.Match[str], habits: Habits) -> Period | None:
    try:
        period = meaning(found, habits)
    except ValueError:
        return None
    if period is None or not FIRST <= period.start.year <= LAST:
        return None
    return period


Meaning = Callable[[re.Match[str], Habits], Period | None]


def _months(year: int, month: int, count: int, kind: str) -> Period:
    after = year * 12 + month - 1 + count
    return Period(date(year, month, 1), date(after // 12, after % 12 + 1, 1), kind)


def _year(found: re.Match[str], _habits: Habits) -> Period:
    return _months(int(found[1]), 1, 12, "year")


def _years(found: re.Match[str], habits: Habits) -> Period | None:
    """Two years with something between them: twelve months when the second follows the first."""
    first = int(found[1])
    second = int(found[2]) if len(found[2]) == 4 else first - first % 100 + int(found[2])
    second += 100 if second < first else 0
    if not 0 < second - first <= 50:
        return None
    if second == first + 1:
        return _months(first, habits.year_begins, 12, "season")
    return _months(first, 1, 12 * (second - first + 1), "span")


def _seasons(found: re.Match[str], habits: Habits) -> Period:
    """From one season to another: `2010/11 to 2012/13`."""
    return _months(int(found[1]), habits.year_begins, 12 * (int(found[2]) - int(found[1]) + 1), "span")


def _month_or_years(found: re.Match[str], habits: Habits) -> Period | None:
    if 1 <= int(found[2]) <= 12 and not habits.seasons:
        return _months(int(found[1]), int(found[2]), 1, "month")
    return _years(found, habits)


def _half(found: re.Match[str], _habits: Habits) -> Period:
    year, half = _ordered(found)
    return _months(year, 6 * _number(half) - 5, 6, "half")


def _quarter(found: re.Match[str], _habits: Habits) -> Period:
    year, quarter = _ordered(found)
    return _months(year, 3 * _number(quarter) - 2, 3, "quarter")


def _month(found: re.Match[str], _habits: Habits) -> Period:
    year, month = _ordered(found)
    return _months(year, MONTHS[month] if month in MONTHS else _number(month), 1, "month")


def _short_month(found: re.Match[str], _habits: Habits) -> Period:
    short = int(found["y"])
    return _months(short + (1900 if short >= 50 else 2000), MONTHS[found["p"]], 1, "month")


def _ordered(found: re.Match[str]) -> tuple[int, str]:
    return int(found["y"]), found["p"]


def _number(text: str) -> int:
    return NUMERALS[text] if text in NUMERALS else int(text)


def _week(found: re.Match[str], _habits: Habits) -> Period:
    start = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return Period(start, start + timedelta(7), "week")


def _day(year: int, month: int, day: int) -> Period:
    start = date(year, month, day)
    return Period(start, start + timedelta(1), "day")


def _written_day(found: re.Match[str], _habits: Habits) -> Period:
    return _day(int(found["y"]), int(found["m"]), int(found["d"]))


def _named_day(found: re.Match[str], _habits: Habits) -> Period:
    return _day(int(found["y"]), MONTHS[found["m"]], int(found["d"]))


def _slashed_day(found: re.Match[str], habits: Habits) -> Period | None:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if habits.order == DAY_FIRST or (not habits.order and first > 12):
        return _day(year, second, first)
    if habits.order == MONTH_FIRST or (not habits.order and second > 12) or first == second:
        return _day(year, first, second)
    return None


_Y = r"(?P<y>(?:18|19|20|21)\d\d)"
_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_BEFORE = r"(?:(?:year|jahr|ano|año|année|fy|sy|yr|cy|x|y|f)[ .]*)?"
_AFTER = r"(?:\.0|年度?|财年| ?\[yr\d{4}\]| ?\([a-z0-9]\)| ?[pre])?"
_TIME = r"(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?"
_AMBIGUOUS_DAY = re.compile(rf"(\d\d?)[/-](\d\d?)[/-]((?:18|19|20|21)\d\d){_TIME}$")
_LOCAL_DAY = re.compile(rf"\d\d?[./-]\d\d?[./-]\d{{4}}{_TIME}")
_YEAR_AND_TWO = re.compile(r"(?:18|19|20|21)\d\d-\d\d")

_FORMS: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (rf"{_BEFORE}((?:18|19|20|21)\d\d){_AFTER}", _year),
        (r"((?:18|19|20|21)\d\d)-(\d\d)", _month_or_years),
        (
            rf"{_BEFORE}(\d{{4}})年?(?: ?/ ?|-| ?to ?| ?bis ?| and | ?& ?)(\d{{4}}|\d\d)(?:年度?)?",
            _years,
        ),
        (r"(\d{4})[/-]\d\d ?(?:to|-|bis) ?(\d{4})[/-]\d\d", _seasons),
        (rf"{_Y}[- ]?[qt](?P<p>[1-4])", _quarter),
        (rf"(?:q|qtr ?|quarter ?)(?P<p>[1-4])[- /]*{_Y}", _quarter),
        (rf"(?P<p>[1-4])(?:\. ?quartal|q|st quarter|nd quarter|rd quarter|th quarter)[ -]*{_Y}", _quarter),
        (rf"{_Y}年? ?第?(?P<p>[1-4一二三四])季度?", _quarter),
        (rf"{_Y}[- ]?[hs](?P<p>[12])", _half),
        (rf"[hs](?P<p>[12])[- /]*{_Y}", _half),
        (rf"{_Y}年(?P<p>[上下])半年", _half),
        (rf"{_Y}[- ]?m(?P<p>\d\d?)", _month),
        (rf"{_Y}[/.](?P<p>0\d|1[012])", _month),
        (rf"{_Y}(?P<p>0[1-9]|1[012])", _month),
        (rf"{_Y}年 ?(?P<p>\d\d?)月份?", _month),
        (rf"(?P<p>{_NAME})\.?[ ,/-]*{_Y}", _month),
        (rf"{_Y}[ /-]*(?P<p>{_NAME})\.?", _month),
        (rf"(?P<p>{_NAME})[ -]?'?(?P<y>\d\d)", _short_month),
        (r"((?:19|20)\d\d)-?w(\d\d)", _week),
        (rf"{_Y}-(?P<m>\d\d?)-(?P<d>\d\d?){_TIME}", _written_day),
        (rf"{_Y}/(?P<m>\d\d?)/(?P<d>\d\d?){_TIME}", _written_day),
        (rf"{_Y}年(?P<m>\d\d?)月(?P<d>\d\d?)日", _written_day),
        (rf"{_Y}(?P<m>0[1-9]|1[012])(?P<d>[0-3]\d)", _written_day),
        (rf"(?P<d>\d\d?)\.(?P<m>\d\d?)\.{_Y}{_TIME}", _written_day),
        (rf"(?P<d>\d\d?)(?:st|nd|rd|th)?[ .-]*(?P<m>{_NAME})[ .,-]*{_Y}", _named_day),
        (rf"(?P<m>{_NAME}) (?P<d>\d\d?),? {_Y}", _named_day),
        (_AMBIGUOUS_DAY.pattern, _slashed_day),
    )
)
