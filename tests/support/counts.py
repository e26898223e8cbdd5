"""What is in a store, table by table: to see that nothing was written, or that two stores are equal."""

from typing import Any

from cityops.store import Store
from cityops.store.queries import sql


def content(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, in one order."""
    with store._engine.session() as session:
        found = {name: session.rows(sql(f"select * from {name}"), {})[1] for name in store.tables()}  # noqa: S608
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def counts(store: Store) -> dict[str, int]:
    """Return the number of rows of every table."""
    with store._engine.session() as session:
        found = {name: session.rows(sql(f"select count(*) from {name}"), {})[1] for name in store.tables()}  # noqa: S608
    return {name: int(rows[0][0]) for name, rows in found.items()}
