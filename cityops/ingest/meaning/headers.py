"""What the names of columns say in the files of statistical offices, in several languages."""

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from cityops.ingest.meaning import periods
from cityops.ingest.meaning.periods import Habits

_LISTS = tomllib.loads((Path(__file__).parent / "headers.toml").read_text("utf-8"))
_ROLES: dict[str, frozenset[str]] = {name: frozenset(known) for name, known in _LISTS["roles"].items()}
_KINDS: dict[str, frozenset[str]] = {name: frozenset(known) for name, known in _LISTS["numbers"].items()}
_QUANTITIES = re.compile(
    r"popul|number|count|total|rate|percent|%|share|pct|index|average|mean|median|people|person|household|"
    r"amount|price|cost|income|pay|score|density|area|volume|jobs|homes|cases|births|deaths|anzahl|einwohner|"
    r"bevölkerung|fläche|率|数|量|人口|面积|产值|收入|额|per\b|emission|gdp|budget|km|tonnes|expectancy"
)
_CODE = re.compile(r"(?:^| )(?:code|id|cd|fips|key|schlüssel|代码|编码)$|\d\d(?:cd)$|代码$|编码$")
_COMPARED = re.compile(
    r"rank|chang|growth|differ|veränder|évolution|variation|cagr|增长|增速|同比|环比|比上年|排名|增减"
)
_ONS_NAME, _ONS_CODE = re.compile(r"[a-z]{2,8}\d\dnmw?"), re.compile(r"[a-z]{2,8}\d\dcd")


_MARKS = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079†‡*]+$")
_CHINESE_APART = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def plain(header: str) -> str:
    r"""Return a header in lower case, words apart, without marks.

    >>> plain("data.Area_Name"), plain(r"geo\TIME_PERIOD"), plain("OBS_VALUE")
    ('area name', 'geo time period', 'obs value')
    """
    text = unicodedata.normalize("NFKC", _MARKS.sub("", header)).casefold().removeprefix("data.")
    text = _CHINESE_APART.sub("", text)
    return " ".join(re.sub(r"[\W_]+", " ", text.replace("#", " # ")).split()) or text.strip()


def role(header: str) -> str:
    """Return what a name alone says a column is; '' if it says nothing.

    >>> role("Ward name"), role("LAD22CD"), role("OBS_VALUE"), role("POV_PCT")
    ('area', 'area_code', 'value', '')
    """
    parts = [header.partition("\\")[0], *reversed(header.split(" / "))]
    return next((found for part in parts if (found := _role(plain(part)) or _role(plain(_bare(part))))), "")


def _bare(header: str) -> str:
    """Return a name without what stands in brackets and without a year at its end: `Ward (as of 2021)`."""
    return re.sub(r"\s*[(\[（].*?[)\]）]|[\s_]+(?:18|19|20|21)\d\d$", "", header)


def _role(text: str) -> str:
    if _ONS_CODE.fullmatch(text):
        return "area_code"
    if _ONS_NAME.fullmatch(text):
        return "area"
    return next((role for role, names in _ROLES.items() if text in names), "")


def is_code(header: str) -> bool:
    """Whether a name says that its numbers count nothing: codes, ids, coordinates."""
    text = plain(header)
    return text in _KINDS["no_measures"] or bool(_CODE.search(text))


def is_counter(header: str) -> bool:
    """Whether a name says that its numbers only count the rows."""
    text = plain(header)
    return not text or text in _KINDS["counters"] or bool(re.fullmatch(r"(?:unnamed|column|列) ?\d*", text))


def is_ranking(header: str) -> bool:
    """Whether a name says that its numbers are ranks: a value to some, nothing to others."""
    return plain(header) in _KINDS["rankings"]


def is_doubled(header: str, names: Iterable[str]) -> bool:
    """Whether a name stands further left already: `2019 (2)` beside `2019`."""
    name, number = re.fullmatch(r"(.*?)(?: \((\d)\))?", header, re.DOTALL).groups()  # type: ignore[union-attr]
    return bool(number) and any(one.casefold() == name.casefold() for one in names)


def is_compared(header: str) -> bool:
    """Whether a name says that its numbers weigh others: a rank, a change, a total."""
    return is_ranking(header) or bool(_COMPARED.search(header.casefold()))


def is_breakdown(header: str) -> bool:
    """Whether a name says that its numbers are groups, as ages are."""
    return plain(header) in _KINDS["breakdowns"]


def is_quantity(header: str) -> bool:
    """Whether a name says that its numbers measure something."""
    return bool(_QUANTITIES.search(header.casefold()))


_YEAR = r"(?<![\d.,])(?:18|19|20|21)\d\d(?![\d.,]\d|\d)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = rf"{_MONTH} \d\d?, {_YEAR}|\d\d? {_MONTH} {_YEAR}|{_YEAR}-\d\d-\d\d(?!\d)|(?<!\d)\d\d?\.\d\d?\.{_YEAR}"
_TIMES = re.compile(
    rf"(?:\d\d? months?|year) (?:to|ending|ended) {_MONTH} {_YEAR}|{_DAY}"
    rf"|{_MONTH}(?: {_YEAR})? ?(?:-|–|to) ?{_MONTH} {_YEAR}|q[1-4] (?:fy ?)?{_YEAR}/\d\d(?!\d)"
    rf"|{_YEAR}年\d\d?(?:[-—–至]\d\d?)?月|{_YEAR}[年度]?末|"
    rf"{_YEAR}[/-]\d\d(?:_| )?(?:to|-|bis)(?:_| )?{_YEAR}[/-]\d\d(?!\d)"
    rf"|{_YEAR}(?:[/–-]|_to_| to )(?:{_YEAR}|\d\d(?!\d))"
    rf"|{_YEAR}[ _-]?q[1-4]|q[1-4][ _-]?{_YEAR}"
    rf"|(?<![a-z]){_MONTH}[ _-](?:{_YEAR}|\d\d(?!\d))"
    rf"|(?<!per )(?<!per_){_YEAR}年?",
    re.IGNORECASE,
)


def times(header: str) -> list[str]:
    """Return the labels of time that stand inside a longer name, in order.

    >>> times("Net_migration_(2015)"), times("Life_expectancy,_(2012-14)"), times("Rate_18-24_(Dec-15)")
    (['2015'], ['2012-14'], ['Dec-15'])
    """
    pair = _pair(header)
    if pair:
        return [" ".join(pair)]
    habits = Habits(periods.DAY_FIRST, seasons=True)
    found = [label for label in _TIMES.findall(header) if periods.read(label, habits)]
    return list(dict.fromkeys(found))


def _pair(header: str) -> tuple[str, str] | None:
    """Return a year and what stands below it, or above: its quarter, its month."""
    rows = header.split(" / ")
    for one, other in itertools.pairwise(row.strip() for row in rows):
        for year, part in ((one, other), (other, one)):
            found = periods.read(year), periods.read(f"{year} {part}")
            if found[0] and found[0].kind == "year" and found[1] and found[1].kind in _PARTS:
                return year, part
    return None


_PARTS = {"half", "quarter", "month", "week", "day"}


def without(header: str, label: str) -> str:
    """Return a name without the time in it.

    >>> without("Jobs_Density,_2015", "2015"), without("Population (2019)", "2019")
    ('Jobs_Density', 'Population')
    >>> without("2019 / Men", "2019")
    'Men'
    """
    pair = _pair(header) or ()
    rows = " / ".join(row for row in header.split(" / ") if row.strip() not in {label, *pair})
    rest = re.sub(rf"[(\[]?{re.escape(label)}[)\]]?", " ", rows)
    return re.sub(r"[\s_]{2,}", " ", rest).strip(" _,;:-") or header
