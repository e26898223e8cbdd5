"""Texts of a long file that come again and again: each is kept once, and a row holds its number.

A million rows name few areas, indicators and periods. To join and to group by numbers costs a tenth of what
texts cost, and DuckDB's dearest work with a long file is to write its texts down.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

MANY = 2**16 - 1
"""Different texts of a column; of more than these a number takes two bytes no longer."""


def code(database: duckdb.DuckDBPyConnection, words: Mapping[int, set[str]]) -> dict[int, str]:
    """Make a type of the texts of each column that has few; return its name, by position."""
    types = {}
    for i, every in words.items():
        if 0 < len(every) <= MANY:
            types[i] = f"texts_{i}"
            database.register("words", pa.table({"word": pa.array(sorted(every), pa.string())}))
            database.execute(f"create or replace type {types[i]} as enum (select word from words)")  # noqa: S608
            database.unregister("words")
    return types
