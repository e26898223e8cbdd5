"""Texts of a long file that come again and again: each is kept once, and a row holds its number.

A million rows name few areas, indicators and periods. To join and to group by numbers costs a tenth of what
texts cost, and DuckDB's dearest work with a long file is to write its texts down.
"""

from collections.abc import Iterable, Mapping

import duckdb

_MANY = 2**16 - 1
"""Different texts of a column; of more than these a number takes two bytes no longer."""


def code(
    database: duckdb.DuckDBPyConnection, body: str, values: Mapping[str, object], positions: Iterable[int]
) -> dict[int, str]:
    """Make a type of the texts of each column that has few; return its name, by position.

    Args:
        database: To make them in.
        body: A query of the rows as text, columns `c0`, `c1`, ...
        values: Its parameters.
        positions: Of the columns to look at, in one pass over all of them.
    """
    wanted = tuple(positions)
    if not wanted:
        return {}
    names = ", ".join(f"c{i}" for i in wanted)
    sets = ", ".join(f"(c{i})" for i in wanted)
    database.execute(
        f"create table words as select grouping({names}) as column_bits, coalesce({names}) as word "  # noqa: S608
        f"from ({body}) group by grouping sets ({sets})",
        dict(values),
    )
    counts = dict(
        database.execute("select column_bits, count(word) from words group by column_bits").fetchall()
    )
    every = 2 ** len(wanted) - 1
    # Grouped by a column its bit is 0, the first column has the highest.
    bits = {i: every - 2 ** (len(wanted) - 1 - n) for n, i in enumerate(wanted)}
    few = {i: f"texts_{i}" for i in wanted if 0 < counts.get(bits[i], 0) <= _MANY}
    for i, name in few.items():
        words = f"select word from words where column_bits = {bits[i]} and word is not null"  # noqa: S608
        database.execute(f"create type {name} as enum ({words})")
    database.execute("drop table words")
    return few
