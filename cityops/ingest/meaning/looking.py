"""Look at a table in its private database: the counts and labels that a proposal rests on."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import duckdb

from cityops.ingest.meaning.numbers import ALWAYS_NONE, Evidence
from cityops.ingest.meaning.seen import Profile, Seen
from cityops.ingest.workroom import run

_LOOKED_AT = 20_000
_SAMPLES = 5


def prepare(database: duckdb.DuckDBPyConnection, placeholders: Iterable[str]) -> None:
    """Tell a database which texts say that there is no value."""
    marks = {*ALWAYS_NONE, *(mark.strip().casefold() for mark in placeholders)}
    database.execute("set variable placeholders = $marks", {"marks": sorted(marks)})


def look(database: duckdb.DuckDBPyConnection, header: tuple[str, ...]) -> Seen:
    """Return what the table `raw` shows; of a long one every so many-th line."""
    scatter(database, range(len(header)))
    rows = int(database.execute("select count(*) from raw").fetchall()[0][0])
    step = max(1, rows // _LOOKED_AT)
    found = run(database, "profiles", {"step": step}).fetchall()

    @cache
    def labels(position: int) -> tuple[str, ...]:
        return labels_of(database, position)

    @cache
    def follows(first: int, second: int) -> bool:
        return _follows(database, first, second)

    return Seen(tuple(_profile(header, *row) for row in found), labels, follows)


def _profile(header: tuple[str, ...], position: int, *rest: Any) -> Profile:
    *counts, samples = rest
    return Profile(position, header[position], *counts, _first(samples))  # type: ignore[call-arg]


def _first(samples: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(samples))[:_SAMPLES]


def scatter(database: duckdb.DuckDBPyConnection, positions: Iterable[int]) -> None:
    """Make a row of each cell of these columns: the view `scattered`."""
    found = list(positions)
    cells = ", ".join(f"c{position}" for position in found)
    database.execute(
        "create or replace view scattered as "  # noqa: S608
        f"select line, unnest([{cells}]) as cell, unnest({found}) as position from raw"
    )


def evidence(database: duckdb.DuckDBPyConnection, positions: Iterable[int]) -> list[Evidence]:
    """Return what the numbers of each column say of their decimal mark, over every row."""
    scatter(database, positions)
    found = run(database, "evidence").fetchall()
    return [_evidence(*row) for row in found]


def _evidence(
    position: int, point: int, comma: int, unclear: int, whole: int, samples: list[str]
) -> Evidence:
    return Evidence(position, point, comma, unclear, whole, _first(samples))


def labels_of(database: duckdb.DuckDBPyConnection, position: int) -> tuple[str, ...]:
    """Return the different texts of a column, in order of the first line."""
    return texts_of(database, f"text_of(c{position})")


def texts_of(database: duckdb.DuckDBPyConnection, text: str) -> tuple[str, ...]:
    """Return the different texts of an expression over the rows, in order of the first line."""
    found = database.execute(
        f"select {text} as label from raw where {text} <> '' group by label order by min(line)"  # noqa: S608
    ).fetchall()
    return tuple(str(label) for (label,) in found)


def _follows(database: duckdb.DuckDBPyConnection, first: int, second: int) -> bool:
    one, other = f"text_of(c{first})", f"text_of(c{second})"
    pairs, firsts = database.execute(
        f"select count(distinct ({one}, {other})), count(distinct {one}) "  # noqa: S608
        f"from raw where {one} <> ''"
    ).fetchall()[0]
    return bool(pairs == firsts and firsts > 0)
