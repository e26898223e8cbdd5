"""Backup copies of a DuckDB store: written while it works, checked, and put back."""

import contextlib
import hashlib
import json
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from cityops.errors import StoreError
from cityops.store import migrate, shelf
from cityops.words.refusals import refused

_OPEN = """
import json, sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
print(json.dumps(con.execute("select n, name, sha256 from schema_versions").fetchall()))
"""


def write(cursor: duckdb.DuckDBPyConnection, destination: Path, tables: Sequence[str]) -> None:
    """Copy the open database to a new file, compare it, open it, and write its checksum beside it.

    Until then it has another name: what was broken off does not look like a copy.

    Raises:
        RefusedError: The destination exists.
        StoreError: The copy differs from the original.
    """
    if destination.exists():
        raise refused("refused.store.exists", path=destination)
    destination.parent.mkdir(parents=True, exist_ok=True)
    part = shelf.part(destination)
    part.unlink(missing_ok=True)
    try:
        _copy(cursor, part, tables)
        _open(part)
        sums = f"{checksum(part)}  {destination.name}\n"
        shelf.sum_file(destination).write_text(sums, "utf-8")
        part.replace(destination)
    except BaseException:
        for path in (part, part.with_name(part.name + ".wal"), shelf.sum_file(destination)):
            path.unlink(missing_ok=True)
        raise


def _copy(cursor: duckdb.DuckDBPyConnection, destination: Path, tables: Sequence[str]) -> None:
    here = cursor.execute("select current_database()").fetchall()[0][0]
    there = f"copy_{uuid.uuid4().hex}"  # an attached name is seen by every cursor: two backups need two
    # ATTACH binds no parameters; a quote in the path is doubled, as SQL asks.
    cursor.execute(f"attach '{str(destination).replace(chr(39), chr(39) * 2)}' as {there}")
    try:
        cursor.execute("begin")
        cursor.execute(f'copy from database "{here}" to {there}')
        differing = [
            name for name in tables if _rows(cursor, f'"{here}"', name) != _rows(cursor, there, name)
        ]
        cursor.execute("commit")
    except BaseException:
        with contextlib.suppress(duckdb.Error):
            cursor.execute("rollback")
        raise
    finally:
        cursor.execute(f"detach {there}")
    if differing:
        raise StoreError(
            f"The copy {destination} differs in {', '.join(differing)}. It was removed; try again."
        )


def _rows(cursor: duckdb.DuckDBPyConnection, database: str, table: str) -> int:
    return int(cursor.execute(f"select count(*) from {database}.{table}").fetchall()[0][0])  # noqa: S608


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(source: Path) -> None:
    """Refuse a copy that is missing, was altered since it was written, does not open, or is too new.

    It is opened in a child process, read-only: what a damaged file does to DuckDB must not touch the server.
    """
    if not source.exists():
        raise refused("refused.store.no_copy", path=source)
    sums = shelf.sum_file(source)
    if sums.exists() and sums.read_text("utf-8").split()[0] != checksum(source):
        raise refused("refused.store.altered", path=source)
    migrate.refuse_strangers(_open(source))


def _open(source: Path) -> dict[int, tuple[str, str]]:
    """Open a copy in a child process; return its migrations, as name and checksum by number."""
    child = subprocess.run(
        [sys.executable, "-c", _OPEN, str(source)], capture_output=True, text=True, check=False
    )
    if child.returncode:
        problem = child.stderr.strip().splitlines()[-1]
        raise refused("refused.store.no_store", path=source, problem=problem)
    return {n: (name, sha) for n, name, sha in json.loads(child.stdout)}


@contextlib.contextmanager
def beside(source: Path, live: Path) -> Iterator[Path]:
    """Lend a copy of `source` in the folder of the live file, so that it can take its place in one step."""
    new = live.with_name(live.name + ".new")
    try:
        shutil.copyfile(source, new)
        yield new
    except OSError as error:
        raise StoreError(
            f"{source} could not be copied to {new}: {error.strerror}. Nothing was done."
        ) from error
    finally:
        new.unlink(missing_ok=True)


def put_in_place(new: Path, live: Path) -> None:
    """Replace the closed live file by `new`; the old one is kept as `<name>.before-restore`."""
    kept = live.with_name(live.name + ".before-restore")
    _move_log(live, kept)
    live.replace(kept)
    new.replace(live)


def _move_log(live: Path, kept: Path) -> None:
    """Keep a log that was not yet written into its file: beside another file it would be played into that."""
    kept_log, log = (path.with_name(path.name + ".wal") for path in (kept, live))
    kept_log.unlink(missing_ok=True)
    if log.exists():
        log.replace(kept_log)
