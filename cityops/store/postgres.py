"""PostgreSQL behind the store: the same statements, for a programme with several app servers."""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
from psycopg import errors, sql

from cityops.errors import StoreError
from cityops.store.engine import Array, Incoming, Row
from cityops.store.queries import Sql
from cityops.words.refusals import refused

_IDLE = 16


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

    def arrays(self, sql: Sql, values: dict[str, object]) -> dict[str, Array]:
        """See `engine.Session.arrays`."""
        names, rows = self.rows(sql, values)
        columns: list[Any] = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
        table = pa.table(dict(zip(names, columns, strict=True)))
        return {name: table[name].to_numpy() for name in names}

    def script(self, text: str) -> None:
        """See `engine.Session.script`."""
        self.connection.execute(text.encode())

    def insert(self, table: str, data: Incoming) -> None:
        """See `engine.Session.insert`."""
        names = [sql.Identifier(name) for name in data.schema.names]
        copy = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), sql.SQL(", ").join(names))
        with self.connection.cursor() as cursor, cursor.copy(copy) as target:
            for some in data.to_batches() if isinstance(data, pa.Table) else data:
                for row in zip(*(column.to_pylist() for column in some.columns), strict=True):
                    target.write_row(row)
        self.analyze(table)

    def analyze(self, table: str) -> None:
        """See `engine.Session.analyze`. Without it a first import is planned as if the tables were empty."""
        self.connection.execute(sql.SQL("analyze {}").format(sql.Identifier(table)))

    def hold(self, lock: str) -> None:
        """See `engine.Session.hold`."""
        self.connection.execute("select pg_advisory_xact_lock(hashtext(%s))", [lock])


class PostgresEngine:
    """A PostgreSQL database, named by its address."""

    kind = "PostgreSQL"
    failure: type[Exception] = psycopg.Error

    def __init__(self, address: str) -> None:
        self.address = address
        self._gate = threading.Lock()
        self._idle: list[psycopg.Connection[Row]] = []

    @property
    def place(self) -> None:
        """See `engine.Engine.place`."""

    @contextlib.contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Row]]:
        with self._gate:
            idle = self._idle.pop() if self._idle else None
        connection = idle or self._connect()
        try:
            yield connection
        except psycopg.OperationalError as error:
            if not connection.closed:
                raise
            self.close()  # the idle ones are cut off as well
            raise StoreError(_unreachable(error)) from error
        finally:
            self._give_back(connection)

    def _connect(self) -> psycopg.Connection[Row]:
        try:
            return psycopg.connect(self.address, autocommit=True, options="-c timezone=UTC")
        except psycopg.OperationalError as error:
            raise StoreError(_unreachable(error)) from error

    def _give_back(self, connection: psycopg.Connection[Row]) -> None:
        with self._gate:
            if not connection.closed and len(self._idle) < _IDLE:
                self._idle.append(connection)
                return
        connection.close()

    @contextlib.contextmanager
    def session(self) -> Iterator[PostgresSession]:
        """See `engine.Engine.session`."""
        with self._connection() as connection:
            yield PostgresSession(connection)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[PostgresSession]:
        """See `engine.Engine.snapshot`."""
        with self._connection() as connection, connection.transaction():
            connection.execute("set transaction isolation level repeatable read, read only")
            yield PostgresSession(connection)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[PostgresSession]:
        """See `engine.Engine.transaction`."""
        with self._connection() as connection, connection.transaction():
            yield PostgresSession(connection)

    def is_conflict(self, error: BaseException) -> bool:
        """See `engine.Engine.is_conflict`."""
        kinds = errors.SerializationFailure | errors.DeadlockDetected | errors.UniqueViolation
        return isinstance(error, kinds)

    def is_duplicate(self, error: BaseException) -> bool:
        """See `engine.Engine.is_duplicate`."""
        return isinstance(error, errors.UniqueViolation)

    def backup(self, destination: Path, tables: Sequence[str]) -> None:
        """Refuse: PostgreSQL brings its own tool."""
        raise refused("refused.store.postgres_backup")

    def restore(self, source: Path) -> None:
        """Refuse: PostgreSQL brings its own tool."""
        raise refused("refused.store.postgres_restore")

    def close(self) -> None:
        """See `engine.Engine.close`."""
        with self._gate:
            while self._idle:
                self._idle.pop().close()


def _unreachable(error: BaseException) -> str:
    return (
        f"The database cannot be reached: {str(error).splitlines()[0]}. "
        "What was acknowledged is kept. Look whether the server runs, then do it again."
    )
