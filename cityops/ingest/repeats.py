"""Which rows of a file speak of the same point."""

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np

_BATCH = 250_000  # rows
_ROOM = 8  # bytes a row: as much as the places themselves would take

Numbers = np.ndarray[Any, np.dtype[np.uint64]]


def places(database: duckdb.DuckDBPyConnection, rows: int, span: int) -> Numbers:
    """Return the `place` of rows in `checked` that several of them have.

    Args:
        database: With `checked`.
        rows: How many there are.
        span: Every place is below it. Where it is not much more than the rows, to mark each place is enough
            to see that none comes twice.
    """
    if span <= _ROOM * rows and _differ(_read(database), rows, span):
        return np.empty(0, np.uint64)
    found = np.empty(rows, np.uint64)
    end = 0
    for part in _read(database):
        found[end : end + len(part)] = part
        end += len(part)
    # To sort numbers is quicker than to group them.
    found.sort()
    return np.unique(found[1:][found[1:] == found[:-1]])


def _differ(parts: Iterator[Numbers], rows: int, span: int) -> bool:
    marks = np.zeros(span, np.bool_)
    for part in parts:
        marks[part] = True
    return int(np.count_nonzero(marks)) == rows


def _read(database: duckdb.DuckDBPyConnection) -> Iterator[Numbers]:
    for batch in database.sql("select place from checked").to_arrow_reader(_BATCH):
        yield batch.column(0).to_numpy()
