"""The store as the rooms see it: read at any moment, write in one transaction, one version for all caches."""

import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from cityops.errors import RefusedError, StaleError, StoreError
from cityops.store import texts, versions
from cityops.store.duck import DuckEngine
from cityops.store.engine import Engine, Session
from cityops.store.migrate import migrate
from cityops.store.moments import FOREVER, Clock
from cityops.store.owner import Owner
from cityops.store.postgres import PostgresEngine
from cityops.store.queries import sql, statement
from cityops.store.reader import Array, Reader, Snapshot
from cityops.store.upgrade import TABLES, upgrade
from cityops.store.versions import Stamp, Versioned

T = TypeVar("T")

_LAST = sql("select max(change_number) as n, max(changed_at) as at from changes")
_NEXT_CHANGE = sql("select nextval('change_numbers') as n")
_TRIES = 20
_LOCKS = {"edit": ("edit",), "import": ("import",), "all": ("import", "edit")}
_RACES = 2
"""Two writers may enter the same new key at once; a key that is still there at the third try is taken."""


class Transaction(Snapshot):
    """One write: all of it or nothing, under one number, by one person, for one reason."""

    def __init__(self, session: Session, stamp: Stamp) -> None:
        super().__init__(session)
        self.stamp = stamp

    def run(self, name: str, /, **values: object) -> list[dict[str, Any]]:
        """Run the write `statements/<name>.sql`; return what its `returning` names."""
        stamped = {"moment": self.stamp.moment, "forever": FOREVER} | values
        names, rows = self._session.rows(statement(name), stamped)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def insert(self, table: str, data: pa.Table) -> None:
        """Append many rows at once; columns are matched by name."""
        self._session.insert(table, data)

    def analyze(self, table: str) -> None:
        """Let the database look at a table that a statement has filled. See `engine.Session.analyze`."""
        self._session.analyze(table)

    def create(self, declared: Versioned, values: dict[str, object], row_id: str | None = None) -> str:
        """Open the first version of a row; return its id."""
        row_id = row_id or versions.new_id()
        self._session.rows(versions.insert(declared), self.stamp.row(row_id, 1, values))
        return row_id

    def create_many(self, declared: Versioned, rows: Iterable[tuple[str, dict[str, object]]]) -> int:
        """Open the first version of many rows, each given as (id, values); return how many."""
        full = [self.stamp.row(row_id, 1, values) for row_id, values in rows]
        if full:
            columns = {name: [row[name] for row in full] for name in declared.all_columns}
            self._session.insert(declared.table, pa.table(columns))
        return len(full)

    def put_many(self, declared: Versioned, rows: Iterable[tuple[str, dict[str, object]]]) -> int:
        """Create many rows, or bring back those that were removed, as their next version; return how many."""
        removed = {
            row[0]: row[1] for row in self._session.rows(versions.removed(declared), {"forever": FOREVER})[1]
        }
        wanted = list(rows)
        for row_id, values in wanted:
            if row_id in removed:
                self._follow(declared, row_id, removed[row_id], values, deleted=False)
        self.create_many(declared, [row for row in wanted if row[0] not in removed])
        return len(wanted)

    def change(self, declared: Versioned, row_id: str, version: int, values: dict[str, object]) -> int:
        """Open the next version of a row with some values changed; return its number.

        Raises:
            StaleError: `version` is not the newest: somebody else wrote in the meantime.
        """
        return self._follow(declared, row_id, version, values, deleted=False)

    def remove(self, declared: Versioned, row_id: str, version: int) -> int:
        """Mark a row as deleted, by a version of its own. Raises as `change` does."""
        return self._follow(declared, row_id, version, {}, deleted=True)

    def correct(self, declared: texts.Texts, change: Callable[[str], str]) -> int:
        """Change texts in every version of every row of a table; return in how many rows.

        History is not written over but for this: a name that has to be forgotten is forgotten everywhere.
        """
        names, rows = self._session.rows(texts.read(declared), {})
        corrected = 0
        for row in (dict(zip(names, found, strict=True)) for found in rows):
            fresh = {name: change(row[name]) for name in declared.columns if row[name]}
            if any(fresh[name] != row[name] for name in fresh):
                self._session.rows(texts.correct(declared), row | fresh)
                corrected += 1
        return corrected

    def _follow(
        self, declared: Versioned, row_id: str, version: int, values: dict[str, object], *, deleted: bool
    ) -> int:
        versions.check_columns(declared, values)
        closing = {"id": row_id, "version": version, "moment": self.stamp.moment, "forever": FOREVER}
        names, closed = self._session.rows(versions.close(declared), closing)
        if not closed:
            raise self._stale(declared, row_id, version, values)
        kept = dict(zip(names, closed[0], strict=True))
        self._session.rows(
            versions.insert(declared), self.stamp.row(row_id, version + 1, kept | values, deleted=deleted)
        )
        return version + 1

    def _stale(
        self, declared: Versioned, row_id: str, version: int, values: dict[str, object]
    ) -> StaleError | RefusedError:
        # Read after the write that failed: only then does PostgreSQL show what the other one wrote.
        names, found = self._session.rows(versions.current(declared), {"id": row_id})
        if not found:
            return RefusedError(f"There is no {row_id!r} in {declared.table}. Nothing was written.")
        now = dict(zip(names, found[0], strict=True))
        done = "removed" if now["is_deleted"] else "changed"
        return StaleError(
            f"{declared.table} {row_id!r} was {done} by somebody else (version {now['version']}, "
            f"yours was made on {version}). Compare both and choose.",
            yours=values,
            theirs={name: now[name] for name in values},
        )


class Store:
    """A city's facts and registers.

    Attributes:
        version: Rises with each committed write and with a restore, never falls; caches are keyed by it.
        upgraded: What opening it did to its schema.
        engine: 'DuckDB' or 'PostgreSQL'.
        address: What it was opened by; that of PostgreSQL may hold a password.
    """

    def __init__(self, engine: Engine, owner: Owner | None = None) -> None:
        self._engine = engine
        self.engine, self.address = engine.kind, engine.address
        self._owner = owner
        self._locks = {"edit": threading.RLock(), "import": threading.RLock()}
        self._counting = threading.Lock()
        try:
            self.upgraded = upgrade(engine)
            self._look_up()
        except BaseException:
            engine.close()
            raise

    def _look_up(self) -> None:
        with self._engine.session() as session:
            last, at = session.rows(_LAST, {})[1][0]
        self.version = int(last or 0)
        self.clock = Clock(at)

    def rows(self, name: str, /, **values: object) -> list[dict[str, Any]]:
        """See `Reader.rows`."""
        with self._engine.session() as session:
            return Snapshot(session).rows(name, **values)

    def arrays(self, name: str, /, **values: object) -> dict[str, Array]:
        """See `Reader.arrays`."""
        with self._engine.session() as session:
            return Snapshot(session).arrays(name, **values)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Lend a reader whose answers belong together: numbers of several queries cannot disagree."""
        with self._engine.snapshot() as session:
            yield Snapshot(session)

    def history(self, declared: Versioned, row_id: str) -> list[dict[str, Any]]:
        """Every version of a row with who, when and why, oldest first."""
        with self._engine.session() as session:
            names, rows = session.rows(versions.past(declared), {"id": row_id})
        return [dict(zip(names, row, strict=True)) for row in rows]

    def write(
        self,
        work: Callable[[Transaction], T],
        *,
        person: str,
        role: str,
        action: str,
        reason: str = "",
        lock: str = "edit",
    ) -> T:
        """Do `work` in one transaction and acknowledge it.

        Args:
            work: Gets the transaction. It may be called again after a conflict, so it changes nothing else.
            person: Who writes.
            role: In which role; the room has checked it.
            action: What is done, in one word.
            reason: Why, in the writer's words.
            lock: 'edit', or 'import' for work on the facts: two imports at once would count every row twice;
                'all' where nobody else may be writing.

        Raises:
            RefusedError: A row with the same id is there already.
            StoreError: Twenty conflicts in a row, a full disk, or the database had to be opened again.
        """
        for attempt in range(_TRIES):
            try:
                with contextlib.ExitStack() as held:
                    for name in _LOCKS[lock]:
                        held.enter_context(self._locks[name])
                    return self._attempt(work, person, role, action, reason, lock)
            except Exception as error:
                if self._engine.is_duplicate(error) and attempt == _RACES:
                    raise RefusedError(
                        f"There is a row with this key already ({str(error).splitlines()[0]}). "
                        "Nothing was written. Choose another id, or change the row that is there."
                    ) from error
                if not self._engine.is_conflict(error):
                    raise
                time.sleep(random.random() * min(0.25, 0.004 * 2**attempt))
        raise StoreError(
            "Too many others are writing at this moment. Nothing of yours was written; do it again."
        )

    def _attempt(
        self, work: Callable[[Transaction], T], person: str, role: str, action: str, reason: str, lock: str
    ) -> T:
        with self._engine.transaction() as session:
            if lock != "edit":  # an edit is guarded by its version
                session.hold("import")
            number = int(session.rows(_NEXT_CHANGE, {})[1][0][0])
            transaction = Transaction(session, Stamp(self.clock.moment(), number))
            change = {"number": number, "name": person, "role": role, "action": action, "reason": reason}
            if not transaction.run("store/record_change", **change):
                transaction.run("store/name_person", id=versions.new_id(), name=person)
                transaction.run("store/record_change", **change)
            result = work(transaction)
        with self._counting:
            self.version += 1
        return result

    def tables(self) -> list[str]:
        """Names of all tables."""
        with self._engine.session() as session:
            return [row[0] for row in session.rows(TABLES, {})[1]]

    @property
    def place(self) -> Path | None:
        """The file that holds it, beside which its copies and its log lie; None where there is none."""
        return self._engine.place

    def backup(self, destination: Path) -> None:
        """Write a consistent, checked copy to a new file, while others go on working."""
        self._engine.backup(destination, self.tables())

    def restore(self, source: Path) -> None:
        """Put a checked copy in the place of what is there now."""
        with self._locks["import"], self._locks["edit"]:
            self._engine.restore(source)
            migrate(self._engine)
            before = self.version
            self._look_up()
            self.version = max(self.version, before) + 1

    def close(self) -> None:
        """Let go of the database."""
        self._engine.close()
        if self._owner:
            self._owner.release()


def is_nothing(address: str) -> bool:
    """Whether at the path of a store there is no file, or one without a single byte."""
    path = Path(address)
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def open_store(address: str, config: dict[str, str] | None = None) -> Store:
    """Open, and if need be create and migrate, the store at a path, `:memory:` or `postgresql://...`.

    Raises:
        StoreError: It is in use by another program, damaged, or newer than this one.
    """
    if address.startswith(("postgresql://", "postgres://")):
        return Store(PostgresEngine(address))
    if address == ":memory:":
        return Store(DuckEngine(address, config))
    path = Path(address)
    path.parent.mkdir(parents=True, exist_ok=True)
    owner = Owner(path)
    try:
        if is_nothing(address):  # a file that somebody touched; DuckDB takes it for a damaged one
            path.unlink(missing_ok=True)
        return Store(DuckEngine(address, config), owner)
    except BaseException:
        owner.release()
        raise


__all__: Sequence[str] = ("Reader", "Store", "Transaction", "open_store")
