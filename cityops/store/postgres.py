"""PostgreSQL behind the store: the same statements, for a programme with several app servers."""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
from psycopg import errors, sql

from cityops.errors import RefusedError
from cityops.store.engine import Row
from cityops.store.queries import Sql


class PostgresSession:
    """A PostgreSQL connection."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self.connection = connection

    def rows(self, sql: Sql, values: dict[str, object]) -> tuple[list[str], list[Row]]:
        """See `engine.Session.rows`."""
        cursor = self.connection.execute(sql.for_psycopg.encode(), sql.bind(values))
        if cursor.description is None:
            return [], []
        return [column.name for column in cursor.description], cursor.fetchall()

    def arrow(self, sql: Sql, values: dict[str, object]) -> pa.Table:
        """See `engine.Session.arrow`."""
        names, rows = self.rows(sql, values)
        columns: list[Any] = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
        return pa.table(dict(zip(names, columns, strict=True)))

    def script(self, text: str) -> None:
        """See `engine.Session.script`."""
        self.connection.execute(text.encode())

    def insert(self, table: str, data: pa.Table) -> None:
        """See `engine.Session.insert`."""
        names = [sql.Identifier(name) for name in data.column_names]
        copy = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), sql.SQL(", ").join(names))
        with self.connection.cursor() as cursor, cursor.copy(copy) as target:
            for row in zip(*(column.to_pylist() for column in data.columns), strict=True):
                target.write_row(row)


class PostgresEngine:
    """A PostgreSQL database, named by its address."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._local = threading.local()

    def _connection(self) -> psycopg.Connection[Row]:
        connection: psycopg.Connection[Row] | None = getattr(self._local, "connection", None)
        if connection is None or connection.closed:
            connection = psycopg.connect(self._address, autocommit=True, options="-c timezone=UTC")
            self._local.connection = connection
        return connection

    @contextlib.contextmanager
    def session(self) -> Iterator[PostgresSession]:
        """See `engine.Engine.session`."""
        yield PostgresSession(self._connection())

    @contextlib.contextmanager
    def transaction(self) -> Iterator[PostgresSession]:
        """See `engine.Engine.transaction`."""
        connection = self._connection()
        with connection.transaction():
            yield PostgresSession(connection)

    def is_conflict(self, error: BaseException) -> bool:
        """See `engine.Engine.is_conflict`."""
        return isinstance(error, errors.SerializationFailure | errors.DeadlockDetected)

    def backup(self, destination: Path, tables: Sequence[str]) -> None:
        """Refuse: PostgreSQL brings its own tool."""
        raise RefusedError("This store is PostgreSQL. Copy it with pg_dump, which keeps it consistent.")

    def restore(self, source: Path) -> None:
        """Refuse: PostgreSQL brings its own tool."""
        raise RefusedError("This store is PostgreSQL. Put a copy back with pg_restore.")

    def close(self) -> None:
        """See `engine.Engine.close`."""
        self._connection().close()
