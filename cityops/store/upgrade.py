"""An upgrade: a checked copy of the store as it is, and only then the migrations."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cityops import journal
from cityops.errors import CityOpsError, StoreError
from cityops.store import migrate, shelf
from cityops.store.engine import Engine
from cityops.store.migrate import MIGRATIONS, Pending
from cityops.store.queries import sql

TABLES = sql(
    "select table_name from information_schema.tables where table_schema in ('main', 'public') order by 1"
)


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What opening a store did to its schema.

    Attributes:
        before: Version of the schema until then; 0 for a store that was created now.
        after: Version of the schema now.
        files: Names of the migrations that were applied.
        copy: Where the store lies as it was before; None where there was nothing to copy, or no place for it.
    """

    before: int
    after: int
    files: tuple[str, ...] = ()
    copy: Path | None = None

    @property
    def is_one(self) -> bool:
        """Whether a store that was there already was changed."""
        return bool(self.before and self.files)

    @property
    def sentence(self) -> str:
        """What was done, and where the copy lies."""
        kept = "It is no file of this machine: no copy was taken. Keep one made with pg_dump."
        if self.copy:
            kept = f"A checked copy of the former one lies at {self.copy}."
        return f"The store was upgraded from version {self.before} to {self.after}. {kept}"


def upgrade(engine: Engine, folder: Path = MIGRATIONS) -> Upgrade:
    """Bring a store to the newest schema; one that holds something is copied and checked first.

    PostgreSQL has tools of its own for copies; there nothing is copied.

    Raises:
        StoreError: The store is newer than this program; or no copy could be written, and nothing was
            migrated; or a migration failed, and the store is as it was.
    """
    missing = migrate.pending(engine, folder)
    if not missing.files:
        return Upgrade(missing.before, missing.after)
    copy = _copy(engine, missing) if missing.before and engine.place else None
    try:
        done = migrate.migrate(engine, folder)
    except (CityOpsError, OSError, engine.failure) as error:
        if not missing.before:
            raise
        raise _logged(_failed(missing, copy, error)) from error
    found = Upgrade(missing.before, missing.after, tuple(done), copy)
    if found.is_one:
        journal.note("upgrade", found.sentence)
    return found


def _copy(engine: Engine, missing: Pending) -> Path:
    assert engine.place
    kind = f"upgrade-{missing.before}-to-{missing.after}"
    copy = shelf.name(engine.place, datetime.now(UTC), kind)
    try:
        with engine.session() as session:
            tables = [row[0] for row in session.rows(TABLES, {})[1]]
        engine.backup(copy, tables)
    except (CityOpsError, OSError, engine.failure) as error:
        raise _logged(
            f"The store is to be upgraded, and the copy before that could not be written to {copy}: "
            f"{_reason(error)}. Nothing was migrated. Free some disk space, or let this user write there, "
            "then start again."
        ) from error
    return copy


def _logged(sentence: str) -> StoreError:
    journal.note("upgrade", sentence, level=journal.ERROR)
    return StoreError(sentence)


def _failed(missing: Pending, copy: Path | None, error: BaseException) -> str:
    kept = f" A checked copy of it lies at {copy}." if copy else ""
    return (
        f"The upgrade of the store from version {missing.before} to {missing.after} failed: "
        f"{_reason(error)}. The store is as it was.{kept} "
        "Go on with the former version of the program, and report this."
    )


def _reason(error: BaseException) -> str:
    said = str(error).strip().splitlines() or [type(error).__name__]
    return said[0].rstrip(".")
