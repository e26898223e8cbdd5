"""What the store asks of a database. DuckDB and PostgreSQL answer it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
import pyarrow as pa

from cityops.store.queries import Sql

Row = tuple[Any, ...]
Array = np.ndarray[Any, np.dtype[Any]]
Incoming: TypeAlias = pa.Table | pa.RecordBatchReader
"""Rows to append; a reader hands them over some at a time."""


class Session(Protocol):
    """One connection, used by one thread at a time."""

    def rows(self, sql: Sql, values: dict[str, object]) -> tuple[list[str], list[Row]]:
        """Run a statement; return the names of its columns and its rows (both empty for a write)."""

    def arrays(self, sql: Sql, values: dict[str, object]) -> dict[str, Array]:
        """Run a query; return an array a column. What is missing is NaN, NaT, or None in a text."""

    def script(self, text: str) -> None:
        """Run several statements without parameters, of a migration."""

    def insert(self, table: str, data: Incoming) -> None:
        """Append rows; columns are matched by name."""

    def analyze(self, table: str) -> None:
        """Let the database look at a table that has grown, so that it plans by the size that it has now."""

    def hold(self, lock: str) -> None:
        """Keep the other app servers out of the same lock until this transaction ends."""


class Engine(Protocol):
    """A database that is open.

    Attributes:
        kind: 'DuckDB' or 'PostgreSQL'.
        address: What it was opened by: a path, `:memory:`, or an address that may hold a password.
        failure: What its driver raises.
    """

    kind: str
    address: str
    failure: type[Exception]

    @property
    def place(self) -> Path | None:
        """The file that holds it, beside which its copies lie; None where there is none."""

    def session(self) -> AbstractContextManager[Session]:
        """Lend a session for reading; it goes back at the end of the block."""

    def snapshot(self) -> AbstractContextManager[Session]:
        """Lend a session that sees one moment and cannot write."""

    def transaction(self) -> AbstractContextManager[Session]:
        """Lend a session inside a transaction: commit at the end, roll back on any error."""

    def is_conflict(self, error: BaseException) -> bool:
        """Whether the same work, started again from its read, may succeed."""

    def is_duplicate(self, error: BaseException) -> bool:
        """Whether a row with the same key is there already."""

    def backup(self, destination: Path, tables: Sequence[str]) -> None:
        """Write a consistent copy of everything to a new file."""

    def restore(self, source: Path) -> None:
        """Put a copy in the place of what is there now."""

    def close(self) -> None:
        """Let go of the database."""
