"""Rows that people edit: every version is kept, with who, when and why. One mechanism for all tables.

A row that holds has `known_to` = FOREVER. A write closes it and opens the next version, and only does so
while the version that the writer saw is still the newest: nobody's work is overwritten unseen. A delete is
such a write too, because a physical delete silently beats a concurrent edit.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Self

from cityops.errors import RefusedError
from cityops.store.moments import FOREVER
from cityops.store.queries import Sql, sql

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_KEPT = ("id", "version", "known_from", "known_to", "is_deleted", "change_number")


@dataclass(frozen=True, slots=True)
class Versioned:
    """A table of versioned rows, declared by the room that owns it.

    Attributes:
        table: Its name.
        columns: Its own columns, beside those that every versioned table has.
    """

    table: str
    columns: tuple[str, ...]

    @classmethod
    def of(cls, table: str, model: "type[DataclassInstance]") -> Self:
        """Declare the table of a dataclass that has `id`, `version` and the table's own columns."""
        return cls(table, tuple(field.name for field in fields(model) if field.name not in _KEPT))

    @property
    def all_columns(self) -> tuple[str, ...]:
        """The shared columns and its own."""
        return (*_KEPT, *self.columns)


def parts(item: "DataclassInstance") -> tuple[str, dict[str, object]]:
    """Return the id and the own values of a dataclass that is stored as a versioned row."""
    # Values of a row are no dataclasses; `asdict` would copy each of them with care, thousands of times.
    values = {field.name: getattr(item, field.name) for field in fields(item)}
    return values["id"], {name: value for name, value in values.items() if name not in _KEPT}


def new_id() -> str:
    """Return an id that collides with no other machine's."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a transaction gives to each row that it writes."""

    moment: datetime
    change_number: int

    def row(
        self, row_id: str, version: int, values: dict[str, object], *, deleted: bool = False
    ) -> dict[str, object]:
        """Return a whole row, as it is stored."""
        return {
            "id": row_id,
            "version": version,
            "known_from": self.moment,
            "known_to": FOREVER,
            "is_deleted": deleted,
            "change_number": self.change_number,
            **values,
        }


def check_columns(declared: Versioned, values: Mapping[str, object]) -> None:
    """Refuse a value whose column the table does not have, or does not let a writer set."""
    strangers = sorted(values.keys() - set(declared.columns))
    if strangers:
        raise RefusedError(
            f"{declared.table} has no column {strangers[0]!r} to write. It has {', '.join(declared.columns)}."
        )


# The statements below are put together from the declarations of the rooms, never from a reader's words.


@cache
def current(declared: Versioned) -> Sql:
    """The newest version of one row, deleted or not."""
    columns = ", ".join(declared.all_columns)
    return sql(f"select {columns} from {declared.table} where id = $id order by version desc limit 1")  # noqa: S608


@cache
def past(declared: Versioned) -> Sql:
    """Every version of one row with its change, oldest first."""
    columns = ", ".join(f"t.{name}" for name in declared.all_columns)
    return sql(
        f"select {columns}, c.changed_at, c.person_id, p.name as person, c.role, c.action, c.reason "  # noqa: S608
        f"from {declared.table} t join changes c using (change_number) left join people p using (person_id) "
        "where t.id = $id order by t.version"
    )


@cache
def removed(declared: Versioned) -> Sql:
    """Id and version of every row whose newest version says that it was removed."""
    return sql(f"select id, version from {declared.table} where known_to = $forever and is_deleted")  # noqa: S608


@cache
def close(declared: Versioned) -> Sql:
    """Close a version, if it still holds, and return what it says. No row back: somebody was faster."""
    return sql(
        f"update {declared.table} set known_to = $moment "  # noqa: S608
        "where id = $id and version = $version and known_to = $forever "
        f"returning {', '.join(declared.columns)}"
    )


@cache
def insert(declared: Versioned) -> Sql:
    """Open a version."""
    columns = declared.all_columns
    values = ", ".join(f"${name}" for name in columns)
    return sql(f"insert into {declared.table} ({', '.join(columns)}) values ({values})")  # noqa: S608
