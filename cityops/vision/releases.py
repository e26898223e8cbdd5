"""Releases: named moments of knowledge that leadership pages, briefings and the command line read."""

from datetime import datetime

from cityops import access
from cityops.access import Actor, Duty
from cityops.store import PRESENT, Reader, Store, Transaction, Versioned
from cityops.vision.model import Release
from cityops.words.refusals import refused

RELEASES = Versioned("releases", ("name", "known_at"))


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
        raise refused("refused.release.unnamed")

    def work(tx: Transaction) -> datetime:
        if any(row["name"] == name for row in tx.rows("vision/releases", known=PRESENT)):
            raise refused("refused.release.named_already", name=name)
        tx.create(RELEASES, {"name": name, "known_at": tx.stamp.moment})
        return tx.stamp.moment

    # Nobody else may be writing: what is under way would have an earlier moment and appear later.
    return access.write(store, actor, Duty.RELEASE, work, action="release", reason=name, lock="all")
