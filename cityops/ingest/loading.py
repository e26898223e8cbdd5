"""Read the rows of a file as text into a private database, in the order of the file."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb

from cityops.errors import StoreError
from cityops.ingest import coding
from cityops.ingest.frontdoor import Opened
from cityops.ingest.longrows import LongRows
from cityops.ingest.model import Fault
from cityops.ingest.splitting import Lines
from cityops.ingest.workroom import run, text

SHOWN = 500
"""Faults of a file that are named one by one."""
_LONG = 4 * 2**20  # bytes; of a shorter file to look for what comes again costs more than it saves
_LINE = 1_000_000  # characters; a longer line is no line of a table


class Loading:
    """One file and the database that takes its rows, as table `unnumbered`.

    Args:
        database: A private one.
        opened: The file.
        rows: What is kept of its rows; None where that is not known yet: they stay as they stand.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection, opened: Opened, rows: LongRows | None) -> None:
        self._database, self._opened, self._rows = database, opened, rows
        self._cells = [f"c{i}" for i in range(len(opened.header))]

    def load(self) -> list[Fault]:
        """Make the table; return the lines that are no rows of it.

        Raises:
            StoreError: There is no room on the disk.
        """
        if self._rows is None or len(self._opened.raw) < _LONG:
            return self._copied({})
        raw, delimiter = self._opened.raw, self._opened.delimiter
        return self._split(Lines(raw, delimiter, len(self._cells), self._rows.repeating))

    def _split(self, lines: Lines) -> list[Fault]:
        plain = lines.plain()
        if plain is None:
            return self._copied(coding.code(self._database, lines.words()))
        rows, words = plain
        self._database.register("split", rows)
        self._keep("from split", {}, coding.code(self._database, words))
        self._database.unregister("split")
        return []

    def _copied(self, types: Mapping[int, str]) -> list[Fault]:
        """Let DuckDB split the rows, of a working copy of the file."""
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "body.csv"
                path.write_bytes(self._opened.raw)
                self._read(path, types)
        except OSError as error:
            raise StoreError(
                f"There is no room for a working copy of {self._opened.name} ({error.strerror}). "
                "Nothing was written. Free some disk space, then do it again."
            ) from error
        return self._broken_lines()

    def _read(self, path: Path, types: Mapping[int, str]) -> None:
        values = {
            "path": str(path),
            "delimiter": self._opened.delimiter,
            "columns": dict.fromkeys(self._cells, "varchar"),
            "shown": SHOWN,
            "line": _LINE,
            "buffer": 32 * _LINE,
        }
        try:
            self._keep(text("raw"), values, types)
        except duckdb.ConversionException:  # a text that was not found before: all are kept as they stand
            self._keep(text("raw"), values, {})

    def _keep(self, body: str, values: dict[str, object], types: Mapping[int, str]) -> None:
        kept = self._rows.kept(body, types) if self._rows else body
        self._database.execute(f"create table unnumbered as {kept}", values)

    def _broken_lines(self) -> list[Fault]:
        found = run(self._database, "broken", {"header_line": self._opened.header_line}).fetchall()
        width = len(self._cells)
        return [Fault(int(line), "", text or "", str(width), "broken_line") for line, text in found]
