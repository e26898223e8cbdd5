"""The store as the rooms see it: read at any moment, write in one transaction, one version for all caches."""

import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from cityops.errors import StoreError
from cityops.store import versions
from cityops.store.duck import DuckEngine
from cityops.store.engine import Array, Engine
from cityops.store.migrate import migrate
from cityops.store.moments import Clock
from cityops.store.owner import Owner, is_nothing
from cityops.store.queries import sql
from cityops.store.reader import Snapshot
from cityops.store.transaction import Transaction
from cityops.store.upgrade import TABLES, upgrade
from cityops.store.versions import Stamp, Versioned
from cityops.words.refusals import refused

T = TypeVar("T")

_LAST = sql("select max(change_number) as n, max(changed_at) as at from changes")
_NEXT_CHANGE = sql("select nextval('change_numbers') as n")
_TRIES = 20
_LOCKS = {"edit": ("edit",), "import": ("import",), "all": ("import", "edit")}
_RACES = 2
"""Two writers may enter the same new key at once; a key that is still there at the third try is taken."""


class Store:
    """A city's facts and registers.

    Attributes:
        version: Rises with each committed write that is not quiet and with a restore, never falls; caches are
            keyed by it.
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
        quiet: bool = False,
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
            quiet: Whether the version stays: nothing is written that any page shows, and no cache is stale.

        Raises:
            RefusedError: A row with the same id is there already.
            StoreError: Twenty conflicts in a row, a full disk, or the database had to be opened again.
        """
        for attempt in range(_TRIES):
            try:
                with contextlib.ExitStack() as held:
                    for name in _LOCKS[lock]:
                        held.enter_context(self._locks[name])
                    return self._attempt(work, person, role, action, reason, lock, quiet)
            except Exception as error:
                if self._engine.is_duplicate(error) and attempt == _RACES:
                    raise refused("refused.store.key", problem=str(error).splitlines()[0]) from error
                if not self._engine.is_conflict(error):
                    raise
                time.sleep(random.random() * min(0.25, 0.004 * 2**attempt))
        raise StoreError(
            "Too many others are writing at this moment. Nothing of yours was written; do it again."
        )

    def _attempt(
        self,
        work: Callable[[Transaction], T],
        person: str,
        role: str,
        action: str,
        reason: str,
        lock: str,
        quiet: bool,
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
        if not quiet:
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


def open_store(address: str, config: dict[str, str] | None = None) -> Store:
    """Open, and if need be create and migrate, the store at a path, `:memory:` or `postgresql://...`.

    Raises:
        StoreError: It is in use by another program, damaged, or newer than this one.
    """
    if address.startswith(("postgresql://", "postgres://")):
        from cityops.store.postgres import PostgresEngine  # its driver takes long to load, and few need it

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
