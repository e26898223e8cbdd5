"""Bring a store to the newest schema: each file once, in order, with its checksum."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from cityops.errors import StoreError
from cityops.store.engine import Engine, Session
from cityops.store.queries import sql

MIGRATIONS = Path(__file__).parent / "migrations"

_CREATE = """
create table if not exists schema_versions (
    n integer primary key, name text not null, sha256 text not null, applied_at timestamp not null
)
"""
_APPLIED = sql("select n, name, sha256 from schema_versions order by n")
_RECORD = sql(
    "insert into schema_versions values ($n, $name, $sha, cast(current_timestamp as timestamp)) returning n"
)


def migrate(engine: Engine, folder: Path = MIGRATIONS) -> list[str]:
    """Apply what is missing; each file and its record in one transaction.

    Returns:
        Names of the files that were applied now.

    Raises:
        StoreError: A file that was applied has changed since, or the store is newer than this program.
    """
    with engine.session() as session:
        session.script(_CREATE)
        applied = {n: (name, sha) for n, name, sha in session.rows(_APPLIED, {})[1]}
    files = _files(folder)
    refuse_strangers(applied, folder)
    for n, path in files.items():
        if n not in applied:
            with engine.transaction() as session:
                _apply(session, n, path)
    return [path.name for n, path in files.items() if n not in applied]


def _files(folder: Path) -> dict[int, Path]:
    return {int(path.name[:4]): path for path in sorted(folder.glob("*.sql"))}


def refuse_strangers(applied: Mapping[int, tuple[str, str]], folder: Path = MIGRATIONS) -> None:
    """Refuse a store by its migrations, given as name and checksum by number. Raises as `migrate` does."""
    files = _files(folder)
    for n, (name, sha) in applied.items():
        if n not in files:
            raise StoreError(
                f"The store has migration {name}, which this program does not know. Use a newer program."
            )
        if _sha(files[n]) != sha:
            raise StoreError(
                f"Migration {name} was changed after it was applied. Undo the change; add a new file."
            )


def _apply(session: Session, n: int, path: Path) -> None:
    session.script(path.read_text("utf-8"))
    session.rows(_RECORD, {"n": n, "name": path.name, "sha": _sha(path)})


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
