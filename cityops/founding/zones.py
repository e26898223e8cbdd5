"""Where on Earth a time zone's own place lies: enough to notice that longitude and latitude are exchanged."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import TZPATH

from cityops.indicators.boundaries import Point

_PLACE = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?")


def place_of(time_zone: str) -> Point | None:
    """Return longitude and latitude of a time zone's principal place, or None where it has none.

    >>> [round(degrees) for degrees in place_of("Asia/Shanghai")]
    [121, 31]
    >>> place_of("UTC")
    """
    return _places().get(time_zone)


@cache
def _places() -> dict[str, Point]:
    """Read the table of the IANA database: country, place, name, remarks, separated by tabs."""
    rows = (line.split("\t") for line in _table().splitlines() if line and not line.startswith("#"))
    return {row[2]: point for row in rows if len(row) > 2 and (point := _point(row[1]))}


def _table() -> str:
    for path in _tables():
        if path.is_file():
            return path.read_text("utf-8")
    return (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")


def _tables() -> Iterator[Path]:
    return (Path(folder) / "zone.tab" for folder in TZPATH)


def _point(text: str) -> Point | None:
    """Read a place in ISO 6709: degrees, minutes and perhaps seconds, latitude first."""
    found = _PLACE.fullmatch(text)
    if not found:
        return None
    south, east = found.groups()[:4], found.groups()[4:]
    return _degrees(*east), _degrees(*south)


def _degrees(sign: str, degrees: str, minutes: str, seconds: str | None) -> float:
    size = int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600
    return -size if sign == "-" else size
