"""Private databases, each for one file: in memory, or of a long file on disk, where it is bounded.

To open a database takes longer than to check a small file. So the ones in memory are emptied and kept for the
files after it; no two files are ever in the same one at a time. Each knows how a cell is read as a number.
"""

import contextlib
import tempfile
from pathlib import Path
from typing import Any

import duckdb

_SQL = Path(__file__).parent / "sql"
_CONFIG: dict[str, Any] = {"threads": 2, "autoload_known_extensions": "false"}
_LONG = 32 * 2**20  # bytes; from here on a file is not held in memory three times
_SHORT = 4 * 2**20  # bytes; up to here what a file leaves behind in memory is little
_MEMORY, _WRITING, _RESTING = "384MB", "256MB", "64MB"
_KEPT = 4
_idle: list[duckdb.DuckDBPyConnection] = []
_parsed: dict[str, list[duckdb.Statement]] = {}
"""Statements by file, as DuckDB has parsed them; any connection takes them."""


class Workroom:
    """A fresh private database.

    Attributes:
        database: To work in, by one thread at a time.
    """

    def __init__(self, size: int) -> None:
        self._is_short = size < _SHORT
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        if size < _LONG:
            self._root, self.database = _empty() if self._is_short else _new()
            return
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "staging.duckdb"
        self._root = self.database = duckdb.connect(str(path), config=_CONFIG | {"memory_limit": _MEMORY})
        # It lives for a minute: to press the texts together would take longer than to read them all.
        self.database.execute("set force_compression = 'uncompressed'")
        run(self.database, "numbers")

    def rest(self) -> None:
        """Let go of the memory as far as it is bounded; what is asked for later comes from disk."""
        self._bound(_RESTING)

    def wake(self) -> None:
        """Take memory again, to hand the claims over while the store takes its own."""
        self._bound(_WRITING)

    def _bound(self, size: str) -> None:
        if self._folder:
            with contextlib.suppress(duckdb.OutOfMemoryException):  # what is in use at this moment stays
                self.database.execute(f"set memory_limit = '{size}'")

    def close(self) -> None:
        """Let go of the memory and the room on disk."""
        self.database.close()
        if not (self._is_short and _is_emptied(self._root)):
            self._root.close()
        if self._folder:
            self._folder.cleanup()


def _empty() -> tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection]:
    """Return a database and a cursor in it, one that was used before if there is any."""
    with contextlib.suppress(IndexError, duckdb.Error):  # after a fatal error DuckDB answers nothing more
        return _attached(_idle.pop())
    return _new()


def _new() -> tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection]:
    root = duckdb.connect(":memory:", config=_CONFIG)
    run(root, "numbers")  # beside the file, so that it stays when the file goes
    return _attached(root)


def _attached(root: duckdb.DuckDBPyConnection) -> tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection]:
    root.execute("attach ':memory:' as file")
    cursor = root.cursor()
    cursor.execute("set search_path = 'file.main,memory.main'")
    return root, cursor


def _is_emptied(root: duckdb.DuckDBPyConnection) -> bool:
    """Whether a database is empty again and was put aside."""
    with contextlib.suppress(duckdb.Error):
        root.execute("detach file")
        if len(_idle) < _KEPT:
            _idle.append(root)
            return True
    return False


def text(name: str) -> str:
    """Return the text of `sql/<name>.sql`."""
    return (_SQL / f"{name}.sql").read_text("utf-8")


def run(
    database: duckdb.DuckDBPyConnection, name: str, values: dict[str, object] | None = None
) -> duckdb.DuckDBPyConnection:
    """Run the statements of `sql/<name>.sql`; return the result of the last."""
    if name not in _parsed:
        _parsed[name] = database.extract_statements(text(name))
    for statement in _parsed[name]:
        database.execute(statement, values or {})
    return database
