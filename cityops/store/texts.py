"""Texts that people wrote into rows, and their correction in all versions: only to forget a name."""

from dataclasses import dataclass
from functools import cache

from cityops.store.queries import Sql, sql


@dataclass(frozen=True, slots=True)
class Texts:
    """Columns of a table in which people write what they like, declared by the room that owns it.

    Attributes:
        table: Its name.
        key: Columns that name a row.
        columns: The texts; missing ones are left as they are.
    """

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]


# The statements are put together from declarations, never from a reader's words.


@cache
def read(declared: Texts) -> Sql:
    """Every row's key and texts."""
    return sql(f"select {', '.join((*declared.key, *declared.columns))} from {declared.table}")  # noqa: S608


@cache
def correct(declared: Texts) -> Sql:
    """Put other texts into one row."""
    texts = ", ".join(f"{name} = ${name}" for name in declared.columns)
    key = " and ".join(f"{name} = ${name}" for name in declared.key)
    return sql(f"update {declared.table} set {texts} where {key}")  # noqa: S608
