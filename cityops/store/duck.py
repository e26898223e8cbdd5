"""DuckDB behind the store: one root connection, a cursor a thread, and a way back after a fatal error."""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from cityops.errors import StoreError
from cityops.store import copies
from cityops.store.engine import Array, Incoming, Row
from cityops.store.queries import Sql
from cityops.words.refusals import refused

_CONFIG = {
    # Offline, a missing extension fails at once and tries no network.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    # Python variables are no tables.
    "python_enable_replacements": "false",
    # Files that DuckDB 1.5 opens too, in both directions.
    "storage_compatibility_version": "v1.5.0",
}


_IDLE = 16
_PATIENCE = 30.0
"""Seconds that a restore waits for readers."""


_NOTHING: dict[str, tuple[Any, object]] = {
    **dict.fromkeys("iuf", (np.float64, np.nan)),
    "M": (None, np.datetime64("NaT")),
}
"""By kind of NumPy: as what a column is given in which something is missing, and what stands there."""
_PARSED: dict[str, duckdb.Statement] = {}
"""By text. They stand in files or follow from declarations, so they are few; any connection takes them."""


class DuckSession:
    """A DuckDB cursor."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self.cursor = cursor

    def rows(self, sql: Sql, values: dict[str, object]) -> tuple[list[str], list[Row]]:
        """See `engine.Session.rows`."""
        result = self.cursor.execute(self._parsed(sql), sql.bind(values))
        return [column[0] for column in result.description or []], result.fetchall()

    def arrays(self, sql: Sql, values: dict[str, object]) -> dict[str, Array]:
        """See `engine.Session.arrays`."""
        result = self.cursor.execute(self._parsed(sql), sql.bind(values))
        days = {column[0] for column in result.description or [] if column[1] == "DATE"}
        found: dict[str, Any] = result.fetchnumpy()
        return {name: _filled(column, is_day=name in days) for name, column in found.items()}

    def _parsed(self, sql: Sql) -> duckdb.Statement:
        """Return a statement as DuckDB has parsed it: to parse takes a third of the time of a small read."""
        if sql.text not in _PARSED:
            (_PARSED[sql.text],) = self.cursor.extract_statements(sql.text)
        return _PARSED[sql.text]

    def script(self, text: str) -> None:
        """See `engine.Session.script`."""
        self.cursor.execute(text)

    def insert(self, table: str, data: Incoming) -> None:
        """See `engine.Session.insert`.

        What was registered stays in memory until the transaction ends: very many rows come as one reader.
        """
        columns = ", ".join(data.schema.names)
        self.cursor.register("incoming", data)
        try:
            # Table and columns are names of the house, never of a file.
            self.cursor.execute(f"insert into {table} ({columns}) select {columns} from incoming")  # noqa: S608
        finally:
            # In a transaction that failed this fails too, and would hide why.
            with contextlib.suppress(duckdb.Error):
                self.cursor.unregister("incoming")

    def analyze(self, table: str) -> None:
        """Do nothing: DuckDB knows its sizes."""

    def hold(self, lock: str) -> None:
        """Do nothing: one process owns the file, and the store's own locks are enough."""


class DuckEngine:
    """One DuckDB file, or a database in memory (`:memory:`)."""

    kind = "DuckDB"
    failure: type[Exception] = duckdb.Error

    def __init__(self, path: str, config: dict[str, str] | None = None) -> None:
        self.path = self.address = path
        self._config: dict[str, Any] = _CONFIG | (config or {})
        self._gate = threading.Condition()
        self._lent = 0
        self._is_resting = False
        self._open()

    @property
    def place(self) -> Path | None:
        """See `engine.Engine.place`."""
        return None if self.path == ":memory:" else Path(self.path)

    def _open(self) -> None:
        try:
            self._root = duckdb.connect(self.path, config=self._config)
        except duckdb.Error as error:
            raise StoreError(_why_not_open(self.path, str(error))) from error
        # For all cursors: without `global` it would hold for the root alone.
        self._root.execute("set global timezone = 'UTC'")
        self._idle: list[duckdb.DuckDBPyConnection] = []

    def close(self) -> None:
        """See `engine.Engine.close`."""
        with self._gate:
            for cursor in self._idle:
                cursor.close()
            self._idle = []
            self._root.close()

    def _reopen(self, broken: duckdb.DuckDBPyConnection) -> None:
        """Close and open again, once for all threads; until then DuckDB answers nothing."""
        with self._gate:
            if broken is not self._root:
                return
            with contextlib.suppress(duckdb.Error):
                self.close()
            self._open()

    @contextlib.contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        root, cursor = self._lend()
        try:
            yield cursor
        except duckdb.FatalException as error:
            self._reopen(root)
            raise StoreError(
                f"The database had to be opened again ({_first_line(error)}). What was acknowledged is kept. "
                "Free some disk space, look whether your last change is there, then go on."
            ) from error
        except duckdb.Error as error:
            if not _is_full(error):
                raise
            raise StoreError(
                f"There is no room to do this ({_first_line(error)}). Nothing of it was written. "
                "Free some disk space, then do it again."
            ) from error
        finally:
            self._give_back(root, cursor)

    def _lend(self) -> tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection]:
        with self._gate:
            self._gate.wait_for(lambda: not self._is_resting)
            try:
                cursor = self._idle.pop() if self._idle else self._root.cursor()
            except duckdb.ConnectionException as error:
                raise StoreError(f"The store {self.path} is closed. Start the program again.") from error
            self._lent += 1
            return self._root, cursor

    def _give_back(self, root: duckdb.DuckDBPyConnection, cursor: duckdb.DuckDBPyConnection) -> None:
        with self._gate:
            self._lent -= 1
            if root is self._root and len(self._idle) < _IDLE:
                self._idle.append(cursor)
            else:
                with contextlib.suppress(duckdb.Error):
                    cursor.close()
            self._gate.notify_all()

    @contextlib.contextmanager
    def _rest(self) -> Iterator[None]:
        """Wait until every cursor is back, and lend none meanwhile.

        A cursor that is still out keeps the old file open, and DuckDB would go on with it after a restore.
        """
        with self._gate:
            self._is_resting = True
            try:
                if not self._gate.wait_for(lambda: not self._lent, timeout=_PATIENCE):
                    raise StoreError("Somebody is still reading the store. Nothing was done; do it again.")
                yield
            finally:
                self._is_resting = False
                self._gate.notify_all()

    @contextlib.contextmanager
    def session(self) -> Iterator[DuckSession]:
        """See `engine.Engine.session`."""
        with self._cursor() as cursor:
            yield DuckSession(cursor)

    def snapshot(self) -> contextlib.AbstractContextManager[DuckSession]:
        """See `engine.Engine.snapshot`."""
        return self._transaction("begin transaction read only")

    def transaction(self) -> contextlib.AbstractContextManager[DuckSession]:
        """See `engine.Engine.transaction`."""
        return self._transaction("begin transaction")

    @contextlib.contextmanager
    def _transaction(self, begin: str) -> Iterator[DuckSession]:
        with self._cursor() as cursor:
            cursor.execute(begin)
            try:
                yield DuckSession(cursor)
                cursor.execute("commit")
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.execute("rollback")
                raise

    def is_conflict(self, error: BaseException) -> bool:
        """See `engine.Engine.is_conflict`."""
        return isinstance(error, duckdb.TransactionException) or self.is_duplicate(error)

    def is_duplicate(self, error: BaseException) -> bool:
        """See `engine.Engine.is_duplicate`."""
        is_kind = isinstance(error, duckdb.ConstraintException | duckdb.TransactionException)
        return is_kind and "duplicate key" in str(error).lower()

    def backup(self, destination: Path, tables: Sequence[str]) -> None:
        """See `engine.Engine.backup`."""
        try:
            with self.session() as session:
                copies.write(session.cursor, destination, tables)
        except duckdb.Error as error:
            raise StoreError(f"The copy could not be written: {_first_line(error)}. Do it again.") from error

    def restore(self, source: Path) -> None:
        """See `engine.Engine.restore`."""
        live = Path(self.path)
        if not live.exists() or source.resolve() == live.resolve():
            raise refused("refused.store.itself", path=source, store=self.path)
        copies.check(source)
        with copies.beside(source, live) as new, self._rest():
            self.close()
            try:
                copies.put_in_place(new, live)
            finally:
                self._open()


def _filled(column: Any, *, is_day: bool) -> Array:
    """Return a column of NumPy as Arrow gives it: NaN, NaT or None where nothing is, days as days."""
    if is_day:
        column = column.astype("datetime64[D]")
    if not np.ma.isMaskedArray(column):
        return np.asarray(column)
    kind, nothing = _NOTHING.get(column.dtype.kind, (object, None))
    filled: Array = column.data.astype(kind or column.dtype)
    filled[column.mask] = nothing
    return filled


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0]


def _is_full(error: duckdb.Error) -> bool:
    """Tell a full disk from a conflict; a commit that finds no room is a TransactionException too."""
    no_room = isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException)
    return no_room or "Could not write" in str(error)


def _why_not_open(path: str, problem: str) -> str:
    if "Conflicting lock" in problem:
        return (
            f"The store {path} is in use by another program. Stop that program, "
            "or use the app that is already running."
        )
    return f"The store {path} cannot be opened: {problem.splitlines()[0]}"
