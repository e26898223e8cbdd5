"""What the header of an SQL file states."""

import re
from dataclasses import dataclass
from pathlib import Path

_PARTS = "params|columns|reads|unit|order|misses"
_PARAMETER = re.compile(r"\$(\w+) (\w+)")
DUCKDB = {"text": "VARCHAR", "bytea": "BLOB"}
POSTGRES = {
    "text": "text",
    "smallint": "int2",
    "integer": "int4",
    "bigint": "int8",
    "double": "float8",
    "date": "date",
    "timestamp": "timestamp",
    "boolean": "bool",
    "bytea": "bytea",
}


@dataclass(frozen=True, slots=True)
class Header:
    """A header, read.

    Attributes:
        parameters: Type of each parameter by its name, without the dollar sign.
        columns: Type of each column by its name, in order.
        said: Names of the parts that it has.
    """

    parameters: dict[str, str]
    columns: dict[str, str]
    said: frozenset[str]


def read(path: Path) -> Header:
    """Read the header of a file."""
    lines = [
        line.removeprefix("--").strip() for line in path.read_text("utf-8").splitlines() if line[:2] == "--"
    ]
    parts = dict(re.findall(rf"(?s)\b({_PARTS}) {{2,}}(.*?)(?=\b(?:{_PARTS}) {{2,}}|$)", "\n".join(lines)))
    columns = [column.split() for column in parts.get("columns", "").replace("\n", " ").split(",")]
    return Header(
        dict(_PARAMETER.findall(parts.get("params", ""))),
        {words[0]: " ".join(words[1:]) for words in columns if words},
        frozenset(parts),
    )
