"""Backup copies of a DuckDB store: written while it works, checked, and put back."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from cityops.errors import RefusedError, StoreError

_OPEN = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
print(con.execute("select coalesce(max(n), 0) from schema_versions").fetchone()[0])
"""


def write(cursor: duckdb.DuckDBPyConnection, destination: Path, tables: Sequence[str]) -> None:
    """Copy the open database to a new file, compare it, and write its checksum beside it.

    Raises:
        RefusedError: The destination exists.
        StoreError: The copy differs from the original.
    """
    if destination.exists():
        raise RefusedError(f"{destination} exists already. Choose another name; a backup overwrites nothing.")
    destination.parent.mkdir(parents=True, exist_ok=True)
    here = cursor.execute("select current_database()").fetchall()[0][0]
    # ATTACH binds no parameters; a quote in the path is doubled, as SQL asks.
    cursor.execute(f"attach '{str(destination).replace(chr(39), chr(39) * 2)}' as backup_copy")
    try:
        cursor.execute("begin")
        cursor.execute(f'copy from database "{here}" to backup_copy')
        differing = [
            name for name in tables if _rows(cursor, f'"{here}"', name) != _rows(cursor, "backup_copy", name)
        ]
        cursor.execute("commit")
    finally:
        cursor.execute("detach backup_copy")
    if differing:
        raise StoreError(
            f"The copy {destination} differs in {', '.join(differing)}. Do not use it; try again."
        )
    _sum_file(destination).write_text(f"{checksum(destination)}  {destination.name}\n", "utf-8")
    check(destination)


def _rows(cursor: duckdb.DuckDBPyConnection, database: str, table: str) -> int:
    return int(cursor.execute(f"select count(*) from {database}.{table}").fetchall()[0][0])  # noqa: S608


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(source: Path) -> None:
    """Refuse a copy that is missing, was altered since it was written, or does not open.

    It is opened in a child process, read-only: what a damaged file does to DuckDB must not touch the server.
    """
    if not source.exists():
        raise RefusedError(f"There is no file {source}.")
    sums = _sum_file(source)
    if sums.exists() and sums.read_text("utf-8").split()[0] != checksum(source):
        raise RefusedError(
            f"{source} was altered since it was written: its checksum differs. Use another copy."
        )
    child = subprocess.run(
        [sys.executable, "-c", _OPEN, str(source)], capture_output=True, text=True, check=False
    )
    if child.returncode:
        problem = child.stderr.strip().splitlines()[-1]
        raise RefusedError(f"{source} is no CityOps store that can be opened: {problem}")


def put_in_place(source: Path, live: Path) -> None:
    """Replace the closed live file by a copy; the old one is kept as `<name>.before-restore`."""
    new = live.with_name(live.name + ".new")
    shutil.copyfile(source, new)
    live.with_name(live.name + ".wal").unlink(missing_ok=True)
    if live.exists():
        live.replace(live.with_name(live.name + ".before-restore"))
    new.replace(live)


def _sum_file(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")
