"""Releases: named moments of knowledge that leadership pages, briefings and the command line read."""

from dataclasses import dataclass
from datetime import datetime

from cityops import access
from cityops.access import Actor, Duty
from cityops.errors import RefusedError
from cityops.store import PRESENT, Reader, Store, Transaction, Versioned

RELEASES = Versioned("releases", ("name", "known_at"))


@dataclass(frozen=True, slots=True)
class Release:
    """A named moment.

    Attributes:
        known_at: UTC; what had been recorded by then is released.
        person: Who released it; None once the person asked to be forgotten.
    """

    id: str
    version: int
    name: str
    known_at: datetime
    person: str | None


def read(reader: Reader) -> list[Release]:
    """Return every release, newest first."""
    return [Release(**row) for row in reader.rows("vision/releases", known=PRESENT)]


def last(reader: Reader) -> Release | None:
    """Return the newest release, or None where nothing was released yet."""
    return next(iter(read(reader)), None)


def release(store: Store, actor: Actor, name: str) -> datetime:
    """Name the present as released; return its moment.

    Raises:
        RefusedError: The name is empty or was given before.
        NotAllowedError: The actor may not release.
    """
    name = name.strip()
    if not name:
        raise RefusedError("A release needs a name, for example 'Council of 15 December'.")

    def work(tx: Transaction) -> datetime:
        if any(row["name"] == name for row in tx.rows("vision/releases", known=PRESENT)):
            raise RefusedError(f"There is a release named {name!r} already. Choose another name.")
        tx.create(RELEASES, {"name": name, "known_at": tx.stamp.moment})
        return tx.stamp.moment

    # Nobody else may be writing: what is under way would have an earlier moment and appear later.
    return access.write(store, actor, Duty.RELEASE, work, action="release", reason=name, lock="all")
