"""Units that stand in the name of a column, in brackets or in a row of their own below it."""

import re

from cityops.ingest.meaning import periods
from cityops.ingest.meaning.periods import Habits

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,20})[)\]]")
_UNITS = re.compile(
    r"%|.*/.*|per .+|.*\bkm2?\b.*|m[²2³3]|ha|hectares|ar|t|tonnes|kg|tco2e?|eur|€|usd|\$|£|gbp|years"
    r"|persons|people|人|万人|亿元|公顷|平方公里|吨|万吨|千克|元|万元|米|户|个|°c|mw|kwh|gwh|mwh|µg/m³|percent"
    r"|per cent|thousand|1000|in 1000",
    re.IGNORECASE,
)
_ROWS = " / "  # between the rows of a header, as the front door joins them


def unit_in(text: str) -> str:
    """Return the unit that a name has; '' if what stands there is none.

    >>> unit_in("Inland_Area_(Hectares)"), unit_in("Emissions (tCO2)"), unit_in("Rate (claimant)")
    ('Hectares', 'tCO2', '')
    >>> unit_in("2019 / %"), unit_in("Men / 2019")
    ('%', '')
    """
    *above, last = text.split(_ROWS)
    found = [*_BRACKETS.findall(text), *([last] if above else [])]
    return next((unit for unit in reversed(found) if _UNITS.fullmatch(unit.strip())), "")


def without_unit(header: str) -> str:
    """Return the time that stands above a unit; any other name as it is.

    >>> without_unit("2019 / %"), without_unit("2010 / 11"), without_unit("Men / %")
    ('2019', '2010 / 11', 'Men / %')
    """
    name, _, unit = header.rpartition(_ROWS)
    is_time = bool(periods.read(name, Habits(periods.DAY_FIRST, seasons=True)))
    return name if is_time and _UNITS.fullmatch(unit.strip()) else header
