"""One write of the store: what a work may do inside it."""

from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa

from cityops.errors import RefusedError, StaleError
from cityops.store import texts, versions
from cityops.store.engine import Incoming, Session
from cityops.store.moments import FOREVER
from cityops.store.queries import statement
from cityops.store.reader import Snapshot
from cityops.store.versions import Stamp, Versioned


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

    def insert(self, table: str, data: Incoming) -> None:
        """Append many rows at once; columns are matched by name. See `engine.Session.insert`."""
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
