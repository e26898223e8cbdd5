"""What reads: the store, a snapshot of it, or a transaction that sees its own writes."""

from typing import Any, Protocol

from cityops.store.engine import Array, Session
from cityops.store.queries import query


class Reader(Protocol):
    """Whoever can be asked: the store, a snapshot, or a transaction."""

    def rows(self, name: str, /, **values: object) -> list[dict[str, Any]]:
        """Run the query file `name`; return a dictionary a row."""

    def arrays(self, name: str, /, **values: object) -> dict[str, Array]:
        """Run the query file `name`; return an array a column. A missing number is NaN."""


class Snapshot:
    """Several reads of one moment: nothing that others write in between is seen."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rows(self, name: str, /, **values: object) -> list[dict[str, Any]]:
        """See `Reader.rows`."""
        names, rows = self._session.rows(query(name), values)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def arrays(self, name: str, /, **values: object) -> dict[str, Array]:
        """See `Reader.arrays`."""
        return self._session.arrays(query(name), values)
