"""What the columns of a file mean: proposed, or said by the reader in a small TOML file."""

import json
import tomllib
from collections.abc import Mapping as Table
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cityops.errors import UsageError

ROLES = (
    "area",
    "area_code",
    "indicator",
    "period",
    "period_part",
    "value",
    "unit",
    "flag",
    "scenario",
    "dimension",
    "ignored",
)
SINGLE = frozenset(ROLES[:9]) - {"value"}
"""Roles that one column has."""

_CONSTANTS = ("area", "area_code", "blank_area", "blank_period", "indicator", "period", "unit")
_READING = {
    "decimal": (".", ","),
    "date_order": ("day_first", "month_first"),
    "year_begins": tuple(str(month) for month in range(1, 13)),
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a file says where. Whatever is not said is proposed.

    Attributes:
        columns: Role of each column, by its header: one of `ROLES`.
        constants: What holds for every row: area, indicator, period, unit; `blank_area` and
            `blank_period` for rows without one.
        reading: `decimal` mark, `date_order`, `year_begins` (month in which a year like 2010/11 begins).
        placeholders: What stands for a missing value, beside what always does.
        periods: What the time in a header means, by header: `"Life expectancy (2012-14)" = "2012-14"`.
        areas: Name in the file -> code or name of the area that is meant.
        indicators: Name in the file -> id or name of the indicator that is meant.
        answers: Code of a question -> what was chosen.
    """

    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    reading: dict[str, str] = field(default_factory=dict)
    placeholders: tuple[str, ...] = ()
    periods: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return what is said, by table."""
        return {name: said for name, said in asdict(self).items() if said}

    def as_toml(self) -> str:
        """Return the text of a mapping file.

        >>> print(Mapping({"City": "area"}, {"period": "2018"}).as_toml(), end="")
        [columns]
        "City" = "area"
        <BLANKLINE>
        [constants]
        period = "2018"
        """
        marks = [f"placeholders = {json.dumps(list(self.placeholders), ensure_ascii=False)}\n"]
        tables = {name: said for name, said in self.as_json().items() if name != "placeholders"}
        parts = marks if self.placeholders else []
        return "\n".join([*parts, *(_table(name, said) for name, said in tables.items())])


def line(table: str, key: str, value: str) -> str:
    """Return the line of a mapping file that says one thing, under the name of its table.

    >>> line("columns", "CD", "ignored")
    '[columns] "CD" = "ignored"'
    """
    return f"[{table}] {_pair(key, value)}"


def read(path: Path) -> Mapping:
    """Read a mapping file.

    Raises:
        UsageError: It is no TOML, or says something that is not known.
    """
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path.name} is no mapping: {error}. It is a TOML file; see docs/import.md."
        ) from None
    return from_tables(said, path.name)


def from_tables(said: Table[str, Any], name: str) -> Mapping:
    """Return the mapping of what a file says; see `read`."""
    known = Mapping.__dataclass_fields__
    for table, content in said.items():
        if table not in known:
            raise UsageError(f"{name}: there is no table {table!r}. There are {', '.join(known)}.")
        if not isinstance(content, list if table == "placeholders" else dict):
            raise UsageError(f"{name}: {table!r} is no table. See docs/import.md.")
    texts = {
        table: {str(key): str(value) for key, value in content.items()}
        for table, content in said.items()
        if table != "placeholders"
    }
    placeholders = tuple(str(mark) for mark in said.get("placeholders", ()))
    mapping = Mapping(placeholders=placeholders, **texts)
    _refuse_unknown(mapping, name)
    return mapping


def _refuse_unknown(mapping: Mapping, name: str) -> None:
    for header, role in mapping.columns.items():
        _refuse(role, ROLES, f"{name}: column {header!r} cannot be {role!r}")
    for key in mapping.constants:
        _refuse(key, _CONSTANTS, f"{name}: there is no constant {key!r}")
    for key, value in mapping.reading.items():
        _refuse(key, tuple(_READING), f"{name}: reading has no {key!r}")
        _refuse(value, _READING[key], f"{name}: {key} cannot be {value!r}")


def _refuse(found: str, known: tuple[str, ...], said: str) -> None:
    if found not in known:
        raise UsageError(f"{said}. Choose one of {', '.join(known)}.")


def _table(name: str, said: dict[str, str]) -> str:
    return f"[{name}]\n" + "".join(f"{_pair(key, value)}\n" for key, value in said.items())


def _pair(key: str, value: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum() and key == key.lower()
    return f"{key if bare else _text(key)} = {_text(value)}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
