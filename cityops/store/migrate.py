"""Bring a store to the newest schema: each file once, in order, with its checksum; all of them or none."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Pending:
    """What a store lacks.

    Attributes:
        before: Number of the newest file that was applied; 0 in a store that was just created.
        files: What is missing, by number, in order.
    """

    before: int
    files: dict[int, Path]

    @property
    def after(self) -> int:
        """Number of the newest file once all are applied."""
        return max(self.files, default=self.before)


def migrate(engine: Engine, folder: Path = MIGRATIONS) -> list[str]:
    """Apply what is missing, in one transaction: what fails leaves the store as it was.

    Returns:
        Names of the files that were applied now.

    Raises:
        StoreError: A file that was applied has changed since, or the store is newer than this program.
    """
    if not pending(engine, folder).files:
        return []
    with engine.transaction() as session:
        session.hold("migrate")
        missing = _missing(session, folder).files  # another app server may have been faster
        for n, path in missing.items():
            session.script(path.read_text("utf-8"))
            session.rows(_RECORD, {"n": n, "name": path.name, "sha": _sha(path)})
    return [path.name for path in missing.values()]


def pending(engine: Engine, folder: Path = MIGRATIONS) -> Pending:
    """Return what a store lacks. Raises as `migrate` does."""
    with engine.session() as session:
        session.script(_CREATE)
        return _missing(session, folder)


def _missing(session: Session, folder: Path) -> Pending:
    applied = {n: (name, sha) for n, name, sha in session.rows(_APPLIED, {})[1]}
    refuse_strangers(applied, folder)
    missing = {n: path for n, path in _files(folder).items() if n not in applied}
    return Pending(max(applied, default=0), missing)


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


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
