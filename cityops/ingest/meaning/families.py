"""Kinds of file that are known by the names of their columns."""

from collections.abc import Iterable

from cityops.ingest.meaning import periods
from cityops.ingest.meaning.headers import plain

_FAMILIES: tuple[tuple[str, frozenset[str]], ...] = (
    ("sdmx_csv", frozenset({"obs value", "time period"})),
    ("world_bank", frozenset({"country name", "country code", "indicator name"})),
    ("world_bank", frozenset({"country name", "country code", "series name"})),
    ("un_sdg", frozenset({"geoareaname", "timeperiod", "value"})),
    ("who_gho", frozenset({"spatialdim", "timedim", "numericvalue"})),
    ("owid", frozenset({"entity", "year"})),
)


def family(headers: Iterable[str]) -> str:
    """Return the family that a header belongs to; '' if it is none that is known.

    >>> family(["Entity", "Code", "Year", "Share"]), family(["Year", "Series", "City", "Value"])
    ('owid', 'open_sdg')
    >>> family(["Country Name", "Country Code", "Indicator Name", "1960"]), family(["Ward", "2019"])
    ('world_bank', '')
    """
    names = [plain(header) for header in headers]
    known = set(names)
    for name, needed in _FAMILIES:
        if needed <= known:
            return name
    if names[:1] == ["year"] and "value" in known:
        return "open_sdg"
    return "eurostat" if _is_eurostat(names) else ""


def _is_eurostat(names: list[str]) -> bool:
    """A key with `geo` at its end, then a column a period."""
    place = next((i for i, name in enumerate(names) if name.split()[:1] == ["geo"]), None)
    return place is not None and len(names) > place + 1 and all(periods.read(n) for n in names[place + 1 :])
