"""How a time may be written, and the span of days behind each way: a table of patterns."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cityops.ingest.meaning.calendar import ERAS, MONTHS, NUMERALS

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


Meaning = Callable[[re.Match[str], Habits], Period | None]


def _months(year: int, month: int, count: int, kind: str) -> Period:
    after = year * 12 + month - 1 + count
    return Period(date(year, month, 1), date(after // 12, after % 12 + 1, 1), kind)


def _year(found: re.Match[str], _habits: Habits) -> Period:
    return _months(int(found[1]), 1, 12, "year")


def _plain_year(found: re.Match[str], _habits: Habits) -> Period:
    return _months(int(found["y"]), 1, 12, "year")


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


def _to_month(found: re.Match[str], _habits: Habits) -> Period:
    """Some months up to the end of one: `12 months to March 2020`."""
    count = int(found["n"] or 12)
    last = 12 * int(found["y"]) + MONTHS[found["p"]] - count
    return _months(last // 12, last % 12 + 1, count, "year" if count == 12 else "span")


def _between_months(found: re.Match[str], _habits: Habits) -> Period | None:
    """From one month to another: `Jan 2020-Dec 2020`, `January to June 2020`, `2024年1-6月`."""
    last_year, last = int(found["y"]), _month_number(found["p"])
    year, month = int(found["a"] or last_year), _month_number(found["m"])
    count = 12 * (last_year - year) + last - month + 1
    if count <= 0 or last > 12:
        return None
    kinds = {1: "month", 3: "quarter", 6: "half", 12: "year"}
    return _months(year, month, count, kinds.get(count, "span"))


def _season_quarter(found: re.Match[str], habits: Habits) -> Period | None:
    """A quarter of a year that ends in the next: `Q1 2020/21`."""
    year, month = int(found["y"]), habits.year_begins - 1 + 3 * (int(found["p"]) - 1)
    if (year + 1) % 100 != int(found["z"]) % 100:
        return None
    return _months(year + month // 12, month % 12 + 1, 3, "quarter")


def _named_era(found: re.Match[str], _habits: Habits) -> Period:
    """A year of Japan's eras."""
    year = 1 if found["n"] == "元" else int(found["n"])
    return _months(ERAS[found["e"]] + year, 1, 12, "year")


def _republican(found: re.Match[str], _habits: Habits) -> Period:
    """A year as Taiwan counts: 109 is 2020."""
    return _months(1911 + int(found[1] or found[2]), 1, 12, "year")


def _half(found: re.Match[str], _habits: Habits) -> Period:
    year, half = _ordered(found)
    return _months(year, 6 * _number(half) - 5, 6, "half")


def _quarter(found: re.Match[str], _habits: Habits) -> Period:
    year, quarter = _ordered(found)
    return _months(year, 3 * _number(quarter) - 2, 3, "quarter")


def _month(found: re.Match[str], _habits: Habits) -> Period:
    year, month = _ordered(found)
    return _months(year, _month_number(month), 1, "month")


def _short_month(found: re.Match[str], _habits: Habits) -> Period:
    short = int(found["y"])
    return _months(short + (1900 if short >= 50 else 2000), MONTHS[found["p"]], 1, "month")


def _ordered(found: re.Match[str]) -> tuple[int, str]:
    return int(found["y"]), found["p"]


def _month_number(text: str) -> int:
    return MONTHS[text] if text in MONTHS else _number(text)


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


_YEAR = r"(?:18|19|20|21)\d\d"
_Y = rf"(?P<y>{_YEAR})"
_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_BEFORE = r"(?:(?:year|calendar year|jahr|ano|año|année|fy|sy|yr|cy|x|y|f|西元|公元)[ .]*)?"
_REMARK = (
    r"[a-z0-9]{1,2}|prov(?:isional|\.)?|rev(?:ised|\.)?|est(?:imated?s?|\.)?|prelim(?:inary|\.)?|final"
    r"|vorläufig|geschätzt|provisoire"
)
_AFTER = rf"(?:\.0|年[度末底]?|财年|年报|fy| ?\[yr\d{{4}}\]| ?[(\[](?:{_REMARK})[)\]]| ?[pre])?"
_TIME = r"(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?"
AMBIGUOUS_DAY = re.compile(rf"(\d\d?)[/-](\d\d?)[/-]((?:18|19|20|21)\d\d){_TIME}$")
LOCAL_DAY = re.compile(rf"\d\d?[./-]\d\d?[./-]\d{{4}}{_TIME}")
YEAR_AND_TWO = re.compile(r"(?:18|19|20|21)\d\d-\d\d")

FORMS: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (rf"{_BEFORE}((?:18|19|20|21)\d\d){_AFTER}", _year),
        (r"((?:18|19|20|21)\d\d)-(\d\d)", _month_or_years),
        (
            rf"{_BEFORE}(\d{{4}})年?(?: ?/ ?|-| ?to ?| ?bis ?| and | ?& ?)(\d{{4}}|\d\d)(?:年度?)?",
            _years,
        ),
        (r"(\d{4})[/-]\d\d ?(?:to|-|bis) ?(\d{4})[/-]\d\d", _seasons),
        (rf"(?:(?P<n>\d\d?) months?|year) (?:to|ending|ended)(?: in)? (?P<p>{_NAME})\.? {_Y}", _to_month),
        (rf"(?P<m>{_NAME})\.? ?(?P<a>{_YEAR})? ?(?:-|to|bis|/) ?(?P<p>{_NAME})\.? ?{_Y}", _between_months),
        (rf"(?P<a>){_Y}年 ?(?P<m>\d\d?)月?-(?P<p>\d\d?)月份?", _between_months),
        (rf"(?P<a>{_YEAR})年(?P<m>\d\d?)月-{_Y}年(?P<p>\d\d?)月", _between_months),
        (rf"q(?P<p>[1-4])[- ]?(?:fy ?)?{_Y}[/-](?P<z>\d\d(?:\d\d)?)", _season_quarter),
        (rf"(?:fy ?)?{_Y}[/-](?P<z>\d\d(?:\d\d)?)[ :,-]*q(?P<p>[1-4])", _season_quarter),
        (r"(?P<e>令和|平成|昭和)(?P<n>\d\d?|元)年?度?", _named_era),
        (r"(?:民國|民国|中華民國)(\d{2,3})年?[度底]?|(?<!\d)(?=1\d\d年)(1\d\d)年[度底]?", _republican),
        (rf"{_Y}[- ]?[qt](?P<p>[1-4])", _quarter),
        (rf"(?:q|qtr ?|quarter ?)(?P<p>[1-4])[- /]*{_Y}", _quarter),
        (rf"(?P<p>[1-4])(?:\. ?quartal|q|st quarter|nd quarter|rd quarter|th quarter)[ -]*{_Y}", _quarter),
        (rf"{_Y}年? ?第?(?P<p>[1-4一二三四])季度?", _quarter),
        (rf"{_Y}[- ]?[hs](?P<p>[12])", _half),
        (rf"[hs](?P<p>[12])[- /]*{_Y}", _half),
        (rf"{_Y}年(?P<p>[上下])半年", _half),
        (rf"{_Y}jj00", _plain_year),
        (rf"{_Y}kw(?P<p>0[1-4])", _quarter),
        (rf"{_Y}hj(?P<p>0[12])", _half),
        (rf"{_Y}[- ]?m{{1,2}}(?P<p>\d\d?)", _month),
        (rf"{_Y}[/.](?P<p>0\d|1[012])", _month),
        (rf"{_Y} ?(?P<p>0[1-9]|1[012])", _month),
        (rf"(?P<p>0?[1-9]|1[012])[./-]{_Y}", _month),
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
        (AMBIGUOUS_DAY.pattern, _slashed_day),
    )
)
