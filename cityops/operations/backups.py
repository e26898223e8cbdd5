"""Copies of the store: made by hand or by themselves, checked, listed, and thinned out."""

from datetime import UTC, datetime
from pathlib import Path

from cityops import access, journal
from cityops.access import SET_UP, Actor, Duty
from cityops.errors import CityOpsError
from cityops.operations import rules
from cityops.operations.rules import Keep
from cityops.store import Store, shelf
from cityops.store.shelf import MANUAL, SCHEDULED, Copy
from cityops.vision import settings
from cityops.words.refusals import refused


def listed(store: Store) -> list[Copy]:
    """Return the copies that lie beside a store, newest first."""
    return shelf.listed(store.place) if store.place else []


def find(store: Store, name: str) -> Path:
    """Return the copy that a path or a name of the list means."""
    path = Path(name)
    named = next((copy.path for copy in listed(store) if copy.path.name == path.name), path)
    return path if path.exists() else named


def make(
    store: Store, actor: Actor, now: datetime, kind: str = MANUAL, destination: Path | None = None
) -> Path:
    """Write a checked copy to a new file, or beside the store, and return where it lies.

    Raises:
        NotAllowedError: The actor's role does not cover operations.
        RefusedError: The store is no file.
        StoreError: There is no room.
        OSError: Nothing can be written there.
    """
    access.require(actor, Duty.OPERATIONS)
    if not (store.place or destination):
        raise refused("refused.store.no_file")
    path = destination or shelf.name(store.place or Path(), now, kind)
    store.backup(path)
    journal.note(
        "backup", f"Written and checked: {path.name}.", person=actor.name, role=actor.role.value, action=kind
    )
    return path


def thin_out(store: Store, keep: Keep) -> list[Copy]:
    """Remove the scheduled copies that need not stay; return them. Copies of other kinds stay."""
    scheduled = [copy for copy in listed(store) if copy.kind == SCHEDULED]
    gone = set(rules.to_remove([copy.made_at for copy in scheduled], keep, _zone(store)))
    removed = [copy for copy in scheduled if copy.made_at in gone]
    for copy in removed:
        shelf.remove(copy)
    for path in shelf.broken_off(store.place) if store.place else ():
        path.unlink(missing_ok=True)
    return removed


class Schedule:
    """Makes the copies of a store that are due. Ask it now and then."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._tried: datetime | None = None

    def look(self, store: Store, now: datetime) -> Path | None:
        """Make a copy if one is due; return it. What fails is in the log, and is tried again in an hour."""
        if not (self._keep.is_on and store.place):
            return None
        try:
            if not self._is_due(store, now):
                return None
            self._tried = now
            path = make(store, SET_UP, now.astimezone(UTC), SCHEDULED)
            thin_out(store, self._keep)
        except (CityOpsError, OSError) as error:
            journal.note("backup", f"No copy was made: {error}", level=journal.ERROR, action=SCHEDULED)
            return None
        return path

    def _is_due(self, store: Store, now: datetime) -> bool:
        last = next((copy.made_at for copy in listed(store) if copy.kind == SCHEDULED), None)
        return rules.is_due(last, self._tried, now, _zone(store))


def _zone(store: Store) -> str:
    return settings.read(store).time_zone
